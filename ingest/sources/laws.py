"""Pages of law in the form of EUR-Lex: the metadata as a sheet above the text, so that both can be quoted."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from graph.ontology.dates import find_dates
from graph.record.types import Document, Reading, SetAside, Span
from ingest.decode import Decoded
from ingest.laws import split_law
from ingest.laws_amending import related_in_title
from ingest.laws_json import Field, Sheet
from ingest.laws_page import key_of, law_of, metadata_of
from ingest.laws_record import RecordReading
from ingest.pages.encoding import decode_page
from ingest.pages.tree import TooLarge, parse_page
from ingest.pages.unpack import unpacked, unpacked_start
from ingest.reader import Head, Raw, Reader
from ingest.source import load_source

SOURCE = load_source(Path(__file__).with_suffix(".yaml"))
"""What the YAML file beside this module says."""
VERSION = "laws 2"
"""Name and version of this reader."""

_OWN = re.compile(rb"<title>[^<]{0,500}|<link[^>]{0,200}canonical[^>]{0,500}|<meta[^>]{0,200}og:url[^>]{0,500}")
_ARTICLE = re.compile(rb">\s{0,20}(article \d{1,3}|section \d{1,3})\b")
_LEAST_ARTICLES = 2


def recognise(head: Head) -> float:
    """Return how sure it is that a file is a page of law: by its elements, or by where it is from and its articles."""
    start = unpacked_start(head.start).replace(b"\0", b"").lower()
    if not start.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(_marks("openings")):
        return 0.0
    if any(mark in start for mark in _marks("elements")):
        return 0.95
    own = head.address.lower().encode() + b" ".join(found[0] for found in _OWN.finditer(start))
    from_there = any(place in own for place in _marks("places"))
    return 0.9 if from_there and len(set(_ARTICLE.findall(start))) >= _LEAST_ARTICLES else 0.0


def _marks(name: str) -> tuple[bytes, ...]:
    return tuple(mark.lower().encode() for mark in SOURCE.recognise[name])


def read(raw: Raw) -> Iterator[Reading | SetAside]:
    """Yield the law in a page, or why it is set aside."""
    yield _read(raw)


def _read(raw: Raw) -> Reading | SetAside:
    data = unpacked(raw.data)
    decoded = decode_page(data, raw.charset) if isinstance(data, bytes) else data
    if not isinstance(decoded, Decoded):
        return _aside(raw, decoded.reason, decoded.detail)
    try:
        soup = parse_page(decoded.text)
        sheet, unread = metadata_of(soup, raw.address, SOURCE)
        body = law_of(soup, SOURCE)
    except TooLarge as large:
        return _aside(raw, "the file is too large", str(large))
    title = sheet.first(SOURCE.reads["title"])
    if title is None or not body.strip():
        return _aside(raw, "the page holds no text", "no title or no law in it")
    reading = _reading(raw, sheet, title, body, decoded.repairs)
    return replace(reading, unread={**reading.unread, **unread})


def _reading(raw: Raw, sheet: Sheet, title: Field, body: str, repairs: tuple[str, ...]) -> Reading:
    key = key_of(sheet, (*SOURCE.reads["cited"], *SOURCE.reads["url"], *SOURCE.reads["title"]))
    said = RecordReading(sheet, SOURCE, key)
    said.read()
    _note_title(said, key or f"Policy:{title.value}", title)
    begun = sheet.append(body)
    url, language = sheet.first(SOURCE.reads["url"]), sheet.first(SOURCE.reads["language"])
    document = Document(
        address=raw.address,
        source=SOURCE.name,
        kind=SOURCE.kind,
        title=title.value,
        text=sheet.text,
        retrieved=raw.retrieved,
        url=url.value if url else None,
        publisher=said.publisher,
        published=said.published or raw.published,
        language=language.value[:2].lower() if language else None,
        reader=VERSION,
        repairs=repairs,
    )
    return said.notes.reading(document, split_law(sheet.text, begun))


def _note_title(said: RecordReading, subject: str, title: Field) -> None:
    """Note what the title of a law of the European Union tells: its makers, its kind, and what it amends."""
    notes, upper = said.notes, title.value.upper()
    for start, _, place in (one.rpartition("=") for one in SOURCE.words["places"]):
        if subject.startswith(start):
            notes.edge(subject, "JURISDICTION", place, title.span)
    if subject.startswith("celex:3"):
        makers = next((one for one in SOURCE.words["makers"] if one.partition("=")[0] in upper), "")
        told = [name for name in makers.partition("=")[2].split(";") if name]
        for name in told if said.publisher is None else ():
            notes.edge(f"Agency:{name}", "ISSUED", subject, title.span)
        said.publisher = said.publisher or ", ".join(told) or None
        kind = next((one for one in SOURCE.words["kinds"] if one.upper() in upper[:60]), None)
        known = {one.predicate for one in notes.statements}
        if kind and "kind" not in known:
            notes.value(subject, "Policy", "kind", kind, title.span)
        date = next((one.date for one in find_dates(title.value)), None)
        if date and "enacted" not in known:
            # A law of the Union has its date in its title: "of 13 June 2024".
            notes.value(subject, "Policy", "enacted", date, title.span)
            said.published = said.published or date
    skipped = title.span.end - len(title.value)
    for related in related_in_title(title.value):
        span = Span(start=skipped + related.start, end=skipped + related.end)
        notes.edge(subject, related.relation, related.key, span)


def _aside(raw: Raw, reason: str, detail: str) -> SetAside:
    return SetAside(address=raw.address, source=SOURCE.name, reason=reason, detail=detail, retrieved=raw.retrieved)


READER = Reader(rules=SOURCE, version=VERSION, recognise=recognise, read=read)
"""Pages of law among the sources."""
