"""What is needed to answer: the types, the names, the graph and the record, at one lens."""

from dataclasses import dataclass, field

from graph.engine.types import Graph
from graph.ontology import Ontology
from graph.record.lens import NOW, Lens
from graph.record.reader import RecordReader
from graph.views.names import Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Everything an answer is made from. Graph, names and record are expected to hold the same change."""

    ontology: Ontology
    names: Names
    graph: Graph
    """The graph of the record through ``lens``."""
    record: RecordReader
    today: str
    """The day of the question, YYYY-MM-DD."""
    lens: Lens = NOW
    background: tuple[str, ...] = ()
    """The sources of general knowledge among those on record."""
    lines: list[frozenset[str]] = field(default_factory=list, compare=False, repr=False)
    """The lines that only these speak of, once they have been looked up: they stay while the desk does."""
