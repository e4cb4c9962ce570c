"""A markdown text cut into passages: by headings, then by blank lines, then by length. Linear in time."""

from collections.abc import Iterator

from graph.record.types import Passage
from ingest.frontmatter import front_matter_end

MAX_CHARACTERS = 1200
"""No passage is longer, in characters."""

_SPACE = " \t\r\n\v\f\u00a0"
_Piece = tuple[int, int]


def split_markdown(text: str) -> tuple[Passage, ...]:
    """Return the passages of ``text`` in order, with exact offsets and the headings above each.

    Paragraphs of one section are put together as long as they fit. A heading inside a code fence is code. The
    front matter gives one passage, its beginning: what it says is read into statements. No passage is blank.
    """
    body = front_matter_end(text)
    front = [Passage(start=a, end=b) for a, b in _chunks(text, 0, body)][:1]
    passages = [
        Passage(start=start, end=end, heading=heading)
        for begin, stop, heading in _sections(text, body)
        for start, end in _packed(text, begin, stop)
    ]
    return (*front, *passages)


def cut_passages(text: str, start: int, stop: int, heading: str = "") -> Iterator[Passage]:
    """Yield the passages of a part of ``text``, cut by length at the end of a line, a sentence or a word."""
    yield from (Passage(start=first, end=last, heading=heading) for first, last in _chunks(text, start, stop))


def pack_passages(text: str, start: int, stop: int, heading: str = "") -> Iterator[Passage]:
    """Yield the passages of a part of ``text``: whole paragraphs, together as long as they fit."""
    yield from (Passage(start=first, end=last, heading=heading) for first, last in _packed(text, start, stop))


def split_plain(text: str) -> tuple[Passage, ...]:
    """Return the passages of a text without markup in order: whole paragraphs, together as long as they fit."""
    return tuple(Passage(start=start, end=end) for start, end in _packed(text, 0, len(text)))


def _sections(text: str, body: int) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and headings of each section; one of a heading alone above a deeper one is left to that."""
    path: list[tuple[int, str]] = []
    start, bare = body, False
    for at, end, level in _headings(text, body):
        deeper = bare and level > path[-1][0] and not text[_line_end(text, start) : at].strip()
        if at > start and not deeper:
            yield start, at, " > ".join(title for _, title in path)
        while path and path[-1][0] >= level:
            path.pop()
        path.append((level, text[at:end].strip(_SPACE).strip("#").strip()))
        start, bare = at, True
    if start < len(text):
        yield start, len(text), " > ".join(title for _, title in path if title)


def _headings(text: str, body: int) -> Iterator[tuple[int, int, int]]:
    """Yield start, end and level of each heading line outside code fences."""
    at, fence = body, ""
    for line in text[body:].split("\n"):
        first = line.lstrip(" ")[:1] if line[:1] == " " else line[:1]
        if first in ("`", "~"):
            fence = _fence(line, fence)
        elif first == "#" and not fence and line[0] == "#":
            marks = line[:7]
            level = len(marks) - len(marks.lstrip("#"))
            if level < 7 and line[level : level + 1].isspace():
                yield at, at + len(line), level
        at += len(line) + 1


def _fence(line: str, fence: str) -> str:
    """Return the fence that is open after ``line``: "" for none."""
    mark = line.strip()
    if fence:
        return "" if mark.startswith(fence) and not mark.strip(fence[0]) else fence
    run = len(mark) - len(mark.lstrip(mark[0]))
    return mark[:run] if run >= 3 and mark[0] not in mark[run:] else ""


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _packed(text: str, start: int, stop: int) -> Iterator[_Piece]:
    """Yield pieces of whole paragraphs; a paragraph that does not fit alone is cut."""
    begun, ended = start, start
    for first, last in _paragraphs(text, start, stop):
        if last - begun > MAX_CHARACTERS and ended > begun:
            yield from _chunks(text, begun, ended)
            begun = first
        ended = last
    yield from _chunks(text, begun, ended)


def _paragraphs(text: str, start: int, stop: int) -> Iterator[_Piece]:
    """Yield start and end of each run of lines that are not blank."""
    at, first, fence = start, -1, ""
    for line in text[start:stop].split("\n"):
        end = at + len(line)
        blank = not line or line.isspace()
        if not blank and line.lstrip(" ")[:1] in ("`", "~"):
            fence = _fence(line, fence)
        if blank and not fence and first >= 0:
            yield first, at
            first = -1
        elif not blank and first < 0:
            first = at
        at = end + 1
    if first >= 0:
        yield first, stop


def _chunks(text: str, start: int, stop: int) -> Iterator[_Piece]:
    """Yield pieces of at most MAX_CHARACTERS, cut at the end of a line, a sentence or a word if one is near."""
    while start < stop:
        while start < stop and text[start].isspace():
            start += 1
        end = stop if stop - start <= MAX_CHARACTERS else _cut(text, start, start + MAX_CHARACTERS)
        last = end
        while last > start and text[last - 1].isspace():
            last -= 1
        if last > start:
            yield start, last
        start = end


def _cut(text: str, start: int, limit: int) -> int:
    nearest = start + MAX_CHARACTERS // 2
    for mark in ("\n", ". ", "。", " "):
        at = text.rfind(mark, nearest, limit)
        if at >= 0:
            return at + len(mark)
    return limit
