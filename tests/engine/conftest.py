"""Engines for the tests of this folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.engine import stop_embedded
from tests.engines import graph, graphs

__all__ = ["graph", "graphs"]


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "engine"
    yield place
    stop_embedded(place)
