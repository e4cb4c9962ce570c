"""The table of a bench, as text."""

from collections.abc import Sequence
from textwrap import wrap

from bench.rows import Row

WIDTH = 118
HEADS = ("", "measured", "against", "ratio", "promised", "margin")


def table(rows: Sequence[Row]) -> str:
    """Return rows under a head, those of one name together; below them what they are compared with and what holds them.

    In the order in which the names come first.
    """
    order = {name: at for at, name in enumerate(dict.fromkeys(row.name for row in rows))}
    rows = sorted(rows, key=lambda row: order[row.name])
    cells = [_cells(row) for row in rows]
    widths = [max(len(line[at]) for line in (HEADS, *cells)) for at in range(len(HEADS))]
    lines = [_line(HEADS, widths), "-" * (sum(widths) + 2 * (len(widths) - 1))]
    for at, (row, cell) in enumerate(zip(rows, cells, strict=True)):
        lines.append(_line(cell, widths))
        following = rows[at + 1] if at + 1 < len(rows) else None
        if following is None or _why(following) != _why(row):
            lines += wrap(_why(row), WIDTH, initial_indent="    ", subsequent_indent="    ")
    return "\n".join(lines)


def missed(rows: Sequence[Row]) -> list[Row]:
    """Return the rows that do not keep what is promised."""
    return [row for row in rows if row.kept is False]


def _why(row: Row) -> str:
    return f"against {row.against}. {row.holds}" if row.against else row.holds


def _cells(row: Row) -> tuple[str, ...]:
    promised = "" if row.limit is None else f"{'>=' if row.better == 'more' else '<='} {number(row.limit)}"
    margin = "" if row.margin is None else f"{_times(row.margin)}{'' if row.kept else ' MISSED'}"
    return (
        f"{row.name} ({row.at})" if row.at else row.name,
        f"{number(row.value)} {row.unit}",
        "" if row.baseline is None else number(row.baseline),
        "" if row.ratio is None else _times(row.ratio),
        promised,
        margin,
    )


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = (cell.rjust(width) for cell, width in zip(cells, widths, strict=True))
    return "  ".join([cells[0].ljust(len(first)), *others]).rstrip()


def _times(value: float) -> str:
    return f"{number(value) if value >= 1 else format(value, '.3g')}x"


def number(value: float) -> str:
    """Return a number with as many digits as say something: cosines and shares near 1 keep five decimals."""
    if value != value or value in (float("inf"), float("-inf")):
        return "-"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    if abs(value) >= 10:
        return f"{value:.1f}"
    return f"{value:.5f}" if 0.9 < abs(value) < 1 else f"{value:.2f}" if abs(value) >= 1 else f"{value:.3g}"
