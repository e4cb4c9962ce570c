"""Texts of law cut into passages by their divisions: titles, chapters, sections, articles, in English, Chinese, Korean.

The headings are found by how a division is numbered, so that they hold of any text of law; the words that name
divisions stand in ``laws_words.yaml``. Linear in time, whatever the text.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from graph.record.types import Passage
from ingest.passages import pack_sections
from ingest.passages_headings import Mark, sections_of, stands_as_title

LONGEST_HEADING = 160
"""No heading is longer, in characters."""

_LOOKED_AT = 400
_LONGEST_TITLE = 9
_TITLE_END = re.compile(r"(?<!\b[A-Z])\.(?=\s)|[—;]| - ")
_CAPTION = re.compile(r"[ \t]*([A-Z][A-Z][A-Z ,/&-]{1,40}):(?=\s|$)")
_NUMBERED = re.compile(r"[ \t]*(\d{1,2}(?:\.\d{1,2}){1,3}\.?|\d{1,2}\.|[IVX]{1,5}\.)[ \t]+[A-Z][^.;:!?]{2,90}")
_CAPTION_RANK, _ROMAN_RANK, _NUMBER_RANK = 8, 9, 10
_TITLE_RANK = 14
_LEAST_BELOW = 80
_ENDED = re.compile(r"[.!?:;。！？；”\")\]]\s*$|^\s*$")
# Some texts lost the line end before a section: what follows a full stop at once is a line of its own.
_LINE_END = re.compile(r"\n|(?<=[.;”\"’)])(?=(?:SEC\.|SECTION|TITLE|CHAPTER|PART)[ \t]+[0-9IVX]{1,5}[.—])")
_DIGITS = "0-9０-９〇零一二三四五六七八九十百千两"


class Heading(NamedTuple):
    """A line that opens a division of a text."""

    start: int
    end: int
    rank: int
    """Smaller ones hold larger ones."""
    title: str


def split_law(text: str, start: int = 0) -> tuple[Passage, ...]:
    """Return the passages of a text of law from ``start`` on, with the headings above each; none is blank."""
    marks = (Mark(one.start, one.end, one.rank, one.title) for one in find_headings(text, start))
    return tuple(pack_sections(text, sections_of(text, start, marks), markup=False))


def find_headings(text: str, start: int = 0) -> Iterator[Heading]:
    """Yield the headings of a text, in their order."""
    lines = _Lines(text, start)
    for at, line in lines:
        found = _heading(line, lines)
        if found is not None:
            yield Heading(at, at + found.length, found.rank, found.title)


class _Found(NamedTuple):
    """A heading in a line."""

    rank: int
    title: str
    length: int
    """How much of the line it is; the rest is text of the division."""
    bare: bool = False
    """Whether it is a number without a title."""


class _Lines:
    """The lines of a text, with a look at the neighbours of the one that is read."""

    def __init__(self, text: str, start: int) -> None:
        self._text, self._start = text, start
        self._lines = list[str]()
        self._places = list[int]()
        self._at = -1
        place = start
        for end in _LINE_END.finditer(text, start):
            self._add(place, end.start())
            place = end.end()
        self._add(place, len(text))

    def _add(self, start: int, end: int) -> None:
        self._places.append(start)
        self._lines.append(self._text[start:end])

    def __iter__(self) -> Iterator[tuple[int, str]]:
        for self._at, line in enumerate(self._lines):  # noqa: B020 - the neighbours are asked for by this place
            yield self._places[self._at], line

    @property
    def after_blank(self) -> bool:
        """Whether nothing stands in the line before."""
        return self._at == 0 or not self._lines[self._at - 1].strip()

    @property
    def before_blank(self) -> bool:
        """Whether nothing stands in the line after."""
        return self._at + 1 >= len(self._lines) or not self._lines[self._at + 1].strip()

    def title_below(self) -> tuple[str, int]:
        """Return the title in the next line that is not blank, of the two below, and where it ends behind this line.

        Empty where it is none.
        """
        near = self._lines[self._at + 1 : self._at + 3]
        skipped = next((number for number, line in enumerate(near) if line.strip()), 0)
        below = near[skipped].strip() if near else ""
        plain = len(below) <= LONGEST_HEADING and not below.endswith((".", ";", ":", ",", "。", "；"))
        if not plain or not below[:1].isupper() or _division(below, after_blank=True) is not None:
            return "", 0
        at = self._at + 1 + skipped
        return below, self._places[at] + len(self._lines[at]) - self._places[self._at]

    def is_title(self, line: str) -> bool:
        """Return whether a line without a number stands as a title: short, behind a finished text, above a long one."""
        if len(line) > LONGEST_HEADING or not _ENDED.search(self._lines[self._at - 1][-20:] if self._at else ""):
            return False
        below = next((one for one in self._lines[self._at + 1 : self._at + 4] if one.strip()), "")
        return len(below) > _LEAST_BELOW and below.strip()[:1].isupper() and stands_as_title(line, below)


def _heading(line: str, lines: _Lines) -> _Found | None:
    """Return the heading in a line that opens a division, or None."""
    if not line or line.isspace():
        return None
    looked = line[:_LOOKED_AT]
    found = _division(line, after_blank=lines.after_blank) or _east_asian(looked, len(line))
    if found is not None:
        below, length = lines.title_below() if found.bare else ("", 0)
        return found._replace(title=f"{found.title}: {below}", length=length) if below else found
    if caption := _CAPTION.match(looked):
        return _Found(_CAPTION_RANK, caption[1].strip(), caption.end())
    if lines.after_blank and lines.before_blank and len(line) < _LOOKED_AT and _NUMBERED.fullmatch(line.rstrip()):
        number = line.split()[0]
        depth = number.rstrip(".").count(".")
        rank = _NUMBER_RANK + depth if number[0].isdigit() else _ROMAN_RANK
        return _Found(rank, " ".join(line.split()), len(line))
    return _Found(_TITLE_RANK, " ".join(line.split()), len(line)) if lines.is_title(line) else None


def _division(line: str, *, after_blank: bool) -> _Found | None:
    """Return the heading in a line like "SEC. 3. DEFINITIONS." """
    found = _words().pattern.match(line[:_LOOKED_AT])
    if found is None:
        return None
    rank = _words().ranks[found["word"].lower()]
    marker = f"{found['word']} {found['number']}"
    rest = found["rest"].strip()
    if not rest.strip(".:—–- "):
        return _Found(rank, marker, len(line), bare=True)
    if found["stop"]:
        title, length = _title(found["rest"])
        whole = f"{marker}. {title}" if title else marker
        end = found.start("rest") + length
        return _Found(rank, whole, len(line) if not line[end:].strip(" .:;—–-") else end)
    fits = after_blank and len(line) <= LONGEST_HEADING and not rest.endswith((".", ",", ";", ":"))
    opens = rest[0].isupper() or rest[0] in "“\"'("
    return _Found(rank, f"{marker} {rest}", len(line)) if fits and opens else None


def _title(rest: str) -> tuple[str, int]:
    """Return the title behind a number, and how long it is with what stands around it; "" where text begins at once."""
    end = _TITLE_END.search(rest)
    title = (rest[: end.start()] if end else rest).strip(" .:—–-")
    sentence = not title.isupper() and len(title.split()) > _LONGEST_TITLE and rest.rstrip().endswith((".", ":", ";"))
    if not title or sentence or len(title) > LONGEST_HEADING:
        return "", 0
    return title, end.end() if end else len(rest)


def _east_asian(line: str, length: int) -> _Found | None:
    found = _words().east_asian.match(line)
    if found is None:
        return None
    rank = _words().characters[found["kind"] or found["korean"]]
    whole = " ".join(line.split())
    is_title = len(whole) <= 40 and rank < 9 and not whole.endswith(("。", "；", "：", "."))
    return _Found(rank, whole, length) if is_title else _Found(rank, found["marker"], found.end("marker"))


class _Words(NamedTuple):
    ranks: Mapping[str, int]
    characters: Mapping[str, int]
    pattern: re.Pattern[str]
    east_asian: re.Pattern[str]


@cache
def _words() -> _Words:
    said = yaml.safe_load(Path(__file__).with_name("laws_words.yaml").read_text(encoding="utf-8"))
    ranks = {word: int(rank) for rank, words in said["ranks"].items() for word in words}
    characters = {kind: int(rank) for group in ("chinese", "korean") for rank, kind in said[group].items()}
    chinese, korean = ("|".join(map(re.escape, said[group].values())) for group in ("chinese", "korean"))
    words = "|".join(re.escape(form) for word in ranks for form in (word.upper(), word.capitalize()))
    number = r"(?:§+\s?)?(?:[0-9]{1,5}[A-Za-z]?(?:[-.][0-9A-Za-z]{1,6}){0,4}|[IVXLC]{1,7}|[A-Z])"
    return _Words(
        ranks=ranks,
        characters=characters,
        pattern=re.compile(
            rf"[ \t\u3000]*(?P<word>{words})[ \t\xa0]+(?P<number>{number})(?![\w(])"
            r"(?P<stop>[.:—–]|-(?=\s)|)(?P<rest>.*)"
        ),
        east_asian=re.compile(
            rf"[\s\u3000]*(?P<marker>第\s?[{_DIGITS}]{{1,9}}\s?(?P<kind>{chinese})"
            rf"|제\s?[0-9]{{1,4}}\s?(?P<korean>{korean}))(?=[\s\u3000:：(（]|$)"
        ),
    )
