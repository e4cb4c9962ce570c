"""Reading what a graph holds, as plain frozen data, so that it can be compared with what it should hold."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from graph.engine import Cell, Graph, GraphNode, Parameter
from graph.views.filling import BATCH
from graph.views.projection import EdgeView, NodeView, Property
from graph.views.text import projection_text


def standing_nodes(graph: Graph, ids: Mapping[str, Iterable[str]], labels: Mapping[str, str]) -> dict[str, NodeView]:
    """Return those of the nodes that are there.

    ``ids``: by label; ``labels``: the type's label of each role or label.
    """
    found: dict[str, NodeView] = {}
    for label, wanted in sorted(ids.items()):
        for batch in _batches(sorted(set(wanted))):
            for (node,) in graph.read(projection_text("read_nodes", label=label), {"ids": batch}).rows:
                assert isinstance(node, GraphNode)
                view = _node(node, labels)
                found[view.id] = view
    return found


def standing_edges(
    graph: Graph, name: str, ids: Mapping[str, Iterable[str]], labels: Mapping[str, str], **more: Sequence[str]
) -> dict[str, EdgeView]:
    """Return edges at nodes, found by the text ``name`` of ``cypher/projection``."""
    found: dict[str, EdgeView] = {}
    given: dict[str, Parameter] = {word: list(values) for word, values in more.items()}
    for label, wanted in sorted(ids.items()):
        for batch in _batches(sorted(set(wanted))):
            for row in graph.read(projection_text(name, label=label), {"ids": batch, **given}).rows:
                view = _edge(row, labels)
                found[view.id] = view
    return found


def by_label(nodes: Iterable[str], label_of: Mapping[str, str]) -> dict[str, list[str]]:
    """Return node ids grouped by label."""
    groups: dict[str, list[str]] = defaultdict(list)
    for node in nodes:
        groups[label_of[node]].append(node)
    return groups


def _batches(ids: list[str]) -> Iterable[list[str]]:
    return [ids[at : at + BATCH] for at in range(0, len(ids), BATCH)]


def _plain(properties: Mapping[str, Cell]) -> dict[str, Property]:
    return {name: list(v) if isinstance(v, (list, tuple)) else v for name, v in properties.items()}  # type: ignore[misc]


def _node(node: GraphNode, labels: Mapping[str, str]) -> NodeView:
    return NodeView(
        id=str(node.properties["id"]),
        label=type_label(node.labels, labels),
        labels=tuple(sorted(node.labels)),
        properties=_plain(node.properties),
    )


def type_label(found: Iterable[Cell], labels: Mapping[str, str]) -> str:
    """Return the label of the type among the labels of a node: the one that is no role."""
    for label in sorted(str(one) for one in found):
        if labels.get(label) == label:
            return label
    return "_Unknown"


def _edge(row: Sequence[Cell], labels: Mapping[str, str]) -> EdgeView:
    type_, start, of, end, to, properties = row
    assert isinstance(properties, Mapping)
    assert isinstance(of, (list, tuple))
    assert isinstance(to, (list, tuple))
    return EdgeView(
        id=str(properties["id"]), type=str(type_), start=str(start), end=str(end),
        start_label=type_label(of, labels), end_label=type_label(to, labels), properties=_plain(properties),
    )  # fmt: skip
