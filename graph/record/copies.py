"""Near copies: a document says what another one says, in its words, and is no witness of its own."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, bindparam, delete, select

from graph.record import schema
from graph.record.changes import log_change
from graph.record.hashing import document_key
from graph.record.marks import PAGE
from graph.record.parts import marks_on_record


def bring_copies(connection: Connection, copies: Mapping[str, str]) -> int:
    """Let ``copies`` (the address of a copy to that of the first) be all that are on record; return how many moved.

    What the documents that moved say is touched: it has more or fewer witnesses now.
    """
    held = {row.address: row.of for row in connection.execute(select(schema.copy))}
    moved = {address for address in held.keys() | copies.keys() if held.get(address) != copies.get(address)}
    _drop(connection, moved)
    rows = [{"address": address, "of": copies[address]} for address in sorted(moved) if address in copies]
    if rows:
        connection.execute(schema.copy.insert(), rows)
    _touch(connection, moved)
    return len(moved)


def forget_copies(connection: Connection, address: str) -> None:
    """Forget that a document is a copy, or that others are copies of it."""
    table = schema.copy
    asked = select(table.c.address).where((table.c.address == address) | (table.c.of == address))
    moved = set(connection.execute(asked).scalars())
    _drop(connection, moved)
    _touch(connection, moved)


def _drop(connection: Connection, addresses: Iterable[str]) -> None:
    gone = [{"gone": address} for address in addresses]
    if gone:
        connection.execute(delete(schema.copy).where(schema.copy.c.address == bindparam("gone")), gone)


def _touch(connection: Connection, addresses: set[str]) -> None:
    if not addresses:
        return
    document = schema.document
    asked = select(document.c.number).where(document.c.address.in_(sorted(addresses)), document.c.ends.is_(None))
    marks = marks_on_record(connection, list(connection.execute(asked).scalars()))
    log_change(connection, marks | {PAGE + document_key(address) for address in addresses})
