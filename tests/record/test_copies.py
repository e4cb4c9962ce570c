"""Near copies on record: whose word a document is, and that no trace of it is left when one is forgotten."""

from pathlib import Path

from graph.record.reader import RecordReader
from graph.record.store import Record
from tests.record.readings import moment, prop, reading

FACTS = (prop("hf:a/b", "parameters", 7),)


def witnesses(path: Path) -> dict[str, str]:
    with RecordReader(path) as reader:
        return {document.address: document.witness for document in reader.documents()}


def test_a_copy_is_the_word_of_the_first(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with Record(path) as record:
        record.write([reading(address, FACTS, moment("2025-01-01")) for address in ("a", "b", "c")])
        before = record.last_change()
        assert record.bring_copies({"b": "a"}) == 1
        assert record.last_change() == before + 1
        assert record.bring_copies({"b": "a"}) == 0
        assert record.last_change() == before + 1
    assert witnesses(path) == {"a": "a", "b": "a", "c": "c"}


def test_what_is_no_copy_any_more_is_its_own_witness(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with Record(path) as record:
        record.write([reading(address, FACTS, moment("2025-01-01")) for address in ("a", "b", "c")])
        record.bring_copies({"b": "a", "c": "a"})
        assert record.bring_copies({"c": "a"}) == 1
        assert witnesses(path) == {"a": "a", "b": "b", "c": "a"}
        record.forget(["a"])
    assert witnesses(path) == {"b": "b", "c": "c"}
