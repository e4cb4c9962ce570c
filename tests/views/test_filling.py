"""Writing while folding: what the engine refuses comes back to whoever folds, and nobody waits for ever."""

import pytest

from graph.engine import Graph, Query
from graph.errors import SextantError
from graph.views.filling import BATCH, Filling
from graph.views.projection import EdgeView, NodeView

pytestmark = pytest.mark.parametrize("graph", ["embedded"], indirect=True)


def node(at: int) -> NodeView:
    return NodeView(id=f"n{at}", label="Model", labels=("Model",), properties={"id": f"n{at}"})


def create(batch: list[NodeView]) -> Query:
    rows: list[object] = [dict(one.properties) for one in batch]
    return Query(text="UNWIND $rows AS row CREATE (n:Model) SET n = row", parameters={"rows": rows})  # type: ignore[dict-item]


def refuse(_: list[NodeView]) -> Query:
    return Query(text="CREATE (n:Model {", parameters={})


def no_edges(_: list[EdgeView]) -> Query:
    raise AssertionError("no edge was given")


def test_all_batches_are_written_and_told(graph: Graph) -> None:
    told: list[tuple[str, int, int]] = []
    with Filling(graph, create, no_edges, lambda *what: told.append(what)) as filling:
        for at in range(BATCH * 2 + 1):
            filling.node(node(at), BATCH * 2 + 1)
        filling.end_nodes(BATCH * 2 + 1)
    assert graph.read("MATCH (n:Model) RETURN count(n)").rows == ((BATCH * 2 + 1,),)
    assert told[-1] == ("nodes", BATCH * 2 + 1, BATCH * 2 + 1)


def test_what_the_engine_refuses_is_raised_and_the_rest_is_not_written(graph: Graph) -> None:
    def fill() -> None:
        with Filling(graph, refuse, no_edges, lambda *_: None) as filling:
            for at in range(BATCH * 20):  # many more than wait at once
                filling.node(node(at), BATCH * 20)
            filling.end_nodes(BATCH * 20)

    with pytest.raises(SextantError):
        fill()
    assert graph.read("MATCH (n:Model) RETURN count(n)").rows == ((0,),)


def test_an_error_of_whoever_folds_is_not_replaced(graph: Graph) -> None:
    def fill() -> None:
        with Filling(graph, create, no_edges, lambda *_: None) as filling:
            filling.node(node(1), 1)
            raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        fill()
