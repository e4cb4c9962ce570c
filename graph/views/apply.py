"""The queries that write nodes and edges into a graph: a difference in one transaction, or all of them by batches."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from graph.engine import Graph, Parameter, Query
from graph.views.filling import BATCH, Filling, Progress
from graph.views.projection import EdgeView, NodeView, Projection
from graph.views.text import projection_text

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What must be done to a graph to hold what it should."""

    created_nodes: tuple[NodeView, ...]
    changed_nodes: tuple[tuple[NodeView, NodeView], ...]
    """Pairs of what stands and what should."""
    deleted_nodes: tuple[NodeView, ...]
    created_edges: tuple[EdgeView, ...]
    changed_edges: tuple[EdgeView, ...]
    deleted_edges: tuple[EdgeView, ...]

    @property
    def size(self) -> int:
        """How many nodes and edges are written or deleted."""
        nodes = len(self.created_nodes) + len(self.changed_nodes) + len(self.deleted_nodes)
        return nodes + len(self.created_edges) + len(self.changed_edges) + len(self.deleted_edges)


def difference(stands: Projection, should: Projection) -> Difference:
    """Return what turns one projection into another."""
    old, new = stands.nodes, should.nodes
    here, there = stands.edges, should.edges
    return Difference(
        created_nodes=tuple(new[i] for i in sorted(new.keys() - old.keys())),
        changed_nodes=tuple((old[i], new[i]) for i in sorted(new.keys() & old.keys()) if old[i] != new[i]),
        deleted_nodes=tuple(old[i] for i in sorted(old.keys() - new.keys())),
        created_edges=tuple(there[i] for i in sorted(there.keys() - here.keys())),
        changed_edges=tuple(there[i] for i in sorted(there.keys() & here.keys()) if here[i] != there[i]),
        deleted_edges=tuple(here[i] for i in sorted(here.keys() - there.keys())),
    )


def filling(graph: Graph, on_progress: Progress) -> Filling:
    """Return what writes a whole projection into an empty graph, a transaction a batch."""
    return Filling(graph, _create_nodes_query, partial(_edge_query, "create_edges"), on_progress)


def queries_for(change: Difference) -> list[Query]:
    """Return the queries of a difference, in an order in which they can run in one transaction."""
    found = [*_edge_queries("delete_edges", change.deleted_edges), *_delete_nodes(change.deleted_nodes)]
    found += _create_nodes(change.created_nodes)
    found += _change_nodes(change.changed_nodes)
    found += _edge_queries("create_edges", change.created_edges)
    found += _edge_queries("set_edges", change.changed_edges)
    return found


def _grouped(things: Iterable[T], by: Callable[[T], Hashable]) -> Iterator[list[T]]:
    """Yield batches of things that are alike."""
    groups: dict[Hashable, list[T]] = defaultdict(list)
    for thing in things:
        groups[by(thing)].append(thing)
    for group in groups.values():
        for at in range(0, len(group), BATCH):
            yield group[at : at + BATCH]


def _create_nodes(nodes: Sequence[NodeView]) -> Iterator[Query]:
    for batch in _grouped(nodes, lambda node: node.labels):
        yield _create_nodes_query(batch)


def _create_nodes_query(batch: list[NodeView]) -> Query:
    text = projection_text("create_nodes", labels=":".join(batch[0].labels))
    return Query(text=text, parameters={"rows": [{"properties": dict(n.properties)} for n in batch]})


def _change_nodes(changes: Sequence[tuple[NodeView, NodeView]]) -> list[Query]:
    found = []
    for batch in _grouped(changes, lambda change: change[1].label):
        rows: list[Parameter] = [{"id": new.id, "properties": dict(new.properties)} for _, new in batch]
        found.append(Query(text=projection_text("set_nodes", label=batch[0][1].label), parameters={"rows": rows}))
    for name, wanted in (("add_labels", 1), ("remove_labels", 0)):
        for pairs in _grouped(changes, lambda pair: (pair[1].label, _labels(pair, wanted))):  # noqa: B023
            labels = _labels(pairs[0], wanted)
            if labels:
                text = projection_text(name, label=pairs[0][1].label, labels=":".join(labels))
                found.append(Query(text=text, parameters={"ids": [new.id for _, new in pairs]}))
    return found


def _labels(pair: tuple[NodeView, NodeView], which: int) -> tuple[str, ...]:
    """Return the labels that one side of a pair has and the other lacks."""
    return tuple(sorted(set(pair[which].labels) - set(pair[1 - which].labels)))


def _delete_nodes(nodes: Sequence[NodeView]) -> Iterator[Query]:
    for batch in _grouped(nodes, lambda node: node.label):
        text = projection_text("delete_nodes", label=batch[0].label)
        yield Query(text=text, parameters={"ids": [node.id for node in batch]})


def _kind(edge: EdgeView) -> tuple[str, str, str]:
    return (edge.type, edge.start_label, edge.end_label)


def _row(edge: EdgeView) -> dict[str, Parameter]:
    return {"id": edge.id, "start": edge.start, "end": edge.end, "properties": dict(edge.properties)}


def _edge_queries(name: str, edges: Sequence[EdgeView]) -> Iterator[Query]:
    for batch in _grouped(edges, _kind):
        yield _edge_query(name, batch)


def _edge_query(name: str, batch: list[EdgeView]) -> Query:
    type_, start, end = _kind(batch[0])
    text = projection_text(name, type=type_, start=start, end=end)
    return Query(text=text, parameters={"rows": [_row(edge) for edge in batch]})
