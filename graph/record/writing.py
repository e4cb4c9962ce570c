"""Writing readings: a document and all that was read from it, by one transaction, once."""

import json
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete, select

from graph.errors import EvidenceError
from graph.ontology.dates import first_day
from graph.record import schema
from graph.record.changes import intern, log_change
from graph.record.hashing import document_key, encode, encode_qualifiers, statement_id, text_digest
from graph.record.marks import PAGE, marks_of
from graph.record.types import Document, Outcome, Reading, SetAside, Statement
from graph.record.versions import Version, begins_of, chain_of, close_chain, neighbours

GONE = b"gone"
"""The digest of a version that says that the address holds nothing any more."""


def check_evidence(reading: Reading) -> None:
    """Raise EvidenceError for a statement whose quote is not in the document, or that says nothing."""
    for statement in reading.statements:
        if (statement.object is None) == (statement.value is None):
            raise EvidenceError(
                f"{reading.document.address}: {statement.predicate} of {statement.subject} needs an object or a value, "
                "and not both"
            )
        if not statement.span.cut(reading.document).strip():
            raise EvidenceError(
                f"{reading.document.address}: the quote of {statement.predicate} of {statement.subject} "
                f"({statement.span.place} {statement.span.start}-{statement.span.end}) is not in the document"
            )


def write_readings(connection: Connection, readings: Sequence[Reading]) -> list[Outcome]:
    """Write readings in the running transaction and log one change for those that changed anything."""
    touched: set[str] = set()
    numbers = intern(connection, (key for reading in readings for key in _keys(reading)))
    outcomes = [_write_one(connection, reading, numbers, touched) for reading in readings]
    if touched:
        log_change(connection, touched)
    return outcomes


def close_addresses(connection: Connection, addresses: Iterable[str], retrieved: str) -> int:
    """Close the documents of addresses that hold nothing any more; return how many were open."""
    closed, touched = 0, set[str]()
    for address in addresses:
        chain = chain_of(connection, address)
        if not chain or chain[-1].gone:
            continue
        last = _stored(connection, chain[-1].number)
        begins = max(retrieved, chain[-1].begins)
        row = {**last, "begins": begins, "begins_day": first_day(begins[:10]), "retrieved": retrieved}
        connection.execute(schema.document.insert().values(**row, digest=GONE, gone=True, text=""))
        close_chain(connection, address)
        touched |= marks_on_record(connection, chain[-1].number) | {PAGE + document_key(address)}
        closed += 1
    if touched:
        log_change(connection, touched)
    return closed


def put_aside(connection: Connection, documents: Iterable[SetAside]) -> None:
    """Record documents that could not be read; what was read of an earlier version stays."""
    for document in documents:
        connection.execute(delete(schema.set_aside).where(schema.set_aside.c.address == document.address))
        row = {name: getattr(document, name) for name in ("address", "source", "reason", "detail", "retrieved")}
        connection.execute(schema.set_aside.insert().values(**row))


def _keys(reading: Reading) -> set[str]:
    return {key for s in reading.statements for key in (s.subject, s.object) if key is not None}


def _marks(reading: Reading) -> set[str]:
    return {mark for s in reading.statements for mark in marks_of(s.subject, s.object)}


def _stored(connection: Connection, number: int) -> dict[str, object]:
    names = ("address", "source", "kind", "title", "url", "publisher", "published", "language", "reader", "repairs")
    columns = [schema.document.c[name] for name in names]
    row = connection.execute(select(*columns).where(schema.document.c.number == number)).one()
    return dict(row._mapping)


def marks_on_record(connection: Connection, document: int) -> set[str]:
    """Return the marked keys that the statements of a document version touch."""
    subject, target = schema.key.alias(), schema.key.alias()
    rows = connection.execute(
        select(subject.c.text, target.c.text)
        .select_from(
            schema.statement.join(subject, schema.statement.c.subject == subject.c.number).outerjoin(
                target, schema.statement.c.object == target.c.number
            )
        )
        .where(schema.statement.c.document == document)
    )
    return {mark for row in rows for mark in marks_of(row[0], row[1])}


def _write_one(connection: Connection, reading: Reading, numbers: dict[str, int], touched: set[str]) -> Outcome:
    """Put one reading into the chain of its address; see ``versions`` for the rule."""
    check_evidence(reading)
    document, digest, begins = (
        reading.document,
        text_digest(reading.document.title, reading.document.text),
        begins_of(reading.document),
    )
    connection.execute(delete(schema.set_aside).where(schema.set_aside.c.address == document.address))
    chain = chain_of(connection, document.address)
    around = neighbours(chain, begins, document.retrieved)
    replaced: list[Version] = []
    if around.before and around.before.digest == digest:
        if around.before.reader == document.reader:
            return "unchanged"
        replaced = [around.before]  # the same text read by another reader: read anew in its place
        begins, document = _in_place_of(connection, around.before, document)
    elif around.after and around.after.digest == digest:
        replaced = [around.after]  # the same text, known earlier than was thought
    for version in replaced:
        touched |= marks_on_record(connection, version.number)
        drop_version(connection, version.number)
    number = _insert(connection, document, digest, begins)
    _insert_parts(connection, number, reading, _statement_rows(reading, number, digest, begins, numbers))
    close_chain(connection, document.address)
    touched |= _marks(reading) | {PAGE + document_key(document.address)}
    for neighbour in (around.before, around.after):
        if neighbour is not None and neighbour not in replaced:
            touched |= marks_on_record(connection, neighbour.number)
    return "changed" if chain else "new"


def _in_place_of(connection: Connection, version: Version, document: Document) -> tuple[str, Document]:
    """Return begin and document of a re-reading, which keeps the dates of the version it replaces."""
    from dataclasses import replace

    published = _stored(connection, version.number)["published"]
    kept = replace(document, retrieved=version.retrieved, published=None if published is None else str(published))
    return version.begins, kept


def drop_version(connection: Connection, number: int) -> None:
    """Delete a version and all that was read from it."""
    for table in (schema.statement, schema.passage, schema.leftover, schema.unread):
        connection.execute(delete(table).where(table.c.document == number))
    connection.execute(delete(schema.document).where(schema.document.c.number == number))


def _insert(connection: Connection, document: Document, digest: bytes, begins: str) -> int:
    plain = (
        "address",
        "source",
        "kind",
        "title",
        "url",
        "publisher",
        "published",
        "retrieved",
        "language",
        "reader",
        "text",
    )
    row: dict[str, object] = {name: getattr(document, name) for name in plain}
    row |= {"digest": digest, "begins": begins, "begins_day": first_day(begins[:10]), "gone": False}
    row["repairs"] = json.dumps(document.repairs, ensure_ascii=False)
    inserted = connection.execute(schema.document.insert().values(**row)).inserted_primary_key
    assert inserted is not None
    return int(inserted[0])


def _insert_parts(connection: Connection, number: int, reading: Reading, statements: list[dict[str, object]]) -> None:
    passages = [
        {"document": number, "ordinal": at, "first": p.start, "last": p.end, "heading": p.heading}
        for at, p in enumerate(reading.passages)
    ]
    leftovers = [
        {"document": number, "field": x.field, "value": x.value, "reason": x.reason}
        | {"place": x.span.place, "first": x.span.start, "last": x.span.end}
        for x in reading.leftovers
    ]
    unread = [{"document": number, "field": field, "count": n} for field, n in sorted(reading.unread.items())]
    tables = (schema.passage, schema.statement, schema.leftover, schema.unread)
    for table, rows in zip(tables, (passages, statements, leftovers, unread), strict=True):
        if rows:
            connection.execute(table.insert(), rows)


def _statement_rows(
    reading: Reading, number: int, digest: bytes, begins: str, numbers: dict[str, int]
) -> list[dict[str, object]]:
    rows: dict[bytes, dict[str, object]] = {}  # by id: a reading that says the same twice says it once
    for statement in reading.statements:
        identity = statement_id(reading.document.address, begins, digest, statement)
        rows[identity] = {"id": identity, "document": number, **_statement_row(reading.document, statement, numbers)}
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
