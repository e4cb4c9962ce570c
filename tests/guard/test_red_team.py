"""Hostile and broken queries, on each engine: none changes the graph, reads a file, calls out or runs on."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

from graph.engine import Graph
from graph.errors import EngineError, QueryTimeout, SextantError
from graph.explore.guard import Limits, Outcome, guarded_read
from graph.ontology import shipped_ontology
from tests.guard.conftest import TABLE
from tests.guard.world import SECRET, Case, Listener, cases, digest

CASES = cases("red_team.yaml")
KINDS = tuple(dict.fromkeys(case.kind for case in CASES))
LIMITS = Limits(seconds=2, rows=1000, bytes=5_000_000)
GRACE_S = 6.0
"""How long past the limit a query may take on a slow machine, the engine's own start included."""


def attack(graph: Graph, case: Case) -> tuple[Outcome | SextantError, float]:
    began = time.monotonic()
    try:
        came: Outcome | SextantError = guarded_read(graph, shipped_ontology(), case.query, case.parameters, LIMITS)
    except SextantError as error:
        came = error
    return came, time.monotonic() - began


def aimed(case: Case, file: Path, url: str) -> Case:
    def aim(text: object) -> object:
        return text.replace("{file}", file.as_posix()).replace("{url}", url) if isinstance(text, str) else text

    return replace(case, query=str(aim(case.query)), parameters={k: aim(v) for k, v in case.parameters.items()})  # type: ignore[misc]


def faults(case: Case, came: Outcome | SextantError, seconds: float) -> list[str]:
    """What is wrong with how a hostile query ended."""
    said = str(came) if isinstance(came, SextantError) else repr(came.result.rows)
    found = [f"took {seconds:.1f} s"] if seconds > LIMITS.seconds + GRACE_S else []
    found += ["told the secret"] if SECRET in said else []
    if isinstance(came, Outcome):
        return found if case.runs or came.cut else [*found, f"ran, with {len(came.result.rows)} rows"]
    found += [f"an error of {type(came).__name__}"] if not isinstance(came, EngineError) else []
    found += ["no single clear line"] if "\n" in said or not 10 <= len(said) <= 400 or "Exception" in said else []
    return [*found, f"was refused: {said}"] if case.runs else found


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_hostile_queries(
    kind: str, world: Graph, tmp_path: Path, listener: Listener, request: pytest.FixtureRequest
) -> None:
    engine = request.node.callspec.params["graph"]
    file = tmp_path / "secret.csv"
    file.write_text(SECRET, encoding="utf-8")
    before, wrong = digest(world), []
    for case in (one for one in CASES if one.kind == kind):
        came, seconds = attack(world, aimed(case, file, listener.url))
        found = faults(case, came, seconds)
        changed = digest(world) != before
        found += ["changed the graph"] if changed else []
        wrong += [f"{case.name}: {what}" for what in found]
        stopped = isinstance(came, QueryTimeout) or (isinstance(came, Outcome) and came.cut is not None)
        how = "got through" if found else "stopped" if stopped else "harmless" if case.runs else "refused"
        TABLE[kind, engine, how] += 1
        assert not changed, wrong
    assert not wrong, "\n".join(wrong)
    assert listener.calls == 0


def test_there_are_many_of_them() -> None:
    assert len(CASES) >= 100
    assert len(KINDS) >= 10
