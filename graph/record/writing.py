"""Writing readings: a document and all that was read from it, by one transaction, once."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import Connection, delete

from graph.errors import EvidenceError
from graph.record import parts, schema
from graph.record.chain import arranged, links_of, place
from graph.record.changes import Keys, check_key, drop_unused_keys, log_change
from graph.record.hashing import text_digest
from graph.record.together import Placing, chains_of, placing_of, write_placed
from graph.record.types import Outcome, ReadFile, Reading, SetAside
from graph.record.versions import GONE, Sighting, sighting_of


def check_evidence(reading: Reading) -> None:
    """Raise EvidenceError for a statement whose quote is not in the document, or that says nothing.

    Raises RecordError for a subject or object that is not written as a key.
    """
    for statement in reading.statements:
        about = f"{reading.document.address}: {statement.predicate} of {statement.subject}"
        if (statement.object is None) == (statement.value is None):
            raise EvidenceError(f"{about} needs an object or a value, and not both")
        for key in (statement.subject, statement.object):
            if key is not None:
                check_key(key)
        if not statement.span.cut(reading.document).strip():
            span = statement.span
            raise EvidenceError(
                f"{about}: its quote ({span.place} {span.start}-{span.end}) is not in the document; read it again"
            )


def write_readings(connection: Connection, readings: Sequence[Reading]) -> list[Outcome]:
    """Write readings in the running transaction and log one change for those that changed anything."""
    keys = Keys(connection, (key for reading in readings for key in parts.keys_in(reading)))
    waiting = parts.Waiting(connection)
    addresses = [reading.document.address for reading in readings]
    connection.execute(delete(schema.set_aside).where(schema.set_aside.c.address.in_(addresses)))
    for reading in readings:
        check_evidence(reading)
    chains, placings = chains_of(connection, addresses), dict[int, Placing]()
    for at in {address: at for at, address in reversed(list(enumerate(addresses)))}.values():
        placing = placing_of(readings[at], chains.get(addresses[at], ()))
        if placing is not None:
            placings[at] = placing
    touched, dropped = write_placed(connection, keys, waiting, [placings[at] for at in sorted(placings)])
    outcomes: list[Outcome] = []
    for at, reading in enumerate(readings):
        if at in placings:
            outcomes.append("new" if placings[at].replaces is None else "changed")
            continue
        document = reading.document
        sighting = sighting_of(document, text_digest(document.title, document.text))
        placed = place(connection, keys, waiting, sighting, document, reading)
        outcomes.append(placed.outcome)
        touched |= placed.touched
        dropped |= placed.dropped
    waiting.flush()
    drop_unused_keys(connection, dropped)
    if touched:
        log_change(connection, touched)
    return outcomes


def close_addresses(connection: Connection, addresses: Iterable[str], retrieved: str) -> int:
    """Close the documents of addresses that hold nothing any more; return how many were open."""
    closed, touched, dropped = 0, set[str](), set[str]()
    keys, waiting = Keys(connection), parts.Waiting(connection)
    for address in addresses:
        connection.execute(delete(schema.file).where(schema.file.c.address == address.partition("#")[0]))
        links = links_of(connection, address)
        versions = arranged(links)
        if not versions:
            continue
        last = next(link for link in links if versions[-1].sightings[0] in link.sightings)
        document = replace(parts.reading_of(connection, last.number).document, retrieved=retrieved, published=None)
        placed = place(
            connection, keys, waiting, Sighting(published=None, retrieved=retrieved, digest=GONE), document, None
        )
        closed += placed.outcome != "unchanged"
        touched |= placed.touched
        dropped |= placed.dropped
    drop_unused_keys(connection, dropped)
    if touched:
        log_change(connection, touched)
    return closed


def put_files(connection: Connection, files: Iterable[ReadFile]) -> None:
    """Record files that were read to the end; none of them is set aside any more."""
    for file in files:
        connection.execute(delete(schema.set_aside).where(schema.set_aside.c.address == file.address))
        row = {"address": file.address, "digest": file.digest, "documents": file.documents}
        connection.execute(delete(schema.file).where(schema.file.c.address == file.address))
        connection.execute(schema.file.insert().values(**row))


def put_aside(connection: Connection, documents: Iterable[SetAside]) -> None:
    """Record documents that could not be read; what was read of an earlier version stays."""
    for document in documents:
        connection.execute(delete(schema.file).where(schema.file.c.address == document.address.partition("#")[0]))
        connection.execute(delete(schema.set_aside).where(schema.set_aside.c.address == document.address))
        row = {name: getattr(document, name) for name in ("address", "source", "reason", "detail", "retrieved")}
        connection.execute(schema.set_aside.insert().values(**row))
