"""The things that a row names: cells taken apart into names with exact places, and names made into keys."""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.record.cells import Cell, inner_span
from ingest.tables.rules import Split

MAX_SPLIT = 100_000
"""A longer cell is not taken apart: it is no list of names."""

_OPEN, _CLOSED = "([{（【", ")]}）】"


@dataclass(frozen=True, slots=True)
class Piece:
    """One name in a cell."""

    text: str
    start: int
    end: int


def pieces_of(text: str, cell: Cell, split: Split) -> list[Piece]:
    """Return the names in a cell of the table ``text``; blank ones are left out.

    Nothing is taken apart inside brackets, unless they do not close. Takes linear time.
    """
    start, end = inner_span(text, cell)
    if not split.marks or end - start > MAX_SPLIT or not any(text.find(mark, start, end) >= 0 for mark in split.marks):
        name = _plain(cell.text)
        return [Piece(name, start, end)] if name else []
    pieces = _trimmed(text, list(_cut(text, start, end, split.marks)), quoted=text[cell.start] == '"')
    return _joined(text, pieces, split.joins)


def _cut(text: str, start: int, end: int, marks: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    cell = text[start:end]
    balanced = _closes(cell)
    depth, begun, at = 0, 0, 0
    while at < len(cell):
        if balanced:
            depth += (cell[at] in _OPEN) - (cell[at] in _CLOSED)
        mark = next((mark for mark in marks if cell.startswith(mark, at)), None) if depth == 0 else None
        if mark is None:
            at += 1
            continue
        yield start + begun, start + at
        at += len(mark)
        begun = at
    yield start + begun, end


def _closes(cell: str) -> bool:
    """Say whether every bracket of a cell closes."""
    depth = 0
    for character in cell:
        depth += (character in _OPEN) - (character in _CLOSED)
        if depth < 0:
            return False
    return depth == 0


def _trimmed(text: str, bounds: list[tuple[int, int]], *, quoted: bool) -> list[Piece]:
    pieces = []
    for start, end in bounds:
        raw = text[start:end]
        inner = raw.strip()
        if inner:
            first = start + raw.index(inner)
            # Inside a quoted cell a quotation mark stands twice.
            name = _plain(inner.replace('""', '"') if quoted else inner)
            pieces.append(Piece(name, first, first + len(inner)))
    return pieces


def _plain(text: str) -> str:
    """Return a name with single blanks, without quotation marks around the whole of it."""
    name = " ".join(text.split())
    return name[1:-1].strip() if len(name) > 2 and name[0] == name[-1] == '"' and '"' not in name[1:-1] else name


def _joined(text: str, pieces: list[Piece], joins: tuple[str, ...]) -> list[Piece]:
    """Put what is no name of its own ("Inc.") back behind the name before it."""
    if not joins:
        return pieces
    joined: list[Piece] = []
    for piece in pieces:
        if joined and piece.text.casefold() in joins:
            former = joined[-1]
            between = " ".join(text[former.end : piece.start].split())
            joined[-1] = Piece(f"{former.text}{between} {piece.text}", former.start, piece.end)
        else:
            joined.append(piece)
    return joined
