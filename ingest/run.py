"""A run of ingestion: read, write, close what is gone, set aside what cannot be read.

Documents go into the record in small batches, each document whole; a run that is killed leaves finished documents
alone, and the next one takes up the rest. A file that did not change costs reading its bytes and a hash.
"""

import json
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath

from graph.errors import SourceError
from graph.record.clock import now
from graph.record.reader import RecordReader
from graph.record.store import Record
from graph.record.types import ReadFile, Reading, Run, SetAside
from ingest.folder import Skipped, address_of
from ingest.items import Item, choose, digest_of, load_raw, local_items
from ingest.job import Job, Options, Progress
from ingest.known import Known
from ingest.network import Asked, Reach, fetch_items, parse_asked
from ingest.reader import Raw, Reader
from ingest.report import Report
from ingest.sources import shipped_readers
from ingest.sources.mapped_tables import mapping_readers, mappings_beside
from ingest.writing import Sink, Tally, Writing


def ingest_paths(
    paths: Sequence[Path], home: Path, options: Options, on_progress: Progress, report: Report | None = None
) -> Report:
    """Read the documents at and below ``paths`` into the record of a home; return what was done, added to ``report``.

    Raises SourceError where a path does not exist, RecordError where the record cannot be written.
    """
    report = Report() if report is None else report
    with _timed(report, "walk"):
        items: list[Item | Skipped] = list(local_items(paths))
        items += mappings_beside(paths)
    places = [address_of(path) if path.is_file() else path.resolve().as_uri() for path in paths]
    job = _job(home, options, report, on_progress, "files")
    job = replace(job, mappings=mapping_readers(items))
    command = "ingest " + " ".join(str(path) for path in paths)
    return ingest_items(items, len(items), places, command, job)


def ingest_asked(
    asked: Sequence[Asked],
    reach: Reach,
    home: Path,
    options: Options,
    on_progress: Progress,
    report: Report | None = None,
) -> Report:
    """Read what is named on the network into the record of a home; return what was done, added to ``report``.

    The home remembers what was asked for, so that it can be asked for again. Raises RecordError where the record
    cannot be written; what cannot be fetched is set aside.
    """
    items = (item for one in asked for item in fetch_items(one, reach))
    job = _job(home, options, Report() if report is None else report, on_progress, "answers")
    if not options.dry_run:
        remember(home, asked)
    return ingest_items(items, None, (), "ingest " + " ".join(one.text for one in asked), job)


def remember(home: Path, asked: Sequence[Asked]) -> None:
    """Keep in a home what it asked the network for."""
    path = home / "record.db"
    with Record(path) as record:
        known = remembered(home)
        told = [one.text for one in known] + [one.text for one in asked if one not in known]
        record.put_setting(_ASKED, json.dumps(list(dict.fromkeys(told)), ensure_ascii=False))


def remembered(home: Path) -> list[Asked]:
    """Return what a home asked the network for, in the order in which it was first asked."""
    path = home / "record.db"
    if not path.exists():
        return []
    with RecordReader(path) as reader:
        told = json.loads(reader.meta(f"setting {_ASKED}") or "[]")
    return [one for text in told if (one := parse_asked(str(text))) is not None]


_ASKED = "network sources"


def _job(home: Path, options: Options, report: Report, on_progress: Progress, stage: str) -> Job:
    path = home / "record.db"
    shipped = shipped_readers()
    return Job(path=path, options=options, report=report, on_progress=on_progress, shipped=shipped, stage=stage)


def ingest_items(
    items: Iterable[Item | Skipped | SetAside], of: int | None, places: Sequence[str], command: str, job: Job
) -> Report:
    """Read ``items``, ``of`` in all if that is known, into the record and return what was done.

    ``places``: the addresses at and below which the items lie; what is on record there as a local file and is gone
    is closed.
    """
    report = job.report
    with _opened(job) as record:
        known = Known(job.path, places)
        sink = _sink(record, known, report)
        number = _begin(record, command, job.readers)
        _read_all(items, of, job, known, sink)
        sink.flush()
        if record is not None and number is not None:
            if not _is_full(job, sink):
                with _timed(report, "record"):
                    gone = sorted(address for address in known.versions if not _is_there(address))
                    report.documents["removed"] += record.close_missing(gone, now()) if gone else 0
            record.finish_run(number, Run(command="", started="", counts=dict(report.counts())))
    return report


def _sink(record: Record | None, known: Known, report: Report) -> Sink:
    return Tally(known.versions, report) if record is None else Writing(record, report)


def _begin(record: Record | None, command: str, readers: Sequence[Reader]) -> int | None:
    if record is None:
        return None
    record.put_sources([reader.rules.to_record_source() for reader in readers])
    return record.start_run(command)


@contextmanager
def _opened(job: Job) -> Iterator[Record | None]:
    if job.options.dry_run:
        yield None
        return
    with Record(job.path) as record:
        yield record


def _is_there(address: str) -> bool:
    from urllib.parse import urlsplit
    from urllib.request import url2pathname

    parts = urlsplit(address)
    return parts.scheme != "file" or Path(url2pathname(parts.path)).exists()


def _read_all(items: Iterable[Item | Skipped | SetAside], of: int | None, job: Job, known: Known, sink: Sink) -> None:
    for at, item in enumerate(items, start=1):
        if isinstance(item, Skipped):
            job.report.skip(item)
        elif isinstance(item, SetAside):
            sink.take(item)
        elif not _is_unchanged(item, job, known):
            reader = choose(job.readers, item.head)
            _no_reader(item, job) if reader is None else _read_item(item, reader, job, known, sink)
        job.on_progress(job.stage, at, at if of is None else of)
        if _is_full(job, sink):
            return


def _is_unchanged(item: Item, job: Job, known: Known) -> bool:
    """Say whether a file is the same as when it was read to the end, and note it.

    The reader that took it then would take it again: that hangs on what the hash is made of, and on mappings.
    """
    before = known.file(item.head.address)
    reader = job.by_version.get(known.reader(item.head.address) or "")
    if before is None or reader is None or job.options.again or any(one.recognise(item.head) for one in job.mappings):
        return False
    with _timed(job.report, "parse"):
        raw = load_raw(item, reader, job.options.published)
    if isinstance(raw, SetAside) or digest_of(raw, reader, job.among) != before.digest:
        return False
    job.report.documents["unchanged"] += before.documents
    return True


def _no_reader(item: Item, job: Job) -> None:
    ending = PurePosixPath(item.head.name).suffix.lower()
    job.report.no_reader[item.head.media_type or ending] += 1


def _is_full(job: Job, sink: Sink) -> bool:
    """Say whether as many documents are new or changed as the run may write; what waits is written to know it."""
    limit = job.options.limit
    if limit is None:
        return False
    if _written(job.report) + sink.waiting >= limit:
        sink.flush()
    return _written(job.report) >= limit


def _written(report: Report) -> int:
    return report.documents["new"] + report.documents["changed"]


def _read_item(item: Item, reader: Reader, job: Job, known: Known, sink: Sink) -> None:
    """Read one file: nothing if it is the same as last time, else all documents in it."""
    with _timed(job.report, "parse"):
        raw = load_raw(item, reader, job.options.published)
    if isinstance(raw, SetAside):
        sink.take(raw)
        return
    digest, before = digest_of(raw, reader, job.among), known.file(raw.address)
    if before is not None and before.digest == digest and not job.options.again:
        job.report.documents["unchanged"] += before.documents
        return
    met, whole = _read_documents(raw, reader, job, sink)
    if whole:
        gone = [] if item.rolling else [one for one in known.inside(raw.address) if one not in met]
        sink.end_file(ReadFile(address=raw.address, digest=digest, documents=len(met)), gone)


def _read_documents(raw: Raw, reader: Reader, job: Job, sink: Sink) -> tuple[set[str], bool]:
    """Take the documents of a file; return their addresses, and whether all of it was read and nothing set aside."""
    met, whole = set[str](), True
    for read in _timed_each(job.report, reader.read(raw)):
        if isinstance(read, SetAside):
            whole = False
        else:
            met.add(read.document.address)
            if _is_before(read, job.options.since):
                job.report.documents["passed over"] += 1
                whole = False
                continue
        sink.take(read)
        if _is_full(job, sink):
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
