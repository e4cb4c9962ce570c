"""The life of the embedded engine's process: started once, shared, ended, killed, damaged, found again."""

import os
import signal
import stat
import subprocess
import time
from pathlib import Path

import pytest

from graph.engine import (
    open_embedded,
    status_embedded,
    stop_embedded,
)
from graph.engine.layout import is_alive, read_endpoint
from graph.errors import QueryTimeout
from tests.engine.processes import IDLE_S, KILL, ask, client, tell, until_gone


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
