"""The stamp of a graph: whose it is, which change it holds, and by which ontology and product it was made."""

from dataclasses import dataclass

from graph.engine import Cell, Graph, Parameter, Query
from graph.views.text import projection_text

VIEW_VERSION = "6"
"""Changes whenever the projection's rules do, so that graphs made by older rules are made anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What a graph says of itself."""

    home: str
    change: int
    ontology: str
    product: str
    building: bool
    nodes: int = 0
    """How many nodes it holds beside the stamp; a graph that has lost some is made anew."""
    edges: int = 0

    def query(self) -> Query:
        """Return the query that writes this stamp."""
        given: dict[str, Parameter] = {"home": self.home, "change": self.change, "ontology": self.ontology}
        given |= {"product": self.product, "building": self.building, "nodes": self.nodes, "edges": self.edges}
        return Query(text=projection_text("write_stamp"), parameters=given)


def read_stamp(graph: Graph) -> Stamp | None:
    """Return the stamp of a graph, or None where there is none."""
    rows = graph.read(projection_text("read_stamp")).rows
    if not rows:
        return None
    home, change, ontology, product, building, nodes, edges = rows[0]
    return Stamp(
        home=str(home),
        change=int(str(change)),
        ontology=str(ontology),
        product=str(product),
        building=bool(building),
        nodes=_count(nodes),
        edges=_count(edges),
    )


def _count(cell: Cell) -> int:
    return cell if isinstance(cell, int) else 0  # a stamp of an older form has none


def missing(graph: Graph, stamp: Stamp) -> str:
    """Say what a graph has lost of what its stamp counts; empty where nothing is missing.

    More than was counted is no fault of the view: somebody may keep things of their own beside it.
    """
    nodes = _count(graph.read(projection_text("any_node")).rows[0][0]) - 1
    edges = _count(graph.read(projection_text("count_edges")).rows[0][0])
    if nodes >= stamp.nodes and edges >= stamp.edges:
        return ""
    return f"{nodes:,} of {stamp.nodes:,} nodes and {edges:,} of {stamp.edges:,} relationships are left"


def is_empty(graph: Graph) -> bool:
    """Say whether a graph holds no node at all."""
    return graph.read(projection_text("any_node")).rows[0][0] == 0
