"""Dates as pages and feeds write them, in the precision they give and no finer.

The forms of prose are the ontology's; here are those of attributes, feeds and addresses. A date is the day where it
was written: an offset of time zone never moves it. Of a day and a month that could be either (03/04/2025) only the
year is kept.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from graph.ontology.date_reading import FoundDate, find_dates
from graph.ontology.dates import is_date

MAX_CHARACTERS = 300
"""No more of a text is looked at."""
_OLDEST = 1970
_LONE = re.compile(r"([12]\d{3})(?:[-/.](\d{1,2}))?")
_STAMP = re.compile(r"(\d{9,10})(?:\d{3})?")
_COMPACT = re.compile(r"((?:19|20)\d\d)-?(\d\d)-?(\d\d)(?!\d)")
_SHORT_YEAR = re.compile(r"(\d{1,2}) ([A-Za-z]{3}) (\d\d)(?= \d\d:)")
_EITHER = re.compile(r"(?<![\d/.-])\d{1,2}([/.-])\d{1,2}\1((?:19|20)\d\d)(?!\d)")
_PATH = re.compile(r"(?<=[/_-])((?:19|20)\d\d)[/_-]?(\d{2})(?:[/_-]?(\d{2}))?(?=[/_.-]|$)")


def read_day(text: str) -> str | None:
    """Return the date that an attribute or field gives, or None: the first of a month or day, else a year alone."""
    text = " ".join(text[:MAX_CHARACTERS].split())
    if lone := _LONE.fullmatch(text):
        return _checked(*lone.groups())
    if stamp := _STAMP.fullmatch(text):
        day = datetime.fromtimestamp(int(stamp[1]), tz=UTC)
        return f"{day:%Y-%m-%d}" if day.year >= _OLDEST else None
    if compact := _COMPACT.match(text):
        return _checked(*compact.groups())
    found = next(days_in(_SHORT_YEAR.sub(r"\1 \2 20\3", text)), None)
    if found is None and (either := _EITHER.search(text)):
        return either[2]
    return found.date if found else None


def days_in(text: str) -> Iterator[FoundDate]:
    """Yield the dates in the first ``MAX_CHARACTERS`` of a text that are a month or a day; a year is no date here."""
    found = find_dates(text[:MAX_CHARACTERS])
    return (one for one in found if len(one.date) > len("2025") and int(one.date[:4]) >= _OLDEST)


def day_in_path(path: str) -> str | None:
    """Return the date in the path of an address: /2025/11/27/..., /2025/11/..., /2025-11-27-...; None without one."""
    dates = (_checked(*found.groups()) for found in _PATH.finditer(path[:2000]))
    return next((date for date in dates if date), None)


def _checked(year: str, month: str | None = None, day: str | None = None) -> str | None:
    date = "-".join([year, *(f"{int(part):02}" for part in (month, day) if part)])
    return date if int(year) >= _OLDEST and is_date(date) else None
