"""Rows of values to the text of a table, with a bound on how large it grows."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from graph.record.cells import MAX_CELLS, MAX_COLUMNS, render_csv
from ingest.decode import MAX_BYTES, Decoded, Unreadable

MAX_CHARACTERS = 2 * MAX_BYTES
"""No rendered table is longer."""


def render_table(
    header: Sequence[str], rows: Iterable[Sequence[str]], repairs: tuple[str, ...] = ()
) -> Decoded | Unreadable:
    """Return the text of a table, or that it is too large or has no rows. Reads no further than the bound."""
    if len(header) > MAX_COLUMNS:
        return Unreadable(reason="the table is too large", detail=f"{len(header):,} columns; {MAX_COLUMNS:,} are read")
    parts, length, most = [render_csv([header])], 0, MAX_CELLS // max(1, len(header))
    for number, row in enumerate(rows, start=1):
        # Half-filled rows cost their own cells alone.
        line = render_csv([row]) if any(row) else "\n"
        length += len(line)
        if number > most or length > MAX_CHARACTERS:
            return Unreadable(reason="the table is too large", detail=f"more than {number - 1:,} rows fit in")
        parts.append(line)
    if len(parts) == 1:
        return Unreadable(reason="the table has no rows")
    return Decoded(text="".join(parts), repairs=repairs)


def cell_text(value: object) -> str:
    """Return a value of a typed table as a cell: nothing for None, whole floats without ".0", dates in ISO form."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, list | tuple):
        # Line breaks hardly stand in names, so they part the values of a list.
        return "\n".join(cell_text(one) for one in value)
    return str(value)
