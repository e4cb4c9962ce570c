"""Places in the text of a query, and errors that point at them."""

from graph.errors import QueryError

SHOWN_BEFORE = 40
SHOWN_AFTER = 40
"""Characters of the line that an error shows before and after its place."""
MARK = "»"
"""Stands in a one-line message before the place that is meant."""


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Return line and column of an offset, both from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def offset_of(text: str, line: int, column: int) -> int:
    """Return the offset of a line and column, both from 1; past the end it is the end."""
    lines = text.split("\n")
    if line > len(lines):
        return len(text)
    return sum(len(one) + 1 for one in lines[: line - 1]) + min(column - 1, len(lines[line - 1]))


def fault(message: str, text: str, offset: int, kind: type[QueryError] = QueryError) -> QueryError:
    """Return an error, to be raised, that says line and column and shows the place in the text."""
    line, column = line_and_column(text, offset)
    start = offset - column + 1
    end = text.find("\n", offset)
    here = text[start : len(text) if end < 0 else end]
    error = kind(f"line {line}, column {column}: {message}: {_excerpt(here, column - 1)}")
    error.line, error.column = line, column
    return error


def caret(text: str, error: QueryError) -> str:
    """Return the line that an error is about with a caret below its place, or "" where it has no place."""
    if error.line is None or error.column is None:
        return ""
    lines = text.split("\n")
    here = lines[min(error.line, len(lines)) - 1]
    first = max(0, error.column - 1 - SHOWN_BEFORE)
    return f"{printable(here[first : first + SHOWN_BEFORE + SHOWN_AFTER])}\n{' ' * (error.column - 1 - first)}^"


def printable(text: str) -> str:
    """Return a text of one line in which what no terminal shows stands as its number."""
    return "".join(c if c.isprintable() else " " if c == "\t" else f"<U+{ord(c):04X}>" for c in text)


def _excerpt(line: str, at: int) -> str:
    first, last = max(0, at - SHOWN_BEFORE), at + SHOWN_AFTER
    before = ("…" if first else "") + line[first:at]
    return printable(before + MARK + line[at:last] + ("…" if last < len(line) else "")).strip()
