"""From nodes, relationships and paths of a result to the statements behind them, on both engines."""

import pytest

from graph.engine import Graph, GraphRelationship
from graph.explore.follow import Followed, ends_of, follow, parts_of
from graph.explore.place import Place
from graph.explore.session import Session
from graph.ontology import shipped_ontology
from graph.record.lens import NOW, Lens
from graph.record.reader import RecordReader
from graph.views.catchup import CaughtUp


def followed(
    graph: Graph, record: RecordReader, query: str, *, lens: Lens = NOW, most: int = 99
) -> tuple[Followed, ...]:
    session = Session(
        place=Place(home=record.path.parent), ontology=shipped_ontology(), reader=record, graph=graph, lens=lens,
        caught=CaughtUp(how="current", change=record.last_change(), written=0, seconds=0.0),
    )  # fmt: skip
    cells = [cell for row in graph.read(query).rows for cell in row]
    return follow(session, parts_of(cells), most)


def quotes(found: tuple[Followed, ...]) -> dict[str, list[str]]:
    return {one.shown: [t.statement.quote.removesuffix(" (1.0)").strip() for t in one.testimonies] for one in found}


def test_a_path_is_followed_to_all_that_is_said_of_its_parts(world: Graph, record: RecordReader) -> None:
    query = "MATCH p = (:Organization {name: 'xAI'})-[:OWNS]->(:Cluster) RETURN p AS path"
    found = quotes(followed(world, record, query))
    assert found.keys() == {"xAI", "Colossus", "xAI -OWNS-> Colossus"}
    assert found["xAI -OWNS-> Colossus"] == ["Organization:xAI OWNS Cluster:Colossus"]
    assert len(found["Colossus"]) == 5


def test_a_relationship_alone_is_followed_with_the_best_witness_first(world: Graph, record: RecordReader) -> None:
    query = (
        "MATCH (:Lab)-[r:DEVELOPED]->(m:Model {id: 'hf:deepseek-ai/DeepSeek-R1'}) RETURN [r] AS links, {one: r} AS map"
    )
    (one,) = followed(world, record, query)
    assert one.shown == "DeepSeek -DEVELOPED-> deepseek-ai/DeepSeek-R1"
    assert [t.document.source for t in one.testimonies] == ["model cards", "news"]


def test_edges_of_the_same_ends_are_told_apart(world: Graph, record: RecordReader) -> None:
    query = "MATCH (:Organization)-[r:INVESTED_IN]->(:Organization) RETURN r ORDER BY r.date"
    found = followed(world, record, query)
    assert [t.statement.qualifiers["date"] for one in found for t in one.testimonies] == ["2019-07-22", "2023-01-23"]
    assert len(found) == 2


def test_a_symmetric_edge_is_found_whichever_way_it_was_said(world: Graph, record: RecordReader) -> None:
    query = "MATCH (:Organization {name: 'Microsoft'})-[r:PARTNERED_WITH]-(:Organization) RETURN r ORDER BY r.date"
    found = followed(world, record, query)
    assert [t.statement.subject for one in found for t in one.testimonies] == [
        "Organization:OpenAI", "Organization:Mistral AI",
    ]  # fmt: skip


def test_what_has_no_statements_and_what_is_too_much_is_left_out(world: Graph, record: RecordReader) -> None:
    assert followed(world, record, "MATCH (d:Document) RETURN d LIMIT 2") == ()
    assert followed(world, record, "RETURN {a: [1, 'x', null]} AS one") == ()
    assert len(followed(world, record, "MATCH (m:Model) RETURN m ORDER BY m.id", most=3)) == 3


def test_a_lens_narrows_what_is_told(world: Graph, record: RecordReader) -> None:
    query = "MATCH (:Lab)-[r:DEVELOPED]->(m:Model {id: 'hf:deepseek-ai/DeepSeek-R1'}) RETURN r"
    (one,) = followed(world, record, query, lens=Lens(source="news"))
    assert [t.document.source for t in one.testimonies] == ["news"]


def test_a_type_that_is_no_identifier_is_never_put_into_a_query(world: Graph) -> None:
    odd = GraphRelationship(type="OWNS]->() DETACH DELETE a //", properties={"id": "x"}, start=None, end=None)
    assert ends_of(world, [odd]) == {}


@pytest.mark.parametrize("ids", [["none"], []])
def test_ends_of_what_is_not_there_are_none(world: Graph, ids: list[str]) -> None:
    parts = [GraphRelationship(type="OWNS", properties={"id": one}, start=None, end=None) for one in ids]
    assert ends_of(world, parts) == {}
