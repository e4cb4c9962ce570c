"""Papers as PDF: their text by sections, and what the file says of itself: title, arXiv identifier, authors."""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from graph.ontology.dates import read_date
from graph.record.types import Document, Passage, Reading, SetAside, Span, Statement, Value
from ingest.decode import Unreadable
from ingest.hub_ids import arxiv_id
from ingest.json_papers import aside
from ingest.passages import cut_passages
from ingest.pdf import NEAR_START, PdfLine, PdfPages, read_pdf
from ingest.pdf_headings import Headings
from ingest.pdf_text import PdfText, body_size, pdf_text
from ingest.reader import Head, Raw, Reader
from ingest.source import load_source

SOURCE = load_source(Path(__file__).with_suffix(".yaml"))
"""What the YAML file beside this module says."""
VERSION = "PDF papers 2"
"""Name and version of this reader."""

_STAMP = re.compile(
    r"arXiv:(?P<id>\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?P<version>v\d{1,3})?"
    r"\s+\[[\w.-]+\]\s+(?P<day>\d{1,2} [A-Z][a-z]{2} \d{4})"
)
_FILE_ID = re.compile(r"(\d{4}\.\d{4,5})(?:v\d{1,3})?(?:\.pdf)?", re.IGNORECASE)
_SEVERAL = re.compile(r"\s*;\s*|\s*,\s*(?:and\s+)?|\s+and\s+")
_TITLE_PLACE = 0.6
_LONGEST_TITLE = 300
_LARGER = 1.1


def recognise(head: Head) -> float:
    """Return how sure it is that a file is a PDF: by its first bytes, else by its name or media type."""
    if b"%PDF-" in head.start[:NEAR_START]:
        return 0.9
    named = PurePosixPath(head.name).suffix.lower() in SOURCE.recognise["endings"]
    return 0.5 if named or head.media_type in SOURCE.recognise["media"] else 0.0


def read(raw: Raw) -> Iterator[Reading | SetAside]:
    """Yield what a PDF says, or why it is set aside."""
    found = read_pdf(raw.data)
    if isinstance(found, Unreadable):
        yield aside(raw, SOURCE, "", found.reason, found.detail)
        return
    yield _reading(raw, found)


def _reading(raw: Raw, found: PdfPages) -> Reading:
    body, title_lines = body_size(found.pages), _title_lines(found)
    words = {name: frozenset(SOURCE.words[name]) for name in ("headings", "abstract", "references")}
    rules = Headings(
        body=body,
        known=words["headings"],
        abstract=words["abstract"],
        references=words["references"],
        title=frozenset(line.text for line in title_lines),
    )
    text = pdf_text(found, rules)
    title = _title(found, title_lines, text.text)
    stamp = _STAMP.search(text.text[: _first_page_end(text.text)])
    known = stamp["id"] if stamp else _of_address(raw)
    name = title or PurePosixPath(raw.head.name).stem or "untitled"
    subject = f"arxiv:{known}" if known else f"Paper:{name}"
    return Reading(
        document=_document(raw, text, name, known, stamp),
        passages=tuple(_passages(text, name)),
        statements=tuple(_statements(found, text, subject, title, stamp)),
        unread={"author": 1} if found.author and not _authors(found.author, text.text) else {},
    )


def _document(raw: Raw, text: PdfText, title: str, known: str | None, stamp: re.Match[str] | None) -> Document:
    day = read_date(stamp["day"]) if stamp else None
    version = (stamp["version"] or "") if stamp else ""
    return Document(
        address=raw.address,
        source=SOURCE.name,
        kind=SOURCE.kind,
        title=title,
        text=text.text,
        retrieved=raw.retrieved,
        url=f"https://arxiv.org/abs/{known}{version}" if known else None,
        publisher="arXiv" if known else None,
        published=day or raw.published,
        reader=VERSION,
        repairs=text.repairs,
    )


def _statements(
    found: PdfPages, text: PdfText, subject: str, title: str | None, stamp: re.Match[str] | None
) -> Iterator[Statement]:
    def say(predicate: str, value: Value, span: Span, method: str) -> Statement:
        return Statement(subject=subject, predicate=predicate, value=value, span=span, method=method)

    if title is not None:
        yield say("name", title, Span(start=0, end=len(title), place="title"), "PDF layout")
    if stamp is not None:
        span = Span(start=stamp.start(), end=stamp.end())
        yield say("arxiv_id", stamp["id"], span, "arXiv stamp")
        # Of a later version the stamp tells the version's own day.
        if stamp["version"] in (None, "v1") and (day := read_date(stamp["day"])):
            yield say("published", day, span, "arXiv stamp")
    for author, span in _authors(found.author, text.text):
        yield say("authors", author, span, "PDF metadata")


def _authors(told: str, text: str) -> list[tuple[str, Span]]:
    """Return the authors in the metadata with where they stand on the first page; none if one does not stand there."""
    names = [name for name in _SEVERAL.split(told) if name]
    found: list[tuple[str, Span]] = []
    end = _first_page_end(text)
    for name in names:
        at = text.find(name, 0, end)
        if at < 0 or " " not in name or len(name) > 60:
            return []
        found.append((name, Span(start=at, end=at + len(name))))
    return found


def _passages(text: PdfText, title: str) -> Iterator[Passage]:
    for section in text.sections:
        heading = f"{title} > {section.heading}" if section.heading else title
        yield from cut_passages(text.text, section.start, section.end, heading)


def _title_lines(found: PdfPages) -> list[PdfLine]:
    """Return the lines of the title: the largest in the upper part of the first page, if they stand out."""
    page = [line for line in found.pages[0] if not line.turned and line.text and line.top < _TITLE_PLACE]
    page = [line for line in page if not _STAMP.search(line.text) and sum(map(str.isalpha, line.text)) > 2]
    largest = max((line.size for line in page), default=0.0)
    if largest < _LARGER * body_size(found.pages):
        return []
    lines = [line for line in page if line.size > 0.97 * largest]
    return lines if len(" ".join(line.text for line in lines)) <= _LONGEST_TITLE else []


def _title(found: PdfPages, lines: list[PdfLine], text: str) -> str | None:
    told = found.title
    made_up = any(mark in told.lower() for mark in SOURCE.words["no_title"])
    if told and not made_up and " " in told and len(told) <= _LONGEST_TITLE:
        flat = " ".join(text[: _first_page_end(text)].split())
        if told.lower() in flat.lower():
            return told
    shown = ""
    for line in lines:
        shown = shown[:-1] + line.text if shown.endswith("-") and line.text[:1].islower() else f"{shown} {line.text}"
    shown = " ".join(shown.split())
    return shown if len(shown.split()) >= 2 else None


def _first_page_end(text: str) -> int:
    end = text.find("\f")
    return len(text) if end < 0 else end


def _of_address(raw: Raw) -> str | None:
    """Return the arXiv identifier that the address or the name of the file is."""
    if found := arxiv_id(raw.address):
        return found
    named = _FILE_ID.fullmatch(raw.head.name)
    return arxiv_id(named[1]) if named else None


READER = Reader(rules=SOURCE, version=VERSION, recognise=recognise, read=read, max_bytes=100_000_000)
"""Papers as PDF among the sources."""
