"""A running site, a clock and a fetcher for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.fetch import Fetcher
from tests.fetch.site import JumpingClock, Site, fetcher_for


@pytest.fixture
def site() -> Iterator[Site]:
    with Site().running() as running:
        yield running


@pytest.fixture
def clock() -> JumpingClock:
    return JumpingClock()


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def fetcher(site: Site, cache: Path, clock: JumpingClock) -> Iterator[Fetcher]:
    with fetcher_for(site, cache, clock) as made:
        yield made
