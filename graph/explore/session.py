"""A reading session on a home: its record, and its graph brought up to date with it."""

import difflib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from graph.engine import Graph, drop_database, list_databases, open_embedded, open_graph, set_aside_store
from graph.errors import RecordError, StoreDamaged
from graph.explore.place import Place, lens_database
from graph.ontology import Ontology
from graph.record.lens import NOW, Lens
from graph.record.reader import RecordReader
from graph.views.catchup import CaughtUp, Task, catch_up, silent
from graph.views.filling import Progress
from graph.views.stamp import is_empty

LENSES_KEPT = 8
"""Views through lenses that a home keeps; the one not used for the longest goes first."""

Say = Callable[[str], None]
"""Told one line that the user should see."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A home's record and its graph, at one change number."""

    place: Place
    ontology: Ontology
    reader: RecordReader
    graph: Graph
    lens: Lens
    caught: CaughtUp


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """How a session is opened."""

    lens: Lens = NOW
    take_over: bool = False
    """Whether a server's graph that another home stamped may be emptied and taken."""
    rebuild: bool = False
    on_progress: Progress = silent
    say: Say = lambda _line: None


@contextmanager
def open_session(place: Place, ontology: Ontology, opening: Opening | None = None) -> Iterator[Session]:
    """Open a home for reading, with its graph caught up.

    A damaged embedded store is set aside and built anew, with one line. Raises RecordError where there is no home,
    ForeignGraph, EngineError.
    """
    opening = opening or Opening()
    with RecordReader(place.record) as reader:
        check_source(reader, opening.lens)
        graph = _open(place, opening)
        try:
            caught = _caught_up(place, ontology, opening, reader, graph)
            yield Session(place=place, ontology=ontology, reader=reader, graph=graph, lens=opening.lens, caught=caught)
        finally:
            graph.close()


def is_current(session: Session) -> bool:
    """Say whether a session that was kept open still holds what the record does; the graph does so afterwards.

    Raises EngineError, ViewError.
    """
    opening = Opening(lens=session.lens)
    caught = _caught_up(session.place, session.ontology, opening, session.reader, session.graph)
    return caught.how == "current" and caught.change == session.caught.change


def holds_anything(place: Place) -> bool:
    """Say whether the graph on the server that the place names is not empty. Raises EngineError."""
    graph = _open(place, Opening())
    try:
        return not is_empty(graph)
    finally:
        graph.close()


def check_source(reader: RecordReader, lens: Lens) -> None:
    """Raise RecordError, naming what is near, where a lens names a source or publisher that is not on record."""
    if lens.source is None:
        return
    rows = reader.rows("SELECT source FROM document UNION SELECT publisher FROM document WHERE publisher IS NOT NULL")
    known = {str(name).casefold(): str(name) for (name,) in rows}
    if lens.source.casefold() not in known:
        near = difflib.get_close_matches(lens.source.casefold(), known, n=3, cutoff=0.5)
        hint = f"; nearest: {', '.join(known[name] for name in near)}" if near else ""
        raise RecordError(f"--source {lens.source}: no source or publisher of that name on record{hint}")


def _open(place: Place, opening: Opening) -> Graph:
    database = None if opening.lens.plain else lens_database(opening.lens)
    if database is None and place.server is not None:
        return open_graph(
            place.server, root=place.engine, username=place.username, password=place.password, database=place.database
        )
    if database is not None:
        _make_room(place, database)
    try:
        return open_embedded(place.engine, database or "graph", on_progress=None)
    except StoreDamaged as error:
        aside = set_aside_store(place.engine, database or "graph")
        opening.say(
            f"the graph could not be opened ({error}); it is set aside in {aside} and built anew from the record"
        )
        return open_embedded(place.engine, database or "graph", on_progress=None)


def _make_room(place: Place, database: str) -> None:
    """Drop the views through lenses that were not used for the longest, and mark this one as used."""
    kept = [name for name in list_databases(place.engine) if name.startswith("lens_") and name != database]
    mark = place.views / f"{database}.used"
    place.views.mkdir(parents=True, exist_ok=True)
    mark.write_text(str(time.time()), encoding="ascii")
    marks = {name: _used(place, name) for name in kept}
    for name in sorted(kept, key=lambda one: marks[one])[: max(0, len(kept) - LENSES_KEPT + 1)]:
        drop_database(place.engine, name)
        (place.views / f"{name}.used").unlink(missing_ok=True)


def _used(place: Place, database: str) -> float:
    mark = place.views / f"{database}.used"
    return float(mark.read_text(encoding="ascii") or 0) if mark.exists() else 0.0


def _caught_up(place: Place, ontology: Ontology, opening: Opening, reader: RecordReader, graph: Graph) -> CaughtUp:
    task = Task(
        graph=graph,
        reader=reader,
        ontology=ontology,
        lock=place.lock(opening.lens),
        lens=opening.lens,
        on_progress=opening.on_progress,
        take_over=opening.take_over,
        rebuild=opening.rebuild,
    )
    caught = catch_up(task)
    if caught.why:
        opening.say(f"the graph had lost data ({caught.why}); it is built anew from the record")
    if place.server is not None and opening.lens.plain and caught.how != "current":
        from graph.record.store import Record  # writing costs half a second to import

        with Record(place.record) as record:
            record.note_projected(f"{place.server} {place.database or ''}".strip(), caught.change)
    return caught
