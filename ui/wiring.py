"""Wiring of the rooms for the commands: where the home is, how it is made, and how a session on it is opened."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ui.output import note
from ui.progress import Progress
from ui.settings import Settings

if TYPE_CHECKING:
    from graph.explore.place import Place
    from graph.explore.session import Session
    from graph.record.lens import Lens
    from ingest.network import Reach


Shown = Callable[[str, int, int], None]
"""Told what is being done, how many of it are done, and of how many."""


def place_of(settings: Settings, *, make: bool = True) -> "Place":
    """Return the place that the settings name.

    With ``make`` a home that is not there yet, or whose making was cut off, is made with all reference facts; where a
    graph is named that holds something already, with none: it is read alone.
    """
    from graph.explore.place import Place

    place = Place(
        home=settings.home,
        server=settings.graph,
        username=settings.username or "neo4j",
        password=settings.password or "",
        database=settings.database,
    )
    if make and (not place.record.exists() or _is_unfinished(place)):
        if place.server is not None and _is_in_use(place):
            _make_bare(place)
        else:
            _bring(settings, place)
    return place


def ready_home(settings: Settings) -> None:
    """Make the home where it is missing, and bring its reference facts to what ships: for commands that write.

    What was done is said in one line on standard error. Raises SourceError, RecordError.
    """
    _bring(settings, place_of(settings, make=False))


def _bring(settings: Settings, place: "Place") -> None:
    from graph.record.store import Record
    from ingest.reference_home import bring_reference

    started, made = time.perf_counter(), not place.record.exists()
    with Progress(quiet=settings.as_json) as progress, Record(place.record) as record:
        entries = bring_reference(record, None, staged(progress))
    took = f"{entries:,} entries in {time.perf_counter() - started:.1f} s"
    if made:
        note(f"made a home in {place.home} with the reference facts that ship: {took}")
    elif entries:
        note(f"brought the reference facts of {place.home} to what ships: {took}")


def _make_bare(place: "Place") -> None:
    """Make a home without reference facts where there is none; it was told nothing, and gets them when it is used."""
    from graph.record.store import Record

    if not place.record.exists():
        Record(place.record).close()
        note(f"made a home in {place.home}, without reference facts: the graph at {place.server} is not its own")


def _is_unfinished(place: "Place") -> bool:
    from graph.record.reader import RecordReader
    from ingest.reference_held import is_unfinished

    with RecordReader(place.record) as reader:
        return is_unfinished(reader)


def _is_in_use(place: "Place") -> bool:
    """Say whether the graph on a server holds anything; one that cannot be reached counts as empty."""
    from graph.errors import EngineError
    from graph.explore.session import holds_anything

    try:
        return holds_anything(place)
    except EngineError:
        return False  # What is wrong with it is said by the command itself, where it needs the graph.


def lens_of(as_of: str | None, source: str | None) -> "Lens":
    """Return the lens of the options ``--as-of`` and ``--source``."""
    from graph.record.lens import Lens

    return Lens(as_of=as_of, source=source)


@contextmanager
def reach_of(settings: Settings, limit: int | None = None) -> Iterator["Reach"]:
    """Open what the network is reached by, with the cache of the home."""
    from ingest.fetch import Fetcher, FetchSettings
    from ingest.network import Reach
    from ingest.starter import SHIPPED

    fetching = FetchSettings(contact=settings.contact, allowed_hosts=settings.allowed_hosts, proxy=settings.proxy)
    with Fetcher(settings.home / "cache", fetching) as fetcher:
        yield Reach(
            fetcher=fetcher,
            hub=settings.hub,
            arxiv=settings.arxiv,
            limit=limit,
            manifest=settings.starter or SHIPPED,
        )


@contextmanager
def opened(
    settings: Settings,
    lens: "Lens | None" = None,
    *,
    take_over: bool = False,
    rebuild: bool = False,
    shown: Shown | None = None,
) -> Iterator["Session"]:
    """Open the home for reading, with its graph caught up; ``shown``, else standard error, is told of progress."""
    from graph.explore.session import Opening, open_session
    from graph.ontology import shipped_ontology
    from graph.record.lens import NOW

    with Progress(quiet=settings.as_json) as progress:
        opening = Opening(
            lens=lens or NOW, take_over=take_over, rebuild=rebuild, on_progress=shown or staged(progress), say=note
        )
        with open_session(place_of(settings), shipped_ontology(), opening) as session:
            progress.close()
            yield session


class staged:
    """A progress callable for the rooms: begins a stage of the bar whenever what is done changes."""

    def __init__(self, progress: Progress) -> None:
        self._progress, self._stage = progress, ""

    def __call__(self, what: str, done: int, of: int) -> None:
        """Show that ``done`` of ``of`` are done of ``what``."""
        if what != self._stage:
            self._stage = what
            self._progress.stage(what, of)
        self._progress.reached(done, of)
