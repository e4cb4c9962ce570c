"""A record that cannot be opened, read or written says so in one line that names it and the way out."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event

from graph.errors import DiskError, HomeBusy, HomeTooNew, RecordError
from graph.record.lens import Lens
from graph.record.reader import RecordReader
from graph.record.store import Record
from tests.record.conftest import NewRecord
from tests.record.dump import count
from tests.record.readings import moment, prop, reading

TOLD = reading("a", [prop("Model:A", "parameters", 1)], moment("2024-05-14"))


def open_both(path: Path, kind: type[RecordError], words: str) -> None:
    for opener in (Record, RecordReader):
        with pytest.raises(kind, match=words) as caught:
            opener(path)
        assert "\n" not in str(caught.value)
        assert str(path.parent) in str(caught.value)


def test_a_home_made_by_a_newer_product_is_left_alone(new_record: NewRecord) -> None:
    record = new_record()
    record.close()
    with closing(sqlite3.connect(record.path)) as db:
        db.execute("UPDATE meta SET value = '99' WHERE name = 'schema'")
        db.commit()
    before = record.path.read_bytes()
    open_both(record.path, HomeTooNew, "newer Sextant.*pdate Sextant, or use another --home")
    assert record.path.read_bytes() == before


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    path.write_bytes(b"not a database at all " * 500)
    open_both(path, RecordError, "not a database")
    assert path.read_bytes() == b"not a database at all " * 500


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE song (title TEXT)")
        db.commit()
    open_both(path, RecordError, "not a Sextant record")
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT name FROM sqlite_master").fetchall() == [("song",)]


def test_a_damaged_record(new_record: NewRecord) -> None:
    with new_record() as record:
        record.write([TOLD])
    data = bytearray(record.path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    record.path.write_bytes(data)
    open_both(record.path, RecordError, "damaged|malformed")


def test_a_home_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="no Sextant home here"):
        RecordReader(tmp_path / "no" / "record.db")
    assert not (tmp_path / "no").exists()


def test_a_home_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file")
    with pytest.raises(DiskError, match="choose another --home"):
        Record(tmp_path / "file" / "record.db")


def test_a_busy_home_says_so_and_is_written_later(new_record: NewRecord) -> None:
    with new_record() as quiet, Record(quiet.path, busy_wait_s=0.1) as record:
        with closing(sqlite3.connect(quiet.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(HomeBusy, match=r"another process has been writing for over 0\.1 s; try again"):
                record.write([TOLD])
        assert record.write([TOLD]) == ["new"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write every file")
def test_a_file_that_may_not_be_written(new_record: NewRecord) -> None:
    record = new_record()
    record.close()
    record.path.chmod(0o444)
    record.path.parent.chmod(0o555)
    try:
        with pytest.raises(DiskError, match="cannot be written"), Record(record.path) as shut:
            shut.write([TOLD])
    finally:
        record.path.parent.chmod(0o755)


def test_a_full_disk_keeps_what_was_finished(new_record: NewRecord) -> None:
    with new_record() as record:
        record.write([TOLD])
    with closing(sqlite3.connect(record.path)) as db:
        pages = db.execute("PRAGMA page_count").fetchone()[0]
    with Record(record.path) as full:
        # The database itself refuses to grow, as it does where the disk is full.
        event.listen(full._engine, "begin", lambda db: db.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}"))
        big = reading("big", [prop("Model:A", "summary", "long " * 40_000)], moment("2024-05-14"))
        with pytest.raises(DiskError, match=r"the disk refuses to write.*is kept"):
            full.write([big])
        assert count(record.path, "document") == 1


@pytest.mark.parametrize("day", ["2024", "2024-5-1", "yesterday", "2024-02-30"])
def test_a_day_that_is_none(day: str) -> None:
    with pytest.raises(RecordError, match=f"--as-of {day}: a day is written YYYY-MM-DD"):
        Lens(as_of=day)
