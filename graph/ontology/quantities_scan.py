"""The figures of a text put together: ranges, parts, and the words before and behind that limit them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from graph.ontology.quantities_atoms import Atom, Hint, atom_at
from graph.ontology.quantities_number import Number, next_number, number_at
from graph.ontology.quantities_words import LETTER, Words, same_length, shipped_words

Limit = Literal["exact", "about", "over", "at least", "under", "at most"]

_LIMITS: dict[str, Limit] = {
    "exact": "exact",
    "about": "about",
    "over": "over",
    "at least": "at least",
    "under": "under",
    "at most": "at most",
}
_WINDOW = 40
"""How far before a figure a phrase that limits it may begin."""
_OPENING = 18
"""The same for a word that opens a range or makes a year."""
_LETTER = re.compile(LETTER)
_NAME_BEFORE = re.compile(f"(?<!{LETTER})[A-Z][A-Za-z]{{1,20}} $")
_WORD_BEHIND = re.compile("[*`]{0,3}[ -]?\\w")
_DASHES = ("-", "–")
_PARTS = re.compile(" ?[x×] ?")
_LONGEST_CELL = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One quantity of a text and where it stands."""

    start: int
    end: int
    kind: Literal["one", "range", "parts"]
    first: Atom
    last: Atom | None = None
    amounts: tuple[Decimal, ...]
    qualifier: Limit = "exact"


def scan(text: str) -> Iterator[Piece]:
    """Yield the quantities of a text in their order."""
    yield from _Scan(same_length(text), shipped_words()).pieces()


def scan_cell(text: str, hint: Hint | None) -> Piece | None:
    """Return the one quantity that the whole of a cell is, or None."""
    trimmed = text.strip()
    if not trimmed or len(trimmed) > _LONGEST_CELL:
        return None
    words = shipped_words()
    if hint is not None and (named := _named(trimmed, hint, words)) is not None:
        return named
    same = same_length(trimmed)
    piece = next(iter(_Scan(same, words, hint=hint, cell=True).pieces()), None)
    whole = piece is not None and (piece.start, piece.end) == (0, len(same))
    return piece if whole else None


def _named(text: str, hint: Hint, words: Words) -> Piece | None:
    pattern = words.units.names.get(hint.unit.name)
    match = pattern.fullmatch(text) if pattern else None
    size = next((group for group in match.groups() if group), None) if match else None
    if size is None:
        return None
    number = Number(start=0, end=len(text), value=Decimal(size), shape="plain")
    atom = Atom(start=0, end=len(text), number=number, unit=hint.unit)
    return Piece(start=0, end=len(text), kind="one", first=atom, amounts=(atom.amount,))


@dataclass(frozen=True, slots=True)
class _Scan:
    text: str
    words: Words
    hint: Hint | None = None
    cell: bool = False

    def pieces(self) -> Iterator[Piece]:
        at = 0
        while at <= len(self.text):
            number, at = next_number(self.text, at, cell=self.cell)
            while number is not None:
                piece, at = self._piece(number)
                if piece is not None:
                    yield piece
                # "7B/13B": what follows a quantity and a comma or stroke is no part of a name.
                follows = piece is not None and self.text[at : at + 1] in ("/", ",")
                number = number_at(self.text, at + 1, cell=self.cell) if follows else None

    def _piece(self, number: Number) -> tuple[Piece | None, int]:
        atom = atom_at(self.text, number, self.words, self.hint)
        if atom is None or self._is_bare(atom):
            parts = self._parts(number)
            if parts is not None:
                parts = self._limited(parts)
                return parts, parts.end
        if atom is None:
            return None, number.end
        joined = self._range(atom)
        if joined is not None:
            joined = self._limited(joined)
            return joined, joined.end
        if self._hangs_on_a_name(atom):
            return None, atom.end
        piece = self._limited(Piece(start=atom.start, end=atom.end, kind="one", first=atom, amounts=(atom.amount,)))
        return (piece, piece.end) if self._counts(piece) else (None, atom.end)

    def _next(self, match: re.Match[str] | None) -> Atom | None:
        number = number_at(self.text, match.end(), cell=self.cell) if match else None
        return atom_at(self.text, number, self.words, self.hint) if number else None

    def _parts(self, number: Number) -> Piece | None:
        """Return "8x7B" as parts: what they are together, the source does not say."""
        if number.shape != "plain" or number.currency or number.value % 1 or not 1 < number.value < 10_000:
            return None
        last = self._next(_PARTS.match(self.text, number.end))
        if last is None or last.number.shape == "power" or last.number.currency or self._is_bare(last):
            return None
        first = Atom(start=number.start, end=number.end, number=number)
        amounts = (number.value, last.amount)
        return Piece(start=number.start, end=last.end, kind="parts", first=first, last=last, amounts=amounts)

    def _range(self, atom: Atom) -> Piece | None:
        if atom.per is not None or atom.number.shape == "percent":
            return None
        opened = self.words.joins.between.search(self._window(atom.start, _OPENING))
        match = self.words.joins.range.match(self.text, atom.end)
        if match is None and opened is not None:
            match = self.words.joins.both.match(self.text, atom.end)
        last = self._next(match)
        if match is None or last is None or not self._may_join(atom, last, match[0].strip(), opened is not None):
            return None
        ends = self._ends(atom, last)
        if ends is None:
            return None
        start = atom.start - (len(opened[0]) if opened else 0)
        return Piece(start=start, end=last.end, kind="range", first=atom, last=last, amounts=ends)

    def _may_join(self, first: Atom, last: Atom, sign: str, opened: bool) -> bool:
        bare = self._is_bare(first) and self._is_bare(last)
        if bare and (first.year_like or last.year_like or not (opened or self.cell)):
            return False
        if sign in _DASHES and self._hangs_on_a_name(first):
            return False
        # "From $5M to $10M" tells of a change; "from 10 to 15 GW" of a range.
        changed = self.words.joins.change.search(self._window(first.start, _OPENING))
        return not (changed and not self._is_bare(first) and not self.cell)

    def _ends(self, first: Atom, last: Atom) -> tuple[Decimal, Decimal] | None:
        """Return the two figures, the first in the size and unit of the last where it has none of its own."""
        high = last.amount
        if first.unit and last.unit and first.unit.name != last.unit.name:
            return None
        if first.unit and not last.unit:
            last_unit = replace(last, unit=first.unit) if first.number.currency else last
            high = last_unit.amount
        unit = first.unit or last.unit
        own = replace(first, unit=unit if self._has_unit(first) else last.unit or unit)
        shared = (
            replace(own, scale=own.scale or last.scale) if not self._has_unit(first) or first.number.currency else own
        )
        for low in (shared.amount, own.amount):
            if low < high:
                return low, high
        return None

    def _has_unit(self, atom: Atom) -> bool:
        return atom.unit is not None and not self._is_bare(atom)

    def _is_bare(self, atom: Atom) -> bool:
        """Whether a figure names neither size nor unit itself, whatever the hint gave it."""
        return atom.scale is None and (atom.unit is None or (self.hint is not None and atom.end == atom.number.end))

    def _hangs_on_a_name(self, atom: Atom) -> bool:
        """Whether it is the version in "Qwen 2.5-7B", and no amount."""
        if self.cell or not self._is_bare(atom) or self.text[atom.end : atom.end + 1] not in _DASHES:
            return False
        return _NAME_BEFORE.search(self._window(atom.start)) is not None

    def _window(self, end: int, size: int = _WINDOW) -> str:
        return self.text[max(0, end - size) : end]

    def _limited(self, piece: Piece) -> Piece:
        before, start = self._before(piece.start)
        behind = self.words.limits.behind.match(self.text, piece.end)
        end = behind.end() if behind else piece.end
        after = (behind.lastgroup or "exact").replace("_", " ") if behind else self._inside(piece)
        qualifier = before if before != "exact" else _LIMITS[after]
        return replace(piece, start=start, end=end, qualifier=qualifier)

    def _inside(self, piece: Piece) -> str:
        return piece.first.limit or (piece.last.limit if piece.last else None) or "exact"

    def _before(self, start: int) -> tuple[Limit, int]:
        window = self._window(start)
        text = window.rstrip("*`")
        text = text[:-1] if text.endswith(" ") else text
        for phrase, qualifier in self.words.limits.before.get(text[-1:].lower(), ()):
            begin = len(text) - len(phrase)
            if text[begin:].lower() == phrase and self._stands_alone(text[:begin], phrase, start - len(window)):
                limit = _LIMITS[qualifier]
                return limit, start if limit == "exact" else start - len(window) + begin
        return "exact", start

    def _stands_alone(self, ahead: str, phrase: str, offset: int) -> bool:
        if phrase[0] in "<>":
            # Behind a letter it closes a tag; at the start of a line it quotes.
            at_line = not self.cell and ((not ahead and offset == 0) or ahead.endswith("\n"))
            return not at_line and (not ahead or ahead[-1] in " (\t|")
        return not (_LETTER.match(phrase[0]) and ahead and _LETTER.match(ahead[-1]))

    def _counts(self, piece: Piece) -> bool:
        """Whether a single figure is a quantity and no code, place in a list, page or year."""
        atom = piece.first
        if self.cell:
            return True
        if atom.year_like and (self._is_year(atom) or (atom.unit is None)):
            return False
        if atom.unit is None and self.words.place.search(self._window(atom.start, _OPENING)):
            return False
        if not atom.bare:
            return True
        if atom.number.shape in ("comma", "dotted", "characters"):
            return False
        if atom.number.shape in ("grouped", "power", "spelled"):
            return True
        # "Over 100" is a figure; what "over 100 countries" counts is no unit of the ontology.
        return piece.qualifier != "exact" and not _WORD_BEHIND.match(self.text, piece.end)

    def _is_year(self, atom: Atom) -> bool:
        counts = atom.unit is not None and self.text[atom.number.end : atom.number.end + 1] == " "
        return counts and self.words.year_cue.search(self._window(atom.start, _OPENING)) is not None
