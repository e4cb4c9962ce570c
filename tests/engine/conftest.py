"""Engines for the tests of this folder, and what the summary says about the contract."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.engine import stop_embedded
from tests.engines import ENGINES, graph, graphs
from tests.neo4j import start

__all__ = ["graph", "graphs"]

COMPARED: Counter[str] = Counter()
"""How many generated queries were compared, by what came of it; the summary prints it."""


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many contract tests ran on each engine, and why one half did not."""
    passed = [report.nodeid for report in terminalreporter.stats.get("passed", [])]
    counts = {engine: sum(f"[{engine}" in name for name in passed) for engine in ENGINES}
    if not any(counts.values()):
        return
    told = ", ".join(f"{engine} {count} passed" for engine, count in counts.items())
    terminalreporter.write_line(f"engine contract: {told}")
    if start.missing() is not None:
        terminalreporter.write_line(f"engine contract on Neo4j skipped: {start.missing()}", yellow=True)
    if COMPARED:
        terminalreporter.write_line("generated queries: " + ", ".join(f"{n} {what}" for what, n in COMPARED.items()))


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "engine"
    yield place
    stop_embedded(place)
