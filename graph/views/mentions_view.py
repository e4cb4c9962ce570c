"""The edges from documents to what they mention: all texts against all names, or what a change can have moved.

They hang on the graph without them, and on the texts: on its names, and on the edges whose ends are company for each
other. So a change moves the mentions of the documents that changed, and of those in which a name stands whose bearers
or company changed; all others stay.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib import resources
from itertools import chain

from graph.engine import Cell, Graph
from graph.ontology import Ontology
from graph.record.hashing import document_key
from graph.record.marks import CURATED
from graph.record.reader import RecordReader
from graph.record.types import Span, StoredDocument
from graph.views.apply import Difference, difference
from graph.views.gather import Gathered
from graph.views.mentions import Mention, find_mentions
from graph.views.mentions_names import Named, NameTable, Sieve, Tie
from graph.views.mentions_words import shipped_mention_words
from graph.views.projection import EdgeView, NodeView, Projection, edge_id
from graph.views.standing import standing_edges
from graph.views.text import projection_text

MENTIONS = "MENTIONS"
"""The edge from a document to a thing that it mentions; ``count`` is how often."""
USUAL_MENTIONS = 8
"""Things that a document mentions, by and large: for telling how much there is to do."""
_TEXTS = 200
"""Texts that are read at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedMention:
    """A mention in a document, in its text or its title."""

    span: Span
    mention: Mention


def names_of(nodes: Iterable[NodeView], ties: Iterable[Tie], ontology: Ontology) -> NameTable:
    """Return the names of the things among ``nodes``, ready to be looked for."""
    named = (_named(node) for node in nodes if node.label in ontology.nodes and ontology.nodes[node.label].entity)
    return NameTable(named, ties, ontology)


def ties_of(edges: Iterable[EdgeView]) -> Iterator[Tie]:
    """Yield the edges whose ends are company for each other."""
    wanted = shipped_mention_words().ties
    return (Tie(edge.type, edge.start, edge.end) for edge in edges if edge.type in wanted)


def graph_names(graph: Graph, ontology: Ontology) -> NameTable:
    """Return the names of all things in a graph as it stands, ready to be looked for."""
    return NameTable(_standing_named(graph, ontology).values(), _standing_ties(graph, ontology), ontology)


def mention_edges(gathered: Gathered, names: NameTable, numbers: Iterable[int] | None = None) -> Iterator[EdgeView]:
    """Yield the edges from the documents within the lens; ``numbers`` narrows them to some versions."""
    wanted = [n for n in (gathered.documents if numbers is None else numbers) if _is_read(gathered.documents[n])]
    for number, title, text in _texts(gathered.reader, wanted):
        start = document_key(gathered.documents[number].address)
        counts = Counter(found.mention.entity for found in _placed(title, text, names))
        for node, count in counts.items():
            identity = edge_id(MENTIONS, start, node, [])
            yield EdgeView(
                id=identity, type=MENTIONS, start=start, end=node,
                start_label="Document", end_label=names.nodes[node].label,
                properties={"id": identity, "count": count},
            )  # fmt: skip


def mentions_in(reader: RecordReader, names: NameTable, number: int) -> tuple[PlacedMention, ...]:
    """Return the mentions in a document version with their places, found by looking again: no graph holds them.

    Raises RecordError for a number that is not on record.
    """
    text = reader.text(number)
    titles = [document.title for document in reader.documents(numbers=[number])]
    return tuple(_placed(titles[0], text, names))


def with_mentions(gathered: Gathered, projection: Projection) -> Projection:
    """Return a whole projection with the edges of mentions added."""
    names = names_of(projection.nodes.values(), ties_of(projection.edges.values()), gathered.ontology)
    found = {edge.id: edge for edge in mention_edges(gathered, names)}
    return replace(projection, edges={**projection.edges, **found})


def without_mentions(projection: Projection) -> Projection:
    """Return a projection without the edges of mentions."""
    return replace(projection, edges={i: edge for i, edge in projection.edges.items() if edge.type != MENTIONS})


def moved_mentions(gathered: Gathered, graph: Graph, change: Difference, documents: Iterable[str]) -> Difference:
    """Return the difference of all else with that of the mentions that it moves added.

    ``change`` is that of the graph without mentions; ``documents``: the nodes of documents that changed.
    """
    affected = _affected(change)
    changed = set(documents)
    if not affected and not changed:
        return change
    named, ties = _standing_named(graph, gathered.ontology), _standing_ties(graph, gathered.ontology)
    new = NameTable(_named_after(named, change).values(), _ties_after(ties, change), gathered.ontology)
    if affected:
        old = NameTable(named.values(), ties, gathered.ontology)
        changed |= _documents_with(gathered, _moved_keys(old, new, affected))
    numbers = [n for n, document in gathered.documents.items() if document_key(document.address) in changed]
    should = {edge.id: edge for edge in mention_edges(gathered, new, numbers)}
    labels = {label: label for label in gathered.ontology.nodes} | dict(gathered.ontology.roles)
    stands = standing_edges(graph, "read_edges_out", {"Document": changed}, labels)
    moved = difference(_edges(stands), _edges(should))
    return replace(
        change,
        created_edges=(*change.created_edges, *moved.created_edges),
        changed_edges=(*change.changed_edges, *moved.changed_edges),
        deleted_edges=(*change.deleted_edges, *moved.deleted_edges),
    )


def _edges(edges: Mapping[str, EdgeView]) -> Projection:
    return Projection(nodes={}, edges={i: e for i, e in edges.items() if e.type == MENTIONS}, strange={})


def _is_read(document: StoredDocument) -> bool:
    """Say whether a document is searched for names: those that say by hand who bears which mention nothing."""
    return document.kind != CURATED


def _texts(reader: RecordReader, numbers: list[int]) -> Iterator[tuple[int, str, str]]:
    text = resources.files("graph.views").joinpath("sql", "mention_texts.sql").read_text("utf-8")
    for at in range(0, len(numbers), _TEXTS):
        batch = ",".join(str(number) for number in numbers[at : at + _TEXTS])
        yield from reader.rows(text, {"numbers": f"[{batch}]"}).fetchall()


def _placed(title: str, text: str, names: NameTable) -> Iterator[PlacedMention]:
    """Yield the mentions in a text, and those in its title where the text does not hold it."""
    if title and title not in text:
        for found in find_mentions(title, names):
            yield PlacedMention(span=Span(start=found.start, end=found.end, place="title"), mention=found)
    for found in find_mentions(text, names):
        yield PlacedMention(span=Span(start=found.start, end=found.end), mention=found)


def _named(node: NodeView) -> Named:
    names = node.properties["names"]
    assert isinstance(names, (list, tuple))
    name, ambiguous = str(node.properties["name"]), bool(node.properties.get("ambiguous"))
    return Named(node.id, node.label, name, tuple(str(one) for one in names), ambiguous)


def _standing_named(graph: Graph, ontology: Ontology) -> dict[str, Named]:
    found: dict[str, Named] = {}
    for label, node_type in ontology.nodes.items():
        if node_type.entity:
            for node, name, names, ambiguous in graph.read(projection_text("read_named", label=label)).rows:
                found[str(node)] = Named(str(node), label, str(name), _strings(names), bool(ambiguous))
    return found


def _strings(cell: Cell) -> tuple[str, ...]:
    assert isinstance(cell, (list, tuple))
    return tuple(str(one) for one in cell)


def _standing_ties(graph: Graph, ontology: Ontology) -> set[Tie]:
    types = sorted(shipped_mention_words().ties & ontology.edges.keys())
    rows = ((type_, graph.read(projection_text("read_ties", type=type_)).rows) for type_ in types)
    return {Tie(type_, str(start), str(end)) for type_, found in rows for start, end in found}


def _affected(change: Difference) -> set[str]:
    """Return the nodes whose names or ties are others after a change."""
    nodes = {node.id for node in (*change.created_nodes, *change.deleted_nodes)}
    nodes |= {new.id for old, new in change.changed_nodes if _told(old) != _told(new)}
    ties = ties_of(chain(change.created_edges, change.deleted_edges))
    return nodes | {node for tie in ties for node in (tie.start, tie.end)}


def _told(node: NodeView) -> tuple[object, ...]:
    return (node.label, *(node.properties.get(name) for name in ("name", "names", "ambiguous")))


def _named_after(named: Mapping[str, Named], change: Difference) -> dict[str, Named]:
    gone = {node.id for node in change.deleted_nodes}
    new = [*change.created_nodes, *(new for _, new in change.changed_nodes)]
    kept = {node: one for node, one in named.items() if node not in gone}
    return kept | {node.id: _named(node) for node in new if "names" in node.properties}


def _ties_after(ties: set[Tie], change: Difference) -> set[Tie]:
    return (ties - set(ties_of(change.deleted_edges))) | set(ties_of(change.created_edges))


def _moved_keys(old: NameTable, new: NameTable, affected: set[str]) -> set[str]:
    """Return the names whose bearers, or whose bearers' company, are others."""
    nodes = old.near(affected) | new.near(affected)
    return {key for key in old.keys_of(nodes) | new.keys_of(nodes) if old.form(key) != new.form(key)}


def _documents_with(gathered: Gathered, keys: set[str]) -> set[str]:
    """Return the nodes of the documents in which any of the names may stand."""
    if not keys:
        return set()
    sieve = Sieve(keys)
    documents = gathered.documents
    wanted = [number for number, document in documents.items() if _is_read(document)]
    texts = _texts(gathered.reader, wanted)
    return {document_key(documents[number].address) for number, *parts in texts if sieve.passes(*parts)}
