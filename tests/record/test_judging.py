"""Judgements: made, undone, made again; they hang on what is said, so that a re-read document keeps them."""

from dataclasses import replace

import pytest

from graph.errors import RecordError
from graph.record.lens import NOW
from graph.record.queries import verdicts
from graph.record.reader import RecordReader
from graph.record.store import Record
from graph.record.types import Claim, Judgement
from tests.record.conftest import NewRecord
from tests.record.dump import dump
from tests.record.readings import moment, prop, reading

SAME = Judgement(kind="same", author="Ada", author_kind="person", reason="one model", left="hf:a/b", right="Model:B")
CLAIM = Claim(subject="Model:B", predicate="parameters", said="7")
REJECT = Judgement(kind="reject", author="Ada", author_kind="person", reason="a typing error", claim=CLAIM)


def in_force(record: Record) -> list[str]:
    with RecordReader(record.path) as reader:
        return [f"{j.kind} {j.left} {j.right} {j.renamed}" for j in reader.judgements()]


def test_made_undone_and_made_again(new_record: NewRecord) -> None:
    with new_record() as record:
        first = record.judge(SAME)
        once = dump(record.path)
        assert in_force(record) == ["same Model:B hf:a/b False"]
        record.undo(first)
        assert in_force(record) == []
        assert record.judge(replace(SAME, left=SAME.right, right=SAME.left)) == first
        assert dump(record.path) == once


def test_what_stands_already_changes_nothing(new_record: NewRecord) -> None:
    with new_record() as record:
        identity = record.judge(SAME)
        record.judge(SAME)
        assert record.last_change() == 1
        record.undo(identity)
        record.undo(identity)
        assert record.last_change() == 2
        assert record.judge(replace(SAME, renamed=True)) == identity
        assert in_force(record) == ["same Model:B hf:a/b True"]


def test_keys_that_only_an_undone_judgement_names_are_not_on_record(new_record: NewRecord) -> None:
    with new_record() as record:
        record.write([reading("a", [prop("Model:B", "parameters", 7)], moment("2024-05-14"))])
        identity = record.judge(SAME)
        with RecordReader(record.path) as reader:
            assert set(reader.keys().values()) == {"Model:B", "hf:a/b"}
            record.undo(identity)
            assert set(reader.keys().values()) == {"Model:B"}


def test_a_verdict_outlives_a_new_reading_and_a_new_text(new_record: NewRecord) -> None:
    fact, more = prop("Model:B", "parameters", 7), prop("Model:B", "parameters", 8)
    with new_record() as record:
        record.write([reading("a", [fact], moment("2024-05-14"))])
        record.judge(REJECT)
        record.judge(replace(REJECT, kind="edit", claim=replace(CLAIM, said="8"), value=9))
        for told in ([fact], [more, fact]):
            record.write([reading("a", told, moment(f"2024-05-2{len(told)}"), reader="2")])
            with RecordReader(record.path) as reader:
                found = verdicts(reader)
                left = [s.value for s in reader.statements(NOW, rejected=found.rejected)]
                assert left == ([] if len(told) == 1 else [8])
                assert list(found.edited.values()) == ([] if len(told) == 1 else [9])


def test_a_verdict_on_one_document_leaves_the_others_alone(new_record: NewRecord) -> None:
    with new_record() as record:
        record.write([reading(at, [prop("Model:B", "parameters", 7)], moment("2024-05-14")) for at in ("a", "b")])
        record.judge(replace(REJECT, claim=replace(CLAIM, address="b")))
        with RecordReader(record.path) as reader:
            assert len(verdicts(reader).rejected) == 1


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (replace(SAME, right=""), "'same' needs two keys"),
        (replace(SAME, claim=CLAIM), "'same' needs two keys and no claim"),
        (replace(REJECT, claim=None), "'reject' needs a claim"),
        (replace(SAME, right="B"), "'B' is not a key"),
        (replace(REJECT, claim=replace(CLAIM, subject="B")), "'B' is not a key"),
    ],
)
def test_a_judgement_that_is_not_whole_is_refused(bad: Judgement, words: str, new_record: NewRecord) -> None:
    with new_record() as record:
        with pytest.raises(RecordError, match=words):
            record.judge(bad)
        assert record.last_change() == 0


@pytest.mark.parametrize("identity", ["00" * 16, "what", ""])
def test_an_unknown_judgement_cannot_be_undone(identity: str, new_record: NewRecord) -> None:
    with new_record() as record, pytest.raises(RecordError, match="no judgement"):
        record.undo(identity)
