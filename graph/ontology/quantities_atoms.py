"""One figure of a text: a number with what multiplies it, its unit or currency, and what it is for each of."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from graph.ontology.quantities_number import Number
from graph.ontology.quantities_words import LETTER, Unit, Words, plain_word

_LETTER = re.compile(LETTER)
_AFTER_CHARACTERS = re.compile("[0-9]{1,9}(?:\\.[0-9]{1,9})?(?=[^0-9.,])")
_ONE = Decimal(1)
_YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """The unit that the place of a figure gives it, such as the head of its column."""

    unit: Unit
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Atom:
    """One figure, from the sign or number that begins it to the end of its unit."""

    start: int
    end: int
    number: Number
    scale: Decimal | None = None
    unit: Unit | None = None
    year: int | None = None
    per: str | None = None
    limit: str | None = None
    """The qualifier that stands between its number and its unit: "100+ GPUs", 6710多亿."""

    @property
    def bare(self) -> bool:
        """Whether nothing but a number is written."""
        return self.scale is None and self.unit is None

    @property
    def amount(self) -> Decimal:
        """The figure in single units, or in the unit of its name."""
        return self.number.value * (self.scale or _ONE) * (self.unit.factor if self.unit else _ONE)

    @property
    def year_like(self) -> bool:
        """Whether it may be a year."""
        value = self.number.value
        return self.scale is None and self.number.shape == "plain" and value % 1 == 0 and int(value) in _YEARS


def atom_at(text: str, number: Number, words: Words, hint: Hint | None = None) -> Atom | None:
    """Return the figure whose number stands at its place in ``text``, or None where it is part of another thing."""
    atom = _measured(text, _untangled(text, number), words, hinted=hint is not None)
    if atom is None or _LETTER.match(text, atom.end):
        return None
    return _with_rate(text, _settled(text, atom, words, hint), words)


def _untangled(text: str, number: Number) -> Number:
    """Return a number in a formula without the dollar sign that opens the formula."""
    if number.shape != "power" or number.currency != "USD":
        return number
    closed = text.startswith("$", number.end)
    return replace(number, currency=None, end=number.end + closed) if closed else number


def _measured(text: str, number: Number, words: Words, *, hinted: bool) -> Atom | None:
    atom = Atom(start=number.start, end=number.end, number=number)
    if number.shape == "percent":
        return replace(atom, unit=Unit(name="percent", factor=_ONE))
    in_unit = _in_any_unit(text, atom, words)
    if in_unit is not None:
        return in_unit
    scaled = _scaled(text, atom, words)
    if scaled is None:
        return _in_currency(atom)
    atom, needs_unit = scaled
    found = _in_any_unit(text, atom, words) or _in_currency(atom)
    return None if needs_unit and found.unit is None and not hinted else found


def _in_any_unit(text: str, atom: Atom, words: Words) -> Atom | None:
    return _in_unit(text, atom, words) or _in_limited_unit(text, atom, words)


def _in_unit(text: str, atom: Atom, words: Words) -> Atom | None:
    """Return the figure with the unit that follows at its end, or None. Behind a sum only a currency counts."""
    year = words.units.dollars.match(text, atom.end)
    if year and atom.number.currency in (None, "USD"):
        return replace(atom, end=year.end(), unit=Unit(name="USD", factor=_ONE), year=int(year[1]))
    match = words.units.at.match(text, atom.end)
    if match is None:
        return None
    unit = words.units.of(match)
    if atom.number.currency is not None and not _same_sum(unit.name, atom.number.currency):
        return None
    found = replace(atom, end=match.end(), unit=unit)
    year = words.units.dollars.match(text, found.end) if unit.name == "USD" else None
    return replace(found, end=year.end(), year=int(year[1])) if year else found


def _in_limited_unit(text: str, atom: Atom, words: Words) -> Atom | None:
    """Return the figure with a limit behind it and then a unit ("100+ GPUs", "5 or more chips"), or None."""
    behind = words.limits.behind.match(text, atom.end)
    if behind is None:
        return None
    limited = replace(atom, end=behind.end(), limit=(behind.lastgroup or "").replace("_", " "))
    return _in_unit(text, limited, words)


def _same_sum(unit: str, currency: str) -> bool:
    return unit == currency or (currency == "¥" and unit in ("JPY", "CNY"))


def _in_currency(atom: Atom) -> Atom:
    currency = atom.number.currency
    return replace(atom, unit=Unit(name=currency, factor=_ONE)) if currency else atom


def _scaled(text: str, atom: Atom, words: Words) -> tuple[Atom, bool] | None:
    """Return the figure with what multiplies it, and whether that is sure only with a unit; None without any."""
    inside = text[atom.end : atom.end + 1] in words.limits.inside and atom.number.shape != "power"
    match = words.scales.at.match(text, atom.end + inside)
    if match is None:
        return None
    written = match[0].strip(" -")
    found = replace(atom, end=match.end(), limit="over" if inside else None)
    if written[0] in words.scales.characters:
        return _by_characters(text, found, written, words), False
    if not (scale := _factor(written, words)):
        return None
    return replace(found, scale=scale), match["scale"] is None and atom.number.currency is None


def _factor(written: str, words: Words) -> Decimal:
    factors = words.scales.factors
    if written in factors:
        return factors[written]
    folded = written.casefold()
    return factors.get(folded) or factors.get(plain_word(written)) or Decimal(0)


def _by_characters(text: str, atom: Atom, written: str, words: Words) -> Atom:
    """Return the figure with the Chinese characters that multiply it, and smaller parts that follow: 3亿5000万."""
    scale = last = _product(written, words)
    total, end = atom.number.value * scale, atom.end
    while match := _AFTER_CHARACTERS.match(text, end):
        part = words.scales.run.match(text, match.end())
        if part is None or (smaller := _product(part[0], words)) >= last:
            break
        total, last, end = total + Decimal(match[0]) * smaller, smaller, part.end()
    if end == atom.end:
        return replace(atom, scale=scale)
    return replace(atom, end=end, number=replace(atom.number, value=total), scale=_ONE)


def _product(written: str, words: Words) -> Decimal:
    product = _ONE
    for one in written:
        product *= words.scales.characters[one]
    return product


def _settled(text: str, atom: Atom, words: Words, hint: Hint | None) -> Atom:
    """Return the figure in the unit that its place gives it, where it has none or one that may be two."""
    if atom.unit is None:
        return replace(atom, unit=hint.unit, year=hint.year) if hint else atom
    if atom.unit.name in ("FLOP", "FLOP/s") and text[: atom.end].rstrip("$ ")[-5:].casefold() == "flops":
        if hint and hint.unit.name in ("FLOP", "FLOP/s"):
            return replace(atom, unit=Unit(name=hint.unit.name, factor=atom.unit.factor))
        if float(atom.amount) > words.most_flops:
            return replace(atom, unit=Unit(name="FLOP", factor=atom.unit.factor))
    if hint and hint.year and atom.unit.name == hint.unit.name and atom.year is None:
        return replace(atom, year=hint.year)
    if atom.unit.name == "¥" and hint and _same_sum(hint.unit.name, "¥"):
        return replace(atom, unit=hint.unit)
    return atom


def _with_rate(text: str, atom: Atom, words: Words) -> Atom:
    if atom.unit is None:
        return atom
    match = words.per.match(text, atom.end)
    if match is None:
        return atom
    said = match["slash"] or match["each"] or match["stroke"] or match["known"] or match["free"]
    per = words.per_words.get(said, said)
    meant = words.per_is_meant.get(atom.unit.name) == per
    return replace(atom, end=match.end(), per=None if meant else per)
