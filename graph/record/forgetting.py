"""Forgetting: all versions of an address go for good, and the record is as if it had never been read."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, select

from graph.record import schema
from graph.record.changes import log_change
from graph.record.hashing import document_key
from graph.record.marks import PAGE
from graph.record.versions import chain_of
from graph.record.writing import drop_version, marks_on_record


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What forgetting an address removed."""

    versions: int
    statements: int


def forget_address(connection: Connection, address: str) -> Forgotten:
    """Delete all versions of ``address``, what was read from them, and the keys that nobody else uses."""
    chain = chain_of(connection, address)
    touched: set[str] = set()
    statements = 0
    for version in chain:
        touched |= marks_on_record(connection, version.number)
        counted = select(schema.statement.c.number).where(schema.statement.c.document == version.number)
        statements += len(connection.execute(counted).all())
        drop_version(connection, version.number)
    connection.execute(delete(schema.set_aside).where(schema.set_aside.c.address == address))
    connection.execute(delete(schema.judgement).where(schema.judgement.c.address == address))
    if chain:
        drop_unused_keys(connection, {mark[1:] for mark in touched})
        log_change(connection, touched | {PAGE + document_key(address)})
    return Forgotten(versions=len(chain), statements=statements)


def drop_unused_keys(connection: Connection, keys: set[str]) -> None:
    """Delete those of ``keys`` that no statement and no judgement uses."""
    used = (
        select(schema.statement.c.number)
        .where((schema.statement.c.subject == schema.key.c.number) | (schema.statement.c.object == schema.key.c.number))
        .exists()
    )
    judged = (
        select(schema.judgement.c.id)
        .where((schema.judgement.c.subject == schema.key.c.number) | (schema.judgement.c.object == schema.key.c.number))
        .exists()
    )
    for text in sorted(keys):
        connection.execute(delete(schema.key).where((schema.key.c.text == text) & ~used & ~judged))
