"""Which lines of a PDF are headings: by their number, their words, and the type they are set in."""

import re
from dataclasses import dataclass
from typing import Literal

from ingest.pdf import PdfLine

Kind = Literal["section", "abstract", "references"]
_LONGEST = 110
_NUMBERED = re.compile(
    r"(?:(?P<digits>\d{1,2}(?:\.\d{1,2}){0,3})\.?|(?:Appendix\s+)?(?P<letter>[A-H](?:\.\d{1,2}){0,3})[.:]?|(?P<roman>[IVX]{1,5})\.)"
    r"\s+(?P<title>[^\W\d_].*)"
)
_RUN_IN = re.compile(r"(?P<title>[^\W\d_]{3,12})\s*[—–:.-]{1,2}\s*(?P<rest>\S.*)")
_LEADERS = re.compile(r"(?:\.\s?){4,}")
_LARGER = 1.08
_LARGEST = 1.18
_FEW_WORDS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading."""

    title: str
    level: int
    """From 1; 0 for a line that has no number, which may go on the heading before it."""
    kind: Kind = "section"
    rest: str = ""
    """What stands behind it in the same line and belongs to its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """What tells the headings of one document."""

    body: float
    """The size of its text."""
    known: frozenset[str]
    """Headings that count by their words alone, in lower case."""
    abstract: frozenset[str]
    references: frozenset[str]
    title: frozenset[str] = frozenset()
    """The lines of the title on the first page: no headings."""

    def heading_of(self, line: PdfLine, page: int) -> Heading | None:
        """Return the heading that a line is, or None. ``page`` counts from 0."""
        text = line.text
        if line.turned or not text[:1].strip() or (page == 0 and text in self.title):
            return None
        if page < 2 and (run_in := _RUN_IN.fullmatch(text)) and run_in["title"].lower() in self.abstract:
            return Heading(title=run_in["title"], level=1, kind="abstract", rest=run_in["rest"])
        if len(text) > _LONGEST or _LEADERS.search(text):
            return None
        stands_out = line.size >= _LARGER * self.body or line.bold
        numbered = _NUMBERED.fullmatch(text)
        plain = (numbered["title"] if numbered else text).rstrip(".:").lower()
        if plain in self.known | self.abstract | self.references and (stands_out or not numbered or text.isupper()):
            return Heading(title=text.rstrip(":"), level=_level(numbered) if numbered else 1, kind=self._kind(plain))
        stands_out = stands_out or (numbered is not None and _in_capitals(numbered["title"]) and line.size >= self.body)
        if numbered and stands_out and not text.endswith((".", ",", ";")):
            return Heading(title=text, level=_level(numbered))
        large = line.size >= _LARGEST * self.body and len(text.split()) <= _FEW_WORDS
        if page > 0 and large and text[0].isalpha() and not text.endswith((".", ",", ";")):
            return Heading(title=text, level=0)
        return None

    def _kind(self, plain: str) -> Kind:
        if plain in self.abstract:
            return "abstract"
        return "references" if plain in self.references else "section"


def _in_capitals(title: str) -> bool:
    return title.isupper() and len(title) > 3 and title.replace(" ", "").isalpha()


def _level(numbered: re.Match[str]) -> int:
    number = numbered["digits"] or numbered["letter"] or ""
    return 1 + number.count(".")
