"""JSON of records in its three forms, cut off, nested without end, and as any text."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.json_records import MAX_BROKEN, BrokenRecord, JsonRecord, count_unread, first_names, json_records, text_of

ONE = {"id": "a", "n": 1}
TWO = {"id": "b", "inner": {"x": [1, 2]}}
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)
OBJECTS = st.dictionaries(st.text(max_size=4), VALUES, max_size=4)


def fields(text: str) -> list[object]:
    return [one.fields for one in json_records(text) if isinstance(one, JsonRecord)]


def reasons(text: str) -> list[str]:
    return [one.reason for one in json_records(text) if isinstance(one, BrokenRecord)]


@given(st.lists(OBJECTS, min_size=1, max_size=4), st.sampled_from([None, 2]))
def test_each_form_gives_the_same_records(objects: list[dict[str, object]], indent: int | None) -> None:
    assert fields(json.dumps(objects, indent=indent)) == objects
    assert fields("\n".join(json.dumps(one) for one in objects) + "\n") == objects
    assert fields(json.dumps(objects[0], indent=indent)) == objects[:1]


def test_a_broken_line_costs_no_other() -> None:
    text = f"{json.dumps(ONE)}\n{{broken\n\n7\n{json.dumps(TWO)}"
    assert [one.place for one in json_records(text)] == ["line 1", "line 2", "line 4", "line 5"]
    assert fields(text) == [ONE, TWO]
    assert reasons(text) == ["the JSON does not parse", "the JSON holds no record"]


def test_a_list_that_is_cut_off_keeps_what_came() -> None:
    whole = json.dumps([ONE, TWO])
    for end in range(len(json.dumps(ONE)) + 2, len(whole)):
        assert fields(whole[:end])[:1] == [ONE]
        assert reasons(whole[:end]) == ["the JSON does not parse"]


def test_an_object_that_is_cut_off_is_one_broken_record() -> None:
    assert reasons(json.dumps(TWO, indent=2)[:-3]) == ["the JSON does not parse"]


def test_many_broken_lines_are_counted() -> None:
    found = list(json_records("{}\n" + "x\n" * 1_000))
    assert len(found) == MAX_BROKEN + 2
    assert isinstance(found[-1], BrokenRecord)
    assert found[-1].detail == f"{1_000 - MAX_BROKEN:,} further lines hold no record"


@pytest.mark.parametrize("bomb", ["[" * 500_000, '{"a":' * 500_000, "[" * 100_000 + "]" * 100_000, '[{"a":' * 200_000])
def test_depth_is_refused(bomb: str) -> None:
    started = time.process_time()
    for text in (bomb, f"[{json.dumps(ONE)},{bomb}", f"{json.dumps(ONE)}\n{bomb}\n{json.dumps(TWO)}"):
        assert "the JSON is nested too deep" in reasons(text)
    assert time.process_time() - started < 3


def test_numbers_without_end_are_no_numbers() -> None:
    started = time.process_time()
    (record,) = json_records('{"n": ' + "9" * 2_000_000 + ', "x": NaN, "y": 1e999}')
    assert isinstance(record, JsonRecord)
    assert isinstance(record.fields["n"], str)
    assert time.process_time() - started < 2


def test_what_is_not_read_is_counted() -> None:
    record = {"a": 1, "b": {"c": [1, 2], "d": {"e": "x"}}, "f": [{"g": 1}, {"g": 2}], "h": None, "i": ""}
    assert count_unread(record, ["a", "b.d"]) == {"b.c": 2, "f.g": 2}
    many = count_unread({f"k{n}": n for n in range(5_000)}, ())
    assert sum(many.values()) == 5_000
    assert len(many) < 300


def test_the_names_of_the_first_object_are_found_wherever_it_breaks_off() -> None:
    text = json.dumps([{"paper": {"id": "1", "t{:t": "a:b,{", "deep": {"er": 1}}, "title": "x"}, {"no": 1}])
    names = first_names(text.encode())
    assert names == {"paper", "paper.id", "paper.t{:t", "paper.deep", "title"}
    for end in range(len(text)):
        assert first_names(text[:end].encode()) <= names
    assert first_names(b"no json") == first_names(b"") == frozenset()


@pytest.mark.parametrize(
    ("value", "text"),
    [(" a\n b ", "a b"), (3, "3"), ("", None), (True, None), (None, None), ([], None), ("\ud800\0", "\ufffd\ufffd")],
)
def test_texts(value: object, text: str | None) -> None:
    assert text_of(value) == text


@given(st.text(alphabet='{}[]":,a1\\\n ', max_size=40))
def test_any_text(text: str) -> None:
    list(json_records(text))
    first_names(text.encode())
