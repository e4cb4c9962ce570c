"""Starts Neo4j Community on a free loopback port, with a password of its own."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import neo4j
from filelock import FileLock

HERE = Path(__file__).parent
VERSION = "5.26.30"
READY_S = 120.0
_OPENS = ("java.base/java.nio", "java.base/java.io", "java.base/sun.nio.ch")


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A running server; ``stop`` ends it, and so does the end of this process."""

    url: str
    username: str
    password: str = field(repr=False)
    process: "subprocess.Popen[bytes]"

    def stop(self) -> None:
        # Its data is thrown away, and an orderly shutdown takes ten seconds.
        self.process.kill()
        self.process.wait()
        assert self.process.stdin is not None
        self.process.stdin.close()


def missing() -> str | None:
    """Return what this machine lacks for a Neo4j, or None."""
    lacks = [name for name in ("java", "mvn") if shutil.which(name) is None]
    return f"no {' and no '.join(lacks)} on the path" if lacks else None


def start(home: Path) -> Server:
    """Start a server with its data in ``home``, a new folder; raises RuntimeError with the end of its log."""
    java, port = shutil.which("java"), _free_port()
    assert java is not None
    opens = [f"--add-opens={name}=ALL-UNNAMED" for name in _OPENS]
    home.mkdir(parents=True, exist_ok=True)
    log = home / "server.log"
    command = [
        java,
        "-Xmx768m",
        *opens,
        "-cp",
        str(_jars() / "*"),
        str(HERE / "Neo4jServer.java"),
        str(home),
        str(port),
    ]
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=out, stderr=out)
    _wait_until_ready(process, log)
    password = secrets.token_urlsafe(12)
    with neo4j.GraphDatabase.driver(f"bolt://127.0.0.1:{port}", auth=("neo4j", "neo4j")) as driver:
        change = "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $new"
        driver.execute_query(change, {"new": password}, database_="system")
    return Server(url=f"bolt://127.0.0.1:{port}", username="neo4j", password=password, process=process)


def _wait_until_ready(process: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + READY_S
    while b"ready" not in log.read_bytes().split():
        if process.poll() is not None or time.monotonic() > until:
            process.kill()
            process.wait()
            raise RuntimeError(f"Neo4j did not start: {log.read_text(errors='replace')[-2000:]}")
        time.sleep(0.1)


def _jars() -> Path:
    """Return the folder with the jars; they are fetched once for this user, about 125 MB."""
    folder = _cache() / f"neo4j-{VERSION}"
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(folder.with_suffix(".lock")):
        if not (folder / "complete").exists():
            mvn = shutil.which("mvn")
            assert mvn is not None
            goal = ["dependency:copy-dependencies", f"-DoutputDirectory={folder}", "-DincludeScope=runtime"]
            done = subprocess.run([mvn, "-q", "-B", "-f", str(HERE / "pom.xml"), *goal], capture_output=True, text=True)
            if done.returncode != 0:
                raise RuntimeError(f"Maven could not fetch Neo4j: {done.stdout[-1000:]}")
            (folder / "complete").touch()
    return folder


def _cache() -> Path:
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "sextant-tests"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
