"""Which news documents on record are near copies of others: a wire story that ten papers print is one witness.

A pure function of the texts in force, whatever the order in which they came; what it finds goes on record, and the
signatures of the texts are kept beside, so that a run costs little where nothing is new.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from graph.record.reader import RecordReader
from graph.record.store import Record
from ingest.twins import VERSION, find_twins, groups_of, signature

KINDS = ("news",)
"""Kinds of documents that are printed again by others. Versions of a law, or cards made from one template, are alike
without being one word."""


def bring_copies(record: Record, cache: Path) -> int:
    """Put on record which documents are copies of which; return for how many that changed.

    ``cache`` is a file that may be thrown away. Raises RecordError where the record cannot be written.
    """
    with RecordReader(record.path) as reader, reader.snapshot():
        documents = list(_documents(reader))
        if not documents:
            return record.bring_copies({})
        signed = _signatures(reader, documents, cache)
        number_of = {address: number for address, number, _, _ in documents}
        begins = {address: (begun, address) for address, _, _, begun in documents}
        twins = find_twins(signed, {}, lambda address: reader.text(number_of[address]))
        groups = [sorted(group, key=begins.__getitem__) for group in groups_of(twins)]
    return record.bring_copies({copy: first for first, *copies in groups for copy in copies})


def _documents(reader: RecordReader) -> Iterator[tuple[str, int, bytes, str]]:
    """Yield address, number, digest and beginning of the documents in force that may be copies."""
    marks = ", ".join(f":kind{at}" for at in range(len(KINDS)))
    yield from reader.rows(
        "SELECT address, number, digest, begins FROM document"
        f" WHERE ends IS NULL AND NOT gone AND kind IN ({marks}) ORDER BY address",
        {f"kind{at}": kind for at, kind in enumerate(KINDS)},
    )


def _signatures(reader: RecordReader, documents: list[tuple[str, int, bytes, str]], cache: Path) -> dict[str, bytes]:
    """Return the signature of each document by address; new ones are kept."""
    cache.parent.mkdir(parents=True, exist_ok=True)
    try:
        with closing(sqlite3.connect(cache, timeout=60)) as kept:
            return _kept(reader, documents, kept)
    except sqlite3.DatabaseError:  # damaged, or another writer is at it: it is only a cache
        return {address: signature(reader.text(number)) for address, number, _, _ in documents}


def _kept(
    reader: RecordReader, documents: list[tuple[str, int, bytes, str]], kept: sqlite3.Connection
) -> dict[str, bytes]:
    kept.execute(
        "CREATE TABLE IF NOT EXISTS signature (digest BLOB, version INTEGER, signed BLOB, UNIQUE (digest, version))"
    )
    known = dict(kept.execute("SELECT digest, signed FROM signature WHERE version = ?", (VERSION,)))
    found: dict[str, bytes] = {}
    for address, number, digest, _ in documents:
        if digest not in known:
            known[digest] = signature(reader.text(number))
            kept.execute("INSERT OR REPLACE INTO signature VALUES (?, ?, ?)", (digest, VERSION, known[digest]))
        found[address] = known[digest]
    gone = [(digest,) for digest in known.keys() - {document[2] for document in documents}]
    kept.executemany("DELETE FROM signature WHERE digest = ?", gone)  # nothing of a forgotten text stays
    kept.commit()
    return found
