"""Dates as pages and feeds write them, in the precision they give and no finer.

A date is the day where it was written: an offset of time zone never moves it. Of a day and a month that could be
either (03/04/2025) only the year is kept.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import yaml

from graph.ontology.dates import is_date

MAX_CHARACTERS = 300
"""No more of a text is looked at."""
_OLDEST = 1970


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A date in a text."""

    date: str
    """ISO text of a year, a month or a day."""
    start: int
    end: int


def read_day(text: str) -> str | None:
    """Return the date that an attribute or field gives, or None: the first whole one, else a month or year alone."""
    text = text.strip()[:MAX_CHARACTERS]
    if lone := _LONE.fullmatch(text):
        return _checked(*lone.groups())
    if stamp := _STAMP.fullmatch(text):
        day = datetime.fromtimestamp(int(stamp[1]), tz=UTC)
        return f"{day:%Y-%m-%d}" if day.year >= _OLDEST else None
    if compact := _COMPACT.match(text):
        return _checked(*compact.groups())
    return next((day.date for day in days_in(text)), None)


def days_in(text: str) -> Iterator[Day]:
    """Yield the dates in the first ``MAX_CHARACTERS`` of a text, each of a day or, named, of a month."""
    plain = _plain(text[:MAX_CHARACTERS])
    for found in _forms().finditer(plain):
        if date := _date_of(found):
            yield Day(date=date, start=found.start(), end=found.end())


def day_in_path(path: str) -> str | None:
    """Return the date in the path of an address: /2025/11/27/..., /2025/11/..., /2025-11-27-...; None without one."""
    for found in _PATH.finditer(path[:2000]):
        if date := _checked(*found.groups()):
            return date
    return None


_LONE = re.compile(r"([12]\d{3})(?:[-/.](\d{1,2}))?")
_STAMP = re.compile(r"(\d{9,10})(?:\d{3})?")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_PATH = re.compile(r"(?<=[/_-])((?:19|20)\d\d)[/_-]?(?<!\d\d\d\d\d)(\d{2})(?:[/_-]?(\d{2}))?(?=[/_.-]|$)")


@cache
def _months() -> dict[str, int]:
    lists = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))["months"]
    return {name: int(number) for number, names in lists.items() for name in names}


@cache
def _forms() -> re.Pattern[str]:
    month = "|".join(sorted(_months(), key=len, reverse=True))
    return re.compile(
        rf"""(?<!\d)(?:
          (?P<y1>[12]\d{{3}})\s?[-/.]\s?(?P<m1>\d{{1,2}})\s?[-/.]\s?(?P<d1>\d{{1,2}})(?!\d)
        | (?P<y2>[12]\d{{3}})\s?[年년]\s?(?P<m2>\d{{1,2}})\s?[月월](?:\s?(?P<d2>\d{{1,2}})\s?[日일号號])?
        | (?P<d3>\d{{1,2}})(?:st|nd|rd|th|er|o|\.)?[\s-]{{1,3}}(?:of\s|de\s)?(?P<m3>{month})\b\.?,?[\s-]{{1,3}}
          (?:de\s)?(?P<y3>[12]\d{{3}}|\d\d(?=\s+\d\d:))(?!\d)
        | (?<![a-z])(?P<m4>{month})\b\.?\s{{1,3}}(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?\s?,?\s{{1,3}}(?P<y4>[12]\d{{3}})(?!\d)
        | (?<![a-z])(?P<m5>{month})\b\.?,?\s{{1,3}}(?:of\s|de\s)?(?P<y5>[12]\d{{3}})(?!\d)
        | (?P<a6>\d{{1,2}})(?P<s6>[/.-])(?P<b6>\d{{1,2}})(?P=s6)(?P<y6>[12]\d{{3}})(?!\d)
        )""",
        re.VERBOSE | re.IGNORECASE,
    )


def _date_of(found: re.Match[str]) -> str | None:
    part = found.groupdict()
    if part["y6"]:
        return _either_way(part["y6"], int(part["a6"]), int(part["b6"]))
    for form in "12345":
        if year := part[f"y{form}"]:
            month = part[f"m{form}"].lower()
            number = month if month.isdigit() else str(_months()[month])
            return _checked(year if len(year) == 4 else f"20{year}", number, part.get(f"d{form}"))
    return None


def _either_way(year: str, a: int, b: int) -> str | None:
    """Return the date of two numbers of which either may be the month: a day only where there is no doubt."""
    if a == b or a > 12:
        return _checked(year, str(b), str(a))
    return _checked(year, str(a), str(b)) if b > 12 else _checked(year, None, None)


def _checked(year: str, month: str | None = None, day: str | None = None) -> str | None:
    date = "-".join([year, *(f"{int(part):02}" for part in (month, day) if part)])
    return date if int(year) >= _OLDEST and is_date(date) else None


def _plain(text: str) -> str:
    """Return ``text`` without accents, character by character, so that places stay the same."""
    if text.isascii():
        return text
    return "".join(_bare(char) for char in text)


def _bare(char: str) -> str:
    if char.isspace():
        return " "
    base = unicodedata.normalize("NFD", char)[0] if ord(char) < 0x250 else char
    return base if len(base) == 1 else char
