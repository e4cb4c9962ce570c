"""Queries that only read run on both engines, whatever words they hold."""

import pytest

from graph.engine import Graph
from graph.errors import SextantError
from graph.explore.guard import Limits, guarded_read
from graph.ontology import shipped_ontology
from tests.guard.world import cases, digest

CASES = cases("harmless.yaml")
KINDS = tuple(dict.fromkeys(case.kind for case in CASES))
LIMITS = Limits(seconds=10, rows=1000, bytes=5_000_000)


@pytest.mark.parametrize("kind", KINDS)
def test_harmless_queries_run(kind: str, world: Graph) -> None:
    before, refused = digest(world), []
    for case in (one for one in CASES if one.kind == kind):
        try:
            outcome = guarded_read(world, shipped_ontology(), case.query, case.parameters, LIMITS)
            assert outcome.cut is None
        except SextantError as error:
            refused.append(f"{case.query}: {error}")
    assert not refused, "\n".join(refused)
    assert digest(world) == before


def test_there_are_many_of_them() -> None:
    assert len(CASES) >= 60
