"""Dates of pages and feeds: in the precision given, never moved, never made finer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.ontology.dates import is_date
from ingest.pages.days import day_in_path, days_in, read_day


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2025-11-27T09:20:00+00:00", "2025-11-27"),
        ("2025-04-29T00:30:00+08:00", "2025-04-29"),
        ("2025-04-29 23:59 -0700", "2025-04-29"),
        ("Wed, 06 Aug 2025 10:00:00 GMT", "2025-08-06"),
        ("Thu, 01 Jan 04 19:48:21 GMT", "2004-01-01"),
        ("November 27, 2025", "2025-11-27"),
        ("27. März 2025", "2025-03-27"),
        ("2025年3月6日 08:15", "2025-03-06"),
        ("Updated 22 Jan 2024", "2024-01-22"),
        ("20250306", "2025-03-06"),
        ("20250306T101010Z", "2025-03-06"),
        ("1574168580", "2019-11-19"),
        ("1574168580000", "2019-11-19"),
        ("March 2025", "2025-03"),
        ("2025-03", "2025-03"),
        ("2025", "2025"),
        ("23/04/2025", "2025-04-23"),
        # April or March: the year alone is sure.
        ("03/04/2025", "2025"),
        ("  ", None),
        ("yesterday", None),
        ("2025-13-45", None),
        ("0000-00-00T00:00:00", None),
        ("99999999999", None),
        ("5 September, V3.1", None),
    ],
)
def test_read_day(text: str, date: str | None) -> None:
    assert read_day(text) == date


def test_a_line_has_days_and_months_but_no_bare_year() -> None:
    assert [day.date for day in days_in("Toronto, 3 March 2026. Founded in 2016.")] == ["2026-03-03"]


@pytest.mark.parametrize(
    ("path", "date"),
    [
        ("/2025/11/27/a-title", "2025-11-27"),
        ("/2025/11/a-title", "2025-11"),
        ("/news/2025-11-27-title.html", "2025-11-27"),
        ("/a/20251127/title", "2025-11-27"),
        ("/p/12345678", None),
        ("/x-2049-99/", None),
        ("/2024/title", None),
        ("/", None),
    ],
)
def test_day_in_path(path: str, date: str | None) -> None:
    assert day_in_path(path) == date


@given(st.text(st.sampled_from("0123456789-/.:T Zan月日年JMrch,"), max_size=40))
def test_what_is_read_is_a_date(text: str) -> None:
    for date in (read_day(text), day_in_path(text)):
        assert date is None or is_date(date)
