"""How `sextant ask` quotes documents: the passages are opened for the first question that is not computed."""

from collections.abc import Callable
from contextlib import ExitStack
from functools import cache
from typing import TYPE_CHECKING

from ui.settings import Settings

if TYPE_CHECKING:
    from qa.desk import Desk
    from qa.quoting.types import Library
    from qa.reply import Answer


def shelf(settings: Settings, desk: "Desk", stack: ExitStack) -> "Callable[[], Library]":
    """Return what opens the passages, through the lens of the desk, once; they are closed with ``stack``.

    Nothing of the search is loaded before it is asked: a computed answer needs none of it.
    """

    @cache
    def library() -> "Library":
        from graph.explore.search.types import SearchFilters
        from qa.quoting.library import PassageLibrary
        from ui.commands._searching import open_desk

        opened, filters = stack.enter_context(open_desk(settings)), SearchFilters(lens=desk.lens)
        searcher = opened.searcher
        return PassageLibrary(
            opened.reader, searcher.index, lambda query, k: searcher.passages(query, k, filters).found, desk.lens
        )

    return library


def quoter(desk: "Desk", library: "Callable[[], Library]") -> "Callable[[str], Answer]":
    """Return what answers a question by quotes of the passages that ``library`` opens."""

    def quote_passages(question: str) -> "Answer":
        from qa.quoting.told import quote

        return quote(question, desk, library())

    return quote_passages
