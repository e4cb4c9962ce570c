"""Constraints and indexes of a graph, and emptying one; the text is in ``cypher/schema``."""

import re
from collections.abc import Iterable
from importlib import resources

from graph.engine.types import Graph, Query
from graph.errors import QueryError

_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_BATCH = 10_000
"""Rows of one wiping transaction; it must end well within the embedded engine's limit for a command."""


def create_schema(graph: Graph, labels: Iterable[str]) -> None:
    """Create what is missing of the constraints and indexes for these node labels, and those of the stamp.

    Raises QueryError for a label that is no plain identifier.
    """
    statements = _statements("stamp.cypher")
    for label in labels:
        if not _IDENTIFIER.fullmatch(label):
            raise QueryError(f"{label!r} is no label: letters, digits and _ only")
        statements += [text.replace("{label}", label) for text in _statements("node.cypher")]
    for text in statements:
        # One by one: a server takes no two changes of schema together with what comes after.
        graph.write([Query(text=text, parameters={})])


def wipe(graph: Graph, *, keep_stamp: bool = False) -> None:
    """Delete all nodes and relationships, in batches, the stamp last or not at all; the schema stays."""
    for kind in ("relationships", "nodes", *(() if keep_stamp else ("stamp",))):
        delete, left = _text(f"wipe/{kind}.cypher"), _text(f"wipe/{kind}_left.cypher")
        while graph.read(left).rows:
            graph.write([Query(text=delete, parameters={"many": _BATCH})])


def _statements(name: str) -> list[str]:
    lines = [line for line in _text(name).splitlines() if not line.startswith("//")]
    return [part.strip() for part in "\n".join(lines).split(";") if part.strip()]


def _text(name: str) -> str:
    return (resources.files("cypher") / "schema" / name).read_text(encoding="utf-8")
