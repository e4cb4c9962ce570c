"""Where a run puts what it reads: into the record in batches, or, in a dry run, into the counts alone."""

import time
from collections.abc import Mapping, Sequence
from typing import Protocol

from graph.record.clock import now
from graph.record.hashing import text_digest
from graph.record.queries import OpenVersion
from graph.record.store import Record
from graph.record.types import ReadFile, Reading, SetAside
from ingest.report import Report

BATCH = 64
"""Documents of one transaction."""
BATCH_SIZE = 8_000_000
"""Characters of text, and so many for each statement, that wait to be written; one document may have more."""
_STATEMENT = 200


class Sink(Protocol):
    """Takes the documents of a run."""

    @property
    def waiting(self) -> int:
        """How many documents are taken and not yet counted."""
        ...

    def take(self, read: Reading | SetAside) -> None:
        """Take one document, or one that is set aside."""

    def end_file(self, file: ReadFile, gone: Sequence[str]) -> None:
        """Take note that a file is read to the end; ``gone`` are addresses on record that it no longer holds."""

    def flush(self) -> None:
        """Write and count what was taken."""


class Writing:
    """Collects documents and writes them in batches."""

    def __init__(self, record: Record, report: Report) -> None:
        self._record, self._report = record, report
        self._readings: list[Reading] = []
        self._aside: list[SetAside] = []
        self._files: list[ReadFile] = []
        self._gone: list[str] = []
        self._size = 0

    @property
    def waiting(self) -> int:
        """How many documents are taken and not yet counted."""
        return len(self._readings)

    def take(self, read: Reading | SetAside) -> None:
        """Take one document; write when a batch is full."""
        if isinstance(read, SetAside):
            self._aside.append(read)
        else:
            self._readings.append(read)
            self._size += len(read.document.text) + _STATEMENT * len(read.statements)
        if len(self._readings) + len(self._aside) >= BATCH or self._size >= BATCH_SIZE:
            self.flush()

    def end_file(self, file: ReadFile, gone: Sequence[str]) -> None:
        """Let a file that is read to the end be written with its last document."""
        self._files.append(file)
        self._gone += gone

    def flush(self) -> None:
        """Write what was taken, each file with the last of its documents or after it."""
        started = time.perf_counter()
        if self._gone:
            self._report.documents["removed"] += self._record.close_missing(self._gone, now())
        if self._readings or self._files:
            outcomes = self._record.write(self._readings, self._files)
            for reading, outcome in zip(self._readings, outcomes, strict=True):
                self._report.count(reading, outcome)
        if self._aside:
            self._record.put_aside(self._aside)
            for document in self._aside:
                self._report.put_aside(document)
        self._readings, self._aside, self._files, self._gone, self._size = [], [], [], [], 0
        self._report.seconds["record"] += time.perf_counter() - started


class Tally:
    """Counts what a run would do, and writes nothing."""

    @property
    def waiting(self) -> int:
        """Nought: all are counted at once."""
        return 0

    def __init__(self, known: Mapping[str, OpenVersion], report: Report) -> None:
        self._known, self._report = known, report

    def take(self, read: Reading | SetAside) -> None:
        """Count one document."""
        if isinstance(read, SetAside):
            self._report.put_aside(read)
            return
        version = self._known.get(read.document.address)
        same = version is not None and version.digest == text_digest(read.document.title, read.document.text)
        self._report.count(read, "new" if version is None else "unchanged" if same else "changed")

    def end_file(self, file: ReadFile, gone: Sequence[str]) -> None:
        """Count what a file no longer holds."""
        self._report.documents["removed"] += len(gone)

    def flush(self) -> None:
        """Do nothing: all is counted."""
