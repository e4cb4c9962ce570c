"""A run of ingestion over files and folders: read, write, close what is gone, set aside what cannot be read.

Documents go into the record in small batches, each document whole; a run that is killed leaves finished documents
alone, and the next one takes up the rest. A document that did not change costs reading its bytes and a hash.
"""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from graph.errors import SourceError
from graph.ontology.dates import first_day
from graph.record.clock import now
from graph.record.hashing import text_digest
from graph.record.queries import OpenVersion, open_versions
from graph.record.reader import RecordReader
from graph.record.store import Record
from graph.record.types import Reading, Run, SetAside
from ingest.decode import Decoded, decode
from ingest.folder import CardFile, Survey, survey
from ingest.report import Report
from ingest.sources import model_cards

BATCH = 64
"""Documents of one transaction."""

Progress = Callable[[str, int, int], None]
"""Told what is being done, how many of it are done, and of how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a run reads."""

    published: str | None = None
    """The date of documents that carry none, ISO text."""
    dry_run: bool = False
    """Whether nothing is written."""

    def __post_init__(self) -> None:
        if self.published is not None:
            first_day(self.published)


def ingest_paths(paths: Sequence[Path], home: Path, options: Options, on_progress: Progress) -> Report:
    """Read the documents at and below ``paths`` into the record of a home; return what was done.

    Raises SourceError where a path does not exist, RecordError where the record cannot be written.
    """
    report = Report()
    with _timed(report, "walk"):
        found = survey(paths, model_cards.SOURCE)
    _note_others(report, found)
    if options.dry_run:
        known = _known(home / "record.db", paths) if (home / "record.db").exists() else {}
        _read_all(found, known, options, report, lambda _: None, on_progress)
        return report
    with Record(home / "record.db") as record:
        record.put_sources([model_cards.SOURCE.to_record_source()])
        number = record.start_run("ingest " + " ".join(str(path) for path in paths))
        known = _known(record.path, paths)
        write = _Writing(record, report)
        _read_all(found, known, options, report, write.take, on_progress)
        write.finish()
        gone = sorted(address for address in known if not _is_there(address))
        if gone:
            report.documents["removed"] = record.close_missing(gone, now())
        record.finish_run(number, Run(command="", started="", counts=dict(report.counts())))
    return report


def address_of(path: Path) -> str:
    """Return the address of a local file: its ``file://`` URL, links of its folders followed."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100 - a link to a file stays as it is named
    return (whole.parent.resolve() / whole.name).as_uri()


def _known(record: Path, paths: Sequence[Path]) -> dict[str, OpenVersion]:
    with RecordReader(record) as reader:
        known: dict[str, OpenVersion] = {}
        for path in paths:
            known |= open_versions(reader, address_of(path) if path.is_file() else path.resolve().as_uri())
    return known


def _is_there(address: str) -> bool:
    from urllib.parse import urlsplit
    from urllib.request import url2pathname

    return Path(url2pathname(urlsplit(address).path)).exists()


def _note_others(report: Report, found: Survey) -> None:
    report.no_reader.update(found.no_reader)
    report.skipped += [(str(one.path), one.reason) for one in found.skipped if one.reason != "hidden"]


def _read_all(
    found: Survey,
    known: dict[str, OpenVersion],
    options: Options,
    report: Report,
    take: Callable[[Reading | SetAside], None],
    on_progress: Progress,
) -> None:
    for at, card in enumerate(found.cards, start=1):
        with _timed(report, "parse"):
            read = _read(card, known, options)
        if read is None:
            report.documents["unchanged"] += 1
        elif options.dry_run:
            _count_dry(report, read, known)
        else:
            take(read)
        on_progress("cards", at, len(found.cards))


def _read(card: CardFile, known: dict[str, OpenVersion], options: Options) -> Reading | SetAside | None:
    """Return what a card says, or None if it is on record as it stands."""
    address = address_of(card.path)
    try:
        data = card.path.read_bytes()
    except OSError as error:
        source = model_cards.SOURCE.name
        return SetAside(
            address=address,
            source=source,
            reason="the file cannot be read",
            detail=str(error.strerror),
            retrieved=now(),
        )
    version = known.get(address)
    if version is not None and options.published is None and _is_same(data, card, version):
        return None
    return model_cards.read_card(data, address, card.org_name, now(), options.published)


def _is_same(data: bytes, card: CardFile, version: OpenVersion) -> bool:
    if card.org_name is None or version.reader != model_cards.READER:
        return False
    decoded = decode(data)
    return isinstance(decoded, Decoded) and text_digest(card.org_name, decoded.text) == version.digest


def _count_dry(report: Report, read: Reading | SetAside, known: dict[str, OpenVersion]) -> None:
    if isinstance(read, SetAside):
        _count_aside(report, read)
        return
    version = known.get(read.document.address)
    same = version is not None and version.digest == text_digest(read.document.title, read.document.text)
    report.documents["new" if version is None else "unchanged" if same else "changed"] += 1
    _count_parts(report, read)


def _count_aside(report: Report, document: SetAside) -> None:
    report.documents["set_aside"] += 1
    report.reasons[document.reason] += 1
    report.set_aside.append((document.address, document.reason, document.detail))


def _count_parts(report: Report, reading: Reading) -> None:
    report.repairs += [(reading.document.address, repair) for repair in reading.document.repairs]
    report.unread.update(dict.fromkeys(reading.unread, 1))
    report.leftovers.update(f"{x.field}: {x.reason}" for x in reading.leftovers)


class _Writing:
    """Collects documents and writes them in batches."""

    def __init__(self, record: Record, report: Report) -> None:
        self._record, self._report = record, report
        self._readings: list[Reading] = []
        self._aside: list[SetAside] = []

    def take(self, read: Reading | SetAside) -> None:
        """Take one document; write when a batch is full."""
        if isinstance(read, SetAside):
            self._aside.append(read)
        else:
            self._readings.append(read)
        if len(self._readings) + len(self._aside) >= BATCH:
            self.finish()

    def finish(self) -> None:
        """Write what was taken."""
        with _timed(self._report, "record"):
            if self._readings:
                for reading, outcome in zip(self._readings, self._record.write(self._readings), strict=True):
                    self._report.documents[outcome] += 1
                    if outcome != "unchanged":
                        _count_parts(self._report, reading)
            if self._aside:
                self._record.put_aside(self._aside)
                for document in self._aside:
                    _count_aside(self._report, document)
        self._readings, self._aside = [], []


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
