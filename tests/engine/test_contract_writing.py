"""What a write does and what it leaves, the same on both engines."""

import threading

import pytest

from graph.engine import Graph, GraphNode, Query, create_schema, wipe
from graph.errors import QueryError
from tests.engines import embedded_graph, neo4j_graph

COUNT = "MATCH (n) RETURN count(n) AS n"


def ask(graph: Graph, text: str, **parameters: object) -> list[tuple[object, ...]]:
    return [tuple(row) for row in graph.read(text, parameters).rows]  # type: ignore[arg-type]


def tell(graph: Graph, *texts: str, **parameters: object) -> None:
    graph.write([Query(text=text, parameters=parameters) for text in texts])  # type: ignore[arg-type]


def test_all_queries_of_a_write_happen_in_order(graph: Graph) -> None:
    tell(
        graph,
        "CREATE (:A {id: 'a', n: 1})",
        "MATCH (a:A) SET a.n = a.n + 1",
        "MATCH (a:A) CREATE (a)-[:R]->(:B {n: a.n})",
    )
    assert ask(graph, "MATCH (a:A)-[:R]->(b:B) RETURN a.n AS a, b.n AS b") == [(2, 2)]


@pytest.mark.parametrize(
    "wrong", ["UNWIND [1, 0] AS i CREATE (:A {id: 1 / i})", "MATCH (n RETURN n", "CREATE (:A {id: nosuch()})"]
)
def test_a_write_that_fails_half_way_leaves_nothing(graph: Graph, wrong: str) -> None:
    tell(graph, "CREATE (:Old {id: 'old', n: 1})")
    with pytest.raises(QueryError):
        tell(graph, "CREATE (:A {id: 'a'})", "MATCH (o:Old) SET o.n = 2", wrong)
    assert ask(graph, "MATCH (n) RETURN labels(n) AS l, n.n AS n") == [(["Old"], 1)]


def test_a_large_batch_that_fails_in_its_last_row_leaves_nothing(graph: Graph) -> None:
    batch: list[object] = [*range(1, 3000), 0]
    with pytest.raises(QueryError):
        tell(graph, "UNWIND $rows AS i CREATE (:A {id: 1 / i})", rows=batch)
    assert ask(graph, COUNT) == [(0,)]


def test_no_queries_is_nothing_to_do(graph: Graph) -> None:
    graph.write([])
    assert ask(graph, COUNT) == [(0,)]


def test_schema_twice_and_a_second_node_of_one_id_is_refused(graph: Graph) -> None:
    for _ in range(2):
        create_schema(graph, ["Thing", "Other"])
    tell(graph, "CREATE (:Thing {id: 't'})", "CREATE (:Other {id: 't'})")
    with pytest.raises(QueryError, match=r"\bid\b|already"):
        tell(graph, "CREATE (:Other {id: 'new'})", "CREATE (:Thing {id: 't'})")
    assert ask(graph, COUNT) == [(2,)]
    tell(graph, "MERGE (t:Thing {id: 't'}) SET t.name = 'x'")
    assert ask(graph, "MATCH (t:Thing) RETURN t.name AS n") == [("x",)]


def test_schema_covers_the_stamp(graph: Graph) -> None:
    create_schema(graph, [])
    tell(graph, "CREATE (:_Sextant {id: 'stamp'})")
    with pytest.raises(QueryError):
        tell(graph, "CREATE (:_Sextant {id: 'stamp'})")


@pytest.mark.parametrize("label", ["", "A B", "A) DETACH DELETE (n", "A`", "1A", "é"])
def test_a_label_that_is_no_identifier_never_reaches_the_engine(graph: Graph, label: str) -> None:
    with pytest.raises(QueryError, match="is no label"):
        create_schema(graph, [label])


def test_wipe_empties_the_graph_and_keeps_the_schema(graph: Graph) -> None:
    create_schema(graph, ["Thing"])
    tell(graph, "UNWIND range(1, 300) AS i CREATE (:Thing {id: i})-[:R]->(:Loose {id: i})", "CREATE (x:X)-[:SELF]->(x)")
    wipe(graph)
    assert ask(graph, COUNT) == [(0,)]
    assert ask(graph, "MATCH ()-[r]->() RETURN count(r) AS n") == [(0,)]
    tell(graph, "CREATE (:Thing {id: 1})")
    with pytest.raises(QueryError):
        tell(graph, "CREATE (:Thing {id: 1})")


def test_a_role_label_added_to_a_connected_node(graph: Graph) -> None:
    create_schema(graph, ["Organization"])
    tell(
        graph,
        "CREATE (o:Organization {id: 'o', name: 'DeepSeek'}) WITH o UNWIND range(1, 20) AS i "
        "CREATE (o)-[:DEVELOPED {id: i}]->(:Model {id: i})",
        "MATCH (o:Organization {id: 'o'}) CREATE (:Document {id: 'd'})-[:MENTIONS {count: 3}]->(o)",
    )
    tell(graph, "MATCH (o:Organization {id: 'o'}) SET o:Lab")
    looks = [
        ("MATCH (o:Lab:Organization {id: 'o'}) RETURN o.name AS n", [("DeepSeek",)]),
        ("MATCH (o:Organization {id: 'o'}) RETURN o.name AS n", [("DeepSeek",)]),
        ("MATCH (:Lab)-[r:DEVELOPED]->(m:Model) RETURN count(DISTINCT r.id) AS n", [(20,)]),
        ("MATCH (:Document)-[r:MENTIONS]->(:Lab) RETURN r.count AS n", [(3,)]),
        ("MATCH (m:Model {id: 7})<-[:DEVELOPED]-(o) RETURN o.id AS n", [("o",)]),
        ("MATCH (o:Organization) RETURN count(*) AS n", [(1,)]),
    ]
    for text, expected in looks:
        assert ask(graph, text) == expected, text
    with pytest.raises(QueryError):
        tell(graph, "CREATE (:Organization {id: 'o'})")
    tell(graph, "MATCH (o:Organization {id: 'o'}) REMOVE o:Lab")
    assert ask(graph, "MATCH (o:Lab) RETURN count(o) AS n") == [(0,)]
    assert ask(graph, "MATCH (o:Organization)-[:DEVELOPED]->(m) RETURN count(m) AS n") == [(20,)]


def test_a_node_created_with_two_labels_is_unique_under_each(graph: Graph) -> None:
    create_schema(graph, ["Organization"])
    tell(graph, "CREATE (:Lab:Organization {id: 'x'})")
    with pytest.raises(QueryError):
        tell(graph, "CREATE (:Organization {id: 'x'})")
    with pytest.raises(QueryError):
        tell(graph, "CREATE (:Chipmaker:Organization {id: 'x'})")
    tell(graph, "MERGE (o:Organization {id: 'x'}) SET o.name = 'X'")
    # In what order labels() gives them depends on the engine; a node in a result has them sorted.
    ((name, node),) = ask(graph, "MATCH (o:Organization) RETURN o.name AS n, o")
    assert name == "X"
    assert isinstance(node, GraphNode)
    assert node.labels == ("Lab", "Organization")


def test_null_removes_a_property(graph: Graph) -> None:
    tell(graph, "CREATE (:A {id: 'a', n: 1, m: 2})", "MATCH (a:A) SET a += {n: null, k: 3}")
    assert ask(graph, "MATCH (a:A) RETURN properties(a) AS p") == [({"id": "a", "m": 2, "k": 3},)]


def test_two_writers_that_merge_the_same_new_keys_both_succeed(graph: Graph) -> None:
    create_schema(graph, ["Thing"])
    failures: list[BaseException] = []

    def merge(name: str) -> None:
        try:
            for start in range(0, 200, 10):
                tell(
                    graph,
                    "UNWIND $ids AS id MERGE (t:Thing {id: id}) SET t.n = coalesce(t.n, 0) + 1",
                    ids=list(range(start, start + 10)),
                )
        except BaseException as error:  # noqa: BLE001 - carried to the main thread, which raises it
            failures.append(error)

    threads = [threading.Thread(target=merge, args=(f"w{i}",)) for i in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert ask(graph, "MATCH (t:Thing) RETURN count(t) AS things, sum(t.n) AS merges") == [(200, 400)]


def test_a_parameter_of_twenty_megabytes(graph: Graph) -> None:
    rows = [{"id": i, "text": "ü" * 50_000} for i in range(200)]
    tell(graph, "UNWIND $rows AS row CREATE (:Big {id: row.id, text: row.text})", rows=rows)
    assert ask(graph, "MATCH (b:Big) RETURN count(b) AS n, sum(size(b.text)) AS c") == [(200, 10_000_000)]


def test_both_engines_are_what_they_say() -> None:
    assert embedded_graph().place == "embedded"
    assert neo4j_graph().place.startswith("bolt://")
