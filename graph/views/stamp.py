"""The stamp of a graph: whose it is, which change it holds, and by which ontology and product it was made."""

from dataclasses import dataclass

from graph.engine import Graph, Parameter, Query
from graph.views.text import projection_text

VIEW_VERSION = "1"
"""Changes whenever the projection's rules do, so that graphs made by older rules are made anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What a graph says of itself."""

    home: str
    change: int
    ontology: str
    product: str
    building: bool

    def query(self) -> Query:
        """Return the query that writes this stamp."""
        given: dict[str, Parameter] = {"home": self.home, "change": self.change, "ontology": self.ontology}
        given |= {"product": self.product, "building": self.building}
        return Query(text=projection_text("write_stamp"), parameters=given)


def read_stamp(graph: Graph) -> Stamp | None:
    """Return the stamp of a graph, or None where there is none."""
    rows = graph.read(projection_text("read_stamp")).rows
    if not rows:
        return None
    home, change, ontology, product, building = rows[0]
    return Stamp(
        home=str(home), change=int(str(change)), ontology=str(ontology), product=str(product), building=bool(building)
    )


def is_empty(graph: Graph) -> bool:
    """Say whether a graph holds no node at all."""
    return graph.read(projection_text("any_node")).rows[0][0] == 0
