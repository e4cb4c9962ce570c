"""The head of a notice in plain text: who, what number, when, and where its captions begin."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from graph.ontology.dates import find_dates, read_date
from ingest.laws import find_headings

HEAD_BLOCKS = 8
"""No more blocks above the text are looked at."""
HEAD_CHARACTERS = 6_000

_LONGEST_LINE = 220
_VOLUME = re.compile(
    r"\[Federal Register Volume (?P<volume>\d{1,3}), Number \d{1,3} \((?:\w+, )?(?P<date>[^()\n]{6,30})\)\]"
)
_PAGES = re.compile(r"\[Pages? (?P<page>\d{1,6})(?:-\d{1,6})?\]")
_FR_DOC = re.compile(r"FR Doc\.? ?(?:No\.?:? ?)?(?P<number>[A-Z0-9]{1,4}[-–]\d{1,5})")
_CITATION = re.compile(r"\b\d{2,3} FR \d{3,6}\b")
_NO_TITLE = re.compile(r"\[|\d+ CFR\b|RIN\b|Docket\b|Document No|Billing", re.IGNORECASE)
_BRACKETED = re.compile(r"[（(].*[)）]")
_CAPTIONED = re.compile(r"\s*[A-Z][A-Z ,/&-]{2,40}:")


class Block(NamedTuple):
    """Lines between two blank ones."""

    start: int
    end: int
    lines: tuple[str, ...]


@dataclass(slots=True)
class Notice:
    """What stands above the text of a notice."""

    title: str = ""
    publisher: str | None = None
    published: str | None = None
    captions: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Where the text under each caption begins and ends."""
    citation: tuple[str, int, int] | None = None
    """What it is cited by, "88 FR 73458", and the words that say so."""
    number: tuple[str, int, int] | None = None
    """Its document number, and the words that say so."""


def read_notice(text: str) -> Notice:
    """Return what stands above the text of a notice. Raises nothing."""
    notice = Notice(captions=_captions(text))
    head = _head(text)
    notice.title = _title(head, text) or ""
    notice.published, notice.citation = _register(text)
    notice.number = _number(text)
    notice.published = notice.published or _date(head, notice.title)
    notice.publisher = _publisher(head, notice.title)
    return notice


def blocks_of(text: str, start: int = 0) -> Iterator[Block]:
    """Yield the blocks of a text, in their order."""
    at, begun, lines = start, start, list[str]()
    for line in text[start:].split("\n"):
        if line.strip():
            begun = at if not lines else begun
            lines.append(line.strip())
        elif lines:
            yield Block(begun, at, tuple(lines))
            lines = []
        at += len(line) + 1
    if lines:
        yield Block(begun, len(text), tuple(lines))


def _captions(text: str) -> dict[str, tuple[int, int]]:
    found = [one for one in find_headings(text) if text[one.start : one.end].lstrip().startswith(f"{one.title}:")]
    ends = [*(one.start for one in found[1:]), len(text)]
    captions: dict[str, tuple[int, int]] = {}
    for one, end in zip(found, ends, strict=False):
        begun = text.index(f"{one.title}:", one.start) + len(one.title) + 1
        captions.setdefault(one.title, (begun, end))
    return captions


def _head(text: str) -> list[Block]:
    """Return the blocks above the text: short lines that end no sentence, before the first caption."""
    head = []
    for block, _ in zip(blocks_of(text[:HEAD_CHARACTERS]), range(HEAD_BLOCKS * 2), strict=False):
        if _CAPTIONED.match(block.lines[0]) or any(find_headings(block.lines[0])):
            break
        whole = " ".join(block.lines)
        if len(whole) > 2 * _LONGEST_LINE or (whole.endswith((".", "。", ":", "：")) and not _NO_TITLE.match(whole)):
            break
        head.append(block)
    return head


def _title(head: list[Block], text: str) -> str | None:
    """Return the title: the last block of the head that is no number and no date."""
    for block in reversed(head):
        lines = [line for line in block.lines if not _NO_TITLE.match(line)]
        whole = " ".join(lines)
        if whole and read_date(whole) is None and not _BRACKETED.fullmatch(whole):
            # In a head of one block the title is the line after the maker's.
            return whole if len(head) > 1 or len(lines) == 1 else max(lines, key=len)
    first = next(blocks_of(text[:HEAD_CHARACTERS]), None)
    return first.lines[0][:_LONGEST_LINE] if first else None


def _register(text: str) -> tuple[str | None, tuple[str, int, int] | None]:
    """Return date and citation by the line that the Federal Register prints above each document."""
    volume = _VOLUME.search(text, 0, HEAD_CHARACTERS)
    pages = _PAGES.search(text, volume.end(), HEAD_CHARACTERS) if volume else None
    if volume and pages:
        return read_date(volume["date"]), (f"{volume['volume']} FR {pages['page']}", volume.start(), pages.end())
    written = _CITATION.search(text, 0, _LONGEST_LINE)
    citation = (written[0], written.start(), written.end()) if written else None
    return (read_date(volume["date"]) if volume else None), citation


def _number(text: str) -> tuple[str, int, int] | None:
    found = _FR_DOC.search(text, 0, HEAD_CHARACTERS) or _FR_DOC.search(text, max(0, len(text) - HEAD_CHARACTERS))
    return (found["number"].replace("–", "-"), found.start(), found.end()) if found else None


def _date(head: list[Block], title: str) -> str | None:
    """Return the first date of the head that is not in the title."""
    for block in head:
        for line in block.lines:
            if line not in title:
                date = next((one.date for one in find_dates(line)), None)
                if date:
                    return date
    return None


def _publisher(head: list[Block], title: str) -> str | None:
    """Return who speaks: the last line of the first block that is a name and neither title, number nor date."""
    for block in head:
        names = [line for line in block.lines if not any(char.isdigit() for char in line) and line not in title]
        names = [line for line in names if not line.startswith("[") and len(line) <= 120]
        if names:
            return _unshouted(names[-1])
    return None


def _unshouted(name: str) -> str:
    """Return a name in capitals alone with capitals at the beginning of its words."""
    if not name.isupper():
        return name
    small = {"of", "and", "the", "for", "on", "in"}
    return " ".join(word if word in small else word.capitalize() for word in name.lower().split())
