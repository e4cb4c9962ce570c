"""The named queries nearest to a question, for ``sextant ask``: opened when the first question needs them."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from ui.commands._library import OWN
from ui.output import note
from ui.settings import Settings
from ui.wiring import place_of

if TYPE_CHECKING:
    from qa.desk import Desk
    from qa.found import Named
    from qa.nearest import Embeds, NearestQueries, Suggestion


class Nearest:
    """Gives the named queries nearest to a question, those of the home's own library among them.

    Library and embedding model are opened at the first question, so that an answer without them does not wait.
    """

    def __init__(self, settings: Settings, desk: "Desk") -> None:
        self._settings, self._desk = settings, desk

    def __call__(self, question: str, named: "Sequence[Named]") -> "tuple[Suggestion, ...]":
        """Return the queries nearest to a question that names ``named``, the nearest first."""
        return self._queries.nearest(question, self._desk, named)

    def warm(self) -> None:
        """Open library and model before the first question comes."""
        self("", ())

    @cached_property
    def _queries(self) -> "NearestQueries":
        from graph.explore.library import load_library
        from qa.nearest import NearestQueries

        library = load_library(self._settings.home / OWN)
        folder = place_of(self._settings, make=False).views
        return NearestQueries(library.queries, self._desk.ontology, embedder_of(self._settings), folder)


def embedder_of(settings: Settings) -> "Embeds | None":
    """Return the embedding model of the home; None, with one line on standard error, where it cannot be had."""
    from graph.errors import SextantError

    try:
        from graph.views.index.embedder import open_embedder

        opened: Embeds = open_embedder(settings.home)
    except SextantError as error:
        note(f"the nearest named queries are found by their words alone: {error}")
        return None
    return opened
