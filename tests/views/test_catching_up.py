"""Catching up after any sequence of changes gives the graph that a full rebuild gives, on both engines."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from graph.engine import Graph, wipe
from tests.engines import embedded_graph, neo4j_graph
from tests.views.home import dump, dump_of, new_home, perform, without_stamp
from tests.views.pool import Operation, sequences

BOUNDED = settings(deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
DONE: Counter[str] = Counter()
"""What the catchings up did, by how."""


@pytest.fixture(scope="module", autouse=True)
def mostly_by_difference() -> Iterator[None]:
    """Hold that the sequences tried what they are for: catching up by the difference."""
    yield
    if DONE:
        assert DONE["changed"] > 3 * DONE["built"], DONE


def check(operations: tuple[Operation, ...], graph: Graph, folder: Path) -> None:
    """Do the operations, catch up here and there, and compare with the projection and with a rebuilt graph."""
    home = new_home(folder, "home", graph)
    wipe(graph)
    with home.record() as record:
        caught = perform(home, record, operations)
    DONE.update(one.how for one in caught[1:])
    held = dump(graph)
    assert without_stamp(held) == dump_of(home.projection())
    assert home.catch_up(rebuild=True).how == "built"
    assert dump(graph) == held


@pytest.mark.slow
@settings(BOUNDED, max_examples=150)
@given(operations=sequences())
def test_the_embedded_graph_is_what_a_rebuild_gives(
    operations: tuple[Operation, ...], tmp_path_factory: pytest.TempPathFactory
) -> None:
    check(operations, embedded_graph(), tmp_path_factory.getbasetemp())


@pytest.mark.slow
@settings(BOUNDED, max_examples=15)
@given(operations=sequences())
def test_neo4j_is_what_a_rebuild_gives(
    operations: tuple[Operation, ...], tmp_path_factory: pytest.TempPathFactory
) -> None:
    check(operations, neo4j_graph(), tmp_path_factory.getbasetemp())
