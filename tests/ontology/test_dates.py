"""Dates in the precision their source gave."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InvalidValue
from graph.ontology.dates import (
    date_precision,
    dates_agree,
    first_day,
    is_after,
    is_before,
    is_date,
    is_within,
    last_day,
)

days = st.dates().map(date.isoformat)
written = st.tuples(days, st.sampled_from([4, 7, 10])).map(lambda pair: pair[0][: pair[1]])


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2024", "2024-01-01", "2024-12-31", "year"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("1900-02", "1900-02-01", "1900-02-28", "month"),
        ("2024-05-17", "2024-05-17", "2024-05-17", "day"),
        ("0001", "0001-01-01", "0001-12-31", "year"),
    ],
)
def test_a_date_covers_an_interval(text: str, first: str, last: str, precision: str) -> None:
    assert (first_day(text), last_day(text), date_precision(text)) == (first, last, precision)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "24",
        "0000",
        "2024-13",
        "2024-00",
        "2023-02-29",
        "2024-05-00",
        "2024-5",
        "2024/05",
        "2024-05-17T00:00",
        " 2024",
        "2024\n",
        "２０２４",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    assert not is_date(text)
    with pytest.raises(InvalidValue, match="is not a date"):
        first_day(text)
    with pytest.raises(InvalidValue):
        dates_agree("2024", text)
    with pytest.raises(ValueError, match="is not a date"):
        dates_agree(text, text)


@given(st.text(alphabet="0123456789-", max_size=11))
def test_a_day_is_a_date_if_the_calendar_has_it(text: str) -> None:
    try:
        known = date.fromisoformat(text).isoformat() == text
    except ValueError:
        known = False
    assert (is_date(text) and len(text) == 10) == known


@given(written)
def test_the_ends_lie_within_and_agree(text: str) -> None:
    first, last = first_day(text), last_day(text)
    assert first <= last
    assert is_within(first, text)
    assert is_within(last, text)
    assert dates_agree(first, text)
    assert dates_agree(text, last)


@given(written, written)
def test_two_dates_are_before_after_or_overlap(a: str, b: str) -> None:
    overlap = first_day(a) <= last_day(b) and first_day(b) <= last_day(a)
    assert [is_before(a, b), is_after(a, b), overlap].count(True) == 1
    assert dates_agree(a, b) == dates_agree(b, a) == overlap


@given(written, written)
def test_agreeing_is_being_within_one_way_or_the_other(a: str, b: str) -> None:
    assert dates_agree(a, b) == (is_within(a, b) or is_within(b, a))


def test_before_a_year_leaves_the_year_out() -> None:
    assert is_before("2022-12", "2023")
    assert not is_before("2023-01", "2023")
    assert not is_before("2023", "2023-06")
    assert is_after("2024-01-01", "2023")
    assert not is_within("2024", "2024-05")
