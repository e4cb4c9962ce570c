"""Tables in pipes in the body of a card, as cells with their places."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.card_body import Body

_RULE = re.compile(r"^[|:\- \t]{3,2000}$", re.MULTILINE)
_MOST_CELLS = 20_000
_MOST_COLUMNS = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell and where its text stands."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table in pipes."""

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


def tables(body: Body) -> Iterator[Table]:
    """Yield the tables of a body outside of code, of at most 20,000 cells together."""
    cells = 0
    at = body.start
    while (rule := _RULE.search(body.text, at, body.end)) is not None:
        at = rule.end()
        if "|" not in rule[0] or "-" not in rule[0] or rule.start() <= body.start or body.is_hidden(rule.start()):
            continue
        begin, end = body.line(rule.start() - 1)
        header = _cells(body.text, max(begin, body.start), end)
        if not header or len(_cells(body.text, rule.start(), rule.end())) < 2 or len(header) > _MOST_COLUMNS:
            continue
        rows: list[tuple[Cell, ...]] = []
        while at < body.end and cells < _MOST_CELLS:
            start, stop = at + 1, body.line(min(at + 1, body.end))[1]
            line = body.text[start : min(stop, body.end)]
            if "|" not in line or not line.strip():
                break
            row = _cells(body.text, start, min(stop, body.end))
            rows.append(row)
            cells += len(row)
            at = min(stop, body.end)
        yield Table(header=header, rows=tuple(rows))


def _cells(text: str, start: int, end: int) -> tuple[Cell, ...]:
    """Return the cells of a line; a pipe behind a backslash is text."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end and text[start] == "|":
        start += 1
    if end > start and text[end - 1] == "|" and text[end - 2] != "\\":
        end -= 1
    found: list[Cell] = []
    at = start
    while at <= end and len(found) <= _MOST_COLUMNS:
        stop = text.find("|", at, end)
        while stop > at and text[stop - 1] == "\\":
            stop = text.find("|", stop + 1, end)
        stop = end if stop < 0 else stop
        found.append(Cell(text=text[at:stop].strip(), start=at, end=stop))
        at = stop + 1
    return tuple(found)
