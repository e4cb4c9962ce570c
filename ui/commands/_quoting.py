"""The passages that `sextant ask` quotes from, opened for the first question that is not computed."""

from collections.abc import Callable
from contextlib import ExitStack
from functools import cache
from typing import TYPE_CHECKING

from ui.settings import Settings

if TYPE_CHECKING:
    from graph.record.lens import Lens
    from qa.quoting.types import Library


def quotable(settings: Settings, lens: "Lens", stack: ExitStack) -> "Callable[[], Library]":
    """Return what opens the passages within a lens, once; they are closed with ``stack``.

    Nothing of the search is loaded before: a computed answer needs none of it.
    """

    @cache
    def library() -> "Library":
        from graph.explore.search.types import SearchFilters
        from qa.quoting.library import PassageLibrary
        from ui.commands._searching import open_desk

        desk, filters = stack.enter_context(open_desk(settings)), SearchFilters(lens=lens)
        searcher = desk.searcher
        return PassageLibrary(
            desk.reader, searcher.index, lambda query, k: searcher.passages(query, k, filters).found, lens
        )

    return library
