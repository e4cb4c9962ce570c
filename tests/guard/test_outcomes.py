"""What the guard says of a query that ran: caps, plans, errors with their place, why nothing was found, warnings."""

import pytest

from graph.engine import Graph
from graph.errors import QueryError
from graph.explore.guard import Limits, Outcome, guarded_read
from graph.ontology import shipped_ontology

TURNED = "DEVELOPED goes from Organization to Model, Dataset or Benchmark: turn the arrow"
LIMITS = Limits(seconds=10, rows=1000, bytes=1_000_000)


def run(graph: Graph, text: str, **parameters: str | int) -> Outcome:
    return guarded_read(graph, shipped_ontology(), text, parameters, LIMITS)


def test_rows_are_cut_and_the_next_ones_named(world: Graph) -> None:
    outcome = run(world, "UNWIND range(1, 5000) AS x RETURN x ORDER BY x")
    assert len(outcome.result.rows) == 1000
    assert outcome.cut == "cut after 1,000 rows; for the next ones end the query with SKIP 1000 LIMIT 1000"
    following = run(world, "UNWIND range(1, 5000) AS x RETURN x ORDER BY x SKIP 1000 LIMIT 1000")
    assert following.result.rows[0] == (1001,)
    assert following.cut is None


def test_bytes_are_cut(world: Graph) -> None:
    outcome = run(world, "UNWIND range(1, 500) AS x RETURN '" + "x" * 9000 + "' AS text, x ORDER BY x")
    assert outcome.result.cut_by == "bytes"
    assert 100 < len(outcome.result.rows) < 112
    assert outcome.cut is not None
    assert outcome.cut.startswith(f"cut for their size after {len(outcome.result.rows)} rows")


def test_a_plan_is_shown_and_nothing_runs(world: Graph) -> None:
    result = run(world, "EXPLAIN MATCH (l:Lab) RETURN l.name").result
    assert result.columns == ("plan",)
    assert any("Lab" in str(step) for (step,) in result.rows)


@pytest.mark.parametrize(
    ("text", "line", "column", "said"),
    [
        ("MATCH (l:Lab)\nRETRN l", 2, 1, "RETURN meant"),
        ("MATCH (l:Lab)\nRETURN l.name,\n  k.name", 3, 3, "not defined"),
        ("MATCH (l:Lab) RETURN l.name ORDER BY", 1, 37, "ends too early"),
        ("MATCH (l:Lab) RETURN cuont(l)", 1, 22, "nearest: count"),
        ("MATCH (l:Lab) WHERE l.name = $nmae RETURN l", 1, 30, "given: $name"),
        ("MATCH (l:Lab WHERE l.name = 'x' RETURN l", 1, 7, "never closed"),
    ],
)
def test_errors_have_their_place(world: Graph, text: str, line: int, column: int, said: str) -> None:
    with pytest.raises(QueryError, match=said.replace("$", r"\$")) as raised:
        run(world, text, name="x")
    assert (raised.value.line, raised.value.column) == (line, column)
    assert len(str(raised.value)) < 200


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("MATCH (l:Labs) RETURN l", "no label Labs; Lab has 3"),
        ("MATCH (l:lab) RETURN count(l)", "no label lab; Lab has 3"),
        ("MATCH (c:Cluster) RETURN c", "Cluster: there is none of this label in the graph yet"),
        ("MATCH (l:Lab)-[:DEVELOPS]->(m) RETURN m", "no relationship type DEVELOPS; DEVELOPED has 4"),
        (
            "MATCH (m:Model)-[:DEVELOPED]->(l:Lab) RETURN l",
            "DEVELOPED goes from Organization to Model, Dataset or Benchmark: turn the arrow",
        ),
        ("MATCH (m:Model) WHERE m.paramters > 5 RETURN m", "no Model has a property paramters; nearest: parameters"),
        ("MATCH (l:Lab {name: 'Deepseek'}) RETURN l", "'Deepseek' is not a name of any Lab; 'DeepSeek' is"),
        (
            "MATCH (l:Lab) WHERE l.name IN ['Mistal AI'] RETURN l",
            "'Mistal AI' is not a name of any Lab; 'Mistral AI' is",
        ),
        ("MATCH (l) WHERE l.name = $who RETURN l", "'deepseek' is not a name here; 'DeepSeek' is"),
        (
            "MATCH (l:Lab {name: '深度求索'}) RETURN l",
            "'深度求索' is not a name of any Lab but one of the other names of 'DeepSeek': "
            "ask for '深度求索' IN n.names",
        ),
        (
            "MATCH (m:Model)\nWHERE m.parameters > 1e15\nRETURN m",
            "no row is left after line 2, column 1: WHERE m.parameters > 1e15",
        ),
        (
            "MATCH (m:Model)<-[:DEVELOPED]-(l:Lab {name: 'Mistral AI'}) RETURN m",
            "no row is left after line 1, column 1: MATCH (m:Model)<-[:DEVELOPED]-(l:Lab {name: 'Mistral AI'})",
        ),
        (
            "MATCH (m:Model) WHERE m.name CONTAINS 'V3' AND m.released < '2000' RETURN m.name",
            "no row before it has m.released < '2000'",
        ),
        ("MATCH (m:Model) RETURN m SKIP 100", "the query has rows, and SKIP leaves all of them out"),
    ],
)
def test_nothing_found_is_explained(world: Graph, text: str, said: str) -> None:
    assert said in run(world, text, who="deepseek").diagnosis


def test_columns_are_named_without_a_row(world: Graph) -> None:
    text = "MATCH (l:Lab {name: 'Nobody'}) RETURN DISTINCT l.name AS lab, size(l.names), l ORDER BY lab"
    assert run(world, text).result.columns == ("lab", "size(l.names)", "l")


def test_what_is_found_is_not_explained(world: Graph) -> None:
    assert run(world, "MATCH (l:Lab) RETURN count(l)").diagnosis == ()


COMES_BACK = """MATCH (o:Organization) OPTIONAL MATCH (o)-[:OWNS]->(x) OPTIONAL MATCH (o)-[:BASED_IN]->(x)
                RETURN o.name AS name, x.id AS x ORDER BY name"""


@pytest.mark.parametrize(
    ("text", "embedded", "server"),
    [
        (COMES_BACK, "takes a node that OPTIONAL MATCH did not find", None),
        ("MATCH (k)<-[:BASED_IN]-(o) WHERE k.x IS NULL OR o.flag RETURN o", "without a comparison", None),
        ("MATCH (k)<-[:BASED_IN]-(o) WHERE any(t IN k.names WHERE t = 'x') OR o.n = 1 RETURN o", "may drop rows", None),
        (
            "MATCH (o) OPTIONAL MATCH (o)-[:OWNS]->(x) RETURN o.id AS id, EXISTS { (o)-[:BASED_IN]->(x) } AS e",
            "takes a node that OPTIONAL MATCH did not find", None,
        ),
        (
            "MATCH (o:Lab) OPTIONAL MATCH (o)-[:BASED_IN]->(k) WHERE COUNT { (o)-[:OWNS]->() } <= 1 RETURN o.id",
            None, "drops rows where COUNT",
        ),
        ("MATCH (o:Lab) OPTIONAL MATCH (o)-[:BASED_IN]->(k) OPTIONAL MATCH (o)-[:OWNS]->(m) RETURN o", None, None),
        ("MATCH (k)<-[:BASED_IN]-(o) WHERE k.name = 'x' OR o.flag = true RETURN o", None, None),
    ],
)  # fmt: skip
def test_kinds_of_queries_known_to_go_wrong(
    world: Graph, text: str, embedded: str | None, server: str | None, request: pytest.FixtureRequest
) -> None:
    wanted = embedded if request.node.callspec.params["graph"] == "embedded" else server
    told = run(world, text).warnings
    assert (not told) if wanted is None else any(wanted in line for line in told)
