"""What is needed to answer a question on a home, opened for the length of a block."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from typing import TYPE_CHECKING

from ui.commands._nearest import Nearest
from ui.commands._quoting import quoter, shelf
from ui.commands._reference import background_sources
from ui.llm_reading import reader_of
from ui.settings import Settings
from ui.wiring import opened, place_of

if TYPE_CHECKING:
    from graph.explore.session import Session
    from graph.record.lens import Lens
    from graph.views.names import Names
    from qa.desk import Desk
    from qa.quoting.types import Library
    from qa.reply import Answer


@contextmanager
def desk_of(settings: Settings, lens: "Lens") -> Iterator["Desk"]:
    """Open the home, its graph and its names, all brought up to date. Raises RecordError, EngineError, ViewError."""
    from graph.explore.names import fresh_names
    from graph.ontology import shipped_ontology

    with opened(settings, lens) as session, fresh_names(place_of(settings), shipped_ontology()) as names:
        yield desk_on(session, names)


def desk_on(session: "Session", names: "Names") -> "Desk":
    """Return what is needed to answer on a session that is open, with the names of the same change."""
    from qa.desk import Desk

    return Desk(
        ontology=session.ontology, names=names, graph=session.graph, record=session.reader, lens=session.lens,
        today=date.today().isoformat(), background=background_sources(session.reader),
    )  # fmt: skip


@contextmanager
def asker(
    settings: Settings, lens: "Lens", *, always_nearest: bool = False
) -> "Iterator[Callable[[str, str | None], Answer]]":
    """Open the home and yield what answers a text, with an id, in every way there is: computed, quoted, nearest.

    Raises RecordError, EngineError, ViewError.
    """
    with desk_of(settings, lens) as desk, ExitStack() as stack:
        library, near = shelf(settings, desk, stack), Nearest(settings, desk)
        yield answering(settings, desk, library, near, always_nearest=always_nearest)


def answering(
    settings: Settings, desk: "Desk", library: "Callable[[], Library]", near: Nearest, *, always_nearest: bool = False
) -> "Callable[[str, str | None], Answer]":
    """Return what answers a text on an open desk, from the passages of ``library`` too."""
    from qa.answer import answer
    from qa.whole import Ways, answer_whole

    ways = Ways(
        compute=lambda text: answer(text, desk), quote=quoter(desk, library),
        read=reader_of(settings, desk, library), nearest=near, always=always_nearest,
    )  # fmt: skip
    return lambda text, identity: answer_whole(text, desk, ways, id=identity)
