"""Wiring of the rooms for the commands: where the home is, and how a session on it is opened."""

from collections.abc import Iterator
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


def place_of(settings: Settings, *, make: bool = True) -> "Place":
    """Return the place that the settings name; a home that is not there yet is made, if ``make``."""
    from graph.explore.place import Place

    place = Place(
        home=settings.home,
        server=settings.graph,
        username=settings.username or "neo4j",
        password=settings.password or "",
        database=settings.database,
    )
    if make and not place.record.exists():
        from graph.record.store import Record

        Record(place.record).close()
        note(f"made a home in {place.home}; it is empty: sextant ingest FOLDER, or sextant ingest sample")
    return place


def lens_of(as_of: str | None, source: str | None) -> "Lens":
    """Return the lens of the options ``--as-of`` and ``--source``."""
    from graph.record.lens import Lens

    return Lens(as_of=as_of, source=source)


@contextmanager
def reach_of(settings: Settings, limit: int | None = None) -> Iterator["Reach"]:
    """Open what the network is reached by, with the cache of the home."""
    from ingest.fetch import Fetcher, FetchSettings
    from ingest.network import Reach

    fetching = FetchSettings(contact=settings.contact, allowed_hosts=settings.allowed_hosts, proxy=settings.proxy)
    with Fetcher(settings.home / "cache", fetching) as fetcher:
        yield Reach(fetcher=fetcher, hub=settings.hub, arxiv=settings.arxiv, limit=limit)


@contextmanager
def opened(
    settings: Settings, lens: "Lens | None" = None, *, take_over: bool = False, rebuild: bool = False
) -> Iterator["Session"]:
    """Open the home for reading, with its graph caught up and progress shown where that takes its time."""
    from graph.explore.session import Opening, open_session
    from graph.ontology import shipped_ontology
    from graph.record.lens import NOW

    with Progress(quiet=settings.as_json) as progress:
        opening = Opening(
            lens=lens or NOW, take_over=take_over, rebuild=rebuild, on_progress=staged(progress), say=note
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
