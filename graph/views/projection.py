"""What the graph view holds: nodes and edges as plain frozen data, equal where the graphs are equal."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.record.types import Value

Property = Value | Sequence[Value]
"""A property of a node or relationship: one value, or the sorted list of a property with several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeView:
    """A node as it should stand in the graph."""

    id: str
    label: str
    """The label of its type, by which it is found."""
    labels: tuple[str, ...]
    """All its labels, sorted: its type and the roles it shows."""
    properties: Mapping[str, Property]


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeView:
    """A relationship as it should stand in the graph."""

    id: str
    type: str
    start: str
    end: str
    start_label: str
    end_label: str
    properties: Mapping[str, Property]


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """Nodes and edges by id, and what could not be projected."""

    nodes: Mapping[str, NodeView]
    edges: Mapping[str, EdgeView]
    strange: Mapping[str, int]
    """Statements that the ontology has no place for, counted by what is wrong with them."""


def edge_id(type_: str, start: str, end: str, identifying: Sequence[tuple[str, Value]]) -> str:
    """Return the id of a relationship: a hash of its type, ends and identifying qualifiers."""
    text = "\x1f".join([type_, start, end, *(f"{name}={value!r}" for name, value in identifying)])
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
