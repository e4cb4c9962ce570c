"""Folding statements into nodes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graph.identity import Identity
from graph.ontology import NodeType, Ontology
from graph.record.hashing import document_key
from graph.record.marks import NAMING
from graph.record.types import StoredDocument, StoredStatement, Value
from graph.views.projection import NodeView, Property
from graph.views.witness import Court, Witness


@dataclass(slots=True)
class _Tally:
    """What is counted for one node."""

    statements: int = 0
    witnesses: set[str] = field(default_factory=set)
    """Addresses of the documents whose word it is."""
    spellings: dict[str, int] = field(default_factory=dict)
    roles: set[str] = field(default_factory=set)
    values: dict[str, list[Witness]] = field(default_factory=dict)


class NodeFold:
    """Folds tallies, parts played and values into nodes. ``wanted`` narrows it to some nodes; None is all."""

    def __init__(
        self, ontology: Ontology, identity: Identity, court: Court, wanted: frozenset[str] | None = None
    ) -> None:
        self._ontology, self._identity, self._court, self.wanted = ontology, identity, court, wanted
        self._tallies: dict[str, _Tally] = defaultdict(_Tally)
        self.strange: dict[str, int] = defaultdict(int)

    def _of(self, key: str) -> _Tally | None:
        node = self._identity.node_of[key]
        return self._tallies[node] if self.wanted is None or node in self.wanted else None

    def count(self, key: str, document: int, statements: int) -> None:
        """Count statements of a document that have ``key`` as subject or object."""
        tally = self._of(key)
        if tally is not None:
            tally.statements += statements
            tally.witnesses.add(self._court.documents[document].witness)
            spelling = self._identity.parts[key].value
            tally.spellings[spelling] = tally.spellings.get(spelling, 0) + statements

    def play(self, key: str, edge_type: str, side: str) -> None:
        """Note that ``key`` is source or target of edges of a type, and so may show a role."""
        edge, tally = self._ontology.edges.get(edge_type), self._of(key)
        if edge is not None and tally is not None:
            role = edge.source_role if side == "source" else edge.target_role
            if role is not None:
                tally.roles.add(role)

    def value(self, statement: StoredStatement) -> None:
        """Take in a statement of a value."""
        node_type = self._ontology.nodes[self._identity.parts[statement.subject].label]
        if statement.predicate not in node_type.properties and statement.predicate not in NAMING:
            self.strange[f"{node_type.label} has no property {statement.predicate}"] += 1
            return
        tally = self._of(statement.subject)
        if tally is not None:
            tally.values.setdefault(statement.predicate, []).append(self._court.hear(statement))

    def nodes(self) -> dict[str, NodeView]:
        """Return the nodes."""
        return {node: self._node(node, tally) for node, tally in self._tallies.items() if tally.statements}

    def _node(self, node: str, tally: _Tally) -> NodeView:
        label = self._identity.label(node)
        node_type = self._ontology.nodes[label]
        properties: dict[str, Property] = {"id": node, "statements": tally.statements, "sources": len(tally.witnesses)}
        properties["name"], properties["names"] = self._names(node, node_type, tally)
        if node in self._identity.ambiguous:
            properties["ambiguous"] = True
        for name in sorted(tally.values):
            if name not in NAMING:
                properties[name] = _chosen(tally.values[name], multiple=node_type.properties[name].multiple)
        shown = tally.roles | {key.split(":", 1)[0] for key in self._identity.members[node]}
        roles = shown & set(node_type.roles)
        return NodeView(id=node, label=label, labels=tuple(sorted({label, *roles})), properties=properties)

    def _names(self, node: str, node_type: NodeType, tally: _Tally) -> tuple[str, list[str]]:
        """Return name (curated, else what most statements write) and all names, which no lens narrows."""
        keys = self._identity.members[node]
        curated = best(tally.values.get("name", []))
        spellings = tally.spellings
        name = str(curated.value) if curated else min(spellings, key=lambda s: (-spellings[s], s))
        return name, sorted({name, *all_names(self._identity, keys, node_type)})


def all_names(identity: Identity, keys: Iterable[str], node_type: NodeType) -> set[str]:
    """Return every name of the thing with these keys: as written in them, their short forms, and as stated."""
    names: set[str] = set()
    for key in keys:
        parts = identity.parts[key]
        names.add(parts.value)
        names |= identity.names_of.get(key, frozenset())
        for scheme in node_type.keys:
            if scheme.scheme == parts.scheme and scheme.short_after is not None:
                names.add(parts.value.rsplit(scheme.short_after, 1)[-1])
    return names


def best(witnesses: Iterable[Witness]) -> Witness | None:
    """Return the witness that goes before all others, or None where there is none."""
    first: Witness | None = None
    for witness in witnesses:
        if witness.better_than(first):
            first = witness
    return first


def _chosen(witnesses: list[Witness], *, multiple: bool) -> Property:
    if multiple:
        return sorted({w.value for w in witnesses if w.value is not None}, key=_sorting)
    first = best(witnesses)
    assert first is not None
    assert first.value is not None
    return first.value


def _sorting(value: Value) -> tuple[str, str]:
    return (type(value).__name__, str(value))


def document_node(document: StoredDocument) -> NodeView:
    """Return the node of a document version: it witnesses, and is no entity."""
    given: Mapping[str, str | None] = {
        "url": document.url or document.address,
        "title": document.title,
        "publisher": document.publisher,
        "published": document.published,
        "retrieved": document.retrieved[:10],
        "source": document.source,
        "language": document.language,
        "copy_of": document_key(document.copy_of) if document.copy_of else None,
    }
    node = document_key(document.address)
    properties: dict[str, Property] = {
        "id": node,
        **{name: value for name, value in given.items() if value is not None},
    }
    return NodeView(id=node, label="Document", labels=("Document",), properties=properties)
