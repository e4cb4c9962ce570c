"""Engines, a listener that must stay silent, and graphs that tests of one file share."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from graph.engine import Graph, wipe
from tests.engines import ENGINES, OPENERS, graph
from tests.guard.world import Listener, digest, listening, seed

__all__ = ["graph"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arena:
    """One graph that all hostile queries meet, and what it was like before the first."""

    engine: str
    graph: Graph
    digest: str


@pytest.fixture
def world(graph: Graph) -> Graph:
    """A graph with a few labs and models in it."""
    seed(graph)
    return graph


@pytest.fixture(scope="module", params=ENGINES)
def arena(request: pytest.FixtureRequest) -> Iterator[Arena]:
    """A graph filled once for all tests of a file, which must be as it was after the last."""
    opened = OPENERS[request.param]()
    wipe(opened)
    seed(opened)
    before = digest(opened)
    yield Arena(engine=request.param, graph=opened, digest=before)
    assert digest(opened) == before


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    """An address that counts who calls it, which nobody may have done in the end."""
    for one in listening():
        yield one
        assert one.calls == 0
