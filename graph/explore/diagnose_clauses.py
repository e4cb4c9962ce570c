"""Finds the clause of a query that took the last row away, by running what stands before each."""

from collections.abc import Callable, Iterator, Mapping

from graph.engine import Parameter
from graph.explore.guard_place import line_and_column
from graph.explore.guard_roles import split
from graph.explore.guard_tokens import Reading

Rows = Callable[[str, Mapping[str, Parameter]], tuple[tuple[object, ...], ...] | None]
"""Runs a query; None where it cannot be run in time."""

_BEGIN = ("MATCH", "OPTIONAL", "UNWIND", "WITH", "CALL", "RETURN")
_PROBE = "\nRETURN 1 AS one LIMIT 1"
_SHOWN = 80
_MOST_CONDITIONS = 8


def emptied_by(
    rows: Rows, reading: Reading, keywords: tuple[bool, ...], parameters: Mapping[str, Parameter]
) -> Iterator[str]:
    """Yield a line that names the clause after which no row is left, and the conditions of it that no row meets."""
    starts = clause_starts(reading, keywords)
    words = [reading.tokens[number].upper for number in starts]
    if "UNION" in words or "RETURN" not in words:
        return
    for place, number in enumerate(starts[1:], start=1):
        if words[place - 1] in ("RETURN", "ORDER", "SKIP", "OFFSET"):
            break
        if words[place] not in (*_BEGIN, "WHERE"):
            continue  # what belongs to WITH stays with it
        found = rows(reading.text[: reading.tokens[number].start] + _PROBE, parameters)
        if found is None:
            return
        if not found:
            yield from _told(rows, reading, starts[place - 1], number, parameters)
            return
    if {"SKIP", "OFFSET"} & set(words):
        yield "the query has rows, and SKIP leaves all of them out"


def clause_starts(reading: Reading, keywords: tuple[bool, ...]) -> list[int]:
    """Return the tokens at which the clauses of a query begin, those of subqueries left out."""
    starts, at = [], 0
    while at < len(reading.tokens):
        word = reading.tokens[at].upper
        belongs = at > 0 and reading.tokens[at - 1].upper in ("STARTS", "ENDS", "OPTIONAL")
        if reading.partner[at] > at:
            at = reading.partner[at]
        elif keywords[at] and word in (*_BEGIN, "WHERE", "ORDER", "SKIP", "OFFSET", "LIMIT", "UNION") and not belongs:
            starts.append(at)
        at += 1
    return starts


def columns_of(reading: Reading, keywords: tuple[bool, ...]) -> tuple[str, ...]:
    """Return the names of the columns that a query gives: one engine tells none where there is no row."""
    starts = [n for n in clause_starts(reading, keywords) if reading.tokens[n].upper == "RETURN"]
    if not starts:
        return ()
    ends = [n for n in clause_starts(reading, keywords) if n > starts[0]]
    first, last = starts[0] + 1, ends[0] if ends else len(reading.tokens)
    first += reading.tokens[first].upper == "DISTINCT" if first < last else 0
    names = [_column(reading, *part) for part in split(reading, first, last)]
    return () if "*" in names else tuple(names)


def _column(reading: Reading, first: int, last: int) -> str:
    if last - first > 2 and reading.tokens[last - 2].upper == "AS":
        return reading.tokens[last - 1].text
    return reading.text[reading.tokens[first].start : reading.tokens[last - 1].end]


def _told(rows: Rows, reading: Reading, first: int, last: int, parameters: Mapping[str, Parameter]) -> Iterator[str]:
    start, end = reading.tokens[first].start, reading.tokens[last].start
    line, column = line_and_column(reading.text, start)
    clause = " ".join(reading.text[start:end].split())
    shown = clause if len(clause) <= _SHOWN else clause[: _SHOWN - 1] + "…"
    yield f"no row is left after line {line}, column {column}: {shown}"
    if reading.tokens[first].upper == "WHERE":
        parts = _conditions(reading, first + 1, last)
        for condition in parts if 1 < len(parts) <= _MOST_CONDITIONS else ():
            if rows(f"{reading.text[: reading.tokens[first].end]} {condition}{_PROBE}", parameters) == ():
                yield f"no row before it has {' '.join(condition.split())}"


def _conditions(reading: Reading, first: int, last: int) -> list[str]:
    """Return the conditions that AND joins, or none where there is an OR or XOR beside them."""
    found, start, at = [], first, first
    while at < last:
        word = reading.tokens[at].upper
        if reading.partner[at] > at:
            at = reading.partner[at]
        elif word in ("OR", "XOR", "BETWEEN"):
            return []
        elif word == "AND":
            found.append((start, at))
            start = at + 1
        at += 1
    spans = [*found, (start, last)]
    return [reading.text[reading.tokens[a].start : reading.tokens[b - 1].end] for a, b in spans if b > a]
