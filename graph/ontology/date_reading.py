"""Dates read out of cells and out of prose, as ISO text in the precision of the source and never in more.

What is narrower than a year and no month is its year: of "Q2 2024", "early 2024", "the first half of 2024" only
2024 can be kept; the place of the find still has all of it. A date whose day and month could change places (5/6/2024)
is read only where the order is told.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from graph.ontology.date_words import DateWords, shipped_date_words
from graph.ontology.quantities_words import LETTER, same_length, shipped_words

_FARTHEST = 40
"""How far before its year a date may begin, in characters."""
_CUE = 18
"""How far before a bare year the word that makes a date of it may begin."""
_LONGEST_CELL = 100
_COMPACT = re.compile("(?P<y>(?:19|20)[0-9]{2})(?P<m>[01][0-9])(?P<d>[0-3][0-9])")
_BEGINS = re.compile(f"(?<!{LETTER})(?<!{LETTER}[-/.])(?<!_)")
_AGO_MARK = re.compile("[Aa]go")
_ISO = re.compile("([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """A date in a text."""

    start: int
    end: int
    """Exclusive. It includes a day of the week before the date and a time of day behind it."""
    date: str
    """ISO text: 2024, 2024-05 or 2024-05-17."""


def read_date(text: str, *, day_first: bool | None = None, reference: str | None = None) -> str | None:
    """Return the date that a whole cell is, as ISO text in the precision it has there, or None.

    ``day_first`` tells the order of 5/6/2024; without it, only a date that has one reading is read (17/5/2024), and
    one with full stops (17.05.2024) begins with the day. Relative dates ("yesterday", "last Friday", "this month")
    count from ``reference``, an ISO date, and are None without one or where it is not precise enough. The day of a
    time with a zone is the day as written. Two-digit years, dates that the calendar lacks, and bare numbers that are
    no year from 1500 to 2199 are None.
    """
    cell = same_length(text.strip())
    if not cell or len(cell) > _LONGEST_CELL:
        return None
    if (iso := _ISO.fullmatch(cell)) and iso[2]:
        year, month, day = (int(part) if part else None for part in iso.groups())
        return _written(year or 0, month, day)
    words = shipped_date_words()
    for form in (*words.forms, _COMPACT):
        match = form.fullmatch(cell)
        found = _iso(match, words, day_first, reference) if match else None
        if found is not None:
            return found
    return None


def find_dates(text: str, reference: str | None = None, *, day_first: bool | None = None) -> Iterator[FoundDate]:
    """Yield the dates of a text in their order; they do not overlap.

    A bare year is one behind a word like "in" or "since" or alone in brackets, and not before a unit ("in 2048
    GPUs"). Dates within names, versions and addresses are left out. ``reference`` and ``day_first`` as in
    ``read_date``.
    """
    same, words, at = same_length(text), shipped_date_words(), 0
    while mark := words.marks.search(same, at):
        found = _found(same, mark, at, words, day_first, reference)
        if found is not None:
            yield found
        at = max(found.end if found else 0, mark.end())


def _found(
    text: str, mark: re.Match[str], floor: int, words: DateWords, day_first: bool | None, reference: str | None
) -> FoundDate | None:
    if mark["rel"] and reference is None:
        return None
    first = mark.start() if mark["rel"] and not _AGO_MARK.match(mark[0]) else max(floor, mark.start() - _FARTHEST)
    for start in range(first, mark.start() + 1):
        if text[start] == " " or not _BEGINS.match(text, start):
            continue
        for form in words.forms:
            match = form.match(text, start)
            if match is None or match.end() <= mark.start() or not _stands_in_prose(text, match, words):
                continue
            iso = _iso(match, words, day_first, reference)
            if iso is not None:
                return FoundDate(start=start, end=match.end(), date=iso)
    return None


def _stands_in_prose(text: str, match: re.Match[str], words: DateWords) -> bool:
    groups = match.groupdict()
    name = groups.get("n")
    if name is not None and name[0].islower() and name.casefold() in words.capital:
        return False
    if groups.get("bare") is None:
        return True
    before, behind = text[max(0, match.start() - _CUE) : match.start()], text[match.end() : match.end() + 1]
    if before.endswith("(") and behind in (")", ",", ";"):
        return True
    return words.cue.search(before) is not None and shipped_words().units.at.match(text, match.end()) is None


def _iso(match: re.Match[str], words: DateWords, day_first: bool | None, reference: str | None) -> str | None:
    groups = match.groupdict()
    if "rel" in groups or "weekday" in groups or "count" in groups:
        return _relative(groups, words, reference)
    if "cy" in groups:
        return _east_asian(groups, words)
    year = int(groups.get("y") or groups["bare"] or 0)
    if "a" in groups:
        return _ordered(year, int(groups["a"] or 0), int(groups["b"] or 0), groups["by"], day_first)
    if (groups.get("week") or "mon").casefold() not in words.weekdays:
        return None
    month: int | None = int(groups["m"]) if groups.get("m") else None
    if name := groups.get("n"):
        month = words.months.get(name.casefold())
        if month is None:
            return None
    return _written(year, month, int(groups["d"]) if groups.get("d") else None)


def _ordered(year: int, a: int, b: int, sign: str | None, day_first: bool | None) -> str | None:
    day_month, month_day = _written(year, b, a), _written(year, a, b)
    if day_month is None or month_day is None or day_month == month_day:
        # With full stops the day stands first, so 05.17.2024 is a slip of the source and no date.
        return day_month or (None if sign == "." and day_first is None else month_day)
    if day_first is None and sign != ".":
        return None
    return month_day if day_first is False else day_month


def _east_asian(groups: dict[str, str | None], words: DateWords) -> str | None:
    if era := groups["era"]:
        year: int | None = words.eras[era] + (1 if groups["ey"] == "元" else _small(groups["ey"] or "", words) or -9999)
    else:
        year = _small(groups["cy"] or "", words)
    month, day = groups.get("cm"), groups.get("cd")
    if year is None or year < 1:
        return None
    return _written(year, _small(month, words) if month else None, _small(day, words) if day else None)


def _small(written: str, words: DateWords) -> int | None:
    """Return the number that digits of either kind say: 17, 十七, 二〇二四. None where they say none."""
    if written.isascii():
        return int(written)
    tens, ten, ones = written.partition("十")
    if not ten:
        return int("".join(str(words.digits[one]) for one in written))
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return 0
    return 10 * (words.digits[tens] if tens else 1) + (words.digits[ones] if ones else 0)


def _written(year: int, month: int | None, day: int | None) -> str | None:
    try:
        date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return None
    return f"{year:04}" + ("" if month is None else f"-{month:02}" + ("" if day is None else f"-{day:02}"))


def _relative(groups: dict[str, str | None], words: DateWords, reference: str | None) -> str | None:
    match = _ISO.fullmatch(reference) if reference else None
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    if name := groups.get("weekday"):
        known = _day(year, month, day)
        return (
            str(known - timedelta(days=(known.weekday() - words.weekdays[name.casefold()] - 1) % 7 + 1))
            if known
            else None
        )
    if said := groups.get("rel"):
        unit, shift = words.relative[said.casefold()]
    else:
        count = (groups["count"] or "").casefold()
        unit, shift = (groups["unit"] or "").casefold(), -(int(count) if count.isdecimal() else words.counts[count])
    return _shifted(year or 0, month, day, unit, shift)


def _shifted(year: int, month: int | None, day: int | None, unit: str, shift: int) -> str | None:
    if unit == "year":
        return _written(year + shift, None, None)
    if month is None:
        return None
    if unit == "month":
        years, months = divmod(month - 1 + shift, 12)
        return _written(year + years, months + 1, None)
    known = _day(year, month, day)
    try:
        return str(known + timedelta(days=shift)) if known else None
    except OverflowError:
        return None


def _day(year: int | None, month: int | None, day: int | None) -> date | None:
    written = _written(year or 0, month, day) if month and day else None
    return date.fromisoformat(written) if written else None
