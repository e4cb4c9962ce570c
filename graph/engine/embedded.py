"""The embedded engine: a graph in a folder, for whoever needs it, without a server.

The engine is a process of its own that all processes on the folder share; the first to need it starts it.
"""

import re
from pathlib import Path

from graph.engine.layout import IDLE_S, database_names, prepare_root
from graph.engine.process import Progress, ensure_engine, hold_start
from graph.engine.types import Graph
from graph.errors import EngineError, EngineUnavailable

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_]*")


def open_embedded(
    root: Path, database: str = "graph", *, idle_s: float = IDLE_S, on_progress: Progress | None = None
) -> Graph:
    """Open a database below ``root``; the engine is started if none lives, the database made if it is missing.

    ``idle_s``: seconds without a client after which an engine that this call starts ends by itself.
    ``on_progress`` is told in words what takes its time. Raises EngineUnavailable if the folder cannot be written
    or the engine does not start, StoreDamaged if the database cannot be read (see ``set_aside_store``).
    """
    _check(database)
    from graph.engine.embedded_graph import EmbeddedGraph  # the driver costs 0.3 s to import

    graph = EmbeddedGraph(prepare_root(root), database, idle_s=idle_s, on_progress=on_progress)
    try:
        graph.read("RETURN 1 AS one")
    except EngineError:
        graph.close()
        raise
    return graph


def list_databases(root: Path) -> tuple[str, ...]:
    """Return the names of the databases below ``root``; starts nothing."""
    return database_names(root)


def drop_database(root: Path, name: str) -> bool:
    """Remove a database with all that is in it; return whether there was one. Starts the engine if need be."""
    _check(name)
    if name not in database_names(root):
        return False
    from graph.engine.admin import remove_database

    endpoint = ensure_engine(root)
    with hold_start(root):
        if name in database_names(root):
            remove_database(root, endpoint, name)
    return True


def _check(database: str) -> None:
    if not _NAME.fullmatch(database):
        raise EngineUnavailable(f"{database!r} is no name of a graph database: letters, digits and _ only")
