"""The home that the pages look at: its state, what it holds, and work on it tried again where the engine was gone."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TypeVar

from graph.errors import EngineUnavailable
from graph.explore.status import HomeStatus, SourceStatus, home_status, source_statuses
from graph.record.reader import RecordReader
from ui.settings import Settings
from ui.wiring import place_of

Got = TypeVar("Got")


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What kept results hold for: they are made anew when any of it differs."""

    settings: Settings
    change: int
    """The number of the record's last change."""
    today: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """What a home holds."""

    home: HomeStatus
    sources: tuple[SourceStatus, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there are no documents but the reference facts that ship."""
        from ingest.reference import SOURCE

        return not any(source.documents for source in self.sources if source.name != SOURCE.name)


def state_of(settings: Settings) -> State:
    """Return the state of the home, which is made where there is none. Raises RecordError, SourceError."""
    with RecordReader(place_of(settings).record) as reader:
        return State(settings=settings, change=reader.last_change(), today=date.today().isoformat())


_COUNTING = threading.Lock()


def holding(state: State) -> Holding:
    """Return what a home holds, by source. On a large one this takes seconds, once after each change."""
    with _COUNTING:  # who comes while another counts waits for that count
        return _holding(state)


@lru_cache(maxsize=4)
def _holding(state: State) -> Holding:
    with RecordReader(place_of(state.settings).record) as reader:
        return Holding(home=home_status(reader), sources=tuple(source_statuses(reader)))


def tried_twice(work: Callable[[], Got]) -> Got:
    """Return what the work gives; an engine that went away under it is started by the second try.

    Raises what the work raises.
    """
    try:
        return work()
    except EngineUnavailable:
        return work()
