"""Which statements show that a thing belongs to a result: those of the relations and values by which it is in it."""

from collections.abc import Mapping, Sequence

from graph.engine.types import Cell
from graph.views.witness import Witness
from qa.compile import Step, compile_witnesses
from qa.desk import Desk
from qa.evidence import Evidence, Hop
from qa.query import Holds, Query


def cite_things(query: Query, nodes: Sequence[str], evidence: Evidence) -> dict[str, list[int]]:
    """Cite the best witnesses of the things with the ids ``nodes``; return the citation numbers by id."""
    hops = _hops(query, nodes, evidence.desk)
    found: dict[str, list[int]] = {}
    for node in nodes:
        witnesses = [w for hop in hops.get(node, ()) for w in evidence.of_edge(hop)[:1]]
        witnesses += _holding(query, node, evidence)
        if query.of.bare:
            witnesses += evidence.of_thing(node)[:1]
        found[node] = [n for w in witnesses if (n := evidence.cite(w)) is not None]
    return found


def _hops(query: Query, nodes: Sequence[str], desk: Desk) -> Mapping[str, tuple[Hop, ...]]:
    """Return the relations by which each thing is in the result, along the shortest way."""
    compiled = compile_witnesses(query, desk.ontology, nodes, desk.background)
    if not compiled.steps:
        return {}
    found: dict[str, tuple[Hop, ...]] = {}
    rows = desk.graph.read(compiled.text, compiled.parameters).rows
    for row in sorted(rows, key=repr):
        way = tuple(_way(compiled.steps, row[1:]))
        node = str(row[0])
        if node not in found or len(way) < len(found[node]):
            found[node] = way
    return found


def _way(steps: Sequence[Step], cells: Sequence[Cell]) -> list[Hop]:
    way: list[Hop] = []
    for at, step in enumerate(steps):
        starts, ends = (_several(cells[2 * at]), _several(cells[2 * at + 1]))
        way += [(step.edge, start, end) for start, end in zip(starts, ends, strict=True)]
    return way


def _several(cell: Cell) -> list[str]:
    return [str(one) for one in cell] if isinstance(cell, (list, tuple)) else [str(cell)]


def _holding(query: Query, node: str, evidence: Evidence) -> list[Witness]:
    """Return the best witness of each value asked for, and of what is there in place of an excluded relation."""
    found = []
    for constraint in query.of.where:
        if isinstance(constraint, Holds):
            saying = evidence.of_property(node, constraint.property)
            found += [w for w in saying if (w.value in constraint.values) != constraint.negated][:1]
        elif constraint.negated:
            found += evidence.of_end(constraint.edge, node, source=constraint.forward)[:1]
    return found
