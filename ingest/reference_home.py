"""Bringing the reference data of a home to what ships: as a changed document would, and only where it differs."""

from collections.abc import Callable

from graph.record.clock import now
from graph.record.queries import open_versions
from graph.record.reader import RecordReader
from graph.record.store import Record
from graph.record.types import Reading
from ingest.reference import ADDRESS, AUTHOR, SOURCE, Which, digest, read_reference, reference_judgements

BATCH = 256
"""Entries of one transaction."""
DIGEST = "reference digest"
"""The setting of a home that says which reference data it holds."""

Progress = Callable[[str, int, int], None]


def bring_reference(record: Record, which: Which, on_progress: Progress) -> int:
    """Write the entries that are new or changed, close those that are gone, make and undo the judgements.

    Returns how many entries were written or closed; 0, for the cost of a hash, where the home holds them already.
    Raises SourceError where shipped data do not hold, RecordError where the record cannot be written.
    """
    with RecordReader(record.path) as reader:
        if reader.meta(f"setting {DIGEST}") == digest(which):
            return 0
        held = set(open_versions(reader, ADDRESS.rstrip("/")))
        made = [
            identity.hex()
            for (identity,) in reader.rows(
                "SELECT id FROM judgement WHERE author = :author AND undone IS NULL", {"author": AUTHOR}
            )
        ]
    readings = read_reference(which)
    record.put_sources([SOURCE.to_record_source()])
    written = _write(record, readings, on_progress)
    gone = held - {reading.document.address for reading in readings}
    closed = record.close_missing(sorted(gone), now()) if gone else 0
    record.judge_all(reference_judgements(which), made)
    record.put_setting(DIGEST, digest(which))
    return written + closed


def _write(record: Record, readings: tuple[Reading, ...], on_progress: Progress) -> int:
    written = 0
    for at in range(0, len(readings), BATCH):
        outcomes = record.write(readings[at : at + BATCH])
        written += sum(outcome != "unchanged" for outcome in outcomes)
        on_progress("reference entries", min(at + BATCH, len(readings)), len(readings))
    return written
