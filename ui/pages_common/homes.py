"""The home that the pages look at: its state, and what it holds."""

import threading
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from graph.explore.indexing import state_of_index
from graph.explore.status import HomeStatus, SourceStatus, home_status, source_statuses
from graph.record.reader import RecordReader
from graph.views.index.manifest import NAME as MANIFEST
from graph.views.index.texts import change_made
from ui.commands._library import OWN
from ui.settings import Settings
from ui.wiring import place_of

if TYPE_CHECKING:
    from graph.views.index.state import IndexState


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What kept results hold for: they are made anew when any of it differs."""

    settings: Settings
    change: int
    """The number of the record's last change."""
    today: str
    made: str = ""
    """The home, and when that change was made: a record that was put back, or made anew, has others of its number."""
    beside: tuple[tuple[str, int, int], ...] | None = None
    """What answers hang on beside the record: the index, which gets its vectors later, and the user's own queries;
    of each file its name, its size and when it was written. None: not looked at."""

    @property
    def of_record(self) -> "State":
        """The same, for what hangs on the record alone."""
        return replace(self, beside=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """What a home holds."""

    home: HomeStatus
    sources: tuple[SourceStatus, ...]


def state_of(settings: Settings) -> State:
    """Return the state of the home, which is made where there is none. Raises RecordError, SourceError."""
    place = place_of(settings)
    with RecordReader(place.record) as reader:
        change = reader.last_change()
        made = f"{reader.meta('home') or ''} {change_made(reader, change)}"
    beside = _marks([place.index / MANIFEST, *(settings.home / OWN).glob("*")])
    return State(settings=settings, change=change, today=date.today().isoformat(), made=made, beside=beside)


def _marks(paths: Iterable[Path]) -> tuple[tuple[str, int, int], ...]:
    found = []
    for path in sorted(paths):
        with suppress(OSError):  # it is not there, or not any more
            told = path.stat()
            found.append((path.name, told.st_size, told.st_mtime_ns))
    return tuple(found)


@lru_cache(maxsize=4)
def is_empty(state: State) -> bool:
    """Say whether a home has no documents but the reference facts that ship."""
    from ingest.reference import SOURCE

    with RecordReader(place_of(state.settings).record) as reader:
        found = reader.rows("SELECT 1 FROM document WHERE source <> :name AND NOT gone LIMIT 1", {"name": SOURCE.name})
        return found.fetchone() is None


_COUNTING = threading.Lock()


def holding(state: State) -> Holding:
    """Return what a home holds, by source. On a large one this takes seconds, once after each change."""
    with _COUNTING:  # who comes while another counts waits for that count
        return _holding(state.of_record)


@lru_cache(maxsize=4)
def _holding(state: State) -> Holding:
    with RecordReader(place_of(state.settings).record) as reader:
        return Holding(home=home_status(reader), sources=tuple(source_statuses(reader)))


@lru_cache(maxsize=4)
def index_of(state: State) -> "IndexState | None":
    """Return what the index holds, as it stands; None where there is none yet."""
    with RecordReader(place_of(state.settings).record) as reader:
        return state_of_index(place_of(state.settings), reader)


def vectors_behind(state: State) -> int:
    """Return how many texts have no vector yet, where there are vectors at all."""
    found = index_of(state)
    return found.behind if found is not None and found.vectors else 0
