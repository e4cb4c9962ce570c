"""Whether rows are better seen as bars or as a line, and the chart of them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import streamlit as st

from graph.ontology.dates import date_precision, is_date
from ui.output import plain

MOST_BARS = 30
"""More bars than these nobody compares: of rows in the order of their numbers the first are shown."""
MOST_POINTS = 400
MOST_TICKS = 14
FORMATS = {"year": "%Y", "month": "%Y-%m", "day": "%Y-%m-%d"}
COLOUR = "#1d5c96"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart of rows: of each a group, or a point in time, with its number."""

    kind: Literal["bar", "line"]
    group: str
    """What the groups are."""
    value: str
    """What is counted or measured."""
    points: tuple[tuple[str, float], ...]
    of: int
    """How many there are in all: bars show the first of them, a line those of one precision."""


def chart_of(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> Chart | None:
    """Return the chart of rows that are a count by group or a series, else None.

    They are where the first column tells the rows apart and another holds nothing but numbers: of several the one that
    the rows are ordered by. It is a series where the first column holds dates or years.
    """
    if len(columns) < 2 or not 2 <= len(rows) <= MOST_POINTS:
        return None
    groups = [plain(str(row[0])) for row in rows]
    at = _counted(columns, rows)
    if at is None or len(set(groups)) < len(groups) or None in (row[0] for row in rows):
        return None
    points = tuple((group, float(str(row[at]))) for group, row in zip(groups, rows, strict=True))
    if all(is_date(group) for group in groups):
        return _series(columns[0], columns[at], points)
    falls = _falls([number for _, number in points])
    if (len(rows) > MOST_BARS and not falls) or not all(isinstance(row[0], str) for row in rows):
        return None
    return Chart(kind="bar", group=columns[0], value=columns[at], points=points[:MOST_BARS], of=len(points))


def _series(group: str, value: str, points: Sequence[tuple[str, float]]) -> Chart | None:
    """Return the line of the points that most have the precision of: a whole year is no point between months."""
    precisions = Counter(date_precision(when) for when, _ in points)
    most = max(precisions, key=lambda one: (precisions[one], one))
    shown = tuple(sorted(point for point in points if date_precision(point[0]) == most))
    return Chart(kind="line", group=group, value=value, points=shown, of=len(points)) if len(shown) > 1 else None


def _counted(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> int | None:
    """Return the column of the numbers that a chart shows."""
    numbers = [at for at in range(1, len(columns)) if all(_is_number(row[at]) for row in rows)]
    ordered = [at for at in numbers if _falls([float(str(row[at])) for row in rows])]
    if ordered:
        return ordered[0]
    return numbers[-1] if numbers and len(numbers) == len(columns) - 1 else None


def _falls(numbers: Sequence[float]) -> bool:
    return all(a >= b for a, b in pairwise(numbers)) and numbers[0] > numbers[-1]


def _is_number(cell: object) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def draw_chart(chart: Chart) -> None:
    """Show a chart; the groups of bars stand in the order of the rows, points in time as far apart as they are."""
    values = [{"group": group, "value": number} for group, number in chart.points]
    number = {"field": "value", "type": "quantitative", "title": plain(chart.value), "axis": {"tickCount": 6}}
    told = {"field": "group", "type": "nominal", "title": plain(chart.group)}
    if chart.kind == "bar":
        mark: dict[str, object] = {"type": "bar", "color": COLOUR, "cornerRadiusEnd": 2}
        group = {**told, "sort": None, "title": None, "axis": {"labelLimit": 220}}
        spec = {"encoding": {"y": group, "x": number}, "height": 30 + 24 * len(values)}
    else:
        mark = {"type": "line", "point": True, "color": COLOUR}
        spec = {"encoding": {"x": _time(chart), "y": number}, "height": 280}
    spec["encoding"] |= {"tooltip": [told, number]}  # type: ignore[operator]
    if len(chart.points) < chart.of:
        which = "of one precision" if chart.kind == "line" else "at the top"
        st.caption(f"The chart shows the {len(chart.points):,} rows {which}, of {chart.of:,}.")
    st.vega_lite_chart({"data": {"values": values}, "mark": mark, **spec})


def _time(chart: Chart) -> dict[str, object]:
    """Return the axis of time of a series, in which what is missing leaves its room."""
    precision = date_precision(chart.points[0][0])
    every = max(1, -(-len(chart.points) // MOST_TICKS))
    axis = {"format": FORMATS[precision], "labelOverlap": True, "tickCount": {"interval": precision, "step": every}}
    scale = {"type": "utc"}  # dates have no zone: in local time the first of a month may fall into the one before
    return {"field": "group", "type": "temporal", "title": plain(chart.group), "scale": scale, "axis": axis}
