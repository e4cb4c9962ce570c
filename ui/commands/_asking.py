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
    from graph.record.lens import Lens
    from qa.desk import Desk
    from qa.reply import Answer


@contextmanager
def desk_of(settings: Settings, lens: "Lens") -> Iterator["Desk"]:
    """Open the home, its graph and its names, all brought up to date. Raises RecordError, EngineError, ViewError."""
    from graph.explore.names import fresh_names
    from graph.ontology import shipped_ontology
    from qa.desk import Desk

    with opened(settings, lens) as session, fresh_names(place_of(settings), shipped_ontology()) as names:
        yield Desk(
            ontology=session.ontology, names=names, graph=session.graph, record=session.reader, lens=lens,
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
        yield answering(settings, desk, stack, always_nearest=always_nearest)


def answering(
    settings: Settings, desk: "Desk", stack: ExitStack, *, always_nearest: bool = False
) -> "Callable[[str, str | None], Answer]":
    """Return what answers a text on an open desk; what it opens beside is closed with ``stack``."""
    from qa.answer import answer
    from qa.whole import Ways, answer_whole

    library = shelf(settings, desk, stack)
    ways = Ways(
        compute=lambda text: answer(text, desk), quote=quoter(desk, library),
        read=reader_of(settings, desk, library), nearest=Nearest(settings, desk), always=always_nearest,
    )  # fmt: skip
    return lambda text, identity: answer_whole(text, desk, ways, id=identity)
