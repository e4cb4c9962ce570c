"""Which part of the graph changed keys can have moved, in the record as it is and in the graph as it stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.engine import Graph
from graph.identity import Identity
from graph.identity.resolve import own_node
from graph.record.marks import SOURCE, TARGET
from graph.record.scope import Scope
from graph.views.gather import Gathered
from graph.views.project import Moved, key_numbers, single_types
from graph.views.projection import EdgeView, NodeView, Projection
from graph.views.standing import by_label, standing_edges, standing_nodes
from graph.views.touched import Touched, possible_keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the graph: what is to be folded anew, and what stands there now."""

    moved: Moved
    stands: Projection


def moved_part(gathered: Gathered, touched: Touched, graph: Graph) -> Part:
    """Return the part of the graph that ``touched`` can have moved."""
    identity, ontology = gathered.identity, gathered.ontology
    labels = {label: label for label in ontology.nodes} | dict(ontology.roles)
    ghosts = touched.all_ghosts()
    survivors = {key for ghost in ghosts for key in _keys_like(ghost.names, ghost.label, gathered)}
    # Joins that hold no more had touched keys at both ends: so all keys of the old and the new nodes are near.
    near = identity.neighbourhood(touched.all_keys() | survivors)
    label_of = {own_node(identity.parts[key]): identity.parts[key].label for key in near}
    label_of |= {identity.node_of[key]: identity.parts[key].label for key in near}
    label_of |= {ghost.id: ghost.label for ghost in ghosts} | dict.fromkeys(touched.documents, "Document")
    old = standing_nodes(graph, by_label(label_of, label_of), labels)
    whole = _shaken(gathered, near, old)
    new = {identity.node_of[key] for key in near}
    sources, targets = (_ends(identity, touched, mark) for mark in (SOURCE, TARGET))
    into = standing_edges(graph, "read_edges_in", by_label(whole, label_of), labels)
    single = single_types(ontology)
    singles = sources | whole | {edge.start for edge in into.values() if edge.type in single}
    singles |= _single_sources(gathered, whole, single)
    label_of |= {edge.start: edge.start_label for edge in into.values()}
    label_of |= {node: identity.label(node) for node in singles if node not in label_of}
    edges = into | standing_edges(graph, "read_edges_out", by_label(whole, label_of), labels)
    edges |= _between(graph, sources, targets, label_of, labels)
    edges |= _between(graph, targets, sources, label_of, labels, symmetric=_symmetric(gathered))
    edges |= standing_edges(graph, "read_edges_of_types", by_label(singles, label_of), labels, types=single)
    moved = Moved(
        nodes=frozenset(new), sources=sources, targets=targets, singles=frozenset(singles),
        whole=frozenset(whole), documents=touched.documents,
    )  # fmt: skip
    return Part(moved=moved, stands=Projection(nodes=old, edges=edges, strange={}))


def _keys_like(names: Iterable[str], label: str, gathered: Gathered) -> set[str]:
    """Return the keys on record that a node with these names may have, and may have had."""
    node_type = gathered.ontology.nodes.get(label)
    return set() if node_type is None else possible_keys(names, node_type) & gathered.identity.parts.keys()


def _ends(identity: Identity, touched: Touched, mark: str) -> frozenset[str]:
    here = {identity.node_of[key] for key in touched.keys.get(mark, frozenset())}
    return frozenset(here | {ghost.id for ghost in touched.ghosts.get(mark, frozenset())})


def _shaken(gathered: Gathered, near: frozenset[str], old: Mapping[str, NodeView]) -> set[str]:
    """Return the nodes, old and new, between which keys may have moved: all their edges are made anew.

    A node's names hold all its keys, and others beside, so none that moved is missed.
    """
    node_of = gathered.identity.node_of
    shaken: set[str] = set()
    for node in old.values():
        names = node.properties.get("names", ())
        assert isinstance(names, (list, tuple)), names
        moved = {node_of[key] for key in _keys_like(names, node.label, gathered) & near} - {node.id}
        if moved:
            shaken |= {node.id, *moved}
    return shaken


def _single_sources(gathered: Gathered, whole: Iterable[str], single: list[str]) -> set[str]:
    """Return nodes with an edge of a type with one target at a time into a node of ``whole``."""
    numbers = key_numbers(gathered, whole)
    statements = gathered.reader.statements(gathered.lens, Scope(objects=numbers, predicates=single, edges=True))
    return {gathered.identity.node_of[s.subject] for s in statements}


def _symmetric(gathered: Gathered) -> frozenset[str]:
    return frozenset(edge.type for edge in gathered.ontology.edges.values() if edge.symmetric)


def _between(
    graph: Graph, starts: frozenset[str], ends: frozenset[str], label_of: Mapping[str, str],
    labels: Mapping[str, str], *, symmetric: frozenset[str] | None = None,
) -> dict[str, EdgeView]:  # fmt: skip
    known = by_label([s for s in starts if s in label_of], label_of)
    found = standing_edges(graph, "read_edges_between", known, labels, others=sorted(ends))
    return {i: e for i, e in found.items() if symmetric is None or e.type in symmetric}
