"""arXiv's Atom feeds: each entry a paper of its own. The XML is read without entities, without a network, in pieces."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from lxml import etree

from graph.ontology.dates import read_date
from graph.record.types import Document, Reading, SetAside
from ingest.hub_ids import arxiv_id
from ingest.json_papers import aside, doi_of, say_author
from ingest.reader import Head, Raw, Reader
from ingest.reasons import Reason
from ingest.record_notes import RecordNotes
from ingest.source import load_source

SOURCE = load_source(Path(__file__).with_suffix(".yaml"))
"""What the YAML file beside this module says."""
VERSION = "arXiv 3"
"""Name and version of this reader."""

_ATOM = "{http://www.w3.org/2005/Atom}"
_ENTRY = f"{_ATOM}entry"
_VERSIONED = re.compile(r"v\d{1,4}$")
_MOST_ELEMENTS = 50_000


def recognise(head: Head) -> float:
    """Return how sure it is that a file is an Atom feed of arXiv."""
    start = head.start.decode("utf-16" if head.start[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "replace")
    if "<feed" not in start or "http://www.w3.org/2005/Atom" not in start:
        return 0.0
    return 0.95 if any(text in start for text in SOURCE.recognise["texts"]) else 0.0


def read(raw: Raw) -> Iterator[Reading | SetAside]:
    """Yield the papers of a feed. What follows a place that does not parse is set aside; what stands before is read."""
    met: set[str] = set()
    number = 0
    try:
        for element in _entries(raw.data):
            if isinstance(element, Refused):
                yield aside(raw, SOURCE, f"entry {number + 1}" if number else "", element.reason, element.detail)
                return
            number += 1
            yield _paper(raw, element, number, met)
    except etree.XMLSyntaxError as error:
        place = f"entry {number + 1}" if number else ""
        yield aside(raw, SOURCE, place, "the XML does not parse", str(error.msg)[:200])
        return
    if not number:
        yield aside(raw, SOURCE, "", "the feed holds no paper", "it has no entry")


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Why a feed is read no further."""

    reason: Reason
    detail: str


def _entries(data: bytes) -> Iterator[etree._Element | Refused]:
    """Yield the entries, each gone when the next is asked for; the last is Refused where the feed is made to harm.

    Raises XMLSyntaxError.
    """
    steps = etree.iterparse(
        BytesIO(data),
        events=("start", "end"),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    begun = depth = 0
    for event, element in steps:
        if not begun and element.getroottree().docinfo.internalDTD is not None:
            yield Refused(reason="the XML declares a document type", detail="it may define entities; save it without")
            return
        begun += event == "start"
        depth += 1 if event == "start" else -1
        if begun > _MOST_ELEMENTS:
            yield Refused(reason="the file is too large", detail=f"{_MOST_ELEMENTS:,} elements and no end of an entry")
            return
        if event == "end" and depth == 1:
            if element.tag == _ENTRY:
                yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
            begun = 1


def _paper(raw: Raw, entry: etree._Element, number: int, met: set[str]) -> Reading | SetAside:
    address = _one(entry, "id")
    title = _one(entry, "title")
    paper = arxiv_id(address)
    if paper is None or not title:
        detail = f"id {address[:100]!r}, title {title[:100]!r}"
        return aside(raw, SOURCE, f"entry {number}", "the record names no paper", detail)
    record = paper if paper not in met else address.rpartition("/")[2][:60]
    if record in met:
        return aside(raw, SOURCE, f"entry {number}", "the record stands there twice", paper)
    met.add(record)
    return _reading(raw, entry, paper, title, address, record)


def _reading(raw: Raw, entry: etree._Element, paper: str, title: str, address: str, record: str) -> Reading:
    notes = RecordNotes(f"arxiv:{paper}", title, "arXiv entry")
    notes.say("name", title, notes.of_title())
    notes.say("arxiv_id", paper, notes.show("id", address))
    _authors(notes, entry)
    for text in _all(entry, "published")[:1]:
        notes.date("published", "published", text)
    updated = _one(entry, "updated")
    if updated:
        notes.show("updated", updated)
    for text in _all(entry, "doi"):
        _doi(notes, text)
    _others(notes, entry)
    for text in _all(entry, "abstract"):
        notes.body("Abstract", text)
    version = _VERSIONED.search(address)
    document = Document(
        address=f"{raw.address}#{record}",
        source=SOURCE.name,
        kind=SOURCE.kind,
        title=title,
        text="",
        retrieved=raw.retrieved,
        url=f"https://arxiv.org/abs/{paper}{version[0] if version else ''}",
        publisher="arXiv",
        # The text is that of the latest version, and could not be read before that.
        published=read_date(updated) or read_date(_one(entry, "published")) or raw.published,
        language="en",
        reader=VERSION,
    )
    return notes.reading(document)


def _authors(notes: RecordNotes, entry: etree._Element) -> None:
    for author in entry.iterfind(f"{_ATOM}author"):
        name = ""
        for child in author:
            text = _text(child)
            field = _local(child)
            if field == "name" and not name and text:
                name = text
                say_author(notes, "author", name)
            elif text:
                notes.show(f"author.{field}", text)
                notes.unread[f"author.{field}"] += 1


def _doi(notes: RecordNotes, text: str) -> None:
    span, doi = notes.show("doi", text), doi_of(text)
    if doi:
        notes.say("doi", doi, span)
    else:
        notes.leave("doi", text, "it is no DOI", span)


def _others(notes: RecordNotes, entry: etree._Element) -> None:
    """Show what no rule reads: comment, journal, categories; links and what else has no text are only counted."""
    read = {name for names in SOURCE.reads.values() for name in names}
    for child in entry:
        field = _local(child)
        if field in read:
            continue
        notes.unread[field] += 1
        if text := _text(child) or (child.get("term") or ""):
            notes.show(field, text)


def _all(entry: etree._Element, purpose: str) -> list[str]:
    names = SOURCE.reads[purpose]
    # An abstract keeps its line ends; all else is one line.
    return [
        text
        for child in entry
        if _local(child) in names and (text := _words(child).strip() if purpose == "abstract" else _text(child))
    ]


def _one(entry: etree._Element, purpose: str) -> str:
    return next(iter(_all(entry, purpose)), "")


def _text(element: etree._Element) -> str:
    return " ".join(_words(element).split())


def _words(element: etree._Element) -> str:
    return "".join(str(part) for part in element.itertext())


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


READER = Reader(rules=SOURCE, version=VERSION, recognise=recognise, read=read, max_bytes=20_000_000)
"""Answers of arXiv among the sources."""
