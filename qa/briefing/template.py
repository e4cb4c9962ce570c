"""Templates of sentences: ``{slots}`` of values, and ``[parts]`` that are left out where a slot of theirs is
empty or nought.

``{models:model|models}`` prints a count with its noun. A template holds no number of its own: each number of a
briefing comes from a slot, so that it can be recomputed.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from graph.errors import LibraryError

_PIECE = re.compile(r"\[(?P<part>[^\[\]]*)\]|\{(?P<slot>[^{}]*)\}|(?P<text>[^\[\]{}]+)|(?P<odd>.)", re.DOTALL)
_SLOT = re.compile(r"(?P<name>[a-z][a-z0-9_]*)(?::(?P<one>[^{}|:]+)\|(?P<many>[^{}|:]+))?")
# "H100" and "FP16" are names; a number that stands alone would be one that no query gives.
_NUMBER = re.compile(r"(?<![^\W_])\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place for a value; with nouns for one and for many where it is a count."""

    name: str
    one: str = ""
    many: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Pieces that may be left out together."""

    pieces: tuple[str | Slot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A sentence with slots."""

    text: str
    pieces: tuple[str | Slot | Part, ...]

    @property
    def slots(self) -> tuple[str, ...]:
        """The names of all slots, in their order."""
        return tuple(slot.name for slot in _slots(self.pieces))


_NONE_AT_ALL = "0"
"""A count of nought is not worth a part of its own."""
Fill = Callable[[Slot], str | None]
"""Gives the text of a slot, or None where there is none."""


def read_template(text: str) -> Template:
    """Return a template. Raises LibraryError for one that does not hold, or that holds a number of its own."""
    if _NUMBER.search(re.sub(r"\{[^{}]*\}", "", text)):
        raise LibraryError(f"{text!r}: holds a number of its own; numbers come from the slots of a query")
    return Template(text=text, pieces=tuple(_pieces(text, inner=False)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A template with its slots filled."""

    text: str
    slots: tuple[str, ...]
    """The slots that stand in the text; those of parts that were left out are not among them."""


def fill(template: Template, value: Fill) -> Filled | None:
    """Return a template with its slots filled, without the parts of which one is empty; None where another one is."""
    told: list[str] = []
    used: list[str] = []
    for piece in template.pieces:
        pieces = piece.pieces if isinstance(piece, Part) else (piece,)
        texts = [one if isinstance(one, str) else value(one) for one in pieces]
        if None not in texts and not (isinstance(piece, Part) and _NONE_AT_ALL in texts):
            told += [text for text in texts if text is not None]
            used += [one.name for one in pieces if isinstance(one, Slot)]
        elif not isinstance(piece, Part):
            return None
    return Filled(text="".join(told), slots=tuple(used))


def _slots(pieces: tuple[str | Slot | Part, ...]) -> Iterator[Slot]:
    for piece in pieces:
        if isinstance(piece, Part):
            yield from _slots(piece.pieces)
        elif isinstance(piece, Slot):
            yield piece


def _pieces(text: str, *, inner: bool) -> Iterator[str | Slot | Part]:
    for found in _PIECE.finditer(text):
        if found["part"] is not None and not inner:
            inside = tuple(p for p in _pieces(found["part"], inner=True) if not isinstance(p, Part))
            yield Part(pieces=inside)
        elif found["slot"] is not None:
            yield _slot(text, found["slot"])
        elif found["text"] is not None:
            yield found["text"]
        else:
            raise LibraryError(f"{text!r}: the {found[0][0]!r} in it is neither a {{slot}} nor a [part]")


def _slot(text: str, told: str) -> Slot:
    found = _SLOT.fullmatch(told)
    if found is None:
        raise LibraryError(f"{text!r}: {{{told}}} is no slot; write {{column}} or {{column:model|models}}")
    return Slot(name=found["name"], one=found["one"] or "", many=found["many"] or "")
