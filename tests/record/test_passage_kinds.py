"""The kinds of passages: kept, read back, and added to a home that was made before they were."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from graph.record.database import open_database
from graph.record.parts import reading_of
from graph.record.store import Record
from graph.record.types import Passage
from tests.record.readings import moment, prop, reading


def kept(path: Path) -> tuple[Passage, ...]:
    engine = open_database(path)
    with engine.connect() as connection:
        found = reading_of(connection, 1).passages
    engine.dispose()
    return found


def write(path: Path) -> Passage:
    one = reading("file:///owl.md", [prop("hf:owls/owl", "hub_id", "owls/owl")], moment("2026-01-01"))
    table = Passage(start=0, end=3, heading="All > Bird | Count", kind="table")
    with Record(path) as record:
        record.write([replace(one, passages=(table,))])
    return table


def test_a_passage_is_read_back_with_its_kind(tmp_path: Path) -> None:
    table = write(tmp_path / "record.db")
    assert kept(tmp_path / "record.db") == (table,)


def test_a_home_made_before_there_were_kinds_has_prose(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    table = write(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        old.execute("ALTER TABLE passage DROP COLUMN kind")
        old.execute("UPDATE meta SET value = '3' WHERE name = 'schema'")
    assert kept(path) == (replace(table, kind="text"),)
