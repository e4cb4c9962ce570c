"""A run over real files: what it reads again, what it passes over, when it stops, what it closes."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from graph.errors import SextantError
from graph.record.reader import RecordReader
from graph.record.store import Record
from graph.record.types import Document, Reading, SetAside
from ingest.folder import Found, Skipped
from ingest.items import Item, local_items
from ingest.job import Job, Options
from ingest.reader import Head, Raw, Reader
from ingest.report import Report
from ingest.run import ingest_items, ingest_paths
from ingest.sources.model_cards import SOURCE


def quiet(_what: str, _done: int, _of: int) -> None:
    pass


def card(folder: Path, at: int, text: str = "") -> Path:
    path = folder / "org" / f"model-{at}" / "README.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text or f"---\nlicense: mit\n---\n# Model {at}\n", encoding="utf-8")
    return path


@pytest.fixture
def cards(tmp_path: Path) -> Path:
    for at in range(5):
        card(tmp_path / "cards", at)
    return tmp_path / "cards"


def run(home: Path, folder: Path, **options: object) -> dict[str, int]:
    report = ingest_paths([folder], home, Options(**options), quiet)  # type: ignore[arg-type]
    return {name: count for name, count in report.documents.items() if count}


def test_a_file_that_did_not_change_is_not_read_again(tmp_path: Path, cards: Path) -> None:
    assert run(tmp_path / "home", cards) == {"new": 5}
    assert run(tmp_path / "home", cards) == {"unchanged": 5}
    with RecordReader(tmp_path / "home" / "record.db") as reader:
        held = reader.rows("SELECT count(*), sum(documents) FROM file").fetchone()
    assert held == (5, 5)
    assert run(tmp_path / "home", cards, again=True) == {"unchanged": 5}


def test_another_date_given_makes_files_be_read_again(tmp_path: Path, cards: Path) -> None:
    run(tmp_path / "home", cards, published="2024-05")
    report = ingest_paths([cards], tmp_path / "home", Options(published="2024-04"), quiet)
    assert "parse" in report.seconds
    with RecordReader(tmp_path / "home" / "record.db") as reader:
        assert {row[0] for row in reader.rows("SELECT begins FROM document")} == {"2024-04"}


def test_a_limit_ends_the_run_and_the_next_takes_up_the_rest(tmp_path: Path, cards: Path) -> None:
    home = tmp_path / "home"
    assert run(home, cards, limit=2) == {"new": 2}
    assert run(home, cards, limit=2) == {"unchanged": 2, "new": 2}
    assert run(home, cards) == {"unchanged": 4, "new": 1}


def test_documents_before_the_day_asked_for_are_passed_over(tmp_path: Path, cards: Path) -> None:
    home = tmp_path / "home"
    assert run(home, cards, published="2024-05", since="2024-06-01") == {"passed over": 5}
    assert run(home, cards, published="2024-06", since="2024-06-15") == {"new": 5}


def test_a_date_that_is_none_is_an_error() -> None:
    for option in ("published", "since"):
        with pytest.raises(SextantError):
            Options(**{option: "yesterday"})  # type: ignore[arg-type]


def test_what_is_set_aside_is_tried_again_and_what_changed_is_read(tmp_path: Path, cards: Path) -> None:
    home, bad = tmp_path / "home", card(cards, 5, "---\na: [\n---\n")
    assert run(home, cards) == {"new": 5, "set_aside": 1}
    assert run(home, cards) == {"unchanged": 5, "set_aside": 1}
    bad.write_text("# Mended\n")
    assert run(home, cards) == {"unchanged": 5, "new": 1}
    with RecordReader(home / "record.db") as reader:
        assert reader.rows("SELECT count(*) FROM set_aside").fetchone() == (0,)


def test_a_file_that_comes_back_is_read_although_it_is_the_same(tmp_path: Path, cards: Path) -> None:
    home, path = tmp_path / "home", card(cards, 0)
    text = path.read_text()
    run(home, cards)
    path.unlink()
    assert run(home, cards) == {"unchanged": 4, "removed": 1}
    path.write_text(text)
    assert run(home, cards) == {"unchanged": 4, "changed": 1}


def test_a_forgotten_document_is_read_again(tmp_path: Path, cards: Path) -> None:
    home, path = tmp_path / "home", card(cards, 0)
    run(home, cards)
    with Record(home / "record.db") as record:
        record.forget([path.resolve().as_uri()])
    assert run(home, cards) == {"unchanged": 4, "new": 1}


def test_a_dry_run_writes_nothing(tmp_path: Path, cards: Path) -> None:
    assert run(tmp_path / "home", cards, dry_run=True) == {"new": 5}
    assert not (tmp_path / "home").exists()
    run(tmp_path / "home", cards)
    card(cards, 0, "---\nlicense: apache-2.0\n---\n")
    card(cards, 7)
    assert run(tmp_path / "home", cards, dry_run=True) == {"unchanged": 4, "new": 1, "changed": 1}


def lines(raw: Raw) -> Iterator[Reading | SetAside]:
    """Read a container of one document a line; a line "bad" is set aside."""
    for at, line in enumerate(raw.data.decode().splitlines()):
        address = f"{raw.address}#{line.partition(' ')[0]}"
        if line == "bad":
            yield SetAside(address=f"{raw.address}#{at}", source=SOURCE.name, reason="bad", retrieved=raw.retrieved)
        else:
            yield Reading(
                document=Document(
                    address=address, source=SOURCE.name, kind="note", title=line, text=line, retrieved=raw.retrieved
                )
            )


def only_lines(head: Head) -> float:
    return float(head.name.endswith(".lines"))


LINES = Reader(rules=SOURCE, version="lines 1", recognise=only_lines, read=lines, max_bytes=100)


def run_lines(tmp_path: Path, text: str, *, rolling: bool = False) -> dict[str, int]:
    path = tmp_path / "feed.lines"
    path.write_text(text)
    items: Sequence[Item | Skipped] = list(local_items([path]))
    if rolling:
        (one,) = items
        assert isinstance(one, Item)
        items = [Item(head=one.head, load=one.load, rolling=True)]
    report = Report()
    job = Job(path=tmp_path / "record.db", options=Options(), report=report, on_progress=quiet, shipped=(LINES,))
    ingest_items(items, len(items), [path.resolve().as_uri()], "test", job)
    return {name: count for name, count in report.documents.items() if count}


def test_what_a_container_no_longer_holds_is_closed(tmp_path: Path) -> None:
    assert run_lines(tmp_path, "a 1\nb 1\nc 1\n") == {"new": 3}
    assert run_lines(tmp_path, "a 1\nb 1\nc 1\n") == {"unchanged": 3}
    assert run_lines(tmp_path, "a 1\nb 2\n") == {"unchanged": 1, "changed": 1, "removed": 1}
    assert run_lines(tmp_path, "a 1\nb 2\n") == {"unchanged": 2}


def test_what_a_feed_no_longer_lists_stays(tmp_path: Path) -> None:
    assert run_lines(tmp_path, "a 1\nb 1\n", rolling=True) == {"new": 2}
    assert run_lines(tmp_path, "c 1\n", rolling=True) == {"new": 1}
    with RecordReader(tmp_path / "record.db") as reader:
        assert reader.rows("SELECT count(*) FROM document WHERE ends IS NULL AND NOT gone").fetchone() == (3,)


def test_a_bad_record_loses_nothing_else_and_closes_nothing(tmp_path: Path) -> None:
    assert run_lines(tmp_path, "a 1\nb 1\n") == {"new": 2}
    assert run_lines(tmp_path, "a 1\nbad\n") == {"unchanged": 1, "set_aside": 1}
    assert run_lines(tmp_path, "a 1\nbad\n") == {"unchanged": 1, "set_aside": 1}
    assert run_lines(tmp_path, "a 1\nb 1\n") == {"unchanged": 2}


def test_a_file_that_is_too_large_is_set_aside_unread(tmp_path: Path) -> None:
    assert run_lines(tmp_path, "x" * 101) == {"set_aside": 1}


def test_files_that_nothing_reads_are_counted_by_kind(tmp_path: Path, cards: Path) -> None:
    (cards / "program.exe").write_bytes(b"MZ\0\0")
    (cards / "Makefile").write_text("all:\n")
    report = ingest_paths([cards], tmp_path / "home", Options(), quiet)
    assert report.no_reader == {".exe": 1, "": 1}
    assert report.documents["new"] == 5
    assert not any(isinstance(one, Found) for one in report.skipped)
