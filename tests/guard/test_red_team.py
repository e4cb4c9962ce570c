"""What the text of a hostile query tells is refused before any engine is asked; there are many of them."""

from pathlib import Path

import pytest

from graph.engine import Graph
from tests.engines import ENGINES
from tests.guard.red_team import CASES, KINDS, attack, faults, of_kind, outcome
from tests.guard.world import Listener


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_texts(
    kind: str, nowhere: Graph, secret: Path, listener: Listener, request: pytest.FixtureRequest
) -> None:
    wrong = []
    for case in of_kind(kind, secret, listener.url, by_text=True):
        came, seconds = attack(nowhere, case)
        found = faults(case, came, seconds)
        wrong += [f"{case.name}: {what}" for what in found]
        for engine in ENGINES:
            request.node.user_properties.append(("red team", f"{kind}|{engine}|{outcome(case, came, found)}"))
    assert not wrong, "\n".join(wrong)


def test_there_are_many_of_them() -> None:
    assert len(CASES) >= 100
    assert len(KINDS) >= 10
