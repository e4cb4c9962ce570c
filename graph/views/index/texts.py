"""What the index is made of: the passages of the record, with what is told of each text by its hash."""

import functools
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import resources

from graph.record.reader import RecordReader
from graph.views.index.passage_text import embedded_text

KINDS = ("text", "table", "code", "boilerplate")
"""What a passage may hold, as the record has it."""
_KINDS_SINCE = 4
"""The schema of the record that tells passages of different kinds apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageText:
    """A passage of a document version, with its words."""

    ordinal: int
    """Its place among the passages of the document, from 0."""
    start: int
    end: int
    heading: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentText:
    """A document version, with its passages."""

    number: int
    title: str
    passages: tuple[PassageText, ...]


def sql(name: str, reader: RecordReader) -> str:
    """Return the text of ``sql/NAME.sql`` as it runs on this record."""
    text = _read(name)
    known = int(reader.meta("schema") or 0) >= _KINDS_SINCE
    return text.replace("/*kind*/", "passage.kind" if known else "'text'")


@functools.cache
def _read(name: str) -> str:
    return resources.files("graph.views.index").joinpath("sql", f"{name}.sql").read_text("utf-8")


def numbers_on_record(reader: RecordReader) -> set[int]:
    """Return the numbers of all document versions that have passages."""
    return {int(number) for (number,) in reader.rows(sql("numbers", reader))}


def document_texts(reader: RecordReader, numbers: Iterable[int]) -> Iterator[DocumentText]:
    """Yield document versions with their passages, in the order given; those that are gone are left out."""
    title_and_text, passages = sql("document", reader), sql("passages", reader)
    for number in numbers:
        found = reader.rows(title_and_text, {"number": number}).fetchone()
        if found is None:
            continue
        title, text = found
        rows = reader.rows(passages, {"number": number})
        made = tuple(
            PassageText(ordinal=at, start=start, end=end, heading=heading, kind=kind, text=text[start:end])
            for at, start, end, heading, kind in rows
        )
        yield DocumentText(number=number, title=title, passages=made)


def count_on_record(reader: RecordReader) -> int:
    """Return how many passages all document versions have."""
    return int(reader.rows(sql("count", reader)).fetchone()[0])


def change_made(reader: RecordReader, change: int) -> str:
    """Return when a change was made; empty for none. A record put back from a copy goes on with other changes."""
    row = reader.rows(sql("made", reader), {"change": change}).fetchone()
    return "" if row is None else str(row[0])


def text_hash(text: str) -> bytes:
    """Return the hash, 16 bytes, by which a text that is embedded is known, here and where vectors are kept."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def twin_hash(passage: PassageText) -> bytes:
    """Return the hash that passages share whose texts are the same but for white space."""
    return text_hash(" ".join(passage.text.split()))


def vector_hash(title: str, passage: PassageText) -> bytes:
    """Return the hash of what is embedded of a passage."""
    return text_hash(embedded_text(title, passage.heading, passage.text))
