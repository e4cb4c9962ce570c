"""The life of the embedded engine's process: started once, shared, ended, killed, damaged, found again."""

import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.engine import (
    Graph,
    Query,
    create_schema,
    drop_database,
    list_databases,
    open_embedded,
    set_aside_store,
    status_embedded,
    stop_embedded,
)
from graph.engine.layout import is_alive, read_endpoint
from graph.errors import EngineUnavailable, QueryTimeout, StoreDamaged

REPOSITORY = Path(__file__).resolve().parents[2]
IDLE_S = 120.0
KILL = getattr(signal, "SIGKILL", signal.SIGTERM)


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "engine"
    yield place
    stop_embedded(place)


def client(code: str, root: Path, **options: object) -> "subprocess.Popen[str]":
    """Start another process that runs ``code`` with ``root`` and the names it needs."""
    head = (
        "import os, sys, time\nfrom pathlib import Path\nfrom graph.engine import *\n"
        f"root = Path({str(root)!r})\nidle = {IDLE_S}\n"
    )
    return subprocess.Popen(  # type: ignore[call-overload, no-any-return]
        [sys.executable, "-c", head + code], cwd=REPOSITORY, stdout=subprocess.PIPE, text=True, **options
    )


def tell(graph: Graph, text: str, **parameters: object) -> None:
    graph.write([Query(text=text, parameters=parameters)])  # type: ignore[arg-type]


def ask(graph: Graph, text: str) -> object:
    return graph.read(text).rows[0][0]


def until_gone(root: Path, within_s: float = 20.0) -> bool:
    end = time.monotonic() + within_s
    while is_alive(root) and time.monotonic() < end:
        time.sleep(0.02)
    return not is_alive(root)


def test_started_on_demand_shared_and_stopped(root: Path) -> None:
    said: list[str] = []
    assert status_embedded(root).running is False
    assert stop_embedded(root) is False
    with open_embedded(root, idle_s=IDLE_S, on_progress=said.append) as graph:
        tell(graph, "CREATE (:A {id: 'a'})")
        with open_embedded(root, idle_s=IDLE_S, on_progress=said.append) as other:
            assert ask(other, "MATCH (a:A) RETURN a.id AS id") == "a"
    assert said == ["starting the graph engine"]
    status = status_embedded(root)
    assert (status.running, status.databases) == (True, ("graph",))
    assert status.started is not None
    assert status.memory_bytes is None or status.memory_bytes > 1 << 20
    assert stop_embedded(root) is True
    assert status_embedded(root).running is False
    with open_embedded(root, idle_s=IDLE_S) as graph:
        assert ask(graph, "MATCH (a:A) RETURN a.id AS id") == "a"


def test_processes_that_start_at_the_same_moment_get_one_engine(root: Path) -> None:
    code = """
with open_embedded(root, idle_s=idle, on_progress=lambda line: print("starts")) as graph:
    print(status_embedded(root).pid)
"""
    clients = [client(code, root) for _ in range(4)]
    lines = [one.communicate(timeout=60)[0].split() for one in clients]
    assert [one.returncode for one in clients] == [0] * 4
    assert len({words[-1] for words in lines}) == 1
    assert sum("starts" in words for words in lines) == 1


def test_files_are_for_the_owner_alone(root: Path) -> None:
    if os.name != "posix":
        pytest.skip("this system has no file modes")
    root.mkdir(mode=0o755)
    open_embedded(root, idle_s=IDLE_S).close()
    assert stat.S_IMODE(root.stat().st_mode) == 0o700
    assert stat.S_IMODE((root / "endpoint.json").stat().st_mode) == 0o600
    assert stat.S_IMODE((root / "config").stat().st_mode) == 0o700


def test_passwords_are_new_at_each_start_and_shown_nowhere(root: Path) -> None:
    seen: list[str] = []
    for _ in range(2):
        with open_embedded(root, idle_s=IDLE_S) as graph:
            endpoint = read_endpoint(root)
            assert endpoint is not None
            secrets = (endpoint.root_password, endpoint.reader_password)
            shown = repr(endpoint) + repr(graph) + graph.place + repr(status_embedded(root))
            assert not any(secret in shown for secret in secrets)
            seen.extend(secrets)
        stop_embedded(root)
        logs = [path.read_bytes() for path in (root / "log").rglob("*") if path.is_file()]
        assert not any(secret.encode() in log for secret in secrets for log in logs)
    assert len(set(seen)) == 4


def test_only_loopback_listens(root: Path) -> None:
    psutil = pytest.importorskip("psutil")
    with open_embedded(root, idle_s=IDLE_S):
        pid = status_embedded(root).pid
        listening = [c.laddr.ip for c in psutil.Process(pid).net_connections() if c.status == psutil.CONN_LISTEN]
    assert len(listening) >= 2
    assert {ip.removeprefix("::ffff:") for ip in listening} == {"127.0.0.1"}


def test_a_shell_that_captures_the_output_does_not_wait_for_the_engine(root: Path) -> None:
    code = "open_embedded(root, idle_s=idle).close(); print('done')"
    began = time.monotonic()
    # stderr goes into the same pipe: the engine must hold neither.
    one = client(code, root, stdin=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert one.communicate(timeout=60)[0].strip() == "done"
    assert time.monotonic() - began < IDLE_S / 2
    assert is_alive(root)
    if Path("/proc/self/fd").is_dir():
        held = [str(fd.readlink()) for fd in Path(f"/proc/{status_embedded(root).pid}/fd").iterdir() if fd.is_symlink()]
        inherited = {str(fd.readlink()) for fd in Path("/proc/self/fd").iterdir() if fd.is_symlink()}
        assert not [name for name in held if name.startswith("pipe:") and name in inherited]


def test_an_idle_engine_ends_and_the_client_that_still_has_it_open_finds_the_next(root: Path) -> None:
    with open_embedded(root, idle_s=1.0) as graph:
        tell(graph, "CREATE (:A {id: 'a'})")
        first = status_embedded(root).pid
        assert until_gone(root)
        assert ask(graph, "MATCH (a:A) RETURN a.id AS id") == "a"
        assert status_embedded(root).pid != first
        assert until_gone(root)
        tell(graph, "MATCH (a:A) SET a.n = 1")
        assert ask(graph, "MATCH (a:A) RETURN a.n AS n") == 1


def test_an_engine_in_use_does_not_end(root: Path) -> None:
    with open_embedded(root, idle_s=1.5) as graph:
        pid = status_embedded(root).pid
        end = time.monotonic() + 4.0
        while time.monotonic() < end:
            assert ask(graph, "RETURN 1 AS one") == 1
        assert status_embedded(root).pid == pid


@pytest.mark.parametrize("after", [0.0, 0.02, 0.1])
def test_a_killed_engine_loses_nothing_committed(root: Path, after: float) -> None:
    code = f"""
import threading
from graph.errors import EngineUnavailable
graph = open_embedded(root, idle_s=idle)
create_schema(graph, ["N"])
pid = status_embedded(root).pid
print(pid, flush=True)
for batch in range(100000):
    rows = [batch * 100 + i for i in range(100)]
    try:
        graph.write([
            Query(text="UNWIND $rows AS i MERGE (n:N {{id: i}}) SET n.b = $b", parameters={{"rows": rows, "b": batch}}),
            Query(text="MATCH (n:N {{b: $b}}), (m:N {{id: $first}}) CREATE (n)-[:R]->(m)",
                  parameters={{"b": batch, "first": rows[0]}}),
        ])
    except EngineUnavailable as error:
        assert "whether the change is in is unknown" in str(error)
        print("unknown")
        break
    print(batch, flush=True)
    if batch == 8:
        threading.Timer({after}, lambda: os.kill(pid, {int(KILL)})).start()
    if batch > 8 and status_embedded(root).pid != pid:
        break
graph.close()
"""
    one = client(code, root)
    lines = one.communicate(timeout=90)[0].split()
    assert one.returncode == 0
    unknown = lines[-1] == "unknown"
    last = int(lines[-2 if unknown else -1])
    assert last >= 8
    with open_embedded(root, idle_s=IDLE_S) as graph:
        sizes = graph.read(
            "MATCH (n:N)-[:R]->() RETURN n.b AS b, count(DISTINCT n) AS n, count(*) AS e ORDER BY b"
        ).rows
        possible = [list(range(last + 1))] + ([list(range(last + 2))] if unknown else [])
        assert [row[0] for row in sizes] in possible
        assert {row[1:] for row in sizes} == {(100, 100)}


def test_a_client_killed_in_a_write_leaves_whole_transactions(root: Path) -> None:
    code = """
graph = open_embedded(root, idle_s=idle)
for batch in range(100000):
    graph.write([Query(text="UNWIND range(1, 300) AS i CREATE (:N {batch: $b})-[:R]->(:M)", parameters={"b": batch})])
    print(batch, flush=True)
"""
    one = client(code, root)
    assert one.stdout is not None
    done = -1
    for line in one.stdout:
        done = int(line)
        if done == 5:
            one.send_signal(KILL)
            break
    rest = one.stdout.read().split()
    one.stdout.close()
    one.wait()
    done = int(rest[-1]) if rest else done
    with open_embedded(root, idle_s=IDLE_S) as graph:
        sizes = graph.read("MATCH (n:N)-[:R]->(:M) RETURN n.batch AS b, count(*) AS n ORDER BY b").rows
        assert {row[1] for row in sizes} == {300}
        assert [row[0] for row in sizes] in (list(range(done + 1)), list(range(done + 2)))


def test_a_wedged_engine_is_ended_and_the_next_call_has_a_new_one(root: Path) -> None:
    if os.name != "posix":
        pytest.skip("this system cannot stop a process and let it live")
    with open_embedded(root, idle_s=IDLE_S) as graph:
        tell(graph, "CREATE (:A {id: 'a'})")
        first = status_embedded(root).pid
        assert first is not None
        os.kill(first, signal.SIGSTOP)
        with pytest.raises(QueryTimeout):
            graph.read("MATCH (a:A) RETURN a.id AS id", limit_s=0.5)
        assert ask(graph, "MATCH (a:A) RETURN a.id AS id") == "a"
        assert status_embedded(root).pid != first


def test_stop_ends_an_engine_that_does_not_listen(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.name != "posix":
        pytest.skip("this system cannot stop a process and let it live")
    monkeypatch.setattr("graph.engine.process._POLITE_S", 1.0)
    open_embedded(root, idle_s=IDLE_S).close()
    pid = status_embedded(root).pid
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)
    assert stop_embedded(root) is True
    assert not is_alive(root)


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
