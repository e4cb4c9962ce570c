"""The pages of a PDF as one text: words divided at line ends made whole, running heads left out, sections found.

Between two pages stands a form feed, so that the page of every offset can be told.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.pdf import PdfLine, PdfPages
from ingest.pdf_headings import Heading, Headings

PAGE_END = "\f"
"""Stands between two pages; it counts as white space."""
_EDGE = 0.11
_OFTEN = 0.3
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:page\s+)?[-–—]?\s*(?:\d{1,4}|[ivxlc]{1,6})\s*[-–—]?(?:\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE
)
_DIVIDED = re.compile(r"([^\W_]+(?:-[^\W_]+)*)-$")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u3000-\u303f\uff00-\uffef]")
_ENDS = tuple('.!?:;。！？：；)”"')
_SHORT = 0.75
_GAP = 1.45
_Form = tuple[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfSection:
    """A part of the text below a heading, or before the first (``heading`` is empty then)."""

    start: int
    """Where its text begins, behind the heading."""
    end: int
    heading: str
    """The headings above it, outermost first, joined by " > "."""
    is_references: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfText:
    """A PDF as a text."""

    text: str
    sections: tuple[PdfSection, ...]
    repairs: tuple[str, ...]


def page_of(text: str, at: int) -> int:
    """Return the number of the page, from 1, on which the character ``at`` of a text of pages stands."""
    return 1 + text.count(PAGE_END, 0, at)


def pdf_text(found: PdfPages, headings: Headings) -> PdfText:
    """Return the pages as one text."""
    running = _running_heads(found.pages)
    writer = _Writer(_words(found.pages), headings)
    left_out = 0
    for number, page in enumerate(found.pages):
        lines = [line for line in page if line.text and not (_at_edge(line) and _form(line) in running)]
        left_out += sum(bool(line.text) for line in page) - len(lines)
        writer.page(number, lines)
    told = (
        (writer.joined, "word divided at a line's end joined", "words divided at line ends joined"),
        (left_out, "running head or page number left out", "running heads and page numbers left out"),
        (len(found.lost), "page cannot be read", "pages cannot be read"),
    )
    repairs = tuple(f"{count:,} {one if count == 1 else more}" for count, one, more in told if count)
    text = "".join(writer.parts)
    return PdfText(text=text, sections=tuple(_sections(writer.headings, len(text))), repairs=repairs)


def body_size(pages: Sequence[Sequence[PdfLine]]) -> float:
    """Return the size in which most characters are set."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


class _Writer:
    """Writes lines behind each other."""

    def __init__(self, words: Mapping[str, int], headings: Headings) -> None:
        self.parts: list[str] = []
        self.headings: list[tuple[int, int, Heading]] = []
        self.joined = 0
        self._words = words
        self._rules = headings
        self._at = 0
        self._last: PdfLine | None = None
        self._in_heading = False

    def page(self, number: int, lines: Sequence[PdfLine]) -> None:
        """Write the lines of a page, a page's end before it if it is not the first."""
        leading, width = _leading(lines), _width(lines)
        page_end = PAGE_END if number else ""
        for line in lines:
            heading = self._rules.heading_of(line, number)
            if heading is not None:
                self._heading(line, heading, page_end)
            else:
                self._text(line, leading, width, page_end)
            page_end = ""
        if page_end:
            self._write(page_end)

    def _heading(self, line: PdfLine, heading: Heading, page_end: str) -> None:
        last = self._last
        alike = last is not None and abs(last.size - line.size) < 0.02 * line.size and last.bold == line.bold
        continues = self._in_heading and heading.level == 0 and alike
        if continues:
            start, _, first = self.headings.pop()
            self._write(f" {page_end}{heading.title}")
            title = f"{first.title} {heading.title}"
            self.headings.append((start, self._at, Heading(title=title, level=first.level, kind=first.kind)))
        else:
            self._write(("\n\n" if self._at else "") + page_end)
            start = self._at
            self._write(heading.title)
            self.headings.append((start, self._at, heading))
        self._last, self._in_heading = line, True
        if heading.rest:
            self._write(f"\n\n{heading.rest}")
            self._in_heading = False

    def _text(self, line: PdfLine, leading: float, width: int, page_end: str) -> None:
        text, last = line.text, self._last
        if last is None or self._in_heading or self._is_new(last, line, leading, width):
            self._write(("\n\n" if self._at else "") + page_end + text)
        elif (whole := self._whole(last.text, text)) is not None:
            kept, joined = whole
            self._unwrite(len(last.text) - kept)
            first, _, rest = text.partition(" ")
            self._write(f"{first}{page_end or ' '}{rest}" if rest else first + page_end)
            self.joined += joined
        elif _CJK.match(last.text[-1]) and _CJK.match(text):
            self._write(page_end + text)
        else:
            self._write((page_end or " ") + text)
        self._last, self._in_heading = line, False

    def _is_new(self, last: PdfLine, line: PdfLine, leading: float, width: int) -> bool:
        """Return whether a line begins a paragraph: behind a gap, or behind a short line that ends a sentence."""
        if abs(last.size - line.size) > 0.12 * max(line.size, 1) or last.turned != line.turned:
            return True
        if leading and line.top - last.top > _GAP * leading:
            return True
        return len(last.text) < _SHORT * width and last.text.endswith(_ENDS)

    def _whole(self, before: str, after: str) -> tuple[int, bool] | None:
        """Return how much of the line before stays in front of the next, and whether a hyphen went; None: no word."""
        divided = _DIVIDED.search(before)
        follows = _WORD.match(after)
        if divided is None or follows is None:
            return None
        head, tail = divided[1], follows[0]
        if not tail[0].islower() or head[-1].isdigit():
            return len(before), False
        together, hyphened = self._words.get((head + tail).lower(), 0), self._words.get(f"{head}-{tail}".lower(), 0)
        keeps = hyphened > together or (not together and "-" in head)
        return (len(before), False) if keeps else (len(before) - 1, True)

    def _write(self, text: str) -> None:
        self.parts.append(text)
        self._at += len(text)

    def _unwrite(self, count: int) -> None:
        """Take the last ``count`` characters back; they are a hyphen."""
        if count:
            self.parts[-1] = self.parts[-1][:-count]
            self._at -= count


def _words(pages: Sequence[Sequence[PdfLine]]) -> Mapping[str, int]:
    """Return how often each word stands whole within a line: it decides whether a hyphen at a line's end is its own."""
    counts: Counter[str] = Counter()
    for page in pages:
        for line in page:
            counts.update(word[0].lower() for word in _WORD.finditer(line.text) if word.end() < len(line.text))
    return counts


def _running_heads(pages: Sequence[Sequence[PdfLine]]) -> frozenset[_Form]:
    """Return the forms of lines at the edges of pages that stand on many of them, digits aside; and page numbers."""
    counts: Counter[_Form] = Counter()
    for page in pages:
        counts.update({_form(line) for line in page if _at_edge(line)})
    often = max(3, _OFTEN * len(pages))
    numbers = {_form(line) for page in pages for line in page if _PAGE_NUMBER.fullmatch(line.text)}
    return frozenset({form for form, count in counts.items() if count >= often} | numbers)


def _at_edge(line: PdfLine) -> bool:
    return not line.turned and (line.top < _EDGE or line.top > 1 - _EDGE)


def _form(line: PdfLine) -> _Form:
    # With its size, so that the title of the first page stays where later pages repeat it above their text.
    return _DIGITS.sub("0", line.text), round(line.size)


def _leading(lines: Sequence[PdfLine]) -> float:
    """Return the usual distance of two lines."""
    steps = sorted(b.top - a.top for a, b in pairwise(lines) if 0 < b.top - a.top < 0.1)
    return steps[len(steps) // 3] if steps else 0.0


def _width(lines: Sequence[PdfLine]) -> int:
    lengths = sorted(len(line.text) for line in lines)
    return lengths[len(lengths) * 3 // 4] if lengths else 0


def _sections(headings: Sequence[tuple[int, int, Heading]], end: int) -> Iterator[PdfSection]:
    first = headings[0][0] if headings else end
    if first:
        yield PdfSection(start=0, end=first, heading="", is_references=False)
    path: list[Heading] = []
    for number, (_, stop, heading) in enumerate(headings):
        # One without a number stands below the numbered one before it, beside others without.
        while path and (not path[-1].level or path[-1].level >= heading.level > 0):
            path.pop()
        path.append(heading)
        until = headings[number + 1][0] if number + 1 < len(headings) else end
        yield PdfSection(
            start=stop,
            end=until,
            heading=" > ".join(one.title for one in path),
            is_references=any(one.kind == "references" for one in path),
        )
