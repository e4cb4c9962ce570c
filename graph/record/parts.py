"""What is read from one version of a document: put on record, and read back from there."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlalchemy import Connection, Table, select

from graph.ontology.dates import first_day
from graph.record import schema
from graph.record.changes import Keys
from graph.record.hashing import decode, encode, encode_qualifiers, statement_id
from graph.record.marks import marks_of
from graph.record.types import Document, Leftover, Passage, Reading, Span, Statement
from graph.record.versions import Version

_PLAIN = ("address", "source", "kind", "title", "url", "publisher", "published", "retrieved", "language", "reader")
_SPOKEN = ("predicate", "value", "qualifiers", "place", "first", "last", "method", "confidence")
_SUBJECT, _OBJECT = schema.key.alias(), schema.key.alias()
_SAID = select(
    _SUBJECT.c.text.label("s"), _OBJECT.c.text.label("o"), *(schema.statement.c[name] for name in _SPOKEN)
).select_from(
    schema.statement.join(_SUBJECT, schema.statement.c.subject == _SUBJECT.c.number).outerjoin(
        _OBJECT, schema.statement.c.object == _OBJECT.c.number
    )
)
"""Statements with the texts of their keys."""


class Waiting:
    """Rows that wait to be written together: a statement to the database a document, and table, costs the most."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: dict[Table, list[dict[str, object]]] = {}

    def add(self, table: Table, rows: list[dict[str, object]]) -> None:
        """Let rows of a table wait."""
        if rows:
            self._rows.setdefault(table, []).extend(rows)

    def flush(self) -> None:
        """Write what waits; call it before anything reads what was added."""
        for table, rows in self._rows.items():
            self._connection.execute(table.insert(), rows)
        self._rows = {}


def insert_version(
    connection: Connection,
    keys: Keys,
    waiting: Waiting,
    document: Document,
    version: Version,
    seen: str,
    content: Reading | None,
) -> int:
    """Put a version on record with all that was read from it; ``content`` None: nothing was found there."""
    if content is None:  # a version that is gone says nothing of what was there, so that no order of writing shows
        document = replace(document, title="", url=None, publisher=None, language=None, reader="", repairs=())
    row = version_row(document, version, seen, gone=content is None)
    inserted = connection.execute(schema.document.insert().values(**row)).inserted_primary_key
    assert inserted is not None
    if content is not None:
        insert_parts(keys, waiting, int(inserted[0]), version, content)
    return int(inserted[0])


def version_row(document: Document, version: Version, seen: str, *, gone: bool = False) -> dict[str, object]:
    """Return a version as a row of the documents."""
    row: dict[str, object] = {name: getattr(document, name) for name in _PLAIN}
    row |= {"digest": version.digest, "gone": gone, "seen": seen}
    row |= {"text": "" if gone else document.text, "repairs": json.dumps(document.repairs, ensure_ascii=False)}
    return row | {"begins": version.begins, "begins_day": first_day(version.begins[:10])}


def insert_parts(keys: Keys, waiting: Waiting, number: int, version: Version, reading: Reading) -> None:
    """Let all that was read from the version with this number wait to be written."""
    passages: list[dict[str, object]] = [
        {"document": number, "ordinal": at, "first": p.start, "last": p.end, "heading": p.heading} | {"kind": p.kind}
        for at, p in enumerate(reading.passages)
    ]
    leftovers: list[dict[str, object]] = [
        {"document": number, "field": x.field, "value": x.value, "reason": x.reason}
        | {"place": x.span.place, "first": x.span.start, "last": x.span.end}
        for x in reading.leftovers
    ]
    unread: list[dict[str, object]] = [
        {"document": number, "field": field, "count": n} for field, n in sorted(reading.unread.items())
    ]
    statements = _statement_rows(keys, number, version, reading)
    tables = (schema.passage, schema.statement, schema.leftover, schema.unread)
    for table, rows in zip(tables, (passages, statements, leftovers, unread), strict=True):
        waiting.add(table, rows)


def keys_in(reading: Reading) -> set[str]:
    """Return the keys that the statements of a reading have as subject or object."""
    return {key for s in reading.statements for key in (s.subject, s.object) if key is not None}


def _statement_rows(keys: Keys, number: int, version: Version, reading: Reading) -> list[dict[str, object]]:
    numbers = keys.intern(keys_in(reading))
    rows: dict[bytes, dict[str, object]] = {}  # by id: a reading that says the same twice says it once
    for statement in reading.statements:
        row = _statement_row(reading.document, statement, numbers)
        said = statement.object if statement.object is not None else str(row["value"])
        qualifiers = None if row["qualifiers"] is None else str(row["qualifiers"])
        identity = statement_id(
            reading.document.address, version.place, version.digest, statement, said=said, qualifiers=qualifiers
        )
        rows[identity] = {"id": identity, "document": number, **row}
    return [rows[identity] for identity in sorted(rows)]


def _statement_row(document: Document, statement: Statement, numbers: dict[str, int]) -> dict[str, object]:
    span = statement.span
    return {
        "subject": numbers[statement.subject],
        "predicate": statement.predicate,
        "object": None if statement.object is None else numbers[statement.object],
        "value": encode(statement.value),
        "qualifiers": encode_qualifiers(statement.qualifiers),
        "place": span.place,
        "first": span.start,
        "last": span.end,
        "quote": span.cut(document),
        "method": statement.method,
        "confidence": statement.confidence,
    }


def reading_of(connection: Connection, number: int) -> Reading:
    """Return a version of a document on record with all that was read from it."""
    row = connection.execute(select(schema.document).where(schema.document.c.number == number)).one()._mapping
    named = {name: row[name] for name in _PLAIN}
    document = Document(**named, text=row["text"], repairs=tuple(json.loads(row["repairs"])))
    passages, leftovers, unread = (
        connection.execute(select(table).where(table.c.document == number).order_by(*table.primary_key)).all()
        for table in (schema.passage, schema.leftover, schema.unread)
    )
    return Reading(
        document=document,
        passages=tuple(Passage(start=p.first, end=p.last, heading=p.heading, kind=p.kind) for p in passages),
        statements=tuple(_statements(connection, number)),
        leftovers=tuple(
            Leftover(field=x.field, value=x.value, reason=x.reason, span=Span(start=x.first, end=x.last, place=x.place))
            for x in leftovers
        ),
        unread={field: count for _, field, count in unread},
    )


def _statements(connection: Connection, number: int) -> Iterator[Statement]:
    for row in connection.execute(_SAID.where(schema.statement.c.document == number)):
        yield Statement(
            subject=row.s,
            object=row.o,
            predicate=row.predicate,
            value=decode(row.value),
            qualifiers=json.loads(row.qualifiers) if row.qualifiers else {},
            span=Span(start=row.first, end=row.last, place=row.place),
            method=row.method,
            confidence=row.confidence,
        )


def marks_on_record(connection: Connection, documents: Sequence[int]) -> set[str]:
    """Return what the statements of document versions touch, each with its mark."""
    rows = connection.execute(_SAID.where(schema.statement.c.document.in_(documents))) if documents else ()
    return {mark for row in rows for mark in marks_of(row.s, row.o, row.predicate, decode(row.value))}


def marks_in(reading: Reading) -> set[str]:
    """Return what the statements of a reading touch, each with its mark."""
    return {mark for s in reading.statements for mark in marks_of(s.subject, s.object, s.predicate, s.value)}


def keys_of(connection: Connection, documents: Sequence[int]) -> set[str]:
    """Return the keys that the statements of document versions have as subject or object."""
    rows = connection.execute(_SAID.where(schema.statement.c.document.in_(documents))) if documents else ()
    return {key for row in rows for key in (row.s, row.o) if key is not None}
