"""What the processes of ``test_processes`` do."""

import itertools
from multiprocessing.synchronize import Barrier
from pathlib import Path

from graph.record.store import Record
from graph.record.types import Reading
from tests.record.readings import edge, moment, prop, reading

STATEMENTS = 25
"""Statements of one document."""


def document(name: str) -> Reading:
    """Return a document of so many statements, half of which share their keys with those of other documents."""
    facts = [prop(f"hf:{name}/{n}", "parameters", n) for n in range(STATEMENTS - 5)]
    shared = [edge(f"hf:{name}/0", "DERIVED_FROM", f"hf:base/{n}") for n in range(5)]
    return reading(name, [*facts, *shared], moment("2024-05-14"))


def write_many(path: Path, name: str, many: int, start: Barrier) -> None:
    """Open the record, which may not be there yet, when all are ready, and write documents one by one."""
    start.wait()
    with Record(path) as record:
        for at in range(many):
            record.write([document(f"{name}-{at}")])


def write_on(path: Path) -> None:
    """Write documents until killed."""
    with Record(path) as record:
        for at in itertools.count():
            record.write([document(f"w-{at}")])
