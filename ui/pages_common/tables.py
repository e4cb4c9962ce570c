"""Rows as a table on a page, and as a file to take away."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

import pandas as pd
import streamlit as st

from ui.commands.cypher import csv_text, shown_cell
from ui.output import plain

if TYPE_CHECKING:
    from streamlit.elements.lib.column_types import ColumnConfig

    from graph.engine import Cell

GROUPED = 10_000
"""Numbers below it are shown without separators: they may be years."""


Download = tuple[str, Callable[[], bytes], str, str]
"""A file to take away: what it is called on its button, what makes it, its name and its kind."""


def draw_table(
    columns: Sequence[str], rows: "Sequence[Sequence[Cell]]", *, key: str, name: str = "rows", counts: bool = False,
    also: Sequence[Download] = (),
) -> None:  # fmt: skip
    """Show rows as a table that can be sorted and searched, with a button that gives them as CSV.

    ``counts``: whether its numbers are counts, so that all have separators. ``also``: other files that are offered.
    """
    frame = frame_of(columns, rows)
    height: int | Literal["auto"] = 420 if len(rows) > 11 else "auto"
    formats = _formats(frame, 0 if counts else GROUPED)
    st.dataframe(frame, hide_index=True, column_config=formats, key=f"table-{key}", height=height)
    csv: Download = ("CSV", lambda: csv_text(columns, rows).encode(), f"{name}.csv", "text/csv")
    with st.container(horizontal=True, vertical_alignment="center"):
        for label, content, file, kind in (csv, *also):
            told = f"Download as {label}"
            st.download_button(told, content, file, kind, key=f"{label}-{key}", on_click="ignore")


def counted(count: int, one: str) -> str:
    """Return a count with its noun: 1 document, 2 documents."""
    return f"{count:,} {one}{'' if count == 1 else 's'}"


def frame_of(columns: Sequence[str], rows: "Sequence[Sequence[Cell]]") -> pd.DataFrame:
    """Return rows as a frame: columns of numbers stay numbers, all else is plain text."""
    cells = {at: _column([row[at] for row in rows]) for at in range(len(columns))}
    frame = pd.DataFrame(cells)
    frame.columns = pd.Index(_told_apart([plain(column) for column in columns]))
    return frame


def _column(cells: "Sequence[Cell]") -> pd.Series:
    known = [cell for cell in cells if cell is not None]
    if known and all(isinstance(cell, bool) for cell in known):
        return pd.Series(list(cells), dtype="boolean")
    if known and all(_is_whole(cell) for cell in known):
        return pd.Series(list(cells), dtype="Int64")
    if known and all(isinstance(cell, float) or _is_whole(cell) for cell in known):
        return pd.Series(list(cells), dtype="Float64")
    return pd.Series([None if cell is None else plain(shown_cell(cell)) for cell in cells], dtype="object")


def _is_whole(cell: "Cell") -> bool:
    return isinstance(cell, int) and not isinstance(cell, bool) and abs(cell) < 2**53


def _told_apart(columns: Sequence[str]) -> list[str]:
    """Return names of columns, each once: a frame is shown by them."""
    seen: dict[str, int] = {}
    named = []
    for column in columns:
        seen[column] = seen.get(column, 0) + 1
        named.append(column if seen[column] == 1 else f"{column} ({seen[column]})")
    return named


def _formats(frame: pd.DataFrame, least: int) -> Mapping[str, "ColumnConfig"]:
    large = [
        str(name)
        for name, column in frame.items()
        if column.dtype in ("Int64", "Float64") and column.abs().max() >= least
    ]
    return {name: st.column_config.NumberColumn(format="localized") for name in large}
