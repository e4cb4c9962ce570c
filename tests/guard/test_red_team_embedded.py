"""Hostile queries on the embedded engine: none changes the graph, reads a file, calls out or runs on."""

from pathlib import Path

import pytest

from tests.guard.red_team import KINDS, tried
from tests.guard.world import Arena, Listener

ENGINE = "embedded"


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_hostile_queries(
    kind: str, arena: Arena, secret: Path, listener: Listener, request: pytest.FixtureRequest
) -> None:
    wrong = []
    for case, how, found in tried(kind, arena, secret, listener.url):
        wrong += [f"{case.name}: {what}" for what in found]
        request.node.user_properties.append(("red team", f"{kind}|{arena.engine}|{how}"))
    assert not wrong, "\n".join(wrong)
