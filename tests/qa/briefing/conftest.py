"""The small world, made once for the tests that only read it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.explore.place import Place
from qa.desk import Desk
from tests.qa.briefing.home import desk_at, home_of_world


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with home_of_world(tmp_path_factory.mktemp("brief") / "home") as made:
        yield made


@pytest.fixture(scope="session")
def desk(place: Place) -> Iterator[Desk]:
    with desk_at(place) as opened:
        yield opened


@pytest.fixture
def own_place(tmp_path: Path) -> Iterator[Place]:
    """A home with the small world that a test may change."""
    with home_of_world(tmp_path / "home") as made:
        yield made
