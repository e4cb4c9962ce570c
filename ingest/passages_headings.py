"""Where the sections of a text begin: by markdown's headings, or by lines that stand as titles."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ingest.passages_blocks import fence_after

LONGEST_TITLE = 100
"""A longer line is no title unless it is marked as a heading, in characters."""

_HTML = re.compile(r"\s*<h([1-6])\b[^<>]{0,300}>(.{1,600}?)</h\1\s*>\s*", re.IGNORECASE)
_BOLD = re.compile(r"\s*(?:\*\*|__)(?=[^\s*_])([^*\n]{1,100}?)(?:\*\*|__):?\s*")
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\([^()\s]{0,1000}\)")
_TAGS = re.compile(r"<[^<>]{0,1000}>|[*`]{1,3}|(?<!\w)_{1,3}|_{1,3}(?!\w)|\{#[^{}]{0,100}\}")
_ENDS = (".", ",", ";", ":", "!", "。", "；", "：", "，", "！", "…", "|", "—", "-", " or", " and", " OR", " AND")
_SENTENCE_ENDS = (".", ",", ";", "!", "。", "；", "，", "！")
_SETEXT = re.compile(r" {0,3}(=+|-{3,})\s*")
_MOST_WORDS = 14
_BOLD_LEVEL = 7


class Section(NamedTuple):
    """A part of a text under one heading."""

    start: int
    body: int
    """Where its own heading, and those above that have no text, end."""
    stop: int
    heading: str
    """The headings above it, outermost first, joined by " > "."""


class Mark(NamedTuple):
    """A heading in a text."""

    start: int
    end: int
    level: int
    title: str


def markdown_sections(text: str, body: int) -> Iterator[Section]:
    """Yield the sections of a markdown text from ``body`` on; one that is only a heading goes with the next."""
    return sections_of(text, body, _markdown_marks(text, body))


def plain_sections(text: str, start: int) -> Iterator[Section]:
    """Yield the sections of a text without markup: a short line alone that is followed by text is a heading."""
    return sections_of(text, start, _plain_marks(text, start))


def sections_of(text: str, start: int, marks: Iterator[Mark]) -> Iterator[Section]:
    """Yield the sections that headings make of a text; one that is only a heading goes with the next, or the last."""
    path: list[Mark] = []
    begun, filled, open_section = start, start, None
    for mark in marks:
        if text[filled : mark.start].strip():
            if open_section is not None:
                yield open_section
            open_section = Section(begun, filled, mark.start, _path(path))
            begun = mark.start
        while path and path[-1].level >= mark.level:
            path.pop()
        path.append(mark)
        filled = mark.end
    if open_section is not None and not text[filled:].strip():
        yield open_section._replace(stop=len(text))
        return
    if open_section is not None:
        yield open_section
    if begun < len(text):
        yield Section(begun, filled, len(text), _path(path))


def _path(marks: list[Mark]) -> str:
    return " > ".join(mark.title for mark in marks if mark.title)


def clean_title(title: str) -> str:
    """Return a heading's words without markup around and between them."""
    if not any(sign in title for sign in "<[*_`{&"):
        return title
    return " ".join(_TAGS.sub("", _LINK.sub(r"\1", title)).split()) or title


def _markdown_marks(text: str, body: int) -> Iterator[Mark]:
    """Yield the headings outside code fences: with signs, underlined, as tags, or a line in bold alone."""
    at, fence, last, lone = body, "", "", True
    for line in text[body:].split("\n"):
        first = line.lstrip(" ")[:1] if line[:1] == " " else line[:1]
        mark: Mark | None = None
        if first and first in "`~":
            fence = fence_after(line, fence)
        elif not first or fence:
            pass
        elif first == "#":
            mark = _with_signs(line, at)
        elif first in "=-":
            mark = _underlined(last, line, at) if lone else None
        elif first == "<":
            found = _HTML.fullmatch(line) if line[:200].lstrip()[1:2] in "hH" else None
            mark = Mark(at, at + len(line), int(found[1]), _words(found[2])) if found else None
        elif first in "*_" and (found := _BOLD.fullmatch(line)) and not found[1].rstrip().endswith(_SENTENCE_ENDS):
            mark = Mark(at, at + len(line), _BOLD_LEVEL, _words(found[1]))
        if mark is not None:
            yield mark
        # A title that is underlined stands alone: nothing, or another heading, is above it.
        lone = not last.strip() or last.lstrip()[:1] == "#"
        last, at = line, at + len(line) + 1


def _with_signs(line: str, at: int) -> Mark | None:
    marks = line.lstrip(" ")
    signs = marks[:7]
    level = len(signs) - len(signs.lstrip("#"))
    if len(line) - len(marks) > 3 or level > 6 or not marks[level : level + 1].isspace():
        return None
    return Mark(at, at + len(line), level, _words(marks.strip().strip("#")))


def _underlined(last: str, line: str, at: int) -> Mark | None:
    found = _SETEXT.fullmatch(line)
    title = last.strip()
    if not found or not title or len(title) > LONGEST_TITLE or title.endswith(_ENDS) or title[0] in "-*+>|#<![=`":
        return None
    return Mark(at - len(last) - 1, at + len(line), 1 if found[1][0] == "=" else 2, _words(title))


def _words(title: str) -> str:
    return clean_title(" ".join(title.split()))


def _plain_marks(text: str, start: int) -> Iterator[Mark]:
    """Yield the lines that stand as titles: alone between blank lines, short, without an end, and text below."""
    lines = text[start:].split("\n")
    at, last = start, ""
    for number, line in enumerate(lines):
        following = next((one for one in lines[number + 1 : number + 3] if one.strip()), "")
        if (
            not last.strip()
            and stands_as_title(line, following)
            and not (lines[number + 1 : number + 2] or [""])[0].strip()
        ):
            yield Mark(at, at + len(line), 1, " ".join(line.split()))
        last, at = line, at + len(line) + 1


def stands_as_title(line: str, following: str) -> bool:
    """Return whether a line is short, opens like a title and does not end like a sentence, and a longer one follows."""
    title = line.strip()
    if not 3 <= len(title) <= LONGEST_TITLE or title.endswith(_ENDS) or len(following.strip()) < len(title) + 20:
        return False
    words = title.split()
    opens = (title[0].isupper() or title[0].isdigit()) and len(words) <= _MOST_WORDS
    return opens and sum(map(str.isalpha, title)) * 2 > len(title)
