"""Helpers for tests of the embedded engine's process."""

import signal
import subprocess
import sys
import time
from pathlib import Path

from graph.engine import (
    Graph,
    Query,
)
from graph.engine.layout import is_alive

REPOSITORY = Path(__file__).resolve().parents[2]
IDLE_S = 120.0
KILL = getattr(signal, "SIGKILL", signal.SIGTERM)


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
