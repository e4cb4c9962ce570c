"""A source of tables as a reader: known by columns, or by the mapping file that names its files."""

import hashlib
from functools import lru_cache
from pathlib import Path, PurePosixPath

from graph.ontology import Ontology, shipped_ontology
from graph.ontology.dates import first_day
from graph.record.cells import Table, header_of, scan_csv
from graph.record.types import Document, Reading, SetAside
from ingest.decode import Decoded, decode
from ingest.reader import Head, Raw, Reader
from ingest.source import SourceFile, load_source
from ingest.tables.files import table_text
from ingest.tables.mapping import load_tables
from ingest.tables.reading import TableNotes, read_table
from ingest.tables.rules import TableRules
from ingest.tables.values import Problem, date_in_name, read_value

ENGINE = "tables 2"
"""Raised when unchanged tables and mappings read otherwise."""

_MEDIA_TYPES = ("text/csv", "text/tab-separated-values")


def table_reader(path: Path, ontology: Ontology | None = None) -> Reader:
    """Return the reader of the source whose YAML file at ``path`` has mappings under ``tables``.

    Raises SourceError, naming file, line and what is possible.
    """
    source = load_source(path)
    tables = load_tables(str(path), source.tables, ontology or shipped_ontology())

    def recognise(head: Head) -> float:
        return max((_sureness(rules, head) for rules in tables), default=0.0)

    def read(raw: Raw) -> list[Reading | SetAside]:
        rules = max(tables, key=lambda one: _sureness(one, raw.head))
        return [read_document(source, rules, raw, version)]

    version = f"{source.name}, {ENGINE}, {digest_of(path.read_bytes())}"
    return Reader(rules=source, version=version, recognise=recognise, read=read)


def digest_of(data: bytes) -> str:
    """Return a short digest of a mapping's file, so that tables are read anew when it changes."""
    return hashlib.sha256(data).hexdigest()[:12]


def _sureness(rules: TableRules, head: Head) -> float:
    """Return how sure it is that a file is a table of this shape: all its columns are there, and few others."""
    header = _header(head.name, head.media_type, head.start)
    if not header or not rules.required or not set(rules.required) <= header:
        return 0.0
    known = len(header & (rules.columns() | set(rules.required)))
    return 0.6 + 0.39 * known / len(header)


@lru_cache(maxsize=4)
def _header(name: str, media_type: str | None, start: bytes) -> frozenset[str]:
    """Return the columns of a table by its first bytes; none where it is no table of text."""
    if PurePosixPath(name).suffix.lower() not in (".csv", ".tsv", ".tab", ".txt") and media_type not in _MEDIA_TYPES:
        return frozenset()
    decoded = decode(start)
    return frozenset(header_of(decoded.text)) if isinstance(decoded, Decoded) else frozenset()


def read_document(source: SourceFile, rules: TableRules, raw: Raw, version: str) -> Reading | SetAside:
    """Return what a table says by a mapping, or why it is set aside. Raises nothing, whatever the bytes."""
    rendered = table_text(raw.head.name, raw.data, rules)
    if not isinstance(rendered, Decoded):
        return _aside(source, raw, rendered.reason, rendered.detail)
    table = scan_csv(rendered.text, rules.delimiter)
    missing = sorted(rules.columns() - set(table.header))
    needed = {*rules.required, *rules.things[rules.first].columns} - set(table.header)
    if needed:
        detail = f"it has no {', '.join(sorted(needed))}; it has {', '.join(table.header)}"
        return _aside(source, raw, "the table lacks columns that its mapping needs", detail[:400])
    if not len(table):
        return _aside(source, raw, "the table has no rows", "")
    published = _published(table, rules, raw)
    notes = read_table(table, rules, raw.head.name, published)
    absent = tuple(f"column {name!r}, which the mapping reads, is not there" for name in missing)
    repairs = (*rendered.repairs, *table.repairs, *absent, *notes.repairs)
    return _reading(source, rules, raw, notes, rendered.text, published, repairs, version)


def _reading(
    source: SourceFile,
    rules: TableRules,
    raw: Raw,
    notes: TableNotes,
    text: str,
    published: str | None,
    repairs: tuple[str, ...],
    version: str,
) -> Reading:
    document = Document(
        address=raw.address,
        source=source.name,
        kind=source.kind,
        title=(rules.title or "{file}").replace("{file}", raw.head.name or "table"),
        text=text,
        retrieved=raw.retrieved,
        url=rules.url,
        publisher=rules.publisher,
        published=published,
        reader=version,
        repairs=repairs,
    )
    return Reading(
        document=document,
        passages=tuple(notes.passages),
        statements=tuple(notes.statements),
        leftovers=tuple(notes.leftovers),
        unread=dict(notes.unread),
    )


def _published(table: Table, rules: TableRules, raw: Raw) -> str | None:
    """Return the date of the table's state: as its mapping tells, else the one that the user gave."""
    told = rules.published
    if told is None:
        return raw.published
    if told.constant is not None:
        return str(told.constant)
    if told.given == "file name":
        return date_in_name(raw.head.name) or raw.published
    places = [at for at, name in enumerate(table.header) if name in told.columns]
    texts = {row.cells[at].text.strip() for row in table.rows() for at in places if at < len(row.cells)}
    values = [read_value(told, text) for text in texts if text]
    dates = [str(value.value) for value in values if not isinstance(value, Problem)]
    return max(dates, key=first_day, default=raw.published)


def _aside(source: SourceFile, raw: Raw, reason: str, detail: str) -> SetAside:
    return SetAside(address=raw.address, source=source.name, reason=reason, detail=detail, retrieved=raw.retrieved)
