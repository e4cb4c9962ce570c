"""Several processes on one record: nothing is lost, and one that is killed leaves whole documents only."""

import contextlib
import multiprocessing
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from graph.errors import RecordError
from graph.record.reader import RecordReader
from tests.record.conftest import NewRecord
from tests.record.dump import count, dump
from tests.record.test_order import written
from tests.record.workers import STATEMENTS, document, write_many, write_on

SPAWN = multiprocessing.get_context("spawn")
WRITERS, DOCUMENTS = 3, 40


def whole_documents(path: Path) -> int:
    """Count the documents on record as one state of it shows them, and hold that none is half there."""
    with RecordReader(path) as reader, reader.snapshot():
        rows = reader.rows(
            "SELECT d.number, (SELECT count(*) FROM statement WHERE document = d.number),"
            " (SELECT count(*) FROM passage WHERE document = d.number) FROM document d"
        ).fetchall()
        assert all(statements == STATEMENTS and passages == 1 for _, statements, passages in rows)
        assert reader.last_change() == len(rows)
        return len(rows)


@pytest.mark.slow
def test_writers_at_once_lose_nothing_and_a_reader_sees_whole_documents(tmp_path: Path, new_record: NewRecord) -> None:
    path, barrier = tmp_path / "home" / "record.db", SPAWN.Barrier(WRITERS)
    writers = [SPAWN.Process(target=write_many, args=(path, name, DOCUMENTS, barrier)) for name in "abcdef"[:WRITERS]]
    for writer in writers:
        writer.start()
    seen = [0]
    while any(writer.is_alive() for writer in writers):
        writers[0].join(0.02)
        # The file is there before its tables are.
        with contextlib.nullcontext() if seen[-1] else contextlib.suppress(RecordError):
            seen.append(whole_documents(path))
    assert [writer.exitcode for writer in writers] == [0] * WRITERS
    assert seen == sorted(seen)
    assert len(set(seen)) > 2, "the reader looked while they wrote"
    assert whole_documents(path) == WRITERS * DOCUMENTS
    told = [document(f"{name}-{at}") for name in "abcdef"[:WRITERS] for at in range(DOCUMENTS)]
    assert dump(path) == written(new_record(), told, batch=len(told))


@pytest.mark.slow
def test_a_killed_writer_leaves_whole_documents(tmp_path: Path, new_record: NewRecord) -> None:
    new_record().close()
    path = tmp_path / "0.db"
    for _ in range(3):
        writer = SPAWN.Process(target=write_on, args=(path,))
        goal = whole_documents(path) + 15
        writer.start()
        while whole_documents(path) < goal and writer.is_alive():
            writer.join(0.01)
        writer.kill()
        writer.join()
        assert writer.exitcode not in (0, 1)
        assert whole_documents(path) >= goal
        with closing(sqlite3.connect(path)) as db:
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert count(path, "document") >= 45
