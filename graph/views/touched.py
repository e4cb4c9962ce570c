"""From the opaque tokens of the change log back to keys on record and nodes in the graph."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.engine import Graph
from graph.ontology import NodeType, Ontology
from graph.record.hashing import document_key, token
from graph.record.marks import MARKS, PAGE
from graph.record.reader import RecordReader
from graph.views.standing import type_label
from graph.views.text import projection_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Ghost:
    """A node in the graph that bears, or bore, a key which is no longer on record."""

    id: str
    label: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """What changes touched."""

    keys: Mapping[str, frozenset[str]]
    """Keys on record by the mark under which they were touched."""
    ghosts: Mapping[str, frozenset[Ghost]]
    """Nodes of keys that are gone, by mark."""
    documents: frozenset[str]
    """Ids of document nodes."""

    def all_keys(self) -> frozenset[str]:
        """Return all touched keys, whatever the mark."""
        return frozenset().union(*self.keys.values())

    def all_ghosts(self) -> frozenset[Ghost]:
        """Return all ghosts, whatever the mark."""
        return frozenset().union(*self.ghosts.values())


def find_touched(tokens: set[str], reader: RecordReader, graph: Graph, ontology: Ontology) -> Touched:
    """Return what the tokens stand for. The graph is asked only for tokens that no key on record explains."""
    salt = bytes.fromhex(reader.meta("salt") or "")
    left, keys = set(tokens), defaultdict(set)
    for key in reader.keys().values():
        for mark in MARKS:
            found = token(salt, mark + key)
            if found in left:
                keys[mark].add(key)
                left.discard(found)
    documents = {document_key(str(a)) for (a,) in reader.rows("SELECT DISTINCT address FROM document")}
    if left - {token(salt, PAGE + one) for one in documents}:
        documents |= {str(i) for (i,) in graph.read(projection_text("read_ids", label="Document")).rows}
    pages = {one for one in documents if token(salt, PAGE + one) in left}
    left -= {token(salt, PAGE + one) for one in pages}
    ghosts = _ghosts(left, salt, graph, ontology) if left else {}
    return Touched(
        keys={mark: frozenset(found) for mark, found in keys.items()}, ghosts=ghosts, documents=frozenset(pages)
    )


def _ghosts(left: set[str], salt: bytes, graph: Graph, ontology: Ontology) -> dict[str, frozenset[Ghost]]:
    found: dict[str, set[Ghost]] = defaultdict(set)
    for label, node_type in ontology.nodes.items():
        if not node_type.entity:
            continue
        for node, labels, names in graph.read(projection_text("read_names", label=label)).rows:
            assert isinstance(labels, (list, tuple))
            assert isinstance(names, (list, tuple))
            of = type_label(labels, {name: name for name in ontology.nodes})
            ghost = Ghost(id=str(node), label=of, names=tuple(str(n) for n in names))
            for key in possible_keys(ghost.names, node_type):
                for mark in MARKS:
                    if token(salt, mark + key) in left:
                        found[mark].add(ghost)
    return {mark: frozenset(ghosts) for mark, ghosts in found.items()}


def possible_keys(names: Iterable[str], node_type: NodeType) -> set[str]:
    """Return all keys that a node with these names may have: every name under every scheme, label and role."""
    prefixes = [node_type.label, *node_type.roles, *(key.scheme for key in node_type.keys)]
    return {f"{prefix}:{name}" for name in names for prefix in prefixes}
