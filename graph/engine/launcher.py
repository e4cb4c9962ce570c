"""The process of the embedded engine: ``python -m graph.engine.launcher ROOT --idle SECONDS``.

It holds the engine lock, listens on loopback under new passwords, and ends when nobody needs it. Everything it
has to say goes to its log; its exit status says how it ended.
"""

import argparse
import json
import os
import secrets
import signal
import socket
import sys
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from filelock import Timeout

from graph.engine.admin import create_reader
from graph.engine.layout import HOST, IDLE_S, TAKEN, Endpoint, engine_lock, touch, write_endpoint

FAILED = 1
_PORT_TRIES = 8
_MAX_MESSAGE_BYTES = 256 << 20
_POLL_S = 0.1
_STOP_LIMIT_S = 10.0


class _Server(Protocol):
    """What the launcher needs of the engine's own server object."""

    def start(self) -> None: ...
    def stop(self) -> None: ...


def main(arguments: list[str] | None = None) -> None:
    """Run the engine until it is idle or told to stop; leaves the process with an exit status."""
    parser = argparse.ArgumentParser(prog="graph.engine.launcher")
    parser.add_argument("root", type=Path)
    parser.add_argument("--idle", type=float, default=IDLE_S)
    given = parser.parse_args(arguments)
    given.root = given.root.absolute()
    os.chdir(given.root)
    os.umask(0o077)
    lock = engine_lock(given.root)
    try:
        # A client that looks whether an engine lives holds the lock for a moment, hence the patience.
        lock.acquire(timeout=5.0)
    except Timeout:
        _leave(TAKEN)
    try:
        server, endpoint = _start(given.root)
    except Exception as error:  # noqa: BLE001 - outermost call: the reason goes to the log, which the client reads
        print(" ".join(str(error).split()), file=sys.stderr)
        _leave(FAILED)
    _serve(given.root, endpoint, given.idle)
    _end(given.root, server)


def _start(root: Path) -> tuple[_Server, Endpoint]:
    for name in ("endpoint.json", "stop-request", "config/server-users.jsonl"):
        (root / name).unlink(missing_ok=True)
    (root / "config").mkdir(exist_ok=True)
    (root / "config" / "server-groups.json").write_text(json.dumps(_groups()), encoding="utf-8")
    for left in range(_PORT_TRIES, 0, -1):
        endpoint = _new_endpoint()
        try:
            server = _listen(root, endpoint)
        except Exception as error:
            if left == 1 or "Unable to listen" not in str(error):
                raise
            continue
        break
    create_reader(endpoint)
    touch(root / "used")
    write_endpoint(root, endpoint)
    return server, endpoint


def _listen(root: Path, endpoint: Endpoint) -> _Server:
    os.environ["ARCADEDB_LOG_CONSOLE"] = "0"
    os.environ["ARCADEDB_LOG_DIR"] = str(root / "log")
    import arcadedb  # type: ignore[import-untyped]

    settings: dict[str, str | int | bool] = {
        "host": HOST,
        "http_port": endpoint.http_port,
        "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "bolt_port": endpoint.port,
        "bolt_maxMessageSize": _MAX_MESSAGE_BYTES,
        # One database that cannot be opened must not keep the others from being served.
        "server_databaseLoadAtStartup": False,
    }
    server: _Server = arcadedb.create_server(str(root), endpoint.root_password, settings)
    server.start()
    return server


def _new_endpoint() -> Endpoint:
    with socket.socket() as one, socket.socket() as other:
        one.bind((HOST, 0))
        other.bind((HOST, 0))
        port, http_port = one.getsockname()[1], other.getsockname()[1]
    return Endpoint(
        token=secrets.token_hex(8),
        pid=os.getpid(),
        port=port,
        http_port=http_port,
        root_password=secrets.token_urlsafe(24),
        reader_password=secrets.token_urlsafe(24),
        started=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _groups() -> dict[str, object]:
    """Return the engine's access rules: who may do everything, who may only read, and everybody else nothing."""

    def group(access: list[str], records: list[str]) -> dict[str, object]:
        return {"resultSetLimit": -1, "readTimeout": -1, "access": access, "types": {"*": {"access": records}}}

    everything = ["createRecord", "readRecord", "updateRecord", "deleteRecord"]
    groups = {
        "admin": group(["updateSecurity", "updateSchema", "updateDatabaseSettings"], everything),
        "reader": group([], ["readRecord"]),
        "*": group([], []),
    }
    return {"databases": {"*": {"groups": groups}}, "version": 2}


def _serve(root: Path, endpoint: Endpoint, idle_s: float) -> None:
    """Wait until a stop is asked for, or nobody showed life for ``idle_s`` seconds by this process's own clock."""
    asked = threading.Event()
    for name in ("SIGTERM", "SIGINT", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: asked.set())
    used, request = root / "used", root / "stop-request"
    seen, since = 0, time.monotonic()
    while not asked.wait(_POLL_S):
        changed = _changed(used)
        if changed != seen:
            seen, since = changed, time.monotonic()
        if time.monotonic() - since > idle_s or _is_asked(request, endpoint.token):
            return


def _changed(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_mtime_ns
    return 0


def _is_asked(request: Path, token: str) -> bool:
    with suppress(OSError):
        return request.read_text(encoding="utf-8") == token
    return False


def _end(root: Path, server: _Server) -> None:
    """Take the endpoint away first, so that new clients wait for the lock; then close, or leave if that hangs."""
    with suppress(OSError):
        (root / "endpoint.json").unlink(missing_ok=True)
    stopping = threading.Thread(target=server.stop, daemon=True)
    stopping.start()
    stopping.join(_STOP_LIMIT_S)
    _leave(0)


def _leave(status: int) -> None:
    sys.stderr.flush()
    os._exit(status)  # threads of the engine would keep an ordinary exit waiting


if __name__ == "__main__":
    main()
