"""Quantities read out of cells and out of prose: a value in the ontology's unit, with what limits it kept.

"Over 100" never becomes 100: a quantity holds its qualifier, a range its two ends, and "8x7B" its parts, since
their sum is not said. Offsets are those of the text as it is. Every function is linear in its text and raises
nothing. What people write for sizes, units and limits stands in ``data/quantities.yaml``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from graph.ontology.quantities_atoms import Hint
from graph.ontology.quantities_scan import Piece, scan, scan_cell
from graph.ontology.quantities_words import Unit, plain_word, shipped_words

Qualifier = Literal["exact", "about", "over", "at least", "under", "at most"]
"""How the source limits a figure. ``over`` and ``under`` leave the figure itself out."""

Figure = int | float
"""A whole number as int where it has at most 63 bits, else a float."""

_LARGEST = 2**63


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A quantity as a source states it."""

    value: Figure | None
    """The figure in ``unit``; None for a range and for parts whose sum is not said."""
    unit: str | None = None
    """A unit of the ontology (tokens, FLOP, FLOP/s, USD, GB, GB/s, nm, W, MW, hours, percent ...), a noun for what is
    counted (parameters, active parameters, chips), another currency by its ISO 4217 code, "¥" where yen and yuan
    cannot be told apart, or None where none is said."""
    qualifier: Qualifier = "exact"
    low: Figure | None = None
    """The lower end of a range."""
    high: Figure | None = None
    """The upper end of a range."""
    times: int | None = None
    """How many parts there are: 8 in "8x7B"."""
    each: Figure | None = None
    """How large each part is, in ``unit``: 7e9 in "8x7B"."""
    year: int | None = None
    """The year whose money a sum is in: 2023 in "5 million (2023 USD)"."""
    per: str | None = None
    """What the figure is for each of: "million tokens", "month"; None where it is no rate."""

    @property
    def plain(self) -> bool:
        """Whether it is one figure, not limited and no rate."""
        return self.value is not None and self.qualifier == "exact" and self.per is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A quantity in a text, from the first character of its qualifier to the last of its unit."""

    start: int
    end: int
    """Exclusive."""
    quantity: Quantity


def read_quantity(text: str, unit_hint: str | None = None) -> Quantity | None:
    """Return the quantity that a whole cell is, or None where it is none or more than one.

    ``unit_hint`` is the unit that the cell's place gives: "GB", "bytes", "2023 USD". It counts where the cell names
    no unit, and where one could be two (FLOPS, ¥); a unit that the cell names stays. A hint that is no written form
    of a known unit becomes the unit as it is. Names of processes (4N, N5) are read where the hint is nm.
    """
    piece = scan_cell(text, _hint(unit_hint) if unit_hint else None)
    return None if piece is None else _quantity(piece)


def find_quantities(text: str) -> Iterator[Found]:
    """Yield the quantities of a text in their order; they do not overlap.

    A figure within a name, a version, a date or an address is none. A bare number is one if it is written large
    (131,072; 10^26; 14.8 trillion) or limited ("over 100").
    """
    for piece in scan(text):
        quantity = _quantity(piece)
        if quantity is not None:
            yield Found(start=piece.start, end=piece.end, quantity=quantity)


def write_quantity(quantity: Quantity) -> str:
    """Return a quantity as a text that ``read_quantity`` reads as the same, if its unit is one that is known."""
    unit = quantity.unit
    behind = f" ({quantity.year} USD)" if quantity.year else f" {unit}" if unit else ""
    if quantity.per:
        behind += f" per {quantity.per}"
    limit = "" if quantity.qualifier == "exact" else f"{quantity.qualifier} "
    if quantity.value is not None:
        return f"{limit}{quantity.value!r}{behind}"
    if quantity.times is not None:
        return f"{limit}{quantity.times} x {quantity.each!r}{behind}"
    return f"{limit}between {quantity.low!r} and {quantity.high!r}{behind}"


def convert(value: Figure, unit: str | None, wanted: str | None) -> Figure | None:
    """Return ``value`` in the unit ``wanted``, or None where that is a unit of another kind."""
    if unit == wanted:
        return value
    for kind in shipped_words().units.kinds:
        if unit is not None and wanted is not None and unit in kind and wanted in kind:
            return _figure(Decimal(repr(value)) * kind[unit] / kind[wanted])
    return None


@cache
def _hint(text: str) -> Hint:
    units = shipped_words().units
    year, _, name = text.partition(" ")
    if name == "USD" and year.isdecimal():
        return Hint(unit=Unit(name=name, factor=Decimal(1)), year=int(year))
    known = {unit.name for unit in (*units.symbols.values(), *units.words.values())}
    if text in known:
        return Hint(unit=Unit(name=text, factor=Decimal(1)))
    written = units.symbols.get(text) or units.words.get(plain_word(text))
    return Hint(unit=written or Unit(name=text, factor=Decimal(1)))


def _quantity(piece: Piece) -> Quantity | None:
    first, last = piece.first, piece.last
    unit = (last.unit or first.unit) if last else first.unit
    figures = [_figure(amount) for amount in piece.amounts]
    if any(figure is None for figure in figures):
        return None
    is_range = piece.kind == "range"
    return Quantity(
        value=figures[0] if piece.kind == "one" else None,
        unit=unit.name if unit else None,
        qualifier=piece.qualifier,
        low=figures[0] if is_range else None,
        high=figures[1] if is_range else None,
        times=int(first.number.value) if piece.kind == "parts" else None,
        each=figures[1] if piece.kind == "parts" else None,
        year=(last.year if last else None) or first.year,
        per=(last or first).per,
    )


def _figure(amount: Decimal) -> Figure | None:
    if amount == amount.to_integral_value() and abs(amount) < _LARGEST:
        return int(amount)
    value = float(amount)
    return value if abs(value) != float("inf") else None
