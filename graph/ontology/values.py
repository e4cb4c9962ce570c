"""What a property can hold, and when two values of it say the same."""

import math
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from graph.errors import InvalidValue
from graph.ontology.dates import dates_agree, is_date
from graph.ontology.naming import normalise_name
from graph.ontology.types import PropertyType, ValueKind

if TYPE_CHECKING:
    from graph.ontology.quantities import Quantity

Value = str | int | float | bool
"""A value of a property or qualifier, in the Python type of its kind; a date is ISO text."""

_LARGEST = 2**63 - 1
_EXPECTED: dict[ValueKind, str] = {
    "text": "a text that is not blank",
    "integer": "a whole number of at most 63 bits",
    "number": "a finite number",
    "date": "a date like 2024, 2024-05 or 2024-05-17",
    "boolean": "true or false",
}


def check_value(property_type: PropertyType, value: object) -> Value:
    """Return ``value`` in the Python type of the property's kind.

    A whole float becomes an int for ``integer``, an int becomes a float for ``number``. Where the list of values
    is closed, another case or one of the value's words is turned into the value itself ("Quantised" into
    "quantized"), unless the word stands for several. Text is never read as a number. Raises InvalidValue, which
    names property, value and what was expected.
    """
    kind = property_type.kind
    found: Value | None
    if kind == "text":
        found = _text(property_type, value)
    elif kind == "integer":
        found = _integer(value)
    elif kind == "number":
        found = _number(value)
    elif kind == "date":
        found = value if isinstance(value, str) and is_date(value) else None
    else:
        found = value if isinstance(value, bool) else None
    if found is None:
        expected = f"one of {', '.join(property_type.values)}" if property_type.values else _EXPECTED[kind]
        raise InvalidValue(f"{property_type.name} {_short(value)} is not {expected}")
    return found


def value_of(
    quantity: "Quantity", property_type: PropertyType, *, unit: str | None = None, approximate: bool = False
) -> Value | None:
    """Return what ``quantity`` says as a value of a property, in the property's unit, or None.

    None where the units are of different kinds (chip hours for hours by the clock), where the quantity is a range,
    a bound ("over 100") or a rate, and, unless ``approximate``, where it is "about" a figure. A property without a
    unit takes a quantity without one, or one whose unit is a noun of the property ("parameters"). ``unit`` is the
    unit that stands beside a value: that of a Measurement, the currency of an amount.
    """
    from graph.ontology.quantities import convert  # loaded with the reader that made the quantity, and not before

    limited = quantity.qualifier != "exact" and not (approximate and quantity.qualifier == "about")
    if quantity.value is None or limited or quantity.per is not None or property_type.kind not in ("integer", "number"):
        return None
    wanted = unit or property_type.unit
    bare = wanted is None and _is_noun(quantity.unit, property_type)
    value = quantity.value if bare else convert(quantity.value, quantity.unit, wanted)
    try:
        return None if value is None else check_value(property_type, value)
    except InvalidValue:
        return None


def _is_noun(unit: str | None, property_type: PropertyType) -> bool:
    return unit is not None and unit.casefold() in map(str.casefold, property_type.words.nouns)


def values_agree(property_type: PropertyType, a: Value, b: Value) -> bool:
    """Say whether two values of a property, both as ``check_value`` returns them, do not contradict each other.

    Texts agree if their normal forms as names are equal. Dates agree at the coarser precision. Numbers agree
    within rounding: where one of them is what the other gives when rounded to the significant digits of the
    shorter one, but never to fewer than two (a half may go either way). So 7.61e9 agrees with 7.6e9, and 88.5
    with 88 and 89; 7.6e9 agrees neither with 7e9 nor with 8e9, and 84 not with 80. Trailing zeros are not
    significant: 16000 agrees with 16384. The relation is symmetric and not transitive.
    """
    if a == b:
        return True
    kind = property_type.kind
    if kind == "date":
        return dates_agree(str(a), str(b))
    if kind == "text":
        return normalise_name(str(a)) == normalise_name(str(b))
    if kind == "boolean" or isinstance(a, str) or isinstance(b, str):
        return False
    return _rounds_to_same(a, b)


def _text(property_type: PropertyType, value: object) -> str | None:
    if not isinstance(value, str) or not value.strip():
        return None
    if not property_type.values or value in property_type.values:
        return value
    said = value.strip().casefold()
    for known in property_type.values:
        if known.casefold() == said:
            return known
    meant = [known for known, words in property_type.value_words.items() if said in map(str.casefold, words)]
    return meant[0] if len(meant) == 1 else None


def _integer(value: object) -> int | None:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    whole = isinstance(value, int) and not isinstance(value, bool)
    return value if whole and isinstance(value, int) and abs(value) <= _LARGEST else None


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def _short(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 80 else f"{shown[:77]}..."


def _rounds_to_same(a: float, b: float) -> bool:
    # repr gives the shortest digits that name the float, so that 0.1 has one digit and not fifty-five.
    fine, coarse = sorted((Decimal(repr(a)), Decimal(repr(b))), key=_digits, reverse=True)
    digits = max(2, _digits(coarse))
    return any(_rounded(fine, digits, way) == coarse for way in (ROUND_HALF_UP, ROUND_HALF_DOWN))


def _digits(number: Decimal) -> int:
    return len(number.normalize().as_tuple().digits)


def _rounded(number: Decimal, digits: int, way: str) -> Decimal:
    return number.quantize(Decimal((0, (1,), number.adjusted() - digits + 1)), rounding=way)
