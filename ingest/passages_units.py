"""The parts of a block that are small enough for a passage: whole blocks, else sentences or rows, words, characters."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from graph.record.types import PassageKind
from graph.views.index.sentences import sentences
from graph.views.index.tokens import count_tokens
from ingest.passages_blocks import Block

MAX_CHARACTERS = 2000
"""No passage is longer, in characters, whatever its tokens: a word of a thousand letters is one to the model."""

_WORD = re.compile(r"\S+")
_ROW_END = re.compile(r"</tr\s*>", re.IGNORECASE)
_CELL = re.compile(r"<[^<>]{0,1000}>|[ \t]*\|[ \t|]*")
_LEAD = (":", "：", "—", "--", ":**", ":*", ":</b>")
_LONGEST_HEADER, _LONGEST_CELL = 200, 40
_EAST = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\u3000-\u303f"
_APART = re.compile(rf"[!-/:-@\[-`{{-~{_EAST}]")
_SPACE = re.compile(r"[^\S\x0b\x0c\x1c-\x1f\x85]")


class Unit(NamedTuple):
    """A part of a text that stays whole."""

    start: int
    end: int
    tokens: int
    kind: PassageKind
    leads: bool = False
    """Whether it says nothing without what follows: a heading, a line that ends in a colon."""
    header: str = ""
    """The header row above it, of a row of a table."""


def unit(text: str, start: int, end: int, kind: PassageKind, *, leads: bool = False, header: str = "") -> Unit | None:
    """Return a part of ``text`` without the space around it, or None where it is blank."""
    piece = text[start:end]
    first, last = start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
    if last <= first:
        return None
    ends = kind == "text" and text.endswith(_LEAD, max(first, last - 5), last)
    return Unit(first, last, count_tokens(text[first:last]), kind, leads or ends, header)


def units_of(text: str, block: Block, room: int) -> Iterator[Unit]:
    """Yield a block as a whole where it fits into ``room`` tokens, else the parts of it that do, in order."""
    if block.kind == "table":
        yield from _rows(text, block, room)
        return
    # Of a block that is too long by its characters the tokens are not counted twice.
    long = block.end - block.start > 2 * MAX_CHARACTERS
    whole = Unit(block.start, block.end, 0, block.kind) if long else unit(text, block.start, block.end, block.kind)
    if whole is not None and not long and fits(whole, room):
        yield whole
    elif whole is not None:
        yield from smaller(text, whole, room)


def smaller(text: str, whole: Unit, room: int) -> Iterator[Unit]:
    """Yield the sentences or lines of a unit, those that are too long cut between words."""
    cut = _lines if whole.kind == "code" else _sentences
    for start, end in cut(text, whole.start, whole.end):
        part = unit(text, start, end, whole.kind)
        if part is not None:
            yield from (part,) if fits(part, room) else _words(text, part, room)


def fits(one: Unit, room: int) -> bool:
    """Return whether a unit alone is no larger than a passage may be."""
    return one.tokens <= room and one.end - one.start <= MAX_CHARACTERS


def adds_up(text: str, end: int, start: int) -> bool:
    """Return whether the tokens up to ``end`` and from ``start`` on are together those of both: no word is divided."""
    if start > end and _SPACE.search(text, end, start):
        return True
    return start == end and bool(_APART.match(text, end - 1) or _APART.match(text, start))


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a part for each sentence; what stands between two, as the sign of an item, goes with the second."""
    for one in sentences(text, start, end)[:-1]:
        yield start, one.end
        start = one.end
    yield start, end


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        line_end = text.find("\n", start, end)
        stop = end if line_end < 0 else line_end + 1
        yield start, stop
        start = stop


def _rows(text: str, block: Block, room: int) -> Iterator[Unit]:
    """Yield the rows of a table; the header is the first, with the line of its frame."""
    html = text.startswith("<", block.start) or "<t" in text[block.start : block.start + 400].lower()
    found = list((_html_rows if html else _lines)(text, block.start, block.end))
    if len(found) > 1 and not any(map(str.isalnum, text[slice(*found[1])])):
        found[:2] = [(found[0][0], found[1][1])]
    header = ""
    for number, (start, end) in enumerate(found):
        row = unit(text, start, end, "table", leads=number == 0 and len(found) > 1, header=header)
        if row is None:
            continue
        header = header or _header(text, row)
        yield from (row,) if fits(row, room) else _words(text, row, room)


def _html_rows(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in _ROW_END.finditer(text, start, end):
        yield start, found.end()
        start = found.end()
    if start < end:
        yield start, end


def _header(text: str, row: Unit) -> str:
    """Return the cells of a header row, as they go into the headings of the passages below it."""
    first = (
        text[row.start : row.start + 4000].partition("\n")[0]
        if text[row.start] == "|"
        else text[row.start : row.start + 4000]
    )
    cells = (" ".join(cell.split())[:_LONGEST_CELL].strip("*_ ") for cell in _CELL.split(first[: row.end - row.start]))
    return " | ".join(cell for cell in cells if any(map(str.isalnum, cell)))[:_LONGEST_HEADER].rstrip()


def _words(text: str, whole: Unit, room: int) -> Iterator[Unit]:
    """Yield pieces of a unit that are cut between words, at a comma or the like if one is near, else inside a word."""
    begun, tokens, good, good_tokens = whole.start, 0, whole.start, 0
    for word in _WORD.finditer(text, whole.start, whole.end):
        count = count_tokens(word[0])
        if tokens + count > room or word.end() - begun > MAX_CHARACTERS:
            cut = good if good_tokens > tokens // 2 else word.start()
            yield from _made(text, begun, cut, whole)
            tokens = count_tokens(text[cut : word.start()])
            begun, good, good_tokens = cut, cut, 0
            if tokens + count > room or word.end() - begun > MAX_CHARACTERS:
                yield from _made(text, begun, word.start(), whole)
                begun, tokens, good, good_tokens = word.start(), 0, word.start(), 0
        if count > room or word.end() - word.start() > MAX_CHARACTERS:
            yield from _pieces(text, word.start(), word.end(), whole, room)
            begun, tokens, good, good_tokens = word.end(), 0, word.end(), 0
            continue
        tokens += count
        if text[word.end() - 1] in ";,:|—":
            good, good_tokens = word.end(), tokens
    yield from _made(text, begun, whole.end, whole)


def _pieces(text: str, start: int, end: int, whole: Unit, room: int) -> Iterator[Unit]:
    """Yield pieces of a word that is too long, of as many characters as surely fit."""
    while start < end:
        size = min(end - start, MAX_CHARACTERS if text[start : start + 100].isascii() else room)
        while size > 1 and count_tokens(text[start : start + size]) > room:
            size = max(1, min(size // 2, room) if size > 2 * room else size * 3 // 4)
        cut = _near(text, start, start + size) if start + size < end else end
        yield from _made(text, start, cut, whole)
        start = cut


def _near(text: str, start: int, limit: int) -> int:
    """Return where to cut before ``limit``: behind a sign that ends something, if one is near."""
    for signs in ("。！？；", "，、：", "/&?;,|"):
        at = max(text.rfind(sign, start + (limit - start) // 2, limit) for sign in signs)
        if at >= 0:
            return at + 1
    return limit


def _made(text: str, start: int, end: int, whole: Unit) -> Iterator[Unit]:
    made = unit(text, start, end, whole.kind, header=whole.header) if end > start else None
    if made is not None:
        yield made
