"""The graph as a pure function of the record: the whole of it, or the part that changed keys can have moved."""

import gc
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from graph.ontology import Ontology
from graph.record.lens import NOW
from graph.record.marks import NAMING
from graph.record.queries import parts_played, tallies
from graph.record.scope import Scope
from graph.record.types import StoredStatement
from graph.views.edges import EdgeFold
from graph.views.gather import Gathered
from graph.views.mentions_view import with_mentions
from graph.views.nodes import NodeFold, document_node
from graph.views.projection import NodeView, Projection


@contextmanager
def without_collector() -> Iterator[None]:
    """Keep the cycle collector from looking, again and again, at a million small objects that have no cycles."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def project(gathered: Gathered) -> Projection:
    """Return the whole graph of the record through the lens."""
    nodes, edges = fold(gathered)
    views = nodes.nodes() | documents(gathered)
    strange = Counter(nodes.strange) + Counter(edges.strange)
    return with_mentions(gathered, Projection(nodes=views, edges=edges.edges(), strange=dict(strange)))


def fold(gathered: Gathered) -> tuple[NodeFold, EdgeFold]:
    """Return the folds of all statements of the record through the lens."""
    nodes, edges = NodeFold(gathered.ontology, gathered.identity, gathered.court), _edge_fold(gathered)
    _count(gathered, nodes, None)
    rejected = gathered.court.verdicts.rejected
    for statement in gathered.reader.statements(gathered.lens, rejected=rejected):
        if statement.object is not None:
            edges.add(statement)
        elif gathered.lens.plain or statement.predicate not in NAMING:
            nodes.value(statement)
    if not gathered.lens.plain:
        _name(gathered, nodes, None)
    return nodes, edges


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """The part of the graph that a change can have moved."""

    nodes: frozenset[str]
    """Nodes to be folded anew."""
    sources: frozenset[str]
    targets: frozenset[str]
    """Edges from ``sources`` to ``targets`` are folded anew."""
    singles: frozenset[str]
    """Nodes whose edges of types with one target at a time are folded anew."""
    whole: frozenset[str]
    """Nodes all of whose edges are folded anew, since their keys may have come from or gone to other nodes."""
    documents: frozenset[str]
    """Document nodes to be made anew."""


def project_moved(gathered: Gathered, moved: Moved) -> Projection:
    """Return nodes and edges of ``moved`` as they should stand now, without mentions; others should not stand."""
    nodes = NodeFold(gathered.ontology, gathered.identity, gathered.court, moved.nodes)
    keys = key_numbers(gathered, moved.nodes)
    _count(gathered, nodes, keys)
    rejected = gathered.court.verdicts.rejected
    for statement in gathered.reader.statements(gathered.lens, Scope(subjects=keys, edges=False), rejected):
        if gathered.lens.plain or statement.predicate not in NAMING:
            nodes.value(statement)
    if not gathered.lens.plain:
        _name(gathered, nodes, keys)
    edges = _edge_fold(gathered)
    for statement in _moved_edges(gathered, moved).values():
        edges.add(statement)
    pages = {node: view for node, view in documents(gathered).items() if node in moved.documents}
    strange = Counter(nodes.strange) + Counter(edges.strange)
    return Projection(nodes=nodes.nodes() | pages, edges=edges.edges(), strange=dict(strange))


def _edge_fold(gathered: Gathered) -> EdgeFold:
    return EdgeFold(gathered.ontology, gathered.identity, gathered.court)


def documents(gathered: Gathered) -> dict[str, NodeView]:
    """Return the nodes of all documents within the lens, by id."""
    views = (document_node(document) for document in gathered.documents.values())
    return {view.id: view for view in views}


def _count(gathered: Gathered, nodes: NodeFold, keys: list[int] | None) -> None:
    texts, rejected = gathered.texts(), gathered.court.verdicts.rejected
    for key, document, count in tallies(gathered.reader, gathered.lens, keys, rejected):
        nodes.count(texts[key], document, count)
    for key, predicate, side in parts_played(gathered.reader, gathered.lens, keys, rejected):
        nodes.play(texts[key], predicate, side)


def _name(gathered: Gathered, nodes: NodeFold, keys: list[int] | None) -> None:
    """Tell nodes what they are named in force now: no lens narrows names."""
    rejected = gathered.court.verdicts.rejected
    scope = Scope(subjects=keys, predicates=NAMING, edges=False)
    for statement in gathered.reader.statements(NOW, scope, rejected):
        nodes.value(statement)


def key_numbers(gathered: Gathered, nodes: Iterable[str]) -> list[int]:
    """Return the numbers of all keys of nodes."""
    members, numbers = gathered.identity.members, gathered.numbers
    return [numbers[key] for node in nodes for key in members.get(node, ()) if key in numbers]


def _moved_edges(gathered: Gathered, moved: Moved) -> dict[str, StoredStatement]:
    sources, targets = key_numbers(gathered, moved.sources), key_numbers(gathered, moved.targets)
    whole = key_numbers(gathered, moved.whole)
    single = single_types(gathered.ontology)
    scopes = [
        Scope(subjects=sources, objects=targets, edges=True),
        Scope(subjects=targets, objects=sources, predicates=_symmetric(gathered), edges=True),
        Scope(subjects=key_numbers(gathered, moved.singles), predicates=single, edges=True),
        Scope(either=whole, edges=True),
    ]
    rejected = gathered.court.verdicts.rejected
    found: dict[str, StoredStatement] = {}
    for scope in scopes:
        found |= {s.id: s for s in gathered.reader.statements(gathered.lens, scope, rejected)}
    return found


def count_nodes(gathered: Gathered, nodes: NodeFold) -> None:
    """Count statements and spellings into a fold of some nodes, with the names that are stated of them."""
    keys = key_numbers(gathered, nodes.wanted or ())
    _count(gathered, nodes, keys)
    _name(gathered, nodes, keys)


def single_types(ontology: Ontology) -> list[str]:
    """Return the edge types of which a source has one target at a time."""
    return sorted(edge.type for edge in ontology.edges.values() if not edge.multiple)


def _symmetric(gathered: Gathered) -> list[str]:
    return [edge.type for edge in gathered.ontology.edges.values() if edge.symmetric]
