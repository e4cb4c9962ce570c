"""Real engines for tests: ``graph`` runs a test once on the embedded engine and once on a Neo4j.

A folder of tests has them by naming them in its ``conftest.py``::

    from tests.engines import graph, graphs  # noqa: F401

Engines start when the first test needs them and live until the tests end, whichever folders use them.
"""

import atexit
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from graph.engine import Graph, open_embedded, open_server, stop_embedded, wipe
from tests.neo4j import start

ENGINES = ("embedded", "neo4j")
IDLE_S = 300.0
"""An embedded engine that a killed test run left behind ends by itself."""


@cache
def scratch() -> Path:
    """Return a folder for this test run; it is removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="sextant-engines-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def embedded_graph() -> Graph:
    """Return the embedded graph of this test run."""
    root = scratch() / "embedded"
    graph = open_embedded(root, idle_s=IDLE_S)
    atexit.register(stop_embedded, root)
    atexit.register(graph.close)
    return graph


@cache
def neo4j_server() -> start.Server:
    """Return the Neo4j of this test run; skips the test where the machine has none."""
    lacks = start.missing()
    if lacks is not None:
        pytest.skip(f"Neo4j half of the contract suite: {lacks}")
    server = start.start(scratch() / "neo4j")
    atexit.register(server.stop)
    return server


@cache
def neo4j_graph() -> Graph:
    """Return the graph on the Neo4j of this test run."""
    server = neo4j_server()
    graph = open_server(server.url, server.username, server.password, "neo4j")
    atexit.register(graph.close)
    return graph


OPENERS: dict[str, Callable[[], Graph]] = {"embedded": embedded_graph, "neo4j": neo4j_graph}
"""How the graph of each engine is opened, by its name."""


@pytest.fixture(params=ENGINES)
def graph(request: pytest.FixtureRequest) -> Graph:
    """An empty graph, of either engine."""
    opened = OPENERS[request.param]()
    wipe(opened)
    return opened


@pytest.fixture
def graphs() -> tuple[Graph, Graph]:
    """Two empty graphs, one of each engine, for comparison."""
    pair = embedded_graph(), neo4j_graph()
    for opened in pair:
        wipe(opened)
    return pair
