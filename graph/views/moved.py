"""Which part of the graph changed keys can have moved, in the record as it is and in the graph as it stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.engine import Graph
from graph.identity import Identity
from graph.identity.resolve import own_node
from graph.record.marks import NODE, SOURCE, TARGET, WHO
from graph.record.scope import Scope
from graph.views.gather import Gathered
from graph.views.project import Moved, key_numbers, single_types
from graph.views.projection import EdgeView, NodeView, Projection
from graph.views.standing import by_label, standing_edges, standing_nodes
from graph.views.touched import Ghost, Touched, possible_keys


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
    orphans = _orphans(gathered, ghosts)
    near = identity.neighbourhood(touched.all_keys() | orphans)
    label_of = {own_node(identity.parts[key]): identity.parts[key].label for key in near}
    label_of |= {identity.node_of[key]: identity.parts[key].label for key in near}
    label_of |= {ghost.id: ghost.label for ghost in ghosts} | dict.fromkeys(touched.documents, "Document")
    old = standing_nodes(graph, by_label(label_of, label_of), labels)
    whole = _unstable(identity, near, old, touched) | {g.id for g in ghosts if g.id in old}
    whole |= {identity.node_of[key] for key in orphans}
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


def _orphans(gathered: Gathered, ghosts: Iterable[Ghost]) -> set[str]:
    """Return keys on record that ghosts may have shared a node with, and which now need another."""
    keys: set[str] = set()
    for ghost in ghosts:
        node_type = gathered.ontology.nodes.get(ghost.label)
        if node_type is not None:
            keys |= possible_keys(ghost.names, node_type) & gathered.identity.parts.keys()
    return keys


def _ends(identity: Identity, touched: Touched, mark: str) -> frozenset[str]:
    here = {identity.node_of[key] for key in touched.keys.get(mark, frozenset())}
    return frozenset(here | {ghost.id for ghost in touched.ghosts.get(mark, frozenset())})


def _unstable(identity: Identity, near: Iterable[str], old: Mapping[str, NodeView], touched: Touched) -> set[str]:
    """Return the nodes, old and new, of groups whose keys may have changed nodes: all their edges are made anew.

    A group is what chains of possible joins connect. It is stable if the graph has exactly its nodes with
    their names, and neither a judgement nor, where there are joins at all, a value of it changed.
    """
    judged = touched.keys.get(WHO, frozenset())
    named = touched.keys.get(NODE, frozenset())
    unstable: set[str] = set()
    for group in _groups(identity, near):
        new = {identity.node_of[key] for key in group}
        held = {own_node(identity.parts[key]) for key in group} & old.keys()
        joined = len({identity.parts[key].normal for key in group}) > 1
        if held - new or (held and new - held) or group & judged or (joined and group & named):
            unstable |= held | new
    return unstable


def _groups(identity: Identity, near: Iterable[str]) -> list[frozenset[str]]:
    left, groups = set(near), []
    while left:
        group = identity.neighbourhood([min(left)])
        groups.append(group)
        left -= group
    return groups


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
