"""Which documents are about a thing: those that mention it, and those that state something of it."""

import functools
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import resources

from graph.engine import Graph
from graph.record.hashing import document_key
from graph.record.reader import RecordReader
from graph.views.names import Names

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A thing that stands next to another in the graph."""

    id: str
    label: str
    name: str
    edge: str
    outward: bool
    """Whether the edge leads to it, and not from it."""


class Surroundings:
    """What the graph and the record tell of the things that a query names. Expects both at one change number.

    ``open_graph`` is called when the graph is first needed: most queries name nothing.
    """

    def __init__(self, open_graph: Callable[[], Graph], reader: RecordReader, names: Names) -> None:
        self._open_graph, self._reader, self._names = open_graph, reader, names
        self._known: dict[str, frozenset[int]] = {}

    def documents_of(self, nodes: Iterable[str]) -> Mapping[str, frozenset[int]]:
        """Return the numbers of the document versions about each node, of all versions. Raises EngineError."""
        asked = list(dict.fromkeys(nodes))
        for node, found in self._look_up([node for node in asked if node not in self._known]).items():
            self._known[node] = found
        return {node: self._known[node] for node in asked}

    def documents_of_country(self, node: str) -> frozenset[int]:
        """Return the document versions that mention a country, or state something of what is of it."""
        rows = self._graph.read(_text("of_country"), {"id": node}).rows
        things = {str(identity) for (identity,) in rows}
        keys = {key for thing in things for key in self._names.keys(thing)}
        return self.documents_of([node])[node] | self._about(keys)

    def neighbours(self, node: str, most: int = 6) -> tuple[Neighbour, ...]:
        """Return what stands next to a node, the best witnessed first; documents are left out."""
        label = self._names.label(node)
        if label is None or not _PLAIN.fullmatch(label):
            return ()
        rows = self._graph.read(_text("neighbours").replace("{label}", label), {"id": node, "most": 2 * most}).rows
        ranked = sorted(rows, key=lambda row: (-_number(row[5]), -_number(row[6]), str(row[2])))
        found = {
            str(identity): Neighbour(
                id=str(identity), label=self._names.label(str(identity)) or "", name=str(name), edge=str(edge),
                outward=bool(outward),
            )
            for edge, outward, identity, _, name, _, _ in reversed(ranked)
            if self._names.label(str(identity)) is not None
        }  # fmt: skip
        return tuple(reversed(found.values()))[:most]

    def _look_up(self, nodes: list[str]) -> dict[str, frozenset[int]]:
        """Return what is not known yet."""
        by_label: dict[str, list[str]] = defaultdict(list)
        for node in nodes:
            by_label[self._names.label(node) or ""].append(node)
        found: dict[str, set[int]] = {node: set(self._about(self._names.keys(node))) for node in nodes}
        for label, ids in by_label.items():
            if not _PLAIN.fullmatch(label):
                continue
            for thing, document in self._graph.read(_text("mentioning").replace("{label}", label), {"ids": ids}).rows:
                found[str(thing)].update(self._versions.get(str(document), ()))
        return {node: frozenset(numbers) for node, numbers in found.items()}

    def _about(self, keys: Iterable[str]) -> frozenset[int]:
        rows = self._reader.rows(_sql("documents_about"), {"keys": json.dumps(sorted(keys))})
        return frozenset(int(number) for (number,) in rows)

    @functools.cached_property
    def _graph(self) -> Graph:
        return self._open_graph()

    @functools.cached_property
    def _versions(self) -> Mapping[str, tuple[int, ...]]:
        """Return the numbers of the versions of each document's node."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, address in self._reader.rows("SELECT number, address FROM document WHERE NOT gone"):
            found[document_key(address)].append(int(number))
        return {node: tuple(numbers) for node, numbers in found.items()}


def _number(cell: object) -> float:
    return float(cell) if isinstance(cell, int | float) else 0.0


@functools.cache
def _text(name: str) -> str:
    return resources.files("cypher").joinpath("search", f"{name}.cypher").read_text("utf-8").strip()


@functools.cache
def _sql(name: str) -> str:
    return resources.files("graph.explore").joinpath("sql", f"{name}.sql").read_text("utf-8")
