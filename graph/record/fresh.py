"""Documents of addresses that have no chain yet, written together: nothing has to be read, moved or closed for them.

A statement to the database for each document costs more than all that is in the document.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from graph.record import parts, schema
from graph.record.changes import Keys
from graph.record.hashing import document_key, text_digest
from graph.record.marks import PAGE
from graph.record.parts import Waiting
from graph.record.types import Reading
from graph.record.versions import Version, arrange, sighting_of

_CHUNK = 500


def write_fresh(connection: Connection, keys: Keys, waiting: Waiting, readings: Sequence[Reading]) -> set[str]:
    """Write readings of different addresses, none of which is on record; return what they touch, each with its mark.

    What was read from them waits in ``waiting``.
    """
    if not readings:
        return set()
    keys.intern({key for reading in readings for key in parts.keys_in(reading)})
    versions = [_only_version(reading) for reading in readings]
    rows = [parts.version_row(r.document, version, "[]") for r, version in zip(readings, versions, strict=True)]
    connection.execute(schema.document.insert(), rows)
    numbers = _numbers(connection, [reading.document.address for reading in readings])
    for reading, version in zip(readings, versions, strict=True):
        parts.insert_parts(keys, waiting, numbers[reading.document.address], version, reading)
    touched = {mark for reading in readings for mark in parts.marks_in(reading)}
    return touched | {PAGE + document_key(reading.document.address) for reading in readings}


def _only_version(reading: Reading) -> Version:
    document = reading.document
    (version,) = arrange([sighting_of(document, text_digest(document.title, document.text))])
    return version


def _numbers(connection: Connection, addresses: Sequence[str]) -> dict[str, int]:
    columns, found = (schema.document.c.address, schema.document.c.number), dict[str, int]()
    for at in range(0, len(addresses), _CHUNK):
        chunk = addresses[at : at + _CHUNK]
        rows = connection.execute(select(*columns).where(schema.document.c.address.in_(chunk)))
        found |= {row.address: row.number for row in rows}
    return found
