"""The reference of a home: read once, read again where it differs, closed, forgotten, restored, cut off half way."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.errors import SourceError
from graph.ontology import shipped_ontology
from graph.record.hashing import judgement_id
from graph.record.lens import NOW
from graph.record.reader import RecordReader
from graph.record.store import Record
from graph.record.types import Judgement
from graph.views.gather import gather
from graph.views.project import project
from graph.views.projection import Projection
from ingest.reference import ADDRESS, AUTHOR, Contents, Which, contents_of, reference_judgements, shipped_contents
from ingest.reference_held import DIGEST, held_of, is_unfinished
from ingest.reference_home import bring_reference, entries_of, forget_documents
from tests.record.dump import dump
from tests.record.readings import moment, prop, reading

ONTOLOGY = shipped_ontology()
LABS = """\
- thing: Lab:Z.ai
  name: Z.ai
  names: [Zhipu AI]
  keys: [hf-org:zai-org]
  former: [hf-org:THUDM]
  source: https://www.z.ai/about
  kind: company
  BASED_IN: iso2:CN

- thing: Lab:Mistral AI
  name: Mistral AI
  keys: [hf-org:mistralai]
  source: https://mistral.ai/
  BASED_IN: iso2:FR
"""
COUNTRIES = """\
- thing: iso2:CN
  name: China
  source: https://www.iso.org/obp/ui/#iso:code:3166:CN

- thing: iso2:FR
  name: France
  source: https://www.iso.org/obp/ui/#iso:code:3166:FR
  MEMBER_OF:
    - {to: "Group:European Union", since: 1958-01-01}

- thing: Group:European Union
  name: European Union
  names: [EU]
  source: https://europa.eu/
"""
PERSONS = Judgement(kind="same", author="Ada", author_kind="person", reason="one model", left="hf:a/b", right="Model:B")
ZAI = f"{ADDRESS}labs.yaml#Lab:Z.ai"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of reference files, as the package has one."""
    place = tmp_path / "reference"
    place.mkdir()
    (place / "labs.yaml").write_text(LABS, encoding="utf-8")
    (place / "countries.yaml").write_text(COUNTRIES, encoding="utf-8", newline="\r\n")
    (place / "notes.txt").write_text("not read", encoding="utf-8")
    return place


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record(tmp_path / "home" / "record.db") as record:
        yield record


def bring(record: Record, folder: Path, which: Which | None = None, *, restore: bool = False) -> int:
    return bring_reference(record, which, lambda *_: None, contents=contents_of(folder), restore=restore)


def versions(record: Record, address: str) -> list[tuple[str, bool]]:
    """Return text and whether it is in force of each version of an address that says something, oldest first."""
    with RecordReader(record.path) as reader:
        rows = reader.rows(
            "SELECT text, ends IS NULL FROM document WHERE address = :address AND NOT gone ORDER BY number",
            {"address": address},
        )
        return [(text, bool(open_now)) for text, open_now in rows]


def joined(record: Record) -> set[tuple[str, str | None]]:
    with RecordReader(record.path) as reader:
        return {(judgement.left, judgement.right) for judgement in reader.judgements()}


def projection(record: Record) -> Projection:
    with RecordReader(record.path) as reader, reader.snapshot():
        return project(gather(reader, ONTOLOGY, NOW))


def change(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_home_that_was_told_nothing_gets_all_of_it_once(record: Record, folder: Path) -> None:
    assert bring(record, folder) == 5
    held = dump(record.path)
    assert bring(record, folder) == 0
    assert dump(record.path) == held
    with RecordReader(record.path) as reader:
        assert (held_of(reader).level, entries_of(reader)) == ("full", (5, "2026-01"))
        assert not is_unfinished(reader)


def test_what_does_not_differ_writes_nothing_to_the_record(record: Record, folder: Path) -> None:
    bring(record, folder)
    before = record.last_change()
    (folder / "more.yaml").write_text("[]", encoding="utf-8")
    assert bring(record, folder) == 0
    assert record.last_change() == before


def test_a_changed_entry_is_a_new_version_and_the_old_one_stays_on_record(record: Record, folder: Path) -> None:
    bring(record, folder)
    change(folder, "labs.yaml", "kind: company", "kind: nonprofit")
    assert bring(record, folder) == 1
    (old, old_open), (new, new_open) = versions(record, ZAI)
    assert ("kind: company" in old, old_open, "kind: nonprofit" in new, new_open) == (True, False, True, True)
    assert len(versions(record, f"{ADDRESS}labs.yaml#Lab:Mistral AI")) == 1
    assert [view.properties["kind"] for view in projection(record).nodes.values() if "kind" in view.properties] == [
        "nonprofit"
    ]


def test_an_entry_that_went_is_closed_and_what_it_joined_is_parted(record: Record, folder: Path) -> None:
    bring(record, folder)
    assert ("Lab:Mistral AI", "hf-org:mistralai") in joined(record)
    (folder / "labs.yaml").write_text(LABS[: LABS.index("- thing: Lab:Mistral")], encoding="utf-8")
    assert bring(record, folder) == 1
    assert [open_now for _, open_now in versions(record, f"{ADDRESS}labs.yaml#Lab:Mistral AI")] == [False]
    assert all("hf-org:mistralai" not in pair for pair in joined(record))
    (folder / "labs.yaml").write_text(LABS, encoding="utf-8")
    assert bring(record, folder) == 1
    assert any("hf-org:mistralai" in pair for pair in joined(record))


def test_a_key_that_was_withdrawn_is_parted_again(record: Record, folder: Path) -> None:
    bring(record, folder)
    change(folder, "labs.yaml", "  former: [hf-org:THUDM]\n", "")
    bring(record, folder)
    assert all("hf-org:THUDM" not in pair for pair in joined(record))
    assert any("hf-org:zai-org" in pair for pair in joined(record))


def test_another_level_is_kept_and_whatever_came_before_gives_the_same_graph(record: Record, folder: Path) -> None:
    bring(record, folder, "names")
    names = projection(record)
    assert "BASED_IN" not in {edge.type for edge in names.edges.values()}
    assert "MEMBER_OF" in {edge.type for edge in names.edges.values()}
    bring(record, folder, "full")
    full = projection(record)
    assert "BASED_IN" in {edge.type for edge in full.edges.values()}
    assert bring(record, folder) == 0
    bring(record, folder, "names")
    assert _plain(projection(record)) == _plain(names)
    bring(record, folder, "none")
    assert (projection(record).nodes, joined(record)) == ({}, set())
    assert bring(record, folder) == 0
    bring(record, folder, "full")
    assert _plain(projection(record)) == _plain(full)


def _plain(view: Projection) -> tuple[set[str], set[str]]:
    return {repr(node) for node in view.nodes.values() if node.label != "Document"}, set(view.edges)


def test_a_forgotten_entry_stays_forgotten_until_it_is_restored(record: Record, folder: Path) -> None:
    bring(record, folder)
    gone = forget_documents(record, [ZAI])
    assert (gone.versions, versions(record, ZAI)) == (1, [])
    assert all("hf-org:THUDM" not in pair for pair in joined(record))
    text = json.dumps(dump(record.path))
    assert "Z.ai" not in text
    assert "zai-org" not in text
    change(folder, "labs.yaml", "kind: company", "kind: nonprofit")
    assert bring(record, folder) == 0
    assert (versions(record, ZAI), bring(record, folder, "full")) == ([], 0)
    with RecordReader(record.path) as reader:
        assert "Z.ai" not in str(reader.rows("SELECT name, value FROM meta").fetchall())
    assert bring(record, folder, "full", restore=True) == 1
    assert "kind: nonprofit" in versions(record, ZAI)[0][0]
    assert any("hf-org:THUDM" in pair for pair in joined(record))
    assert bring(record, folder, "full", restore=True) == 0


def test_forgetting_other_documents_leaves_the_judgements_of_others(record: Record, folder: Path) -> None:
    bring(record, folder)
    before = joined(record)
    forget_documents(record, [f"{ADDRESS}countries.yaml#iso2:CN"])
    assert joined(record) == before


def test_a_home_whose_making_was_cut_off_is_known_and_finished(record: Record, folder: Path) -> None:
    with RecordReader(record.path) as reader:
        assert is_unfinished(reader)

    class CutOff(Exception):
        pass

    def cut(_what: str, _done: int, _of: int) -> None:
        raise CutOff

    with pytest.raises(CutOff):
        bring_reference(record, None, cut, contents=contents_of(folder))
    with RecordReader(record.path) as reader:
        assert (is_unfinished(reader), reader.meta(f"setting {DIGEST}")) == (True, None)
    bring(record, folder)
    with Record(record.path.with_name("whole.db")) as whole:
        bring(whole, folder)
        assert _plain(projection(whole)) == _plain(projection(record))
        assert joined(whole) == joined(record)
    with RecordReader(record.path) as reader:
        assert not is_unfinished(reader)


def test_contents_that_do_not_hold_change_nothing(record: Record, folder: Path) -> None:
    bring(record, folder)
    before = dump(record.path)
    change(folder, "labs.yaml", "kind: company", "kind: firm")
    with pytest.raises(SourceError, match=r"labs.yaml line 7: kind 'firm'"):
        bring(record, folder)
    assert dump(record.path) == before


def test_a_home_with_other_documents_that_was_told_nothing_is_not_unfinished(record: Record, folder: Path) -> None:
    record.write([reading("a", [prop("Model:B", "parameters", 7)], moment("2024-05-14"))])
    with RecordReader(record.path) as reader:
        assert not is_unfinished(reader)


def test_a_persons_judgement_is_nothing_that_the_reference_withdraws(record: Record, folder: Path) -> None:
    bring(record, folder)
    record.judge(PERSONS)
    bring(record, folder, "none")
    assert joined(record) == {("Model:B", "hf:a/b")}


def test_all_that_ships_is_on_record_within_three_seconds_of_processor_time(tmp_path: Path) -> None:
    contents: Contents = shipped_contents()
    taken = []
    for at in range(3):
        with Record(tmp_path / f"{at}.db") as record:
            started = time.process_time()
            assert bring_reference(record, "full", lambda *_: None, contents=contents) > 2000
            taken.append(time.process_time() - started)
            started = time.process_time()
            assert bring_reference(record, None, lambda *_: None, contents=contents) == 0
            assert time.process_time() - started < 0.2
    assert min(taken) < 3


def test_the_judgements_of_what_ships_are_all_made(tmp_path: Path) -> None:
    with Record(tmp_path / "record.db") as record:
        bring_reference(record, "names", lambda *_: None)
    with RecordReader(record.path) as reader:
        rows = reader.rows("SELECT id FROM judgement WHERE author = :author", {"author": AUTHOR})
        made = {identity.hex() for (identity,) in rows}
    assert made == {judgement_id(judgement).hex() for judgement in reference_judgements("names")}
