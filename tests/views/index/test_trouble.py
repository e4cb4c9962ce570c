"""An index that is damaged, cut off, another home's or of another state is made anew; what was forgotten is gone."""

import multiprocessing
import random
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from graph.errors import ViewError
from graph.views.index import manifest as manifests
from graph.views.index.index import open_index
from graph.views.index.manifest import read_manifest
from graph.views.index.passage_text import embedded_text
from graph.views.index.state import check_index, index_state
from graph.views.index.texts import text_hash
from tests.views.index.building import build_on
from tests.views.index.home import Home, text_reading

SPAWN = multiprocessing.get_context("spawn")
SECRET = "The zyzzyvas of Quxford signed a secret treaty."
OTHERS = [f"Passage {n} speaks of export rule {n % 7} and of model Qwen{n % 5}-7B." for n in range(60)]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home of three documents with an index that has all vectors, and what it should hold."""
    made = Home(tmp_path / "home")
    with made.record() as record:
        record.write([text_reading("a", OTHERS[:30], "2024-01-01"), text_reading("b", OTHERS[30:], "2024-01-01")])
        made.embed()
        record.write([text_reading("c", [OTHERS[0], SECRET], "2024-01-01")])
    made.embed()
    return made


def files(home: Home) -> list[Path]:
    return sorted(home.index.glob("*.part"))


@pytest.mark.parametrize("kind", ["words", "dense", "rows"])
def test_a_file_cut_off_gone_or_emptied_is_noticed_and_made_anew(home: Home, kind: str) -> None:
    whole = home.dump()
    for spoil in (cut, Path.unlink, empty):
        spoil(next(home.index.glob(f"{kind}-*.part")))
        assert home.dump() == whole
        assert home.catch_up().how == "current"


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-3])


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("text", ["", "{", '{"digest": 1, "index": {}}', "[]", None])
def test_a_manifest_that_does_not_hold_is_no_manifest(home: Home, text: str | None) -> None:
    whole = home.dump()
    path = home.index / manifests.NAME
    before = path.read_text()
    path.write_text(before.replace('"passages": 6', '"passages": 7') if text is None else text)
    assert home.catch_up().how == "built"
    home.embed()
    assert home.dump() == whole
    assert len(files(home)) == len(read(home).files())


def read(home: Home) -> manifests.Manifest:
    found = read_manifest(home.index)
    assert found is not None
    return found


@pytest.mark.parametrize("kind", ["words", "dense", "rows"])
def test_a_changed_byte_is_told_by_the_doctor_and_never_by_a_traceback(home: Home, kind: str) -> None:
    numbers = random.Random(1)
    for _ in range(4):
        path = next(home.index.glob(f"{kind}-*.part"))
        data = bytearray(path.read_bytes())
        data[numbers.randrange(len(data) // 2, len(data))] ^= 0xFF
        path.write_bytes(data)
        with home.reader() as reader:
            found = check_index(home.task(reader))
            assert [one.well for one in found if one.name == "index files"] == [False]
            index = open_index(home.task(reader))
            for query in ("export rule", "Quxford"):
                try:
                    index.words(query, 5)
                    index.dense(home.embedder.embed([query])[0], 5)
                except ViewError as error:
                    assert "rebuild index" in str(error)  # noqa: PT017 - whether it raises depends on the byte
        home.catch_up(rebuild=True)
        with home.reader() as reader:
            assert all(one.well for one in check_index(home.task(reader)))


def test_another_homes_index_is_not_used(home: Home, tmp_path: Path) -> None:
    other = Home(tmp_path / "other")
    with other.record() as record:
        record.write([text_reading(name, OTHERS[:3], "2024-01-01") for name in "abc"])
    other.embed()
    whole = other.dump()
    shutil.rmtree(other.index)
    shutil.copytree(home.index, other.index)
    caught = other.catch_up()
    assert (caught.how, caught.why) == ("built", "it belongs to another home")
    other.embed()
    assert other.dump() == whole


def test_a_record_put_back_from_a_copy_is_not_taken_for_the_one_indexed(home: Home, tmp_path: Path) -> None:
    shutil.copy(home.folder / "record.db", tmp_path / "copy.db")
    with home.record() as record:
        record.write([text_reading("d", ["One thing."], "2024-01-02")])
    home.catch_up()
    shutil.copy(tmp_path / "copy.db", home.folder / "record.db")
    with home.record() as record:
        record.write([text_reading("d", ["Another thing entirely."], "2024-01-02")])
    assert home.catch_up().why == "it holds changes that the record has not"
    with home.reader() as reader:
        index = open_index(home.task(reader))
        assert [index.text(hit.passage) for hit in index.words("entirely", 3)] == ["Another thing entirely."]


def test_what_was_forgotten_leaves_no_trace(home: Home) -> None:
    vector = home.embedder.embed([SECRET])[0]
    kept = text_hash(embedded_text("A text", "Part 0", OTHERS[0]))
    before = {path: path.read_bytes() for path in files(home)}
    hashed = text_hash(embedded_text("A text", "Part 1", SECRET))
    assert any(hashed in data for data in before.values())
    with home.record() as record:
        record.forget(["c"])
    home.catch_up()
    assert home.kept.forgotten == {hashed}, "a text that another document has as well keeps its vector"
    assert kept in home.kept.held
    for path in home.index.iterdir():
        assert hashed[:8] not in path.read_bytes()
    with home.reader() as reader:
        index = open_index(home.task(reader))
        assert index.words("zyzzyvas Quxford", 5) == []
        assert all(hit.score < 0.999 for hit in index.dense(vector, 5))


def test_a_file_that_is_erased_is_overwritten_first(home: Home, tmp_path: Path) -> None:
    links = [tmp_path / path.name for path in files(home)]
    for link in links:
        link.hardlink_to(home.index / link.name)
    with home.record() as record:
        record.forget(["c"])
    home.catch_up()
    gone = [link for link in links if not (home.index / link.name).exists()]
    assert len(gone) == 3, "words, vectors and their hashes"
    assert all(not any(link.read_bytes()) for link in gone)


def test_who_reads_while_another_forgets_is_told(home: Home) -> None:
    with home.reader() as reader:
        index = open_index(home.task(reader))
        assert index.words("Quxford", 5)
        with home.record() as record:
            record.forget(["c"])
        home.catch_up()
        with pytest.raises(ViewError, match="ask again"):
            index.words("Quxford", 5)
        assert not index.current


def test_forgetting_that_was_cut_off_is_finished_by_the_next(home: Home) -> None:
    held = read(home)
    with home.record() as record:
        record.forget(["c"])
    stray = home.index / "words-0123456789ab.part"
    stray.write_bytes(SECRET.encode())
    assert home.catch_up().how == "changed"
    assert not stray.exists()
    manifests.write_manifest(home.index, replace(read(home), erased=("words-1.part",)))
    (home.index / "words-1.part").write_bytes(SECRET.encode())
    home.catch_up()
    assert not (home.index / "words-1.part").exists()
    assert read(home).erased == ()
    assert held.home == read(home).home


def test_the_state_is_told_without_bringing_it_up_to_date(home: Home) -> None:
    with home.reader() as reader:
        state = index_state(home.task(reader))
        assert state is not None
        assert (state.passages, state.vectors, state.behind, state.kind) == (62, 61, 0, "flat")
        assert (state.model, state.change) == ("hashing 1", reader.last_change())
        assert state.bytes == sum(path.stat().st_size for path in home.index.iterdir())
        with home.record() as record:
            record.write([text_reading("d", ["One thing more."], "2024-01-02")])
        assert index_state(home.task(reader)) == state
        index = open_index(home.task(reader))
        assert index.vectors_behind == 1
        assert [one.found for one in check_index(home.task(reader)) if one.name == "index counts"] == [
            "63 passages, 63 on record; 1 texts without a vector"
        ]


def test_another_model_has_other_vectors(home: Home) -> None:
    before = read(home)
    home.embedder.name = "hashing 2"
    home.kept.held.clear()
    assert home.embed().made == 61
    assert {one.file.name for one in read(home).dense}.isdisjoint(one.file.name for one in before.dense)
    assert read(home).model == "hashing 2"


@pytest.mark.slow
def test_killed_at_any_moment_the_next_goes_on(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    with home.record() as record:
        for at in range(20):
            record.write([text_reading(f"d{at}", [f"{p} {at}" for p in OTHERS * 8], "2024-01-01")])
    numbers, killed = random.Random(7), 0
    for _ in range(6):
        running = SPAWN.Process(target=build_on, args=(home.folder,))
        running.start()
        running.join(1.0 + 2 * numbers.random())
        killed += running.is_alive()
        running.kill()
        running.join()
        if numbers.random() < 0.5:
            home.catch_up()
    assert killed
    home.embed()
    found = read(home)
    assert {path.name for path in home.index.iterdir()} == {mark.name for mark in found.files()} | {manifests.NAME}
    assert found.passages == 20 * 480
    with home.reader() as reader:
        assert all(one.well for one in check_index(home.task(reader)))
    with closing(sqlite3.connect(home.folder / "record.db")) as db:
        assert db.execute("PRAGMA quick_check").fetchone() == ("ok",)
