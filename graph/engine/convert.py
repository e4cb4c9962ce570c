"""Results of the driver as the plain types of ``graph.engine.types``."""

from collections.abc import Mapping, Sequence

from graph.engine.bolt import graph, spatial
from graph.engine.types import Cell, GraphNode, GraphPath, GraphRelationship


def cell(value: object) -> Cell:
    """Return a value of the driver as a plain one; temporal values become ISO text, bytes hexadecimal text."""
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, graph.Node):
        return node(value)
    if isinstance(value, graph.Relationship):
        return relationship(value)
    if isinstance(value, graph.Path):
        return GraphPath(
            nodes=tuple(node(n) for n in value.nodes), relationships=tuple(relationship(r) for r in value.relationships)
        )
    return _other(value)


def _other(value: object) -> Cell:
    if isinstance(value, Mapping):
        return {str(key): cell(part) for key, part in value.items()}
    if isinstance(value, bytes | bytearray):
        return value.hex()
    if isinstance(value, spatial.Point):
        return {"srid": value.srid, "coordinates": [float(part) for part in value]}
    if hasattr(value, "iso_format"):  # before sequences: a duration is one too
        return str(value.iso_format())
    if isinstance(value, Sequence):
        return [cell(part) for part in value]
    if hasattr(value, "to_native"):
        return cell(value.to_native())
    return str(value)


def node(value: graph.Node) -> GraphNode:
    """Return a node with its labels in alphabetical order."""
    return GraphNode(labels=tuple(sorted(value.labels)), properties={k: cell(v) for k, v in value.items()})


def relationship(value: graph.Relationship) -> GraphRelationship:
    """Return a relationship, with the ids of its ends as far as the result holds these nodes too."""
    ends = [None if end is None else end.get("id") for end in (value.start_node, value.end_node)]
    start, end = (None if name is None else str(name) for name in ends)
    return GraphRelationship(type=value.type, properties={k: cell(v) for k, v in value.items()}, start=start, end=end)


def weight(value: object) -> int:
    """Return about how many bytes a value of the driver takes as text."""
    if isinstance(value, str | bytes | bytearray):
        return len(value) + 2
    if isinstance(value, graph.Node | graph.Relationship | Mapping):
        return 20 + sum(len(key) + weight(part) for key, part in value.items())
    if isinstance(value, graph.Path):
        return sum(map(weight, value.nodes)) + sum(map(weight, value.relationships))
    if isinstance(value, Sequence) and not hasattr(value, "iso_format"):
        return 2 + sum(map(weight, value))
    return 8


def parameters(given: Mapping[str, object] | None) -> dict[str, object]:
    """Return parameters as the driver takes them."""
    return dict(given or {})
