"""Running readings against the graph, and choosing among them: the one that holds, or the question back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from graph.engine.types import Cell
from graph.record.types import Value
from qa.compile import Compiled, compile_lines, compile_query
from qa.desk import Desk
from qa.query import Constraint, Holds, Linked, Query, Selection
from qa.reply import Shown
from qa.understand import Reading

Finding = Literal["found", "none", "no"]
"""Something; nothing on record; for a yes-or-no question: something else is on record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A thing of a result, with the asked value where a property is asked."""

    node: str
    name: str
    value: Shown = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a reading gives."""

    query: Query
    compiled: Compiled
    finding: Finding
    rows: tuple[Row, ...] = ()
    number: int = 0
    """For a count: how many."""

    @property
    def signature(self) -> object:
        """What two readings must share to give one answer: values where values are asked, else things or number."""
        if self.query.property is not None and len(self.query.of.things) == 1 and not self.query.of.where:
            return sorted((str(row.value) for row in self.rows), key=str)
        if self.query.fold == "things":
            return [(row.node, row.value) for row in self.rows]
        return (self.query.fold, self.finding, self.number)


def run_readings(readings: Sequence[Reading], desk: Desk) -> list[Outcome]:
    """Return what each reading gives, in their order."""
    return [_run(reading.query, desk) for reading in readings]


def background_lines(desk: Desk) -> frozenset[str]:
    """Return the nodes of the lines and families that no source but those of general knowledge speaks of."""
    if not desk.background:
        return frozenset()
    if not desk.lines:
        desk.lines.append(_look_up_lines(desk))
    return desk.lines[0]


def _look_up_lines(desk: Desk) -> frozenset[str]:
    made = compile_lines(desk.ontology, desk.background)
    return frozenset(str(row[0]) for one in made for row in desk.graph.read(one.text, one.parameters).rows)


def held(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Return the outcomes that are different answers; readings about which nothing is on record fall away."""
    found: list[Outcome] = []
    for outcome in outcomes:
        if outcome.finding != "none" and all(outcome.signature != other.signature for other in found):
            found.append(outcome)
    return found


def _run(query: Query, desk: Desk) -> Outcome:
    compiled = compile_query(query, desk.ontology, desk.background)
    result = desk.graph.read(compiled.text, compiled.parameters).rows
    if query.fold == "things":
        rows = _rows(result, asks_value=query.property is not None)
        return Outcome(query=query, compiled=compiled, finding="found" if rows else "none", rows=rows)
    number = int(str(result[0][0])) if result else 0
    finding: Finding = "found" if number else "none"
    if query.fold == "truth" and not number and _is_known(query, desk):
        finding = "no"
    return Outcome(query=query, compiled=compiled, finding=finding, number=number)


def _rows(result: Sequence[Sequence[Cell]], *, asks_value: bool) -> tuple[Row, ...]:
    found: dict[Row, None] = {}
    for cells in result:
        node, name = str(cells[0]), str(cells[1])
        values: Sequence[Cell] = [None]
        if asks_value:
            given = cells[2]
            values = given if isinstance(given, (list, tuple)) else [] if given is None else [given]
        for value in values:
            shown: Value | None = value if isinstance(value, (str, int, float, bool)) else None
            found[Row(node=node, name=name, value=shown)] = None
    return tuple(found)


def _is_known(query: Query, desk: Desk) -> bool:
    """Say whether the record says how things are in place of what is asked: silence is no "no".

    What the question takes for granted of a thing that it names ("X, made by Y") must be on record too.
    """
    linked = [c.to for c in query.of.where if isinstance(c, Linked)]
    if any(to.things and to.where and _run(Query(of=to, fold="count"), desk).finding == "none" for to in linked):
        return False
    return all(_is_stated(query, constraint, desk) for constraint in query.of.where)


def _is_stated(query: Query, constraint: Constraint, desk: Desk) -> bool:
    if isinstance(constraint, Linked):
        return not constraint.negated and _run(open_query(query, constraint), desk).finding == "found"
    return _run(open_property(query, constraint), desk).finding == "found"


def open_property(query: Query, holds: Holds) -> Query:
    """Return the query for the property that a thing was asked to hold a value of."""
    return Query(of=Selection(label=query.of.label, things=query.of.things), property=holds.property)


def open_query(query: Query, link: Linked) -> Query:
    """Return the query for all that a thing is related to in the way of ``link``."""
    back = replace(
        link, forward=not link.forward, to=Selection(label=query.of.label, things=query.of.things), qualifiers=()
    )
    return Query(of=Selection(label=link.to.label, where=(back,)))
