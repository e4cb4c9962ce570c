"""Counts by month or year, with the times that have none: left out, they would make a chart lie about its axis."""

import re
from collections.abc import Callable, Mapping, Sequence

Points = Sequence[tuple[str, float]]
"""Labels with their values."""
LONGEST = 600
"""Months or years over which gaps are filled; a wrong date far away is not worth as many empty columns."""
_YEAR = re.compile(r"[0-9]{4}")
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


def without_gaps(points: Points) -> Points:
    """Return points in the order of their months (or years), with nought for each that is missing between two.

    Points whose labels are neither months nor years are returned as they are.
    """
    labels = [label for label, _ in points]
    if labels and all(_YEAR.fullmatch(label) for label in labels):
        return _filled({int(label): value for label, value in points}, "{:04}".format) or points
    if labels and all(_MONTH.fullmatch(label) for label in labels):
        return _filled({_months(label): value for label, value in points}, _month) or points
    return points


def _filled(values: Mapping[int, float], label: Callable[[int], str]) -> Points:
    first, last = min(values), max(values)
    if last - first > LONGEST:
        return ()
    return tuple((label(at), values.get(at, 0.0)) for at in range(first, last + 1))


def _months(label: str) -> int:
    year, month = label.split("-")
    return int(year) * 12 + int(month) - 1


def _month(months: int) -> str:
    return f"{months // 12:04}-{months % 12 + 1:02}"
