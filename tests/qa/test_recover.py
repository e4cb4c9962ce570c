"""Generate and recover: queries of every relation and property, said as questions, are understood as themselves."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.ontology import NodeType, Ontology, shipped_ontology
from graph.record.reader import RecordReader
from graph.record.store import Record
from graph.views.names import Names
from graph.views.names_build import build_names
from qa.query import Linked, Query, Selection, Thing, normal
from qa.understand import understand
from qa.words import as_question
from tests.qa.films import Page, films, reading_of

ONTOLOGIES: dict[str, Callable[[], Ontology]] = {"films": films, "shipped": shipped_ontology}


def name_of(node: NodeType, number: int) -> str:
    """Return a name that is no word of any ontology."""
    return f"{node.label[:3]}ux Kalo{'bdfg'[number]}ir"


def thing(node: NodeType, number: int = 0) -> Thing:
    name = name_of(node, number)
    return Thing(node=f"{node.label}:{name.lower()}", label=node.label, name=name)


def write_things(path: Path, ontology: Ontology) -> None:
    """Write a record in which two things of every type are named."""
    entities = [node for node in ontology.nodes.values() if node.entity]
    facts = tuple((f"{n.label}:{name_of(n, i)}", "names", name_of(n, i)) for n in entities for i in range(2))
    page = Page(address="https://things.example", publisher="Things", published=None, facts=facts)
    record = Record(path)
    record.write([reading_of(page, ontology)])
    record.close()


@pytest.fixture(scope="module", params=sorted(ONTOLOGIES))
def subject(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Ontology, Names]]:
    ontology = ONTOLOGIES[request.param]()
    path = tmp_path_factory.mktemp("things") / "record.db"
    write_things(path, ontology)
    with RecordReader(path) as reader:
        build_names(reader, ontology, path.with_name("names.db"))
    with Names(path.with_name("names.db")) as names:
        yield ontology, names


def queries(ontology: Ontology) -> Iterator[Query]:
    """Yield look-ups of every property, and one step along every relation both ways, listed, counted and doubted."""
    labels = [node.label for node in ontology.nodes.values() if node.entity]
    for label in labels:
        node = ontology.nodes[label]
        for name, property_type in node.properties.items():
            if property_type.words.nouns:
                yield Query(of=Selection(label=label, things=(thing(node),)), property=name)
    for edge in ontology.edges.values():
        for source in edge.source if "*" not in edge.source else labels:
            for target in edge.target if "*" not in edge.target else labels:
                yield from steps(ontology, edge.type, source, target)


def steps(ontology: Ontology, edge: str, source: str, target: str) -> Iterator[Query]:
    for forward, near, far in ((True, source, target), (False, target, source)):
        to = Selection(label=far, things=(thing(ontology.nodes[far]),))
        for chain in (False, True) if ontology.edges[edge].transitive else (False,):
            link = Linked(edge=edge, forward=forward, to=to, chain=chain)
            yield Query(of=Selection(label=near, where=(link,)))
            yield Query(of=Selection(label=near, where=(link,)), fold="count")
            one = thing(ontology.nodes[near], 1)
            yield Query(of=Selection(label=near, things=(one,), where=(link,)), fold="truth")


def test_every_query_said_as_a_question_is_understood_as_itself(subject: tuple[Ontology, Names]) -> None:
    ontology, names = subject
    lost, ambiguous, asked = [], 0, 0
    for query in queries(ontology):
        asked += 1
        question = as_question(query, ontology)
        found = understand(question, ontology, names)
        same = [reading for reading in found.readings if normal(reading.query) == normal(query)]
        if not same:
            lost.append((question, found.reason or [r.query for r in found.readings][:1]))
        elif same[0].cost > found.readings[0].cost:
            ambiguous += 1
    assert not lost, (len(lost), asked, lost[:5])
    assert ambiguous <= asked // 10, (ambiguous, asked)
