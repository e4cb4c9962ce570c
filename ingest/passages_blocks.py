"""A text as blocks: paragraphs, tables, code, and what says nothing of its own. Linear in time."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from graph.record.types import PassageKind
from ingest.passages_marks import is_boilerplate

_FRAME = re.compile(r"[\s|:+-]*-[\s|:+-]*")
_TABLE, _TABLE_END = re.compile(r"<table\b", re.IGNORECASE), re.compile(r"</table\s*>", re.IGNORECASE)


class Block(NamedTuple):
    """A run of lines of one kind."""

    start: int
    end: int
    kind: PassageKind


def blocks_of(text: str, start: int, stop: int, *, markup: bool = True) -> Iterator[Block]:
    """Yield the blocks of a part of ``text``, in order; all that is not blank is in one of them.

    ``markup``: whether fences and indented tags mean what they do in markdown; rows between ``|`` always do.
    """
    run: list[tuple[int, int]] = []
    lines = _Lines(text, start, stop)
    for at, end, line in lines:
        first = line.lstrip()[:1]
        if not first:
            yield from _paragraph(text, run)
            run = []
        elif markup and first in "`~" and (fence := fence_after(line, "")):
            yield from _paragraph(text, run)
            run = []
            yield Block(at, lines.to_fence(fence), "code")
        elif first == "|" and line.count("|") > 1:
            yield from _paragraph(text, run)
            run = []
            yield Block(at, lines.while_("|", end), "table")
        elif run and "|" in line and first in "-:|" and _FRAME.fullmatch(line) and "|" in text[slice(*run[-1])]:
            yield from _paragraph(text, run[:-1])
            yield Block(run[-1][0], lines.while_holding("|", end), "table")
            run = []
        elif first == "<" and markup and _TABLE.search(line[:400]):
            yield from _paragraph(text, run)
            run = []
            yield Block(at, lines.to(_TABLE_END, line, end), "table")
        elif first == "<" and markup and line.lstrip().startswith("<!--"):
            yield from _paragraph(text, run)
            run = []
            yield from _paragraph(text, [(at, lines.to(_COMMENT_END, line, end))])
        else:
            run.append((at, end))
    yield from _paragraph(text, run)


_COMMENT_END = re.compile(r"-->")


def _paragraph(text: str, run: list[tuple[int, int]]) -> Iterator[Block]:
    if run:
        start, end = run[0][0], run[-1][1]
        yield Block(start, end, "boilerplate" if is_boilerplate(text[start:end].strip()) else "text")


class _Lines:
    """The lines of a part of a text, of which several can be taken at once."""

    def __init__(self, text: str, start: int, stop: int) -> None:
        self._lines = text[start:stop].split("\n")
        self._at, self._place = 0, start

    def __iter__(self) -> Iterator[tuple[int, int, str]]:
        while self._at < len(self._lines):
            yield self._take()

    def _take(self) -> tuple[int, int, str]:
        line, place = self._lines[self._at], self._place
        self._at += 1
        self._place += len(line) + 1
        return place, place + len(line), line

    def to_fence(self, fence: str) -> int:
        """Take the lines up to the one that closes a fence, or all; return where they end."""
        end = self._place - 1
        while fence and self._at < len(self._lines):
            _, end, line = self._take()
            fence = fence_after(line, fence) if line.lstrip()[:1] in ("`", "~") else fence
        return end

    def to(self, closing: re.Pattern[str], line: str, end: int) -> int:
        """Take the lines up to the one with ``closing`` in it, or all; return where they end."""
        while not closing.search(line) and self._at < len(self._lines):
            _, end, line = self._take()
        return end

    def while_(self, first: str, end: int) -> int:
        """Take the lines that begin with ``first``; return where they end."""
        while self._at < len(self._lines) and self._lines[self._at].lstrip()[:1] == first:
            _, end, _line = self._take()
        return end

    def while_holding(self, sign: str, end: int) -> int:
        """Take the lines that hold ``sign``; return where they end."""
        while self._at < len(self._lines) and sign in self._lines[self._at]:
            _, end, _line = self._take()
        return end


def fence_after(line: str, fence: str) -> str:
    """Return the fence that is open after a line that begins with one: "" for none."""
    mark = line.strip()
    if fence:
        return "" if mark.startswith(fence) and not mark.strip(fence[0]) else fence
    run = len(mark) - len(mark.lstrip(mark[0]))
    return mark[:run] if run >= 3 and mark[0] not in mark[run:] else ""
