"""Bringing the reference data of a home to what ships: as a changed document would, and only where it differs."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from filelock import FileLock, Timeout

from graph.errors import HomeBusy
from graph.ontology import shipped_ontology
from graph.record.clock import now
from graph.record.forgetting import Forgotten
from graph.record.hashing import opaque, text_digest
from graph.record.queries import OpenVersion, open_versions
from graph.record.reader import RecordReader
from graph.record.store import Record
from graph.record.types import Reading
from ingest.reference import (
    ADDRESS,
    AUTHOR,
    SOURCE,
    Contents,
    Which,
    address_of,
    digest,
    judgements_of,
    load_entries,
    reason_of,
    shipped_entries,
    to_reading,
)
from ingest.reference_entries import Entry
from ingest.reference_held import DIGEST, FORGOTTEN, LEVEL, READ, held_of

BATCH = 512
"""Entries of one transaction."""
WAIT_S = 600.0
"""How long a process waits for another one that brings the reference data of the same home."""
Progress = Callable[[str, int, int], None]


def entries_of(reader: RecordReader) -> tuple[int, str | None]:
    """Return how many entries of the reference are in force, and the newest day that one of them is good for."""
    count, newest = reader.rows(_IN_FORCE, {"source": SOURCE.name}).fetchone()
    return int(count), newest


_IN_FORCE = "SELECT count(*), max(published) FROM document WHERE source = :source AND ends IS NULL AND NOT gone"


def bring_reference(
    record: Record,
    which: Which | None,
    on_progress: Progress,
    *,
    contents: Contents | None = None,
    restore: bool = False,
) -> int:
    """Write the entries that are new or changed, close those that are gone, make and undo the judgements.

    ``which`` is kept as the home's choice; None is the choice it made before, "full" for one that made none.
    ``contents`` are by default what ships. Entries that were forgotten stay so, unless ``restore``.
    Returns how many entries were written or closed; 0, for the cost of a hash, where the home holds them already.
    Raises SourceError where the contents do not hold, RecordError where the record cannot be written, HomeBusy where
    another process does the same for ten minutes.
    """
    with _alone(record):
        with RecordReader(record.path) as reader:
            held = held_of(reader)
        wanted = which or held.wanted
        given = digest(wanted, contents)
        if (held.level, held.digest) == (wanted, given) and not (restore and held.forgotten):
            return 0
        record.put_setting(LEVEL, wanted)
        if restore:
            record.put_setting(FORGOTTEN, "[]")
        moved = _bring(record, wanted, contents, on_progress)
        record.put_setting(READ, now())
        record.put_setting(DIGEST, given)
    return moved


@contextmanager
def _alone(record: Record) -> Iterator[None]:
    """Keep others from doing the same: who waited finds nothing to do."""
    try:
        with FileLock(record.path.parent / "reference.lock", timeout=WAIT_S):
            yield
    except Timeout as error:
        raise HomeBusy(f"{record.path.parent}: another process has been reading its reference for too long") from error


def _bring(record: Record, which: Which, contents: Contents | None, on_progress: Progress) -> int:
    ontology = shipped_ontology()
    with RecordReader(record.path) as reader:
        open_now = open_versions(reader, ADDRESS.rstrip("/"))
        made = [judgement.hex() for (judgement,) in reader.rows(_STANDING, {"author": AUTHOR})]
        entries = () if which == "none" else _entries(reader, contents)
    readings = [to_reading(entry, which, now()) for entry in entries]
    if entries:
        record.put_sources([SOURCE.to_record_source()])
    written = _write(record, [one for one in readings if not _is_same(one, open_now)], on_progress)
    gone = open_now.keys() - {reading.document.address for reading in readings}
    closed = record.close_missing(sorted(gone), now()) if gone else 0
    record.judge_all((j for entry in entries for j in judgements_of(entry, ontology)), made)
    return written + closed


_STANDING = "SELECT id FROM judgement WHERE author = :author AND undone IS NULL"


def _entries(reader: RecordReader, contents: Contents | None) -> tuple[Entry, ...]:
    """Return the entries of the contents that were not forgotten."""
    entries = shipped_entries() if contents is None else load_entries(contents, shipped_ontology())
    forgotten = held_of(reader).forgotten
    return tuple(entry for entry in entries if _hidden(reader, address_of(entry)) not in forgotten)


def _hidden(reader: RecordReader, address: str) -> str:
    return opaque(bytes.fromhex(reader.meta("salt") or ""), address)


def _is_same(reading: Reading, open_now: dict[str, OpenVersion]) -> bool:
    """Say whether an entry is on record as it is read now."""
    document, version = reading.document, open_now.get(reading.document.address)
    same = version is not None and version.digest == text_digest(document.title, document.text)
    return same and version is not None and version.reader == document.reader


def _write(record: Record, readings: Sequence[Reading], on_progress: Progress) -> int:
    written = 0
    for at in range(0, len(readings), BATCH):
        outcomes = record.write(readings[at : at + BATCH])
        written += sum(outcome != "unchanged" for outcome in outcomes)
        on_progress("reference entries", min(at + BATCH, len(readings)), len(readings))
    return written


def forget_documents(record: Record, addresses: Iterable[str]) -> Forgotten:
    """Forget documents for good; entries of the reference among them are not read again until they are restored.

    The judgements that rest on such an entry go with it. Raises RecordError.
    """
    wanted = list(addresses)
    with RecordReader(record.path) as reader:
        entries = [address for address in wanted if address.startswith(ADDRESS)]
        forgotten = held_of(reader).forgotten | {_hidden(reader, address) for address in entries}
        reasons = [reason for address in entries for reason in _reasons(reader, address)]
    if entries:
        record.put_setting(FORGOTTEN, json.dumps(sorted(forgotten)))
    return record.forget(wanted, author=AUTHOR, reasons=reasons)


def _reasons(reader: RecordReader, address: str) -> Iterator[str]:
    file = address.removeprefix(ADDRESS).partition("#")[0]
    titles = reader.rows("SELECT DISTINCT title FROM document WHERE address = :address", {"address": address})
    return (reason_of(file, str(title)) for (title,) in titles if title)
