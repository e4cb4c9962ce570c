"""Engines, the listener, and the table of the red team in the summary."""

from collections import Counter
from collections.abc import Iterator

import pytest

from graph.engine import Graph
from tests.engines import ENGINES, graph
from tests.guard.world import Listener, listening, seed

__all__ = ["graph"]

TABLE: Counter[tuple[str, str, str]] = Counter()
"""How many hostile queries there were, by class, engine and what came of them."""
OUTCOMES = ("refused", "stopped", "harmless", "got through")


@pytest.fixture
def world(graph: Graph) -> Graph:
    """A graph with a few labs and models in it."""
    seed(graph)
    return graph


@pytest.fixture
def listener() -> Iterator[Listener]:
    yield from listening()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what came of the red team, by class and engine."""
    if not TABLE:
        return
    terminalreporter.write_line(f"{'red team':44}" + "".join(f"{f'{e}: ' + '/'.join(OUTCOMES):>52}" for e in ENGINES))
    for kind in dict.fromkeys(kind for kind, _, _ in TABLE):
        counts = ["/".join(str(TABLE[kind, engine, how]) for how in OUTCOMES) for engine in ENGINES]
        terminalreporter.write_line(f"{kind:44}" + "".join(f"{count:>52}" for count in counts))
    sums = ["/".join(str(_sum(engine, how)) for how in OUTCOMES) for engine in ENGINES]
    terminalreporter.write_line(f"{'all':44}" + "".join(f"{count:>52}" for count in sums))


def _sum(engine: str, how: str) -> int:
    return sum(count for (_, on, what), count in TABLE.items() if (on, what) == (engine, how))
