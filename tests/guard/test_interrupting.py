"""Ctrl-C stops a query in the engine too, not only its client."""

import os
import signal
import sys
import threading
import time

import pytest

from graph.engine import Graph
from graph.explore.guard import Limits, guarded_read
from graph.ontology import shipped_ontology
from tests.engines import IDLE_S, embedded_graph, neo4j_server, scratch

BEGINNING = "MATCH p = (a)-[:USES*1..40]-(b) WHERE a.id <> '"
LENGTHS = (10, 3000)
"""Characters of the text: one engine shows only the beginning of a long query that it runs."""
LIMITS = Limits(seconds=25, rows=10, bytes=1000)
PATIENCE_S = 20.0


def another(engine: str) -> Graph:
    from graph.engine import open_embedded, open_server

    if engine == "embedded":
        embedded_graph()
        return open_embedded(scratch() / "embedded", idle_s=IDLE_S)
    server = neo4j_server()
    return open_server(server.url, server.username, server.password, "neo4j")


def running(graph: Graph) -> bool:
    rows = graph.read("SHOW TRANSACTIONS YIELD currentQuery").rows
    return any(str(query).startswith(BEGINNING) for (query,) in rows)


def wait_until(graph: Graph, wanted: bool) -> bool:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        if running(graph) is wanted:
            return True
    return False


@pytest.mark.skipif(sys.platform == "win32", reason="a signal to oneself ends the process there")
@pytest.mark.parametrize("length", LENGTHS)
def test_an_interrupted_query_ends_in_the_engine(world: Graph, length: int, request: pytest.FixtureRequest) -> None:
    endless = f"{BEGINNING}{'x' * length}' RETURN count(p) AS many"
    with another(request.node.callspec.params["graph"]) as watching:
        seen: list[bool] = []

        def interrupt() -> None:
            seen.append(wait_until(watching, True))
            os.kill(os.getpid(), signal.SIGINT)

        waiting = threading.Thread(target=interrupt)
        # A job in the background of a shell is started with the signal ignored.
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            waiting.start()
            with pytest.raises(KeyboardInterrupt):
                guarded_read(world, shipped_ontology(), endless, {}, LIMITS)
        finally:
            signal.signal(signal.SIGINT, before)
        waiting.join()
        assert seen == [True]
        assert wait_until(watching, False)
    assert world.read("RETURN 1 AS one").rows == ((1,),)
