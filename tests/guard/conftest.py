"""Engines, a graph that hostile queries share, and what they must not reach: a file with a secret, an address."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.engine import Graph, wipe
from graph.engine.driver import Link, Target
from graph.engine.server_graph import ServerGraph
from tests.engines import OPENERS, graph
from tests.guard.world import SECRET, Arena, Listener, digest, listening, seed

__all__ = ["graph"]


@pytest.fixture
def world(graph: Graph) -> Graph:
    """A graph with a few labs and models in it."""
    seed(graph)
    return graph


@pytest.fixture(scope="module")
def arena(request: pytest.FixtureRequest) -> Iterator[Arena]:
    """A graph on the ENGINE of a file, filled once for all its tests, which must be as it was after the last."""
    engine: str = request.module.ENGINE
    opened = OPENERS[engine]()
    wipe(opened)
    seed(opened)
    before = digest(opened)
    yield Arena(engine=engine, graph=opened, digest=before)
    assert digest(opened) == before


@pytest.fixture(scope="module")
def nowhere() -> Iterator[Graph]:
    """A graph whose engine does not answer: what the text alone tells is refused before anybody asks it."""
    place = "bolt://127.0.0.1:1"
    link = Link(Target(url=place, username="x", password="x", database=None, place=place, connect_s=1, retry_s=0))
    with ServerGraph(link) as graph:
        yield graph


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that no query may read."""
    file = tmp_path_factory.mktemp("secrets") / "secret.csv"
    file.write_text(SECRET, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    """An address that counts who calls it, which nobody may have done in the end."""
    for one in listening():
        yield one
        assert one.calls == 0
