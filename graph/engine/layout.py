"""Where the embedded engine keeps what, and how its clients find it: the files below its root folder.

::

    ROOT/engine.lock      held by the engine as long as it lives; nothing else says that it lives
    ROOT/start.lock       held by the client that starts, stops or moves it
    ROOT/endpoint.json    ports and passwords of this start, readable by the owner alone
    ROOT/used             touched by clients; the engine stops when nobody touched it for long
    ROOT/stop-request     the token of the start that shall end
    ROOT/databases/NAME   one graph each
    ROOT/prepared/NAME    says that the settings of that database are in place
    ROOT/log/             what engine and launcher had to say
"""

import json
import os
import secrets
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import EngineUnavailable

if TYPE_CHECKING:
    from filelock import FileLock

HOST = "127.0.0.1"
IDLE_S = 900.0
"""Seconds without a client after which the engine ends, unless its starter says otherwise."""

TAKEN = 4
"""Exit status of a launcher that found another engine holding the lock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """How to reach one start of the engine."""

    token: str
    """Tells this start from any other."""
    pid: int
    port: int
    http_port: int
    root_password: str = field(repr=False)
    reader_password: str = field(repr=False)
    started: str
    """ISO date and time in UTC."""


def engine_lock(root: Path) -> "FileLock":
    """Return the lock that a living engine holds."""
    from filelock import FileLock  # 80 ms to import: not before a lock is needed

    return FileLock(root / "engine.lock", thread_local=False)


def start_lock(root: Path) -> "FileLock":
    """Return the lock of whoever starts, stops or moves the engine."""
    from filelock import FileLock

    return FileLock(root / "start.lock", thread_local=False)


def is_alive(root: Path) -> bool:
    """Return whether an engine lives in ``root``: whether its lock is held."""
    from filelock import Timeout

    try:
        with engine_lock(root).acquire(timeout=0):
            return False
    except Timeout:
        return True
    except OSError as error:
        raise cannot_write(root, error) from error


def prepare_root(root: Path) -> Path:
    """Make the folder, for the owner alone where the system has such modes, and return it as an absolute path.

    Raises EngineUnavailable if it cannot be made or written.
    """
    root = Path(os.path.abspath(root))  # noqa: PTH100 - resolve() would change the path a user sees through a link
    try:
        root.mkdir(parents=True, exist_ok=True, mode=0o700)
        root.chmod(0o700)
        (root / "log").mkdir(exist_ok=True)
        (root / "start.lock").touch()
    except OSError as error:
        raise cannot_write(root, error) from error
    return root


def cannot_write(root: Path, error: OSError) -> EngineUnavailable:
    """Return the error for a root folder that cannot be written."""
    reason = error.strerror or str(error)
    return EngineUnavailable(
        f"the graph engine cannot write to {root} ({reason}): make the folder writable or choose another home"
    )


def write_private(path: Path, text: str) -> None:
    """Write a file that only the owner can read, all of it or nothing."""
    spare = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    handle = os.open(spare, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    spare.replace(path)


def write_endpoint(root: Path, endpoint: Endpoint) -> None:
    """Publish how to reach the engine."""
    write_private(root / "endpoint.json", json.dumps(asdict(endpoint)))


def read_endpoint(root: Path) -> Endpoint | None:
    """Return the published endpoint, or None while there is none; whether its engine lives, the lock tells."""
    with suppress(OSError, ValueError, TypeError):
        return Endpoint(**json.loads((root / "endpoint.json").read_text(encoding="utf-8")))
    return None


def touch(path: Path) -> None:
    """Renew a file's time of change; a root that has just been moved away is the next call's matter."""
    with suppress(OSError):
        path.touch()


def database_names(root: Path) -> tuple[str, ...]:
    """Return the names of the databases that exist, in order."""
    folder = root / "databases"
    if not folder.is_dir():
        return ()
    return tuple(sorted(p.name for p in folder.iterdir() if p.is_dir() and not p.name.startswith(".")))
