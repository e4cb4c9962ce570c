"""The embedded engine seen from its clients: started on demand, found, stopped, set aside."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import graph
from graph.engine.layout import (
    IDLE_S,
    TAKEN,
    Endpoint,
    cannot_write,
    database_names,
    is_alive,
    prepare_root,
    read_endpoint,
    start_lock,
    write_private,
)
from graph.errors import EngineUnavailable

Progress = Callable[[str], None]
START_LIMIT_S = 60.0
_POLITE_S = 12.0
_POLL_S = 0.02
_children: list["subprocess.Popen[bytes]"] = []
"""Engines that this process started: kept, since a forgotten child that lives on makes Python complain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineStatus:
    """What is known about the embedded engine of one root folder."""

    running: bool
    port: int | None = None
    pid: int | None = None
    memory_bytes: int | None = None
    """Resident memory, or None where the system does not tell."""
    started: str | None = None
    """ISO date and time in UTC."""
    databases: tuple[str, ...] = ()


def ensure_engine(root: Path, *, idle_s: float = IDLE_S, on_progress: Progress | None = None) -> Endpoint:
    """Return the endpoint of the living engine of ``root``, after starting one if none lives.

    Raises EngineUnavailable if it cannot be started, with the reason that its log has.
    """
    root = prepare_root(root)
    endpoint = read_endpoint(root)
    if endpoint is not None and is_alive(root):
        return endpoint
    with hold_start(root):
        return _find_or_start(root, idle_s, on_progress)


@contextmanager
def hold_start(root: Path) -> Iterator[None]:
    """Hold the start lock: nobody else starts, ends or moves the engine meanwhile."""
    from filelock import Timeout

    lock = start_lock(root)
    try:
        lock.acquire(timeout=START_LIMIT_S)
    except Timeout as error:
        raise EngineUnavailable(f"another process has been starting the graph engine in {root} for a minute") from error
    except OSError as error:
        raise cannot_write(root, error) from error
    try:
        yield
    finally:
        lock.release()


def _find_or_start(root: Path, idle_s: float, on_progress: Progress | None) -> Endpoint:
    until = time.monotonic() + START_LIMIT_S
    while time.monotonic() < until:
        if not is_alive(root):
            if on_progress is not None:
                on_progress("starting the graph engine")
            return _start(root, idle_s, until)
        endpoint = read_endpoint(root)
        if endpoint is not None:
            return endpoint
        time.sleep(_POLL_S)  # it lives and has no endpoint: it is starting, or about to end
    raise EngineUnavailable(f"the graph engine in {root} neither starts nor ends; see {root / 'log' / 'launcher.log'}")


def _start(root: Path, idle_s: float, until: float) -> Endpoint:
    try:
        (root / "endpoint.json").unlink(missing_ok=True)
        child = _spawn(root, idle_s)
    except OSError as error:
        raise cannot_write(root, error) from error
    _children.append(child)
    while time.monotonic() < until:
        endpoint = read_endpoint(root)
        if endpoint is not None:
            return endpoint
        status = child.poll()
        if status is not None and status != TAKEN:
            raise EngineUnavailable(f"the graph engine does not start: {_last_words(root)}")
        time.sleep(_POLL_S)
    child.kill()
    raise EngineUnavailable(f"the graph engine was not ready in {START_LIMIT_S:.0f} s; see {root / 'log'}")


def _spawn(root: Path, idle_s: float) -> "subprocess.Popen[bytes]":
    """Start the launcher so that it shares nothing with this process: no stream, no handle, no terminal."""
    command = [sys.executable, "-m", "graph.engine.launcher", str(root), "--idle", str(idle_s)]
    room = Path(graph.__file__).parents[1]
    with (root / "log" / "launcher.log").open("wb") as log:
        if sys.platform == "win32":
            flags = subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP
            return subprocess.Popen(
                command, cwd=room, stdin=subprocess.DEVNULL, stdout=log, stderr=log, creationflags=flags
            )
        return subprocess.Popen(
            command, cwd=room, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )


def _last_words(root: Path) -> str:
    log = root / "log" / "launcher.log"
    with suppress(OSError):
        lines = log.read_text(encoding="utf-8", errors="replace").split("\n")
        words = [line.strip() for line in lines if line.strip()]
        if words:
            return f"{words[-1][:300]} (log: {log})"
    return f"it left no word in {log}"


def stop_embedded(root: Path) -> bool:
    """End the engine of ``root``, politely and then by force; return whether one was living.

    Raises EngineUnavailable if it cannot be ended.
    """
    if not root.is_dir() or not is_alive(root):
        return False
    with hold_start(root):
        return end_engine(root, polite_s=_POLITE_S)


def end_engine(root: Path, *, polite_s: float) -> bool:
    """End the engine, by force after ``polite_s`` seconds; call it under the start lock."""
    endpoint = read_endpoint(root)
    if endpoint is not None and is_alive(root):
        write_private(root / "stop-request", endpoint.token)
    if wait_until_gone(root, polite_s):
        return endpoint is not None
    if endpoint is not None:
        with suppress(OSError):
            os.kill(endpoint.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
    if not wait_until_gone(root, _POLITE_S):
        raise EngineUnavailable(f"the graph engine in {root} cannot be ended; end its process by hand")
    return True


def wait_until_gone(root: Path, within_s: float) -> bool:
    """Wait until no engine lives; return False if one still does after ``within_s`` seconds."""
    until = time.monotonic() + within_s
    while is_alive(root):
        if time.monotonic() > until:
            return False
        time.sleep(_POLL_S)
    return True


def set_aside_store(root: Path, database: str | None = None) -> Path:
    """End the engine and move its databases (or the one named) away, so that the next start is an empty one.

    Returns where they are now. Only the last ones set aside are kept.
    """
    root = prepare_root(root)
    with hold_start(root):
        if is_alive(root):
            end_engine(root, polite_s=2.0)
        return _move_away(root, database)


def _move_away(root: Path, database: str | None) -> Path:
    import shutil

    aside = root / "set-aside"
    shutil.rmtree(aside, ignore_errors=True)
    place = aside / datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    place.mkdir(parents=True)
    names = [database] if database is not None else list(database_names(root))
    for name in names:
        (root / "prepared" / name).unlink(missing_ok=True)
        if (root / "databases" / name).is_dir():
            (root / "databases" / name).rename(place / name)
    return place


def status_embedded(root: Path) -> EngineStatus:
    """Return what is known about the engine of ``root``; starts nothing and writes nothing that was not there."""
    if not root.is_dir() or not is_alive(root):
        return EngineStatus(running=False, databases=database_names(root))
    endpoint = read_endpoint(root)
    if endpoint is None:
        return EngineStatus(running=True, databases=database_names(root))
    return EngineStatus(
        running=True,
        port=endpoint.port,
        pid=endpoint.pid,
        memory_bytes=_memory_of(endpoint.pid),
        started=endpoint.started,
        databases=database_names(root),
    )


def _memory_of(pid: int) -> int | None:
    with suppress(OSError, ValueError, IndexError):
        for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024
    with suppress(OSError, ValueError, subprocess.SubprocessError):
        told = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, check=True, timeout=5)
        return int(told.stdout) * 1024
    return None
