"""Records for the tests of this folder."""

import itertools
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.record.store import Record

NewRecord = Callable[[], Record]


@pytest.fixture
def new_record(tmp_path: Path) -> NewRecord:
    """Return a maker of empty records, each in a file of its own; a copy saves the migrations."""
    empty = tmp_path / "empty.db"
    Record(empty).close()
    numbers = itertools.count()

    def make() -> Record:
        path = tmp_path / f"{next(numbers)}.db"
        shutil.copy(empty, path)
        return Record(path)

    return make
