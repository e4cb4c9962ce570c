"""Costs that grow with the graph, as ratios: absolute times depend on the machine."""

import time
from collections.abc import Callable

import pytest

from graph.engine import Graph, Query, create_schema, wipe

EDGES = 50_000
SMALL = 500


def tell(graph: Graph, text: str, **parameters: object) -> None:
    graph.write([Query(text=text, parameters=parameters)])  # type: ignore[arg-type]


def seconds(work: Callable[[], object], times: int = 5) -> float:
    """Return the least of several durations: what else the machine does only adds."""
    least = float("inf")
    for _ in range(times):
        began = time.perf_counter()
        work()
        least = min(least, time.perf_counter() - began)
    return least


def star(graph: Graph, name: str, edges: int) -> None:
    tell(graph, "CREATE (:Hub {id: $name})", name=name)
    for start in range(0, edges, 5000):
        ids = [f"{name}{i}" for i in range(start, min(edges, start + 5000))]
        tell(
            graph,
            "MATCH (h:Hub {id: $name}) UNWIND $ids AS id CREATE (:Leaf {id: id})-[:OF {id: id}]->(h)",
            name=name,
            ids=ids,
        )


@pytest.mark.slow
def test_a_hub_costs_a_leaf_nothing_and_is_wiped_within_the_limit(graph: Graph) -> None:
    create_schema(graph, ["Hub", "Leaf"])
    star(graph, "small", SMALL)
    star(graph, "big", EDGES)

    def from_leaf(name: str) -> None:
        # The WITH keeps the embedded engine from beginning at the hub, which it does where both ends are named.
        text = "MATCH (l:Leaf {id: $id}) WITH l MATCH (l)-[e:OF]->(h:Hub {id: $hub}) RETURN h.id AS h, e.id AS e"
        assert graph.read(text, {"id": f"{name}7", "hub": name}).rows == ((name, f"{name}7"),)

    def change(name: str) -> None:
        tell(graph, "MATCH (l:Leaf {id: $id})-[e:OF]->() SET e.n = 1", id=f"{name}7")

    def join(name: str) -> None:
        text = "MATCH (l:Leaf {id: $id}), (h:Hub {id: $hub}) CREATE (l)-[:AGAIN]->(h)"
        tell(graph, text, id=f"{name}9", hub=name)

    for work in (from_leaf, change, join):
        small, big = seconds(lambda w=work: w("small")), seconds(lambda w=work: w("big"))  # type: ignore[misc]
        assert big < 10 * small + 0.1, f"{work.__name__}: {small:.4f} s at {SMALL} edges, {big:.4f} s at {EDGES}"
    began = time.perf_counter()
    wipe(graph)
    assert time.perf_counter() - began < 30
    assert graph.read("MATCH (n) RETURN count(n) AS n").rows == ((0,),)


@pytest.mark.slow
def test_batches_of_nodes_and_edges_take_time_by_their_number(graph: Graph) -> None:
    create_schema(graph, ["Thing"])
    took = []
    for batch in range(6):
        ids = [f"{batch}-{i}" for i in range(2000)]
        edges = [{"a": ids[i], "b": f"0-{(i * 7) % 2000}", "id": f"e{batch}-{i}"} for i in range(2000)]
        began = time.perf_counter()
        tell(graph, "UNWIND $rows AS id MERGE (t:Thing {id: id}) SET t.name = id", rows=ids)
        text = "UNWIND $rows AS r MATCH (a:Thing {id: r.a}) MATCH (b:Thing {id: r.b}) CREATE (a)-[:TO {id: r.id}]->(b)"
        tell(graph, text, rows=edges)
        took.append(time.perf_counter() - began)
    assert min(took[3:]) < 5 * min(took[:3]) + 0.1, took
    assert graph.read("MATCH (:Thing)-[e:TO]->(:Thing) RETURN count(e) AS n").rows == ((12_000,),)
