"""Forgetting: all versions of an address go for good, and the record is as if it had never been read."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, select

from graph.record import schema
from graph.record.chain import drop_version, links_of
from graph.record.changes import drop_unused_keys, log_change
from graph.record.copies import forget_copies
from graph.record.hashing import document_key
from graph.record.judging import forget_claims, forget_judgements
from graph.record.marks import PAGE
from graph.record.parts import keys_of, marks_on_record


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What forgetting an address removed."""

    versions: int
    statements: int
    pending: bool = False
    """Whether a process that was reading all the while still holds the write-ahead log, and with it the text; the
    log is emptied by the next forgetting, or when the last process on the home ends."""


def forget_address(connection: Connection, address: str) -> Forgotten:
    """Delete all versions of ``address``, what was read from them, and the keys that nobody else uses."""
    numbers = [link.number for link in links_of(connection, address)]
    touched, keys = marks_on_record(connection, numbers), keys_of(connection, numbers)
    counted = select(func.count()).where(schema.statement.c.document.in_(numbers))
    statements = connection.execute(counted).scalar() or 0
    for number in numbers:
        drop_version(connection, number)
    connection.execute(delete(schema.set_aside).where(schema.set_aside.c.address == address))
    connection.execute(delete(schema.file).where(schema.file.c.address == address.partition("#")[0]))
    forget_copies(connection, address)
    marks, judged = forget_claims(connection, address)
    drop_unused_keys(connection, keys | judged)
    if numbers or marks:
        log_change(connection, touched | marks | {PAGE + document_key(address)})
    return Forgotten(versions=len(numbers), statements=statements)


def forget_reasons(connection: Connection, author: str, reasons: Iterable[str]) -> None:
    """Delete the judgements of an author whose reason begins with one of ``reasons``, and keys left without a use."""
    marks, judged = forget_judgements(connection, author, reasons)
    drop_unused_keys(connection, judged)
    if marks:
        log_change(connection, marks)
