"""Everything that is said about one thing, with its witnesses and where they disagree."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cmp_to_key
from typing import Literal

from graph.explore.session import Session
from graph.ontology import PropertyType
from graph.ontology.values import values_agree
from graph.record.marks import NAMING
from graph.record.reader import RecordReader
from graph.record.scope import Scope
from graph.record.types import StoredDocument, StoredStatement, Value
from graph.views.gather import Gathered, gather
from graph.views.nodes import NodeFold, all_names
from graph.views.project import count_nodes
from graph.views.witness import Witness

Direction = Literal["value", "out", "in"]
"""A value of the thing, an edge from it, or an edge to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Testimony:
    """One statement about a thing, with the document that says it."""

    statement: StoredStatement
    document: StoredDocument
    place: str | None = None
    """Where in a table it is said: "row 12, column Parameters"."""


def testify(statement: StoredStatement, document: StoredDocument, reader: RecordReader) -> Testimony:
    """Return a statement with its document and its place in it."""
    return Testimony(statement=statement, document=document, place=reader.places.of(document, statement.span))


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One thing that is said: a value, or an edge to one other thing, with all who say it, the best witness first."""

    said: Value
    """The value, or the node id of the other thing."""
    shown: str
    """The value as text, or the name of the other thing."""
    qualifiers: Mapping[str, Value]
    """Of the best witness."""
    testimonies: tuple[Testimony, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """All that is said of one property, or of one edge type in one direction."""

    predicate: str
    direction: Direction
    sayings: tuple[Saying, ...]
    """The best-witnessed first."""
    disputed: bool
    """Whether different documents say what cannot hold at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A thing and all that is said of it within the lens of the session."""

    id: str
    label: str
    name: str
    names: tuple[str, ...]
    statements: int
    topics: tuple[Topic, ...]


def look_at(session: Session, node: str) -> Thing | None:
    """Return all that is said about the node with this id, or None where nothing is."""
    with session.reader.snapshot():
        gathered = gather(session.reader, session.ontology, session.lens)
        numbers = [gathered.numbers[key] for key in gathered.identity.members.get(node, ()) if key in gathered.numbers]
        rejected = gathered.court.verdicts.rejected
        statements = list(session.reader.statements(session.lens, Scope(either=numbers), rejected))
        if not statements:
            return None
        groups = _grouped(gathered, node, statements)
        others = {str(said) for (_, direction), by in groups.items() if direction != "value" for said, _ in by}
        shown = _names(gathered, others | {node})
    label = gathered.identity.label(node)
    topics = [_topic(session, gathered, label, at, by, shown) for at, by in sorted(groups.items(), key=_place)]
    names = all_names(gathered.identity, gathered.identity.members[node], session.ontology.nodes[label])
    return Thing(
        id=node,
        label=label,
        name=shown[node],
        names=tuple(sorted(names)),
        statements=len(statements),
        topics=tuple(topics),
    )


Said = tuple[Value, str]
"""What is said, and the identifying qualifiers under which."""
Groups = dict[tuple[str, Direction], dict[Said, list[Witness]]]


def _grouped(gathered: Gathered, node: str, statements: list[StoredStatement]) -> Groups:
    groups: Groups = defaultdict(lambda: defaultdict(list))
    for statement in statements:
        witness = gathered.court.hear(statement)
        for direction, said in _sides(gathered, node, witness):
            under = _identifying(gathered, statement) if direction != "value" else ""
            groups[statement.predicate, direction][said, under].append(witness)
    return groups


def _sides(gathered: Gathered, node: str, witness: Witness) -> Iterator[tuple[Direction, Value]]:
    statement, node_of = witness.statement, gathered.identity.node_of
    if statement.object is None:
        if statement.predicate not in NAMING and witness.value is not None:
            yield "value", witness.value
        return
    if node_of[statement.subject] == node:
        yield "out", node_of[statement.object]
    if node_of[statement.object] == node:
        yield "in", node_of[statement.subject]


def _identifying(gathered: Gathered, statement: StoredStatement) -> str:
    edge = gathered.ontology.edges.get(statement.predicate)
    names = [name for name, q in edge.qualifiers.items() if q.identifying] if edge else []
    return repr([(name, statement.qualifiers[name]) for name in names if name in statement.qualifiers])


def _names(gathered: Gathered, nodes: set[str]) -> dict[str, str]:
    """Return the name of each node, as the graph has it."""
    fold = NodeFold(gathered.ontology, gathered.identity, gathered.court, frozenset(nodes))
    count_nodes(gathered, fold)
    return {node: str(view.properties["name"]) for node, view in fold.nodes().items()}


def _place(item: tuple[tuple[str, Direction], object]) -> tuple[int, str]:
    (predicate, direction), _ = item
    return (("value", "out", "in").index(direction), predicate)


def _first(left: Witness, right: Witness) -> int:
    return -1 if left.better_than(right) else 1


def _first_of_both(left: tuple[Said, list[Witness]], right: tuple[Said, list[Witness]]) -> int:
    return _first(left[1][0], right[1][0])


def _topic(
    session: Session, gathered: Gathered, label: str, at: tuple[str, Direction],
    by: Mapping[Said, list[Witness]], shown: Mapping[str, str],
) -> Topic:  # fmt: skip
    predicate, direction = at
    ordered = {said: sorted(heard, key=cmp_to_key(_first)) for said, heard in by.items()}
    first = sorted(ordered.items(), key=cmp_to_key(_first_of_both))
    sayings = tuple(
        Saying(
            said=said,
            shown=shown.get(str(said), str(said)) if direction != "value" else str(said),
            qualifiers=heard[0].statement.qualifiers,
            testimonies=tuple(
                testify(w.statement, gathered.court.documents[w.statement.document], gathered.reader) for w in heard
            ),
        )
        for (said, _), heard in first
    )
    return Topic(
        predicate=predicate, direction=direction, sayings=sayings, disputed=_disputed(session, label, at, sayings)
    )


def _disputed(session: Session, label: str, at: tuple[str, Direction], sayings: tuple[Saying, ...]) -> bool:
    """Say whether a document that does not say the best-witnessed says what cannot hold beside it."""
    predicate, direction = at
    best = sayings[0]
    documents = {t.document.number for t in best.testimonies}
    rivals = [s for s in sayings[1:] if not documents & {t.document.number for t in s.testimonies}]
    if direction == "value":
        property_type = session.ontology.nodes[label].properties.get(predicate)
        return property_type is not None and any(_contradict(property_type, best.said, s.said) for s in rivals)
    edge = session.ontology.edges.get(predicate)
    return direction == "out" and edge is not None and not edge.multiple and any(s.said != best.said for s in rivals)


def _contradict(property_type: PropertyType, a: Value, b: Value) -> bool:
    return not property_type.multiple and not values_agree(property_type, a, b)
