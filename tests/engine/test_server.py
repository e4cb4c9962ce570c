"""A graph on a server: what is refused, and in which words."""

import subprocess
import sys
from pathlib import Path

import pytest

from graph.engine import open_graph, open_server
from graph.errors import EngineUnavailable
from tests.engines import neo4j_server

SECRET = "hunter2-secret"


@pytest.mark.parametrize(
    "url", [f"bolt://neo4j:{SECRET}@localhost", f"neo4j+s://{SECRET}@host:7687", f"bolt://u:{SECRET}@[::1"]
)
def test_a_url_with_a_password_is_refused_without_showing_it(url: str, tmp_path: Path) -> None:
    with pytest.raises(EngineUnavailable, match="leave them out") as raised:
        open_server(url, "neo4j", "x")
    assert SECRET not in str(raised.value)
    with pytest.raises(EngineUnavailable, match="leave them out") as raised:
        open_graph(url, root=tmp_path)
    assert SECRET not in str(raised.value)


@pytest.mark.parametrize("url", ["http://host", "localhost:7687", "bolt://", "bolt://host:port", "", "file:///x"])
def test_a_url_of_something_else_is_refused_with_the_possible_ones(url: str, tmp_path: Path) -> None:
    with pytest.raises(EngineUnavailable, match=r"bolt://HOST"):
        open_server(url, "neo4j", "x")
    with pytest.raises(EngineUnavailable, match=r"bolt://HOST"):
        open_graph(url, root=tmp_path)


def test_an_unreachable_server_is_one_line() -> None:
    with pytest.raises(EngineUnavailable, match=r"^bolt://127\.0\.0\.1:1 cannot be reached: ") as raised:
        open_server("bolt://127.0.0.1:1", "neo4j", SECRET)
    assert "\n" not in str(raised.value)
    assert SECRET not in str(raised.value)


def test_wrong_password_and_unknown_database() -> None:
    server = neo4j_server()
    with pytest.raises(EngineUnavailable, match=r"refuses the user or the password") as raised:
        open_server(server.url, server.username, SECRET)
    assert SECRET not in str(raised.value)
    with pytest.raises(EngineUnavailable, match=r"has no such database.*nosuch"):
        open_server(server.url, server.username, server.password, "nosuch")


def test_a_graph_shows_its_place_and_never_its_password() -> None:
    server = neo4j_server()
    with open_graph(server.url, root=Path(), username=server.username, password=server.password) as graph:
        assert graph.place == server.url
        assert server.password not in repr(graph) + repr(graph.__dict__)


def test_importing_the_engine_imports_neither_driver_nor_locks() -> None:
    code = (
        "import sys, graph.engine; print([m for m in ('neo4j', 'filelock', 'arcadedb', 'asyncio') if m in sys.modules])"
    )
    root = Path(__file__).resolve().parents[2]
    told = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
