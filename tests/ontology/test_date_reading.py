"""Dates as texts write them: in the precision of the source, and none where it is not sure."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.ontology.dates import date_precision, find_dates, is_date, read_date

texts = st.text(
    alphabet=st.one_of(st.characters(), st.sampled_from("0123456789-/. ,:TZ年月日季度QMayJunelastFridy令和十二")),
    max_size=60,
)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024", "2024"),
        ("2024-05", "2024-05"),
        ("2024-05-17", "2024-05-17"),
        ("0997-05", "0997-05"),
        ("2024-5-7", "2024-05-07"),
        ("20240517", "2024-05-17"),
        ("May 2024", "2024-05"),
        ("May, 2024", "2024-05"),
        ("05/2024", "2024-05"),
        ("17 May 2024", "2024-05-17"),
        ("17-May-2024", "2024-05-17"),
        ("17th of May 2024", "2024-05-17"),
        ("May 17, 2024", "2024-05-17"),
        ("May 17th, 2024", "2024-05-17"),
        ("2024 May 17", "2024-05-17"),
        ("Friday, May 17, 2024", "2024-05-17"),
        ("Sept. 5, 2024", "2024-09-05"),
        ("January 20, 2025", "2025-01-20"),
        ("20th January 2025", "2025-01-20"),
        ("17.05.2024", "2024-05-17"),
        ("2024/05/17", "2024-05-17"),
        ("2024.05.17", "2024-05-17"),
        ("5/17/2024", "2024-05-17"),
        ("17/5/2024", "2024-05-17"),
        ("6/6/2024", "2024-06-06"),
        ("2024年5月17日", "2024-05-17"),
        ("2024 年 5 月 17 日", "2024-05-17"),
        ("２０２４年５月", "2024-05"),
        ("2024年", "2024"),
        ("二〇二四年五月十七日", "2024-05-17"),
        ("二零二四年十二月三十一日", "2024-12-31"),
        ("令和6年5月17日", "2024-05-17"),
        ("令和元年5月", "2019-05"),
        ("2024년 5월 17일", "2024-05-17"),
        ("17. Mai 2024", "2024-05-17"),
        ("4. März 2025", "2025-03-04"),
        ("1er août 2024", "2024-08-01"),
        ("17 de mayo de 2024", "2024-05-17"),
        ("13 giugno 2024", "2024-06-13"),
        ("Mon, 20 Jan 2025 10:00:00 GMT", "2025-01-20"),
        ("2024-05-17T23:59:00Z", "2024-05-17"),
        ("2024-05-17T23:59:00.123456-08:00", "2024-05-17"),
        ("2025-03-11 19:27:29+00:00", "2025-03-11"),
        ("Q2 2024", "2024"),
        ("2024Q2", "2024"),
        ("second quarter of 2024", "2024"),
        ("H1 2024", "2024"),
        ("early 2024", "2024"),
        ("mid-2024", "2024"),
        ("2024年第二季度", "2024"),
        ("2024年上半年", "2024"),
    ],
)
def test_a_date_is_read_in_its_own_precision(text: str, iso: str) -> None:
    assert read_date(text) == iso


@pytest.mark.parametrize(
    "text",
    [
        *("", "soon", "5/6/2024", "05-06-2024", "5/17/24", "17 May 24", "2024-13", "2024-02-30", "2023-02-29"),
        *(
            "05.17.2024",
            "2024-25",
            "2023-2024",
            "May 17",
            "20241399",
            "FY2024",
            "2048 tokens",
            "the 2020s",
            "17 Foo 2024",
        ),
        *("yesterday", "last Friday", "this month", "2024年13月", "0000-01-01", "1024", "9" * 500),
    ],
)
def test_what_is_no_sure_date_is_none(text: str) -> None:
    assert read_date(text) is None


def test_the_order_of_day_and_month_may_be_told() -> None:
    assert read_date("5/6/2024", day_first=True) == "2024-06-05"
    assert read_date("5/6/2024", day_first=False) == "2024-05-06"
    assert read_date("5.6.2024") == "2024-06-05"
    assert read_date("5.6.2024", day_first=False) == "2024-05-06"


@pytest.mark.parametrize(
    ("text", "reference", "iso"),
    [
        ("yesterday", "2025-03-01", "2025-02-28"),
        ("today", "2025-03-01", "2025-03-01"),
        ("last Friday", "2025-01-20", "2025-01-17"),
        ("last Friday", "2025-01-17", "2025-01-10"),
        ("this month", "2025-01-20", "2025-01"),
        ("last month", "2025-01", "2024-12"),
        ("next year", "2025", "2026"),
        ("3 days ago", "2025-01-02", "2024-12-30"),
        ("two months ago", "2025-01-20", "2024-11"),
        ("a year ago", "2025-01-20", "2024"),
        ("去年", "2025-01-20", "2024"),
        ("昨天", "2025-01-20", "2025-01-19"),
        ("yesterday", "2025-01", None),
        ("this month", "2025", None),
        ("last Friday", "no date", None),
        ("yesterday", "0001-01-01", None),
        ("999 years ago", "0500", None),
        ("3 weeks ago", "2025-01-20", None),
    ],
)
def test_relative_dates_count_from_the_reference(text: str, reference: str, iso: str | None) -> None:
    assert read_date(text, reference=reference) == iso


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Out on May 17, 2024, and 17 June 2024.", [("May 17, 2024", "2024-05-17"), ("17 June 2024", "2024-06-17")]),
        ("in 2024, since 2023", [("2024", "2024"), ("2023", "2023")]),
        ("between 2020 and 2024", [("2020", "2020"), ("2024", "2024")]),
        ("(2024) 2024-05-17.", [("2024", "2024"), ("2024-05-17", "2024-05-17")]),
        ("from 2020-05-01 to 2024-06-02", [("2020-05-01", "2020-05-01"), ("2024-06-02", "2024-06-02")]),
        ("于2024年5月17日发布", [("2024年5月17日", "2024-05-17")]),
        ("by the end of 2024", [("the end of 2024", "2024")]),
        ("yesterday and 3 days ago", [("yesterday", "2025-01-21"), ("3 days ago", "2025-01-19")]),
        ("in 2048 GPUs, 2048 tokens", []),
        ("it may 2024 times", []),
        ("gpt-4o-2024-05-13 and v2024.05.17", []),
        ("sections 1084 and 1955 of title 18", []),
        ("on 5/6/2024", []),
        ("in 2,024 or 2024.5", []),
    ],
)
def test_dates_are_found_where_they_stand(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(text[one.start : one.end], one.date) for one in find_dates(text, "2025-01-22")] == expected


def test_without_a_reference_no_relative_date_is_found() -> None:
    assert list(find_dates("yesterday, this year, two days ago")) == []


@given(st.dates(min_value=date(1500, 1, 1), max_value=date(2199, 12, 31)))
def test_all_ways_to_write_a_day_say_the_same(day: date) -> None:
    months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October"]
    name = [*months, "November", "December"][day.month - 1]
    forms = (
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day} {name} {day.year}",
        f"{name} {day.day}, {day.year}",
        f"{name[:3]} {day.day} {day.year}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.isoformat()}T23:59:59+08:00",
    )
    assert {read_date(form) for form in forms} == {day.isoformat()}
    for form in forms:
        assert [one.date for one in find_dates(f"It came out on {form}.")] == [day.isoformat()]


@given(st.dates().map(date.isoformat), st.sampled_from([7, 10]))
def test_iso_text_is_read_as_it_is(iso: str, length: int) -> None:
    assert read_date(iso[:length]) == iso[:length]


@given(texts, st.sampled_from([None, "2025", "2025-01", "2025-01-20"]))
def test_no_text_crashes_and_what_is_found_is_a_date(text: str, reference: str | None) -> None:
    whole = read_date(text, reference=reference)
    assert whole is None or is_date(whole)
    end = 0
    for one in find_dates(text, reference):
        assert end <= one.start < one.end <= len(text)
        assert date_precision(one.date) in ("year", "month", "day")
        end = one.end
