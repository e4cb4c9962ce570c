"""What a command prints: results on standard output, everything else on standard error.

Documents are data: control characters in what they say never reach a terminal.
"""

import io
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TextIO

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]
"""What can be printed as JSON."""

DONE, FAILED, WRONG_USAGE, SET_ASIDE = 0, 1, 2, 3
"""The exit codes that commands return."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""All control characters but tab and new line, and those that turn the reading direction."""


def prepare_streams() -> None:
    """Make standard output and error the same everywhere: UTF-8 and plain line ends when they go to a file or a
    pipe; on a terminal of another encoding, what cannot be shown is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="backslashreplace")
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def emit(value: Json) -> None:
    """Print one value as JSON on one line, keys in the order given.

    Raises ValueError for a number that JSON has not (infinite, not a number).
    """
    print(json_line(value))


def json_line(value: Json) -> str:
    """Give one value as JSON on one line, letters as they are. Raises ValueError like ``emit``."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def say(text: str) -> None:
    """Print text meant for a person on standard output."""
    print(plain(text))


def note(text: str) -> None:
    """Print a remark on standard error, after the name of the program."""
    if sys.stderr is not None:
        print(f"sextant: {plain(text)}", file=sys.stderr, flush=True)


def plain(text: str) -> str:
    """Give the text with every control character but tab and new line replaced by U+FFFD."""
    return _CONTROL.sub("\ufffd", text)


def one_line(text: str) -> str:
    """Give the text on one line, runs of white space as one blank, no control characters."""
    return plain(" ".join(text.split()))


def emit_table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, title: str | None = None) -> None:
    """Print a table for a person on standard output.

    On a terminal it fits the width, cells wrapping; elsewhere each row is one line.
    """
    from rich.table import Table
    from rich.text import Text

    table = Table(title=None if title is None else Text(plain(title)), title_justify="left", highlight=False)
    for column in columns:
        table.add_column(Text(plain(column)), overflow="fold")
    for row in rows:
        table.add_row(*(Text(plain(cell)) for cell in row))
    _print_rich(table, sys.stdout)


def _print_rich(table: object, stream: TextIO) -> None:
    from rich.console import Console
    from rich.measure import Measurement

    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        # A pipe has no width: a row that wraps there could not be searched line by line.
        wide = console.options.update_width(100_000)
        console.width = max(1, Measurement.get(console, wide, table).maximum)  # type: ignore[arg-type]
    console.print(table)
