"""What a read gives back, the same on both engines."""

import pytest

from graph.engine import Graph, GraphNode, GraphPath, GraphRelationship, Parameter, Query
from graph.errors import EngineError, QueryError, QueryTimeout, WriteRefused

SEED = """
CREATE (q:Lab:Organization {id: 'o1', name: '通义千问 Qwen', names: ['Qwen', '通义']})
SET q += {founded: 2023, share: 0.17, open: true}
CREATE (m:Model {id: 'm1', name: 'Qwen2.5-7B', released: date('2024-09-19'), at: datetime('2024-09-19T08:00:00Z')})
CREATE (k:Model {id: 'm2', name: 'Qwen2.5-7B-Instruct 😀'})
CREATE (q)-[:DEVELOPED {id: 'r1', statements: 2}]->(m), (k)-[:DERIVED_FROM {id: 'r2', kind: 'finetune'}]->(m)
"""


@pytest.fixture
def seeded(graph: Graph) -> Graph:
    graph.write([Query(text=SEED, parameters={})])
    return graph


def rows(graph: Graph, text: str, **parameters: object) -> list[tuple[object, ...]]:
    return [tuple(row) for row in graph.read(text, parameters).rows]  # type: ignore[arg-type]


def test_scalars_lists_and_nulls(seeded: Graph) -> None:
    text = """MATCH (o:Organization) RETURN o.name AS name, o.names AS names, o.founded AS founded, o.share AS share,
              o.open AS open, o.absent AS absent, {a: 1, b: [1, null]} AS map"""
    result = seeded.read(text)
    assert result.columns == ("name", "names", "founded", "share", "open", "absent", "map")
    assert list(result.rows) == [("通义千问 Qwen", ["Qwen", "通义"], 2023, 0.17, True, None, {"a": 1, "b": [1, None]})]
    assert result.cut is False


def test_temporal_values_are_iso_text(seeded: Graph) -> None:
    text = "MATCH (m:Model {id: 'm1'}) RETURN m.released AS day, duration('P1DT2H') AS span, localtime('08:30') AS time"
    (row,) = seeded.read(text).rows
    assert row[0] == "2024-09-19"
    assert row[1] == "P1DT2H"
    assert str(row[2]).startswith("08:30")
    (moment,) = seeded.read("MATCH (m:Model {id: 'm1'}) RETURN m.at AS at").rows[0]
    assert str(moment).startswith("2024-09-19T08:00:00")


def test_nodes_and_relationships(seeded: Graph) -> None:
    text = "MATCH (o:Lab)-[r:DEVELOPED]->(m) RETURN o, r, m.id AS model"
    ((node, edge, model),) = seeded.read(text).rows
    assert isinstance(node, GraphNode)
    assert node.labels == ("Lab", "Organization")
    assert node.properties["names"] == ["Qwen", "通义"]
    assert isinstance(edge, GraphRelationship)
    assert (edge.type, edge.properties, edge.start) == ("DEVELOPED", {"id": "r1", "statements": 2}, "o1")
    assert model == "m1"


def test_ends_of_relationships_are_known_where_the_result_has_the_nodes(seeded: Graph) -> None:
    ((edge, _, _),) = seeded.read("MATCH (a)-[r:DEVELOPED]->(b) RETURN r, a, b").rows
    assert isinstance(edge, GraphRelationship)
    assert (edge.start, edge.end) == ("o1", "m1")
    ((alone,),) = seeded.read("MATCH ()-[r:DEVELOPED]->() RETURN r").rows
    assert isinstance(alone, GraphRelationship)
    assert (alone.start, alone.end) == (None, None)


def test_paths(seeded: Graph) -> None:
    text = "MATCH p = (k:Model {id: 'm2'})-[*1..3]-(o:Lab) RETURN p, length(p) AS hops"
    ((path, hops),) = seeded.read(text).rows
    assert isinstance(path, GraphPath)
    assert [n.properties["id"] for n in path.nodes] == ["m2", "m1", "o1"]
    assert [(r.type, r.start, r.end) for r in path.relationships] == [
        ("DERIVED_FROM", "m2", "m1"),
        ("DEVELOPED", "o1", "m1"),
    ]
    assert hops == 2
    assert rows(seeded, "MATCH p = shortestPath((a:Model {id: 'm2'})-[*..4]-(b:Lab)) RETURN length(p) AS n") == [(2,)]


def test_parameters_of_every_kind(graph: Graph) -> None:
    given: dict[str, Parameter] = {
        "text": "ü\n\"'`\\",
        "none": None,
        "list": [1, 2.5, "x", None, [True]],
        "map": {"deep": {"a": []}},
        "big": 2**62,
    }
    row = graph.read("RETURN $text AS t, $none AS n, $list AS l, $map AS m, $big AS b", given).rows[0]
    assert list(row) == [given[key] for key in ("text", "none", "list", "map", "big")]


def test_max_rows_cuts_and_says_so(graph: Graph) -> None:
    text = "UNWIND range(1, 10) AS i RETURN i ORDER BY i"
    cut = graph.read(text, max_rows=3)
    assert (cut.cut, [row[0] for row in cut.rows]) == (True, [1, 2, 3])
    whole = graph.read(text, max_rows=10)
    assert (whole.cut, len(whole.rows)) == (False, 10)
    none = graph.read(text, max_rows=0)
    assert (none.cut, none.rows) == (True, ())


def test_an_empty_result_has_no_rows(graph: Graph) -> None:
    result = graph.read("MATCH (n:Nothing) RETURN n.id AS id")
    assert result.rows == ()
    assert result.columns in (("id",), ())


@pytest.mark.parametrize(
    "text",
    [
        "CREATE (:Evil {id: 'x'})",
        "MERGE (n:Evil {id: 'x'}) RETURN n",
        "MATCH (m:Model) SET m.name = 'x'",
        "MATCH (m:Model) SET m:Evil",
        "MATCH (m:Model) REMOVE m.name",
        "MATCH (m:Model) DETACH DELETE m",
        "MATCH (a:Lab), (b:Model) CREATE (a)-[:EVIL]->(b)",
        "MATCH ()-[r]->() DELETE r",
        "FOREACH (i IN range(1, 3) | CREATE (:Evil))",
        "CREATE CONSTRAINT evil IF NOT EXISTS FOR (n:Model) REQUIRE n.name IS UNIQUE",
        "CREATE INDEX evil IF NOT EXISTS FOR (n:Model) ON (n.name)",
    ],
)
def test_read_refuses_to_write(seeded: Graph, text: str) -> None:
    everything = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN n, r ORDER BY n.id, r.id"
    before = seeded.read(everything)
    with pytest.raises(WriteRefused, match=r"^the query would write, and only reading is allowed here$"):
        seeded.read(text)
    assert seeded.read(everything) == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("MATCH (n RETURN n", "RETURN"),
        ("RETURN x AS y", "x"),
        ("RETURN nosuch(1) AS y", "nosuch"),
        ("RETURN $missing AS y", "missing"),
        ("RETURN 1 / 0 AS y", "zero"),
        ("RETURN 1 AS a, 2 AS a", "column"),
        ("CALL no.such.procedure()", "no.such"),
        ("", ""),
    ],
)
def test_a_wrong_query_gives_one_clear_line(graph: Graph, text: str, said: str) -> None:
    with pytest.raises(QueryError) as raised:
        graph.read(text)
    message = str(raised.value)
    assert said.lower() in message.lower()
    assert message
    assert "\n" not in message
    assert not any(noise in message for noise in ("Neo.", "gql_status", "com.arcadedb", "java.", "Exception"))


def test_a_parameter_that_cannot_be_sent_is_named_as_that(graph: Graph) -> None:
    with pytest.raises(EngineError, match=r"^a parameter cannot be sent"):
        graph.read("RETURN $n AS n", {"n": 2**70})
    with pytest.raises(EngineError, match=r"^a parameter cannot be sent"):
        graph.read("RETURN $n AS n", {"n": object()})  # type: ignore[dict-item]
    assert graph.read("RETURN 1 AS n").rows == ((1,),)


def test_a_query_past_its_limit_is_stopped_and_the_next_one_runs(graph: Graph) -> None:
    graph.write([Query(text="UNWIND range(1, 2000) AS i CREATE (:Many {id: i})", parameters={})])
    with pytest.raises(QueryTimeout, match=r"limit of 1 s"):
        graph.read("MATCH (a:Many), (b:Many), (c:Many) WHERE a.id + b.id + c.id < 0 RETURN count(*) AS n", limit_s=1.0)
    assert rows(graph, "MATCH (n:Many) RETURN count(n) AS n") == [(2000,)]


def test_a_result_of_twenty_megabytes(graph: Graph) -> None:
    text = "UNWIND range(1, 20) AS i RETURN i AS i, $mega AS text ORDER BY i"
    result = graph.read(text, {"mega": "ü" * (1 << 19)})
    assert [len(str(row[1])) for row in result.rows] == [1 << 19] * 20


def test_place_names_no_secret(graph: Graph) -> None:
    assert graph.place.startswith(("embedded", "bolt://127.0.0.1:"))
    assert "@" not in graph.place
