"""From the nodes and relationships of a result to the statements behind them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

from graph.engine import Cell, Graph, GraphNode, GraphPath, GraphRelationship
from graph.explore.session import Session
from graph.explore.thing import Testimony, testify
from graph.record.scope import Scope
from graph.views.edges import EdgeFold
from graph.views.gather import Gathered, gather
from graph.views.witness import Witness

_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
Ends = Mapping[str, tuple[GraphNode, GraphNode]]
"""Start and end of relationships, by the relationship's id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A node or relationship with all statements behind it, the best witness first."""

    id: str
    shown: str
    """The name of a node; type and ends of a relationship."""
    testimonies: tuple[Testimony, ...]


def parts_of(cells: Iterable[Cell]) -> Iterator[GraphNode | GraphRelationship]:
    """Yield the nodes and relationships in cells, in paths, lists and maps too, as often as they stand there."""
    for cell in cells:
        if isinstance(cell, GraphNode | GraphRelationship):
            yield cell
        elif isinstance(cell, GraphPath):
            yield from cell.nodes
            yield from cell.relationships
        elif isinstance(cell, Mapping):
            yield from parts_of(cell.values())
        elif isinstance(cell, Sequence) and not isinstance(cell, str):
            yield from parts_of(cell)


def ends_of(graph: Graph, relationships: Iterable[GraphRelationship]) -> Ends:
    """Return the ends of relationships that have an id; a result alone does not always hold them."""
    ids: dict[str, set[str]] = defaultdict(set)
    for one in relationships:
        identity = one.properties.get("id")
        if isinstance(identity, str) and _IDENTIFIER.fullmatch(one.type):
            ids[one.type].add(identity)
    text = (resources.files("cypher") / "evidence" / "ends.cypher").read_text(encoding="utf-8")
    found: dict[str, tuple[GraphNode, GraphNode]] = {}
    for type_, wanted in sorted(ids.items()):
        for identity, start, end in graph.read(text.replace("{type}", type_), {"ids": sorted(wanted)}).rows:
            if isinstance(start, GraphNode) and isinstance(end, GraphNode):
                found[str(identity)] = start, end
    return found


def follow(session: Session, parts: Iterable[GraphNode | GraphRelationship], most: int) -> tuple[Followed, ...]:
    """Return the statements behind the first ``most`` different nodes and relationships, in the order given.

    What no statement stands behind (a node of a foreign graph, a document) is left out.
    """
    wanted = {str(part.properties["id"]): part for part in parts if part.properties.get("id") is not None}
    chosen = dict(list(wanted.items())[:most])
    ends = ends_of(session.graph, [part for part in chosen.values() if isinstance(part, GraphRelationship)])
    with session.reader.snapshot():
        gathered = gather(session.reader, session.ontology, session.lens)
        found = [_followed(gathered, identity, part, ends) for identity, part in chosen.items()]
    return tuple(one for one in found if one.testimonies)


def _followed(gathered: Gathered, identity: str, part: GraphNode | GraphRelationship, ends: Ends) -> Followed:
    if isinstance(part, GraphNode):
        witnesses = _of_node(gathered, identity)
        shown = str(part.properties.get("name", identity))
    else:
        start, end = ends.get(identity, (None, None))
        witnesses = _of_edge(gathered, identity, part.type, start, end) if start and end else []
        shown = f"{_name(start)} -{part.type}-> {_name(end)}"
    documents = gathered.court.documents
    told = tuple(testify(w.statement, documents[w.statement.document], gathered.reader) for w in _ranked(witnesses))
    return Followed(id=identity, shown=shown, testimonies=told)


def _name(node: GraphNode | None) -> str:
    return "?" if node is None else str(node.properties.get("name", node.properties.get("id")))


def _numbers(gathered: Gathered, node: str) -> list[int]:
    keys = gathered.identity.members.get(node, ())
    return [gathered.numbers[key] for key in keys if key in gathered.numbers]


def _of_node(gathered: Gathered, node: str) -> list[Witness]:
    return _heard(gathered, Scope(either=_numbers(gathered, node)))


def _of_edge(gathered: Gathered, identity: str, type_: str, start: GraphNode, end: GraphNode) -> list[Witness]:
    """Return the witnesses of one edge; others between the same ends differ by an identifying qualifier."""
    one, other = (_numbers(gathered, str(node.properties["id"])) for node in (start, end))
    heard = _heard(gathered, Scope(subjects=one, objects=other, predicates=[type_], edges=True))
    edge = gathered.ontology.edges.get(type_)
    if edge is not None and edge.symmetric and one != other:
        heard += _heard(gathered, Scope(subjects=other, objects=one, predicates=[type_], edges=True))
    fold = EdgeFold(gathered.ontology, gathered.identity, gathered.court)
    for witness in heard:
        fold.add(witness.statement)
    return fold.witnesses().get(identity, [])


def _heard(gathered: Gathered, scope: Scope) -> list[Witness]:
    rejected = gathered.court.verdicts.rejected
    return [gathered.court.hear(s) for s in gathered.reader.statements(gathered.lens, scope, rejected)]


def _ranked(witnesses: Iterable[Witness]) -> list[Witness]:
    by_id = sorted(witnesses, key=lambda w: w.statement.id)
    return sorted(by_id, key=lambda w: w.rank, reverse=True)
