"""Which engine a graph lives in, by how its place is written."""

from pathlib import Path

from graph.engine.embedded import open_embedded
from graph.engine.process import Progress
from graph.engine.server import SCHEMES, open_server
from graph.engine.types import Graph
from graph.errors import EngineUnavailable

EMBEDDED = "embedded"


def open_graph(
    where: str | None,
    *,
    root: Path,
    username: str = "neo4j",
    password: str = "",
    database: str | None = None,
    on_progress: Progress | None = None,
) -> Graph:
    """Open the graph at ``where``: None or "embedded" for the one below ``root``, else the URL of a server.

    ``database`` None is "graph" in the embedded engine, the server's own choice on a server. Raises
    EngineUnavailable and StoreDamaged as ``open_embedded`` and ``open_server`` do.
    """
    if where is None or where == EMBEDDED:
        return open_embedded(root, database or "graph", on_progress=on_progress)
    if "://" in where and where.partition("://")[0] in SCHEMES:
        return open_server(where, username, password, database)
    possible = ", ".join([EMBEDDED, *(f"{scheme}://HOST" for scheme in SCHEMES)])
    shown = where if "@" not in where else where.partition("://")[0] + "://..."
    raise EngineUnavailable(f"{shown!r} is no place of a graph: possible are {possible}")
