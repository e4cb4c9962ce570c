"""Stores of the embedded engine: damaged, set aside, several, not to be written."""

import os
import tempfile
from pathlib import Path

import pytest

from graph.engine import (
    create_schema,
    drop_database,
    list_databases,
    open_embedded,
    set_aside_store,
    stop_embedded,
)
from graph.errors import EngineUnavailable, StoreDamaged
from tests.engine.processes import IDLE_S, ask, client, tell


@pytest.mark.parametrize("damage", ["dictionary.*", "schema*.json", "configuration.json", "*"])
def test_a_damaged_store_is_noticed_and_can_be_set_aside(root: Path, damage: str) -> None:
    with open_embedded(root, idle_s=IDLE_S) as graph:
        create_schema(graph, ["A"])
        tell(graph, "UNWIND range(1, 500) AS i CREATE (:A {id: i})-[:R]->(:B {id: i})")
    stop_embedded(root)
    for path in (root / "databases" / "graph").glob(damage):
        path.write_bytes(b"\x00\xff{" * (path.stat().st_size // 3 + 1))
    with pytest.raises(StoreDamaged) as raised:
        open_embedded(root, idle_s=IDLE_S)
    assert "\n" not in str(raised.value)
    assert str(raised.value).isprintable()
    aside = set_aside_store(root)
    assert (aside / "graph").is_dir()
    with open_embedded(root, idle_s=IDLE_S) as graph:
        assert ask(graph, "MATCH (n) RETURN count(n) AS n") == 0
        tell(graph, "CREATE (:A {id: 1})")


def test_one_damaged_database_leaves_the_others_alone(root: Path) -> None:
    for name in ("graph", "lens_1"):
        with open_embedded(root, name, idle_s=IDLE_S) as graph:
            tell(graph, "CREATE (:A {id: $name})", name=name)
    stop_embedded(root)
    for path in (root / "databases" / "lens_1").iterdir():
        path.write_bytes(b"\x00\xff{")
    with open_embedded(root, idle_s=IDLE_S) as graph:
        assert ask(graph, "MATCH (a:A) RETURN a.id AS id") == "graph"
        with pytest.raises(StoreDamaged):
            open_embedded(root, "lens_1", idle_s=IDLE_S)
        set_aside_store(root, "lens_1")
        assert ask(graph, "MATCH (a:A) RETURN a.id AS id") == "graph"
        with open_embedded(root, "lens_1", idle_s=IDLE_S) as lens:
            assert ask(lens, "MATCH (n) RETURN count(n) AS n") == 0


def test_several_databases_in_one_engine(root: Path) -> None:
    with open_embedded(root, idle_s=IDLE_S) as main, open_embedded(root, "lens_1", idle_s=IDLE_S) as lens:
        assert (main.place, lens.place) == ("embedded", "embedded/lens_1")
        tell(lens, "CREATE (:A {id: 'lens'})")
        assert ask(main, "MATCH (n) RETURN count(n) AS n") == 0
        assert list_databases(root) == ("graph", "lens_1")
        with pytest.raises(Exception, match="only reading"):
            lens.read("MATCH (a:A) DELETE a")
    assert drop_database(root, "lens_1") is True
    assert drop_database(root, "lens_1") is False
    assert list_databases(root) == ("graph",)
    with open_embedded(root, "lens_1", idle_s=IDLE_S) as lens:
        assert ask(lens, "MATCH (n) RETURN count(n) AS n") == 0


def test_a_database_that_a_new_engine_has_not_opened_is_removed_too(root: Path) -> None:
    with open_embedded(root, "lens_1", idle_s=IDLE_S) as lens:
        tell(lens, "CREATE (:A {id: 'lens'})")
    stop_embedded(root)
    assert drop_database(root, "lens_1") is True
    assert not (root / "databases" / "lens_1").exists()
    with open_embedded(root, "lens_1", idle_s=IDLE_S) as lens:
        assert ask(lens, "MATCH (n) RETURN count(n) AS n") == 0


@pytest.mark.parametrize("name", ["", "../x", "a b", "graph;drop", "a/b"])
def test_a_wrong_name_of_a_database_is_refused(root: Path, name: str) -> None:
    with pytest.raises(EngineUnavailable, match="is no name of a graph database"):
        open_embedded(root, name)


def test_limits_of_a_database_hold_after_a_restart(root: Path) -> None:
    open_embedded(root, idle_s=IDLE_S).close()
    stop_embedded(root)
    with open_embedded(root, idle_s=IDLE_S) as graph, pytest.raises(Exception, match="LOAD CSV"):
        graph.read("LOAD CSV FROM 'file:///etc/hostname' AS line RETURN line")


def test_a_folder_that_cannot_be_written_gives_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(
        EngineUnavailable, match=r"^the graph engine cannot write to .*file.engine \(.+\): make the"
    ) as raised:
        open_embedded(tmp_path / "file" / "engine")
    assert "\n" not in str(raised.value)


def test_a_read_only_folder_gives_one_clear_line(root: Path) -> None:
    if os.name != "posix":
        pytest.skip("this system has no file modes")
    root.parent.chmod(0o755)
    root.mkdir(mode=0o555)
    code = """
import graph.errors
try:
    open_embedded(root)
except graph.errors.EngineUnavailable as error:
    print(error)
"""
    if os.geteuid() == 0:
        # The superuser writes anywhere: the client becomes nobody once it has imported what it needs.
        code = "import graph.engine.embedded_graph\nos.setegid(65534)\nos.seteuid(65534)\n" + code
        for folder in root.parents:
            if folder.is_relative_to(tempfile.gettempdir()) and folder != Path(tempfile.gettempdir()):
                folder.chmod(0o755)
    told = client(code, root).communicate(timeout=60)[0]
    assert told.startswith(f"the graph engine cannot write to {root} (")
    assert told.count("\n") == 1
    assert list(root.iterdir()) == []
