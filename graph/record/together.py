"""Documents whose chains need no arranging, written together: new addresses, and texts that are read anew as they are.

A statement to the database for each document costs more than all that is in the document.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, delete, select

from graph.record import parts, schema
from graph.record.chain import Link, link_columns, link_of
from graph.record.changes import Keys
from graph.record.hashing import document_key, text_digest
from graph.record.marks import PAGE
from graph.record.parts import Waiting
from graph.record.types import Reading
from graph.record.versions import Version, arrange, sighting_of

_CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """A reading, and the only version of its address that it makes."""

    reading: Reading
    version: Version
    replaces: int | None = None
    """The number of the version on record that it takes the place of: the same text, read by another reader."""


def chains_of(connection: Connection, addresses: Iterable[str]) -> dict[str, list[Link]]:
    """Return the versions on record of those of the addresses that have any."""
    found: dict[str, list[Link]] = defaultdict(list)
    wanted = sorted(set(addresses))
    columns = (schema.document.c.address, *link_columns())
    for at in range(0, len(wanted), _CHUNK):
        chosen = select(*columns).where(schema.document.c.address.in_(wanted[at : at + _CHUNK]))
        for row in connection.execute(chosen):
            found[row.address].append(link_of(row._mapping))
    return found


def placing_of(reading: Reading, chain: Sequence[Link]) -> Placing | None:
    """Return how a reading is placed without arranging its chain; None where the chain has to be arranged."""
    document = reading.document
    sighting = sighting_of(document, text_digest(document.title, document.text))
    if not chain:
        return Placing(reading=reading, version=arrange([sighting])[0])
    (link, *more) = chain
    if more or link.sightings[0].digest != sighting.digest or link.reader == document.reader:
        return None
    seen = [one for one in link.sightings if one != sighting]
    (version,) = arrange([*seen, sighting] if len(seen) == len(link.sightings) else link.sightings)
    return Placing(reading=reading, version=version, replaces=link.number)


def write_placed(
    connection: Connection, keys: Keys, waiting: Waiting, placings: Sequence[Placing]
) -> tuple[set[str], set[str]]:
    """Write readings of different addresses; return what they touch, each with its mark, and keys that were dropped.

    What was read from them waits in ``waiting``.
    """
    if not placings:
        return set(), set()
    replaced = [one.replaces for one in placings if one.replaces is not None]
    touched, dropped = parts.marks_on_record(connection, replaced), parts.keys_of(connection, replaced)
    _drop(connection, replaced)
    keys.intern({key for one in placings for key in parts.keys_in(one.reading)})
    connection.execute(schema.document.insert(), [_row(one) for one in placings])
    numbers = _numbers(connection, [one.reading.document.address for one in placings])
    for one in placings:
        parts.insert_parts(keys, waiting, numbers[one.reading.document.address], one.version, one.reading)
    touched |= {mark for one in placings for mark in parts.marks_in(one.reading)}
    return touched | {PAGE + document_key(one.reading.document.address) for one in placings}, dropped


def _row(placing: Placing) -> dict[str, object]:
    first, *later = placing.version.sightings
    dated = replace(placing.reading.document, published=first.published, retrieved=first.retrieved)
    seen = json.dumps([[one.published, one.retrieved] for one in later])
    return parts.version_row(dated, placing.version, seen)


def _drop(connection: Connection, numbers: Sequence[int]) -> None:
    for at in range(0, len(numbers), _CHUNK):
        chunk = numbers[at : at + _CHUNK]
        for table in (schema.statement, schema.passage, schema.leftover, schema.unread):
            connection.execute(delete(table).where(table.c.document.in_(chunk)))
        connection.execute(delete(schema.document).where(schema.document.c.number.in_(chunk)))


def _numbers(connection: Connection, addresses: Sequence[str]) -> Mapping[str, int]:
    columns, found = (schema.document.c.address, schema.document.c.number), dict[str, int]()
    for at in range(0, len(addresses), _CHUNK):
        chunk = addresses[at : at + _CHUNK]
        rows = connection.execute(select(*columns).where(schema.document.c.address.in_(chunk)))
        found |= {row.address: row.number for row in rows}
    return found
