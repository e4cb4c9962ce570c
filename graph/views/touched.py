"""From the opaque tokens of the change log back to keys on record and nodes in the graph."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.engine import Graph
from graph.ontology import NodeType, Ontology
from graph.ontology.naming import normalise_name
from graph.record.hashing import document_key, opaque
from graph.record.marks import NAME, NODE, PAGE, SOURCE, TARGET, WHO
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
    """Return what the tokens stand for. The graph is asked only for tokens that nothing on record explains."""
    salt = bytes.fromhex(reader.meta("salt") or "")
    marks: dict[str, set[str]] = defaultdict(set)
    for token in tokens:
        marks[token[1:]].add(token[0])
    named = {digest for digest, found in marks.items() if NAME in found}
    pages = {digest for digest, found in marks.items() if PAGE in found}
    left = {digest: found & _OF_KEYS for digest, found in marks.items() if found & _OF_KEYS}
    keys: dict[str, set[str]] = defaultdict(set)
    for key in reader.keys().values():
        digest = opaque(salt, key)
        for mark in left.pop(digest, ()):
            keys[mark].add(key)
        if named and opaque(salt, normalise_name(key.partition(":")[2])) in named:
            keys[WHO].add(key)
    return Touched(
        keys={mark: frozenset(found) for mark, found in keys.items()},
        ghosts=_ghosts(left, salt, graph, ontology) if left else {},
        documents=_documents(pages, salt, reader, graph),
    )


_OF_KEYS = frozenset((NODE, SOURCE, TARGET, WHO))


def _documents(pages: set[str], salt: bytes, reader: RecordReader, graph: Graph) -> frozenset[str]:
    """Return the document nodes whose digests these are: of addresses on record, else of nodes that still stand."""
    if not pages:
        return frozenset()
    addresses = reader.rows("SELECT DISTINCT address FROM document")
    found = {node: opaque(salt, node) for node in (document_key(str(address)) for (address,) in addresses)}
    if pages - set(found.values()):
        standing = graph.read(projection_text("read_ids", label="Document")).rows
        found |= {str(node): opaque(salt, str(node)) for (node,) in standing}
    return frozenset(node for node, digest in found.items() if digest in pages)


def _ghosts(left: Mapping[str, set[str]], salt: bytes, graph: Graph, ontology: Ontology) -> dict[str, frozenset[Ghost]]:
    found: dict[str, set[Ghost]] = defaultdict(set)
    types = {name: name for name in ontology.nodes}
    for label, node_type in ontology.nodes.items():
        if not node_type.entity:
            continue
        for node, labels, names in graph.read(projection_text("read_names", label=label)).rows:
            assert isinstance(labels, (list, tuple))
            assert isinstance(names, (list, tuple))
            ghost = Ghost(id=str(node), label=type_label(labels, types), names=tuple(str(n) for n in names))
            for key in possible_keys(ghost.names, node_type):
                for mark in left.get(opaque(salt, key), ()):
                    found[mark].add(ghost)
    return {mark: frozenset(ghosts) for mark, ghosts in found.items()}


def possible_keys(names: Iterable[str], node_type: NodeType) -> set[str]:
    """Return all keys that a node with these names may have: every name under every scheme, label and role."""
    prefixes = [node_type.label, *node_type.roles, *(key.scheme for key in node_type.keys)]
    return {f"{prefix}:{name}" for name in names for prefix in prefixes}
