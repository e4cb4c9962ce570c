"""Records of policies in JSON: answers of the Federal Register's API, and records of the same kind."""

from collections.abc import Iterator
from pathlib import Path

from graph.record.types import Document, Reading, SetAside
from ingest.decode import Unreadable
from ingest.laws import split_law
from ingest.laws_json import Record, Sheet, clean, json_records, sheet_of
from ingest.laws_record import RecordReading
from ingest.pages.tree import TooLarge, lines_of, parse_page
from ingest.passages import pack_passages
from ingest.reader import Head, Raw, Reader
from ingest.source import load_source

SOURCE = load_source(Path(__file__).with_suffix(".yaml"))
"""What the YAML file beside this module says."""
VERSION = "policy records 2"
"""Name and version of this reader."""

_SHORTEST_PROSE = 40
_LONGEST_ID = 100


def recognise(head: Head) -> float:
    """Return how sure it is that a file holds such records: by the fields named in its beginning."""
    start = head.start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start[:1] not in (b"{", b"["):
        return 0.0
    met = {name for name in SOURCE.recognise["fields"] if f'"{name}"'.encode() in start}
    sure = len(met) >= int(SOURCE.recognise["least"][0]) and not met.isdisjoint(SOURCE.recognise["any"])
    return 0.9 if sure else 0.0


def read(raw: Raw) -> Iterator[Reading | SetAside]:
    """Yield what each record says, or why the file is set aside."""
    found = json_records(raw.data, SOURCE.reads["records"])
    if isinstance(found, Unreadable):
        yield _aside(raw.address, raw.retrieved, found.reason, found.detail)
        return
    records, several, repairs = found
    if not records:
        yield _aside(raw.address, raw.retrieved, "the file holds no record of this source", "no object in it")
    met: set[str] = set()
    for number, record in enumerate(records, start=1):
        address = f"{raw.address}#{_id(record, number, met)}" if several else raw.address
        yield _read(raw, record, address, repairs)


def _aside(address: str, retrieved: str, reason: str, detail: str) -> SetAside:
    return SetAside(address=address, source=SOURCE.name, reason=reason, detail=detail, retrieved=retrieved)


def _id(record: Record, number: int, met: set[str]) -> str:
    """Return what tells a record from the others of its file: its own number where it has one."""
    fields = (*SOURCE.reads["number"], *SOURCE.reads["cited"])
    own = next((text for name in fields if (text := clean(record.get(name) or ""))), "")
    own = own if own and len(own) <= _LONGEST_ID and own not in met else str(number)
    met.add(own)
    return own


def _read(raw: Raw, record: Record, address: str, repairs: tuple[str, ...]) -> Reading | SetAside:
    sheet = sheet_of(record, without=SOURCE.reads["body"])
    title = sheet.first(SOURCE.reads["title"])
    if title is None:
        detail = "it has no title and no name"
        return _aside(address, raw.retrieved, "the file holds no record of this source", detail)
    said = RecordReading(sheet, SOURCE)
    said.read()
    front = len(sheet.text)
    body = _body(record)
    begun = sheet.append(body) if body else front
    text = sheet.text
    prose = [one for name in ("summary", "prose") for path in SOURCE.reads[name] for one in sheet.of([path])]
    passages = [
        passage
        for one in prose
        if len(one.value) >= _SHORTEST_PROSE
        for passage in pack_passages(text, one.span.start, one.span.end, one.path)
    ]
    document = Document(
        address=address,
        source=SOURCE.name,
        kind=SOURCE.kind,
        title=" ".join(title.value.split()),
        text=text,
        retrieved=raw.retrieved,
        url=_value(sheet, "url"),
        publisher=said.publisher,
        published=said.published or raw.published,
        reader=VERSION,
        repairs=repairs,
    )
    return said.notes.reading(document, (*passages, *split_law(text, begun)) if body else tuple(passages))


def _value(sheet: Sheet, purpose: str) -> str | None:
    found = sheet.first(SOURCE.reads[purpose])
    return found.value if found else None


def _body(record: Record) -> str:
    """Return the text of a policy where the record holds it; that of a page without its markup."""
    text = next((text for name in SOURCE.reads["body"] if (text := clean(record.get(name) or ""))), "")
    if not text.startswith("<"):
        return text
    try:
        return "\n\n".join(lines_of(parse_page(text)))
    except TooLarge:
        return text


READER = Reader(rules=SOURCE, version=VERSION, recognise=recognise, read=read)
"""Records of policies among the sources."""
