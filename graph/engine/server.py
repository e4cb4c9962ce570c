"""A graph on a Neo4j server, reached by URL."""

import re
from urllib.parse import urlsplit

from graph.engine.types import Graph
from graph.errors import EngineUnavailable

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*")


def open_server(url: str, username: str, password: str, database: str | None = None) -> Graph:
    """Open a database of a server; ``database`` None is the server's own choice.

    Raises EngineUnavailable if the URL is none of a graph or holds a password, the server does not answer, the
    password is wrong, or there is no such database.
    """
    place = _place(url, database)
    from graph.engine.driver import Link, Target  # the driver costs 0.3 s to import: not before it is needed
    from graph.engine.server_graph import ServerGraph

    link = Link(Target(url=url, username=username, password=password, database=database, place=place))
    graph = ServerGraph(link)
    try:
        graph.read("RETURN 1 AS one", limit_s=20.0)
    except BaseException:
        graph.close()
        raise
    return graph


def _place(url: str, database: str | None) -> str:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        parts, host, port = urlsplit(""), None, None
    if "@" in url:
        raise EngineUnavailable(
            "the URL of the graph holds a user or a password: leave them out, give them as NEO4J_USERNAME and "
            "NEO4J_PASSWORD"
        )
    if parts.scheme not in SCHEMES or not host:
        raise EngineUnavailable(
            f"{url!r} is no URL of a graph: possible are {', '.join(f'{s}://HOST' for s in SCHEMES)}"
        )
    if database is not None and not _NAME.fullmatch(database):
        raise EngineUnavailable(f"{database!r} is no name of a database: letters, digits, dots and dashes only")
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}:{port or 7687}" + (f"/{database}" if database else "")
