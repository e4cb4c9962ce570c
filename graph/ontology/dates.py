"""Dates in the precision their source gave: ISO text of a year, a month or a day, and the interval each covers.

A date less precise than a day stands for all its days: 2024-02 for 2024-02-01 to 2024-02-29. Comparisons are
of these intervals, so that "before 2023" holds of 2022-12 and does not hold of 2023-01.

The functions that compare raise InvalidValue for a text that is no such date; those that read texts raise nothing.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from graph.errors import InvalidValue

if TYPE_CHECKING:
    from graph.ontology.date_reading import FoundDate

Precision = Literal["year", "month", "day"]
"""How much of a date is known."""

_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def date_precision(text: str) -> Precision:
    """Return how precise the date ``text`` is."""
    _, month, day = _parts(text)
    return "year" if month is None else "month" if day is None else "day"


def is_date(text: str) -> bool:
    """Say whether ``text`` is a date: 2024, 2024-05 or 2024-05-17, of a day that there is."""
    try:
        _parts(text)
    except InvalidValue:
        return False
    return True


def first_day(text: str) -> str:
    """Return the first day of the interval that ``text`` covers: 2024-05-01 for 2024-05."""
    year, month, day = _parts(text)
    return f"{year:04}-{month or 1:02}-{day or 1:02}"


def last_day(text: str) -> str:
    """Return the last day of the interval that ``text`` covers: 2024-02-29 for 2024-02."""
    year, month, day = _parts(text)
    month = month or 12
    return f"{year:04}-{month:02}-{day or monthrange(year, month)[1]:02}"


def dates_agree(a: str, b: str) -> bool:
    """Say whether two dates are equal at the coarser precision of the two: 2024 and 2024-05-17 are."""
    _parts(a), _parts(b)
    return a.startswith(b) or b.startswith(a)


def is_before(a: str, b: str) -> bool:
    """Say whether every day of ``a`` comes before every day of ``b``."""
    return last_day(a) < first_day(b)


def is_after(a: str, b: str) -> bool:
    """Say whether every day of ``a`` comes after every day of ``b``."""
    return is_before(b, a)


def is_within(a: str, b: str) -> bool:
    """Say whether every day of ``a`` is a day of ``b``: 2024-05 is within 2024, and 2024 is not within 2024-05."""
    return first_day(b) <= first_day(a) and last_day(a) <= last_day(b)


def read_date(text: str, *, day_first: bool | None = None, reference: str | None = None) -> str | None:
    """Return the date that a whole cell is, in the precision it has there, or None; see ``date_reading.read_date``."""
    # Loaded here, so that an answer, which only compares dates, does not wait for the words of all languages.
    from graph.ontology import date_reading

    return date_reading.read_date(text, day_first=day_first, reference=reference)


def find_dates(text: str, reference: str | None = None, *, day_first: bool | None = None) -> Iterator["FoundDate"]:
    """Yield the dates of a text in their order, with their offsets; see ``date_reading.find_dates``."""
    from graph.ontology import date_reading

    return date_reading.find_dates(text, reference, day_first=day_first)


def _parts(text: str) -> tuple[int, int | None, int | None]:
    found = _FORM.fullmatch(text)
    if found is None:
        raise InvalidValue(f"{text!r} is not a date; write 2024, 2024-05 or 2024-05-17")
    year, month, day = (None if part is None else int(part) for part in found.groups())
    if not year or (month is not None and not 1 <= month <= 12):
        raise InvalidValue(f"{text!r} is not a date: years go from 0001 to 9999 and months from 01 to 12")
    if month is not None and day is not None and not 1 <= day <= monthrange(year, month)[1]:
        raise InvalidValue(f"{text!r} is not a date: that month has the days 01 to {monthrange(year, month)[1]}")
    return year, month, day
