"""What the summary of a test run says beside the counts: the engine contract, generated queries, the red team.

Tests tell it by ``record_property``, which reaches the summary from the processes of a distributed run too.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

import pytest

from tests.engines import ENGINES
from tests.neo4j import start

OUTCOMES = ("refused", "stopped", "harmless", "got through")
"""What can come of a hostile query."""


def lines(reports: Iterable[pytest.TestReport]) -> Iterator[str]:
    """Yield the lines for the tests that passed and failed."""
    found = list(reports)
    counts = {e: sum(r.passed and f"[{e}" in r.nodeid and "tests/engine/" in r.nodeid for r in found) for e in ENGINES}
    told = [(name, value) for report in found for name, value in report.user_properties]
    if any(counts.values()):
        yield "engine contract: " + ", ".join(f"{engine} {count} passed" for engine, count in counts.items())
        if start.missing() is not None:
            yield f"engine contract on Neo4j skipped: {start.missing()}"
    yield from _generated(told)
    yield from _red_team(Counter(str(value) for name, value in told if name == "red team"))


def _generated(told: list[tuple[str, object]]) -> Iterator[str]:
    seeds = sorted(int(str(value)) for name, value in told if name == "generated queries seed")
    if seeds:
        compared, with_rows = (
            sum(int(str(value)) for name, value in told if name == f"generated queries {what}")
            for what in ("compared", "with rows")
        )
        yield f"generated queries: {compared:,} compared, {with_rows:,} with rows, seeds {seeds[0]} to {seeds[-1]}"


def _red_team(table: Counter[str]) -> Iterator[str]:
    """Yield the table of the red team; ``table`` counts "class|engine|outcome"."""
    if not table:
        return
    yield f"{'red team':44}" + "".join(f"{f'{engine}: ' + '/'.join(OUTCOMES):>52}" for engine in ENGINES)
    kinds = dict.fromkeys(one.split("|")[0] for one in table)
    for kind in kinds:
        yield _row(kind, [[table[f"{kind}|{engine}|{how}"] for how in OUTCOMES] for engine in ENGINES])
    sums = [[sum(table[f"{kind}|{engine}|{how}"] for kind in kinds) for how in OUTCOMES] for engine in ENGINES]
    yield _row("all", sums)


def _row(name: str, counts: list[list[int]]) -> str:
    return f"{name:44}" + "".join(f"{'/'.join(map(str, one)):>52}" for one in counts)
