"""Tables of text (CSV, TSV) as cells that know where they stand, and other tables as such a text.

As RFC 4180 has it, and beyond it what spreadsheet programs and Python's ``csv`` tolerate: other delimiters, quoted line
breaks, any line end, text after a closing quote, rows too short or too long, a quote that is never closed. A scan takes
linear time, and keeps two numbers a cell.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

DELIMITERS = (",", "\t", ";", "|")
"""What may stand between cells; of two that fit a text alike the earlier is taken."""
MAX_CELLS = 3_000_000
"""No more cells than these are scanned; the rest is said to be left."""
MAX_COLUMNS = 16_384
"""A row of more cells ends the scan."""

_SAMPLE = 32_768
_SAMPLED_ROWS = 12
_MAX_COMMENTS = 100
_BOM = "\ufeff"
_LINE_END = re.compile(r"\r\n|\n|\r")
_LINE_ENDS = re.compile(r"[\r\n]++")
_NEEDS_QUOTES = re.compile('[",\r\n]|^[ #]|^$')


class Cell(NamedTuple):
    """One cell. A named tuple, as a table has a hundred thousand of them."""

    text: str
    """What it says: without the quotation marks around it, doubled ones inside made single."""
    start: int
    """Where it begins in the table's text: at its quotation mark where it has one."""
    end: int
    """Where it ends, exclusive: at the delimiter or the line end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row."""

    number: int
    """As a spreadsheet program shows it: from 1 at the top, comments and blank lines counted, quoted line ends not."""
    cells: tuple[Cell, ...]
    """May be fewer or more than the header has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table's text with the places of its cells."""

    text: str
    delimiter: str
    header: tuple[str, ...]
    """The names of the columns, trimmed, each once: "column 3" without a name, "NAME (column 3)" given again."""
    header_row: Row
    comments: tuple[str, ...] = ()
    """Lines before the header that begin with "#"."""
    repairs: tuple[str, ...] = ()
    """What is wrong with the table and how it was taken."""
    _starts: "array[int]" = field(repr=False)
    _ends: "array[int]" = field(repr=False)
    _firsts: "array[int]" = field(repr=False)
    """Index of the first cell of each row, and behind the last row the number of cells."""
    _numbers: "array[int]" = field(repr=False)

    def __len__(self) -> int:
        """Return how many rows there are below the header, blank ones not counted."""
        return len(self._numbers)

    def rows(self) -> Iterator[Row]:
        """Yield the rows below the header; blank lines are passed over."""
        for at, number in enumerate(self._numbers):
            yield Row(number=number, cells=self._cells(self._firsts[at], self._firsts[at + 1]))

    def _cells(self, first: int, last: int) -> tuple[Cell, ...]:
        text, starts, ends = self.text, self._starts, self._ends
        return tuple(_cell(text, self.delimiter, starts[i], ends[i]) for i in range(first, last))

    def place_of(self, offset: int) -> tuple[int, str]:
        """Return the row's number and the column's name of the cell at ``offset``, or of the nearest before it."""
        if not self._starts or offset < self._starts[0]:
            columns = [cell.start for cell in self.header_row.cells]
            return self.header_row.number, self.column(max(0, bisect_right(columns, offset) - 1))
        index = bisect_right(self._starts, offset) - 1
        row = bisect_right(self._firsts, index) - 1
        return self._numbers[row], self.column(index - self._firsts[row])

    def row_at(self, offset: int) -> Row | None:
        """Return the row below the header with the cell at ``offset``, or with the nearest before it; else None."""
        if not self._starts or offset < self._starts[0]:
            return None
        at = bisect_right(self._firsts, bisect_right(self._starts, offset) - 1) - 1
        return Row(number=self._numbers[at], cells=self._cells(self._firsts[at], self._firsts[at + 1]))

    def column(self, at: int) -> str:
        """Return the name of the column at ``at``, from 0, even where the header is too short."""
        return self.header[at] if at < len(self.header) else f"column {at + 1}"


def scan_csv(text: str, delimiter: str | None = None) -> Table:
    """Return the table in ``text``; without ``delimiter`` the one that fits its first rows best.

    A text without any cell gives a table with an empty header. Raises nothing.
    """
    mark = delimiter if delimiter is not None else find_delimiter(text)
    scan = _Scan(text, mark)
    header = next(scan.records, None)
    names = _names([cell.text for cell in header.cells]) if header else ()
    scan.take_rows(len(names))
    return Table(
        text=text,
        delimiter=mark,
        header=names,
        header_row=header or Row(number=1, cells=()),
        comments=tuple(scan.comments),
        repairs=tuple(scan.repairs),
        _starts=scan.starts,
        _ends=scan.ends,
        _firsts=scan.firsts,
        _numbers=scan.numbers,
    )


def header_of(text: str) -> tuple[str, ...]:
    """Return the names of the columns of the table in ``text``, without looking at its rows."""
    header = next(_Scan(text, find_delimiter(text)).records, None)
    return _names([cell.text for cell in header.cells]) if header else ()


def cell_at(text: str, offset: int, delimiter: str | None = None) -> tuple[int, str]:
    """Return the row's number and the column's name of the cell of the table ``text`` that is at ``offset``."""
    return scan_csv(text, delimiter).place_of(offset)


def inner_span(text: str, cell: Cell) -> tuple[int, int]:
    """Return start and end of what a cell says, without the quotation marks and spaces around it."""
    start, end = cell.start, cell.end
    if text[start : start + 1] == '"' and end - start > 1 and text[end - 1] == '"':
        start, end = start + 1, end - 1
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def render_csv(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as the text of a table, comma-separated, for tables that have no text of their own."""
    return "".join(",".join(map(_quoted, row)) + "\n" for row in rows)


def find_delimiter(text: str) -> str:
    """Return what stands between the cells of ``text``, by its first rows: "," where nothing tells."""
    best, found = 0.0, ","
    sample = text[:_SAMPLE]
    for mark in DELIMITERS:
        widths = _widths(sample, mark)
        # Rows as wide as the header tell most; of two that agree with all rows the one with more columns is right.
        fit = widths.count(widths[0]) / len(widths) * (1 - 1 / widths[0]) if widths else 0.0
        if fit > best:
            best, found = fit, mark
    return found


def _widths(sample: str, mark: str) -> list[int]:
    scan = _Scan(sample, mark)
    widths = [len(record.cells) for record, _ in zip(scan.records, range(_SAMPLED_ROWS), strict=False)]
    # The last one may be cut in two.
    return widths[:-1] if len(sample) == _SAMPLE and 1 < len(widths) < _SAMPLED_ROWS else widths


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _NEEDS_QUOTES.search(text) else text


@cache
def _pattern(delimiter: str) -> re.Pattern[str]:
    """One cell and what ends it. Possessive, so that no text makes it look back."""
    mark = re.escape(delimiter)
    bare = rf"[^{mark}\r\n]*+"
    return re.compile(rf'(?:"(?:[^"]++|"")*+(?:"{bare}|(?P<open>\Z))|{bare})(?P<stop>{mark}|\r\n|\n|\r|\Z)')


def _cell(text: str, delimiter: str, start: int, end: int) -> Cell:
    raw = text[start:end]
    if raw[:1] != '"':
        return Cell(raw, start, end)
    if '"' not in raw[1:-1] and len(raw) > 1 and raw[-1] == '"':
        return Cell(raw[1:-1], start, end)
    body = _BODY.match(raw)
    inside = body[1] if body else raw[1:]
    return Cell(inside.replace('""', '"') + raw[len(inside) + 2 :], start, end)


_BODY = re.compile(r'"((?:[^"]++|"")*+)')


def _names(cells: Iterable[str]) -> tuple[str, ...]:
    names: list[str] = []
    met: set[str] = set()
    for at, text in enumerate(cells, start=1):
        name = " ".join(text.split())
        name = f"column {at}" if not name else f"{name} (column {at})" if name in met else name
        names.append(name)
        met.add(name)
    return tuple(names)


class _Scan:
    """A walk over a table's text that remembers what it met."""

    def __init__(self, text: str, delimiter: str) -> None:
        self.text, self.delimiter = text, delimiter
        self.comments: list[str] = []
        self.repairs: list[str] = []
        self.starts, self.ends, self.numbers = array("q"), array("q"), array("q")
        self.firsts = array("q", [0])
        self._at = 1 if text.startswith(_BOM) else 0
        self._number = 0
        self.records = self._records()

    def _records(self) -> Iterator[Row]:
        """Yield the records from the header on."""
        self._skip_comments()
        while bounds := self._next():
            cells = tuple(_cell(self.text, self.delimiter, start, end) for start, end in bounds)
            yield Row(number=self._number, cells=cells)

    def _skip_comments(self) -> None:
        while self._at < len(self.text):
            self._skip_blank()
            end = _LINE_END.search(self.text, self._at)
            line = self.text[self._at : end.start() if end else len(self.text)]
            if line.strip() and not self._is_comment(line):
                return
            if line.strip() and len(self.comments) < _MAX_COMMENTS:
                self.comments.append(line)
            self._number += 1
            self._at = end.end() if end else len(self.text)

    def _is_comment(self, line: str) -> bool:
        """Say whether a line before the header is a comment: "# text", or "#text" without a delimiter."""
        if not line.startswith("#") or line[1:2] == self.delimiter:
            return False
        return line[1:2] in ("", " ", "\t", "#", "!") or self.delimiter not in line

    def _next(self) -> list[tuple[int, int]] | None:
        """Return start and end of the cells of the next record that is not blank; None at the end."""
        self._skip_blank()
        text, match, at = self.text, _pattern(self.delimiter).match, self._at
        if at >= len(text):
            return None
        self._number += 1
        bounds: list[tuple[int, int]] = []
        while True:
            found = match(text, at)
            # It matches any text: the last alternative takes all that is not the start of a quoted cell.
            assert found is not None
            stop, end = found["stop"], found.end()
            bounds.append((at, end - len(stop)))
            if found["open"] is not None:
                self.repairs.append(f"the quotation mark that opens a cell in row {self._number} is never closed")
            at = end
            if stop != self.delimiter:
                self._at = at
                return bounds
            if len(bounds) == MAX_COLUMNS:
                self.repairs.append(f"row {self._number:,} has more than {MAX_COLUMNS:,} cells; it ends the table")
                self._at = len(text)
                return None

    def _skip_blank(self) -> None:
        if blank := _LINE_ENDS.match(self.text, self._at):
            run = blank[0]
            self._number += run.count("\n") + run.count("\r") - run.count("\r\n")
            self._at = blank.end()

    def take_rows(self, width: int) -> None:
        """Note the places of the cells of all records that are left; ``width`` is that of the header."""
        longer = shorter = 0
        while (bounds := self._next()) is not None:
            if len(self.starts) + len(bounds) > MAX_CELLS:
                self.repairs.append(f"only the first {MAX_CELLS:,} cells are read, to row {self._number - 1:,}")
                break
            longer, shorter = longer + (len(bounds) > width), shorter + (len(bounds) < width)
            self.starts.extend(start for start, _ in bounds)
            self.ends.extend(end for _, end in bounds)
            self.firsts.append(len(self.starts))
            self.numbers.append(self._number)
        for count, what in ((longer, "more"), (shorter, "fewer")):
            if count:
                rows = "1 row has" if count == 1 else f"{count:,} rows have"
                self.repairs.append(f"{rows} {what} cells than the header")
