"""What a run of ingestion works with."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from graph.ontology.dates import first_day
from ingest.reader import Reader
from ingest.report import Report

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


@dataclass(frozen=True, kw_only=True)
class Job:
    """What a run works with."""

    path: Path
    """Where the record is, or will be."""
    options: Options
    report: Report
    on_progress: Progress
    shipped: Sequence[Reader]
    """The readers of the sources that Sextant knows."""
    mappings: Sequence[Reader] = ()
    """Those of the mappings that a user wrote."""
    stage: str = "files"
    """What progress is told of."""

    @cached_property
    def readers(self) -> tuple[Reader, ...]:
        """All readers, of which the surest gets a file."""
        return (*self.shipped, *self.mappings)

    @cached_property
    def by_version(self) -> Mapping[str, Reader]:
        """The shipped readers by what documents keep of them."""
        return {reader.version: reader for reader in self.shipped}

    @cached_property
    def among(self) -> str:
        """The names of the shipped readers: one more, and files are chosen for anew."""
        return ", ".join(sorted(reader.rules.name for reader in self.shipped))
