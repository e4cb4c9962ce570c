"""Full texts of laws in AGORA: one file each, named by AGORA's number, told of by the table of documents above them."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path, PurePosixPath

from graph.ontology.dates import is_date
from graph.record.cells import scan_csv
from graph.record.types import Document, Reading, SetAside, Span
from ingest.decode import Decoded, decode
from ingest.laws import split_law
from ingest.laws_agora import pieces_of_row
from ingest.laws_amending import related_in_text
from ingest.laws_notes import LawNotes
from ingest.laws_title import title_of_law
from ingest.reader import Head, Raw, Reader
from ingest.source import load_source

SOURCE = load_source(Path(__file__).with_suffix(".yaml"))
"""What the YAML file beside this module says."""
VERSION = "agora texts 3"
"""Name and version of this reader."""
DOCUMENTS = "../documents.csv"
"""The table of documents, from the folder of the texts."""

Row = Mapping[str, str]


def recognise(head: Head) -> float:
    """Return how sure it is that a file is one of the texts: its name is a number, in a folder named for them."""
    path = PurePosixPath(head.name)
    named = path.suffix.lower() in SOURCE.recognise["suffixes"] and _number(head.name) is not None
    return 0.95 if named and head.folders[:1] == SOURCE.recognise["folders"] else 0.0


def read(raw: Raw) -> Iterator[Reading | SetAside]:
    """Yield what one text says, or why it is set aside."""
    decoded = decode(raw.data)
    if isinstance(decoded, Decoded):
        yield _read(raw, decoded)
    else:
        reason, detail = decoded.reason, decoded.detail
        yield SetAside(address=raw.address, source=SOURCE.name, reason=reason, detail=detail, retrieved=raw.retrieved)


def _read(raw: Raw, decoded: Decoded) -> Reading:
    number = _number(raw.head.name)
    row = _rows(raw.beside(DOCUMENTS)).get(number or "", {})
    notes = LawNotes("formula of amendment")
    title = _first(row, "title") or _own_title(decoded.text, number) or raw.head.name
    if number:
        subject = f"agora:{number}"
        for related in related_in_text(decoded.text):
            notes.edge(subject, related.relation, related.key, Span(start=related.start, end=related.end))
        if row:
            notes.method = "title"
            notes.value(subject, "Policy", "official_name", title, Span(start=0, end=len(title), place="title"))
    repairs = (
        decoded.repairs
        if row
        else (*decoded.repairs, f"{DOCUMENTS} has no row for it: title by its own words, date unknown")
    )
    return notes.reading(_document(raw, decoded.text, title, row, repairs), split_law(decoded.text))


def _own_title(text: str, number: str | None) -> str | None:
    """Return what a text that nothing tells of is called: its own words say, else its number."""
    return title_of_law(text) or (f"AGORA document {number}" if number else None)


def _document(raw: Raw, text: str, title: str, row: Row, repairs: tuple[str, ...]) -> Document:
    return Document(
        address=raw.address,
        source=SOURCE.name,
        kind=SOURCE.kind,
        title=title,
        text=text,
        retrieved=raw.retrieved,
        url=_first(row, "url"),
        publisher=_first(row, "publisher"),
        published=_published(row) or raw.published,
        reader=VERSION,
        repairs=repairs,
    )


def _number(name: str) -> str | None:
    stem = PurePosixPath(name).stem
    return stem if stem.isascii() and stem.isdigit() else None


def _published(row: Row) -> str | None:
    """Return when a text became what it is: the day of enactment of a law, else that on which it was proposed."""
    activity, proposed = _first(row, "activity"), _first(row, "proposed")
    enacted = (_first(row, "status") or "") in SOURCE.words["enacted"]
    date = activity if enacted else proposed or activity
    return date if date and is_date(date) else None


def _first(row: Row, purpose: str) -> str | None:
    """Return the first filled column of those read for a purpose."""
    return next((row[column] for column in SOURCE.reads[purpose] if column in row), None)


@lru_cache(maxsize=2)
def _rows(data: bytes | None) -> Mapping[str, Row]:
    """Return the rows of the table of documents by number. Kept, as every text asks for the same table."""
    decoded = decode(data) if data else None
    if not isinstance(decoded, Decoded):
        return {}
    table = scan_csv(decoded.text)
    wanted = {column for columns in SOURCE.reads.values() for column in columns}
    rows = [
        {name: piece.text for name, piece in pieces_of_row(table, row).items() if name in wanted}
        for row in table.rows()
    ]
    (number,) = SOURCE.reads["id"]
    return {row[number]: row for row in rows if number in row}


READER = Reader(rules=SOURCE, version=VERSION, recognise=recognise, read=read, companions=(DOCUMENTS,))
"""AGORA's texts among the sources."""
