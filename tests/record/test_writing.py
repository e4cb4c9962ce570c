"""What goes into the record: whole readings with quotes that are there, or nothing of the batch."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import EvidenceError, RecordError
from graph.record.reader import RecordReader
from graph.record.store import Record
from graph.record.types import Reading, SetAside, Span, Statement
from tests.record.conftest import NewRecord
from tests.record.dump import count, dump
from tests.record.readings import edge, moment, prop, reading
from tests.record.test_order import BOUNDED, FACTS

GOOD = reading("good", FACTS, moment("2024-05-14"))


def with_statement(statement: Statement) -> Reading:
    return replace(GOOD, document=replace(GOOD.document, address="bad"), statements=(*GOOD.statements, statement))


def refused(record: Record, bad: Reading, kind: type[RecordError], words: str) -> None:
    before = dump(record.path)
    with pytest.raises(kind, match=words):
        record.write([GOOD, bad, GOOD])
    assert dump(record.path) == before
    assert record.last_change() == count(record.path, "touched") == count(record.path, "key") == 0


@BOUNDED
@given(start=st.integers(-5, 500), end=st.integers(-5, 500), title=st.booleans())
def test_a_quote_that_is_not_in_its_document_is_refused(
    start: int, end: int, title: bool, new_record: NewRecord
) -> None:
    span = Span(start=start, end=end, place="title" if title else "text")
    bad = with_statement(Statement(subject="hf:a/b", predicate="parameters", value=1, span=span))
    body = bad.document.title if title else bad.document.text
    with new_record() as record:
        if 0 <= start < end <= len(body) and body[start:end].strip():
            assert record.write([GOOD, bad]) == ["new", "new"]
        else:
            refused(record, bad, EvidenceError, "bad: parameters of hf:a/b: its quote .* is not in the document")


def test_a_statement_says_an_object_or_a_value_and_not_both(new_record: NewRecord) -> None:
    span = Span(start=0, end=3)
    for both in ({}, {"object": "hf:a/c", "value": 1}):
        with new_record() as record:
            bad = with_statement(Statement(subject="hf:a/b", predicate="parameters", span=span, **both))  # type: ignore[arg-type]
            refused(record, bad, EvidenceError, "needs an object or a value")


@pytest.mark.parametrize("key", ["", "a", ":a", "hf:", "hf: a/b", "Model:A ", " hf:a"[1:] + "\n"])
def test_a_key_that_is_not_written_as_one_is_refused(key: str, new_record: NewRecord) -> None:
    for subject, target in ((key, "hf:a/b"), ("hf:a/b", key)):
        with new_record() as record:
            bad = with_statement(
                Statement(subject=subject, predicate="DERIVED_FROM", object=target, span=Span(start=0, end=3))
            )
            refused(record, bad, RecordError, "is not a key")


def test_quotes_are_cut_from_the_text_by_code_points(new_record: NewRecord) -> None:
    facts = prop("Model:通义千问 𝒬", "names", "千问"), edge("Lab:É", "DEVELOPED", "Model:通义千问 𝒬")
    told = reading("a", facts, moment("2024-05-14"))
    with new_record() as record:
        record.write([told])
        with RecordReader(record.path) as reader:
            stored = list(reader.statements())
            assert {s.quote for s in stored} == set(told.document.text.splitlines())
            assert all(told.document.text[s.span.start : s.span.end] == s.quote for s in stored)


def test_a_document_set_aside_is_there_until_it_can_be_read(new_record: NewRecord) -> None:
    aside = SetAside(address="good", source="cards", reason="the file is empty", detail="0 bytes")
    with new_record() as record:
        record.put_aside([aside])
        record.put_aside([replace(aside, detail="still")])
        assert count(record.path, "set_aside") == 1
        record.write([GOOD])
        assert count(record.path, "set_aside") == 0
        record.put_aside([aside])
        assert count(record.path, "statement") == len(FACTS)


def test_a_batch_logs_one_change_and_an_unchanged_one_none(new_record: NewRecord) -> None:
    with new_record() as record:
        record.write([GOOD, replace(GOOD, document=replace(GOOD.document, address="other"))])
        assert record.last_change() == 1
        assert record.write([GOOD]) == ["unchanged"]
        assert record.last_change() == 1


def test_the_change_log_holds_no_readable_key(new_record: NewRecord) -> None:
    with new_record() as record:
        record.write([GOOD])
        with RecordReader(record.path) as reader:
            tokens = reader.tokens_since(0)
            keys = set(reader.keys().values())
    assert len(tokens) > len(keys)
    assert all(len(token) == 21 for token in tokens)


def test_many_texts_read_anew_by_another_reader_are_as_if_it_had_read_them_first(new_record: NewRecord) -> None:
    def batch(reader: str, second: int, count: int = 40) -> list[Reading]:
        return [
            reading(f"doc {at}", FACTS[at % 3 :], moment("2024-05-14", second), published="2024", reader=reader)
            for at in range(count)
        ]

    more = [reading("doc 1", FACTS, moment("2024-06-01")), reading("doc 0", [], moment("2024-06-02"))]
    with new_record() as record, new_record() as other:
        record.write(batch("1", 0))
        record.write(batch("1", 1, count=3))  # the same text, seen once more
        before = record.last_change()
        assert set(record.write(batch("2", 2))) == {"changed"}
        assert record.last_change() == before + 1
        assert set(record.write(batch("2", 2))) == {"unchanged"}
        other.write(batch("2", 0))
        other.write(batch("2", 1, count=3))
        other.write(batch("2", 2))
        assert dump(record.path) == dump(other.path)
        assert record.write(more) == other.write(more) == ["changed", "changed"]
        assert dump(record.path) == dump(other.path)


def test_an_address_twice_in_a_batch_makes_its_versions_in_order(new_record: NewRecord) -> None:
    first, second = (reading("a", FACTS[at:], moment(day)) for at, day in enumerate(("2024-05-14", "2024-05-15")))
    with new_record() as record, new_record() as other:
        assert record.write([first, GOOD, second, first]) == ["new", "new", "changed", "unchanged"]
        for one in (first, GOOD, second):
            other.write([one])
        assert dump(record.path) == dump(other.path)
