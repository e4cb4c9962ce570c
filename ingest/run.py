"""A run of ingestion: read, write, close what is gone, set aside what cannot be read.

Documents go into the record in small batches, each document whole; a run that is killed leaves finished documents
alone, and the next one takes up the rest. A file that did not change costs reading its bytes and a hash.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from graph.errors import SourceError
from graph.ontology.dates import first_day
from graph.record.clock import now
from graph.record.queries import OpenVersion, open_versions, read_files
from graph.record.reader import RecordReader
from graph.record.store import Record
from graph.record.types import ReadFile, Reading, Run, SetAside
from ingest.folder import Skipped, address_of
from ingest.items import Item, choose, digest_of, load_raw, local_items
from ingest.reader import Raw, Reader
from ingest.report import Report
from ingest.sources import shipped_readers
from ingest.writing import Sink, Tally, Writing

Progress = Callable[[str, int, int], None]
"""Told what is being done, how many of it are done, and of how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a run reads."""

    published: str | None = None
    """The date of documents that carry none, ISO text."""
    since: str | None = None
    """Documents dated before this day are passed over; those that carry no date are read."""
    limit: int | None = None
    """The run ends when so many documents are new or changed."""
    again: bool = False
    """Whether files that did not change are read again."""
    dry_run: bool = False
    """Whether nothing is written."""

    def __post_init__(self) -> None:
        for date in (self.published, self.since):
            if date is not None:
                first_day(date)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the record holds of the places that a run reads."""

    versions: dict[str, OpenVersion]
    """The versions in force, by address."""
    files: dict[str, ReadFile]
    """The files that were read to the end, by address."""
    inside: dict[str, list[str]]
    """The addresses of the records in a container, by that of the container."""


def ingest_paths(paths: Sequence[Path], home: Path, options: Options, on_progress: Progress) -> Report:
    """Read the documents at and below ``paths`` into the record of a home; return what was done.

    Raises SourceError where a path does not exist, RecordError where the record cannot be written.
    """
    report = Report()
    with _timed(report, "walk"):
        items = list(local_items(paths))
    places = [address_of(path) if path.is_file() else path.resolve().as_uri() for path in paths]
    command = "ingest " + " ".join(str(path) for path in paths)
    with _opened(home / "record.db", options) as record:
        return ingest_items(items, places, command, record, home / "record.db", options, report, on_progress)


def ingest_items(
    items: Sequence[Item | Skipped],
    places: Sequence[str],
    command: str,
    record: Record | None,
    path: Path,
    options: Options,
    report: Report,
    on_progress: Progress,
    readers: Sequence[Reader] | None = None,
) -> Report:
    """Read ``items`` into the record (None: write nothing) and return what was done.

    ``places``: the addresses at and below which the items lie; what is on record there as a local file and is gone
    is closed. ``path``: where the record is, if it is. ``readers``: those that choose among the files, by default
    those of all sources that ship.
    """
    known = known_below(path, places) if path.exists() else Known(versions={}, files={}, inside={})
    sink = _sink(record, known, report)
    readers = shipped_readers() if readers is None else readers
    number = _begin(record, command, readers)
    _read_all(items, readers, known, options, report, sink, on_progress)
    with _timed(report, "record"):
        sink.flush()
        if record is not None and not _is_full(options, report, sink):
            gone = sorted(address for address in known.versions if not _is_there(address))
            report.documents["removed"] += record.close_missing(gone, now()) if gone else 0
    if record is not None and number is not None:
        record.finish_run(number, Run(command="", started="", counts=dict(report.counts())))
    return report


def known_below(path: Path, places: Sequence[str]) -> Known:
    """Return what the record at ``path`` holds at and below the addresses ``places``."""
    known = Known(versions={}, files={}, inside={})
    with RecordReader(path) as reader:
        if int(reader.meta("schema") or 0) < _FILES_SINCE:
            return known
        for place in places:
            known.versions.update(open_versions(reader, place))
            known.files.update(read_files(reader, place))
    for address in known.versions:
        file, mark, _ = address.partition("#")
        if mark:
            known.inside.setdefault(file, []).append(address)
    return known


_FILES_SINCE = 2
"""The schema of the record that keeps what files were read."""


def _sink(record: Record | None, known: Known, report: Report) -> Sink:
    return Tally(known.versions, report) if record is None else Writing(record, report)


def _begin(record: Record | None, command: str, readers: Sequence[Reader]) -> int | None:
    if record is None:
        return None
    record.put_sources([reader.rules.to_record_source() for reader in readers])
    return record.start_run(command)


@contextmanager
def _opened(path: Path, options: Options) -> Iterator[Record | None]:
    if options.dry_run:
        yield None
        return
    with Record(path) as record:
        yield record


def _is_there(address: str) -> bool:
    from urllib.parse import urlsplit
    from urllib.request import url2pathname

    parts = urlsplit(address)
    return parts.scheme != "file" or Path(url2pathname(parts.path)).exists()


def _read_all(
    items: Sequence[Item | Skipped],
    readers: Sequence[Reader],
    known: Known,
    options: Options,
    report: Report,
    sink: Sink,
    on_progress: Progress,
) -> None:
    for at, item in enumerate(items, start=1):
        if isinstance(item, Skipped):
            report.skip(item)
        elif reader := choose(readers, item.head):
            _read_item(item, reader, known, options, report, sink)
        else:
            report.no_reader[Path(item.head.name).suffix.lower()] += 1
        on_progress("files", at, len(items))
        if _is_full(options, report, sink):
            return


def _is_full(options: Options, report: Report, sink: Sink) -> bool:
    """Say whether as many documents are new or changed as the run may write; what waits is written to know it."""
    if options.limit is None:
        return False
    if _written(report) + sink.waiting >= options.limit:
        sink.flush()
    return _written(report) >= options.limit


def _written(report: Report) -> int:
    return report.documents["new"] + report.documents["changed"]


def _read_item(item: Item, reader: Reader, known: Known, options: Options, report: Report, sink: Sink) -> None:
    """Read one file: nothing if it is the same as last time, else all documents in it."""
    with _timed(report, "parse"):
        raw = load_raw(item, reader, options.published)
    if isinstance(raw, SetAside):
        sink.take(raw)
        return
    digest = digest_of(raw, reader)
    before = known.files.get(raw.address)
    if before is not None and before.digest == digest and not options.again:
        report.documents["unchanged"] += before.documents
        return
    met, whole = _read_documents(raw, reader, options, report, sink)
    if whole:
        gone = [] if item.rolling else [one for one in known.inside.get(raw.address, []) if one not in met]
        sink.end_file(ReadFile(address=raw.address, digest=digest, documents=len(met)), gone)


def _read_documents(raw: Raw, reader: Reader, options: Options, report: Report, sink: Sink) -> tuple[set[str], bool]:
    """Take the documents of a file; return their addresses, and whether all of it was read and nothing set aside."""
    met, whole = set[str](), True
    for read in _timed_each(report, reader.read(raw)):
        if isinstance(read, SetAside):
            whole = False
        else:
            met.add(read.document.address)
            if _is_before(read, options.since):
                report.documents["passed over"] += 1
                whole = False
                continue
        sink.take(read)
        if _is_full(options, report, sink):
            return met, False
    return met, whole


def _is_before(reading: Reading, since: str | None) -> bool:
    published = reading.document.published
    return since is not None and published is not None and published < since[: len(published)]


def _timed_each(report: Report, found: Iterable[Reading | SetAside]) -> Iterator[Reading | SetAside]:
    iterator = iter(found)
    while True:
        with _timed(report, "parse"):
            one = next(iterator, None)
        if one is None:
            return
        yield one


@contextmanager
def _timed(report: Report, stage: str) -> Iterator[None]:
    started = time.perf_counter()
    try:
        yield
    finally:
        report.seconds[stage] += time.perf_counter() - started


def sample_folder() -> Path:
    """Return the folder of the sample that ships. Raises SourceError where it is not installed."""
    folder = Path(__file__).parent / "sample"
    if not folder.is_dir():
        raise SourceError(f"{folder}: the sample is not installed; install Sextant anew")
    return folder
