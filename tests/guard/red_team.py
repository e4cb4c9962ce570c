"""Hostile and broken queries: how they are tried, and what is wrong with how one ended."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from graph.engine import Graph
from graph.errors import QueryError, QueryTimeout, SextantError
from graph.explore.guard import Limits, Outcome, check_text, guarded_read
from graph.explore.guard_policy import shipped_policy
from graph.ontology import shipped_ontology
from tests.guard.world import SECRET, Arena, Case, cases, digest

CASES = cases("red_team.yaml")
KINDS = tuple(dict.fromkeys(case.kind for case in CASES))
LIMITS = Limits(seconds=2, rows=1000, bytes=5_000_000)
GRACE_S = 10.0
"""How long past the limit a query may take on a slow machine; ending an engine that does not answer is in it."""


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
    found += [f"an error of {type(came).__name__}"] if not isinstance(came, QueryError | QueryTimeout) else []
    found += ["no single clear line"] if "\n" in said or not 10 <= len(said) <= 400 or "Exception" in said else []
    return [*found, f"was refused: {said}"] if case.runs else found


def outcome(case: Case, came: Outcome | SextantError, found: list[str]) -> str:
    """How the summary counts what came of a query."""
    if found:
        return "got through"
    stopped = isinstance(came, QueryTimeout) or (isinstance(came, Outcome) and came.cut is not None)
    return "stopped" if stopped else "harmless" if case.runs else "refused"


def is_refused_by_text(case: Case) -> bool:
    try:
        check_text(case.query, case.parameters, shipped_policy())
    except QueryError:
        return True
    return False


def of_kind(kind: str, file: Path, url: str, *, by_text: bool) -> list[Case]:
    aimed_at = (aimed(case, file, url) for case in CASES if case.kind == kind)
    return [case for case in aimed_at if is_refused_by_text(case) is by_text]


def tried(kind: str, arena: Arena, secret: Path, url: str) -> Iterator[tuple[Case, str, list[str]]]:
    """Yield the queries of a class that reach an engine, what came of each, and what is wrong with that."""
    for case in of_kind(kind, secret, url, by_text=False):
        came, seconds = attack(arena.graph, case)
        found = faults(case, came, seconds)
        found += ["changed the graph"] if digest(arena.graph) != arena.digest else []
        yield case, outcome(case, came, found), found
