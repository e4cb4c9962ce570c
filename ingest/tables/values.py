"""What a cell says, read into a value of the ontology, or why it cannot be."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from graph.errors import InvalidValue
from graph.ontology import ValueKind
from graph.ontology.date_reading import read_date
from graph.ontology.dates import is_date
from graph.ontology.quantities import read_quantity
from graph.ontology.values import check_value, value_of
from graph.record.types import Value
from ingest.tables.mapping_values import fold
from ingest.tables.rules import Reads

MAX_TEXT = 20_000
"""No text is longer, in characters."""

_LONGEST_FIGURE = 200
_LARGEST_WHOLE = Decimal(2**63)
_NUMBER = r"[+\-−]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:[eE][+-]?\d{1,4})?"
_LEADING = re.compile(rf"\$?\s?({_NUMBER})\s*")
_INSIDE = re.compile(r"\d+(?:\.\d+)?")
_STANDING = re.compile(r"(?<![\w.])\d")
_ISO = re.compile(r"(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:[T ]\d{2}:\d{2}.*)?")
_YEAR = re.compile(r"(\d{4})\.0+")
_LENGTHS = {"year": 4, "month": 7, "day": 10}
_TRUE = frozenset(("true", "yes", "y", "1", "1.0", "x", "✓"))
_FALSE = frozenset(("false", "no", "n", "0", "0.0"))
_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:[-_.]?(0[1-9]|1[0-2])(?:[-_.]?(0[1-9]|[12]\d|3[01]))?)?(?!\d)")


@dataclass(frozen=True, slots=True)
class Said:
    """A value, and whether the cell itself calls it no more than near."""

    value: Value
    hedged: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a text gives no value."""

    reason: str


_Found = tuple[Value, bool] | Problem


def read_value(reads: Reads, text: str) -> Said | Problem:
    """Return what ``text`` says as a value of the property, in its unit; else what is wrong with it."""
    said = " ".join(text.split())
    known = reads.words.get(said.casefold()) if reads.words else None
    if known is not None:
        return Said(known)
    found = _READERS[reads.property_type.kind](reads, said)
    if isinstance(found, Problem):
        return found
    value, hedged = found
    if reads.property_type.kind == "integer" and isinstance(value, float) and math.isclose(value, round(value)):
        # 247000000.00000003 is how a program printed 247000000.
        value = round(value)
    try:
        return Said(check_value(reads.property_type, value), hedged)
    except InvalidValue as error:
        return Problem(str(error))


def table_date(text: str, day_first: bool | None = None) -> str | None:
    """Return the date in a cell as ISO text in the precision it has, or None.

    ``day_first`` says whether 5/6/2024 is in June; a year may be printed as a number (2024.0).
    """
    found = _ISO.fullmatch(text) or _YEAR.fullmatch(text)
    if found is not None:
        return found[1] if is_date(found[1]) else None
    return read_date(text, day_first=day_first)


def date_in_name(name: str) -> str | None:
    """Return the date that stands in a file's name, the most precise one, or None: 2023-08 of by_org_2023-08.csv."""
    dates = ["-".join(part for part in found.groups() if part) for found in _IN_NAME.finditer(name)]
    known = [date for date in dates if is_date(date)]
    return max(known, key=len, default=None)


def is_hedged(text: str, hedges: tuple[str, ...]) -> bool:
    """Say whether a cell holds one of the words that make its value an estimate."""
    return bool(hedges) and any(hedge in fold(text) for hedge in hedges)


def _text(_: Reads, said: str) -> _Found:
    return (said, False) if len(said) <= MAX_TEXT else Problem(f"longer than {MAX_TEXT:,} characters")


def _date(reads: Reads, said: str) -> _Found:
    date = table_date(said, reads.day_first)
    return (date[: _LENGTHS[reads.precision]], False) if date else Problem("not a date")


def _boolean(_: Reads, said: str) -> _Found:
    folded = said.casefold()
    return (folded in _TRUE, False) if folded in _TRUE or folded in _FALSE else Problem("neither true nor false")


def _figure(reads: Reads, said: str) -> _Found:
    """Return the number in ``said`` in the unit of the ontology."""
    if reads.number_in:
        return _number_inside(said)
    found = _LEADING.match(said)
    number = _decimal(found[1]) if found else None
    if found is None or number is None:
        return _quantity(reads, said)
    rest = said[found.end() :]
    if not rest:
        return _whole(number * reads.times), False
    if rest == "%":
        return _whole(number if reads.property_type.unit == "percent" else number / 100), False
    unit = max((unit for unit in reads.units if _begins(rest, unit)), key=len, default=None)
    if unit is None:
        return _quantity(reads, said)
    if _STANDING.search(rest, len(unit)):
        return Problem("several numbers in it")
    return _whole(number * reads.units[unit]), False


def _quantity(reads: Reads, said: str) -> _Found:
    """Return a figure that is written in words or with a unit of its own."""
    hint = reads.property_type.unit if reads.times == 1 else None
    quantity = read_quantity(said, hint) if len(said) <= _LONGEST_FIGURE else None
    if quantity is None:
        return Problem("not a number")
    hedged = quantity.qualifier == "about"
    if quantity.unit is None and quantity.value is not None and reads.times != 1:
        quantity = replace(quantity, value=_whole(Decimal(repr(quantity.value)) * reads.times))
    if quantity.unit is None and quantity.value is not None:
        # A figure without a unit is in the unit of the column.
        quantity = replace(quantity, unit=reads.property_type.unit)
    value = value_of(quantity, reads.property_type, approximate=True)
    return (value, hedged) if value is not None else Problem("not one figure in a unit that fits")


def _number_inside(said: str) -> _Found:
    numbers = set(map(Decimal, _INSIDE.findall(said[:_LONGEST_FIGURE])))
    if len(numbers) != 1:
        return Problem("several numbers in it" if numbers else "no number in it")
    return _whole(numbers.pop()), False


def _whole(number: Decimal) -> int | float:
    """Return a number as int where it is a whole one that fits, without the noise of binary fractions."""
    fits = number == number.to_integral_value() and abs(number) < _LARGEST_WHOLE
    return int(number) if fits else float(number)


def _begins(rest: str, unit: str) -> bool:
    """Say whether ``rest`` begins with a unit that is not the beginning of a longer word or unit."""
    after = rest[len(unit) : len(unit) + 1]
    return rest[: len(unit)].casefold() == unit.casefold() and not (after.isalnum() or after in ("/", "²", "³"))


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text.replace(",", "").replace("−", "-"))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


_READERS: Mapping[ValueKind, Callable[[Reads, str], _Found]] = {
    "text": _text,
    "date": _date,
    "boolean": _boolean,
    "integer": _figure,
    "number": _figure,
}
