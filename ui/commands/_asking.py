"""What is needed to answer a question on a home, opened for the length of a block."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from ui.commands._reference import background_sources
from ui.settings import Settings
from ui.wiring import opened, place_of

if TYPE_CHECKING:
    from graph.record.lens import Lens
    from qa.desk import Desk


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
