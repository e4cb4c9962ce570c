"""What ``sextant brief`` finds beside its recipe: texts that can be quoted, and the named queries nearest to words."""

from collections.abc import Callable
from contextlib import ExitStack
from functools import cache
from typing import TYPE_CHECKING

from ui.commands._library import OWN
from ui.commands._nearest import Nearest
from ui.settings import Settings

if TYPE_CHECKING:
    from qa.briefing import Topic
    from qa.briefing.types import Nearby, NearQuery
    from qa.desk import Desk
    from qa.quoting.types import Library

TEXTS = ("news", "paper", "policy")
"""Kinds of documents whose sentences are worth a briefing's room; cards and tables are told of as facts."""


def texts_on(settings: Settings, topic: "Topic", desk: "Desk", stack: ExitStack) -> "Callable[[], Library]":
    """Return what opens the passages of texts that name a topic, once; they are closed with ``stack``."""

    @cache
    def library() -> "Library":
        from graph.explore.search.types import SearchFilters
        from qa.briefing.topic import is_there
        from qa.quoting.library import PassageLibrary
        from ui.commands._searching import open_desk

        opened = stack.enter_context(open_desk(settings))
        held = {document.kind for document in opened.reader.documents(desk.lens)}
        kinds = tuple(kind for kind in TEXTS if kind in held)
        # A thing of which no fact is on record as of the day is mentioned nowhere in the graph of that day.
        nodes = (topic.node,) if topic.node and is_there(topic, desk) else ()
        filters = SearchFilters(lens=desk.lens, kinds=kinds, entities=nodes)
        searcher = opened.searcher
        return PassageLibrary(
            opened.reader, searcher.index,
            lambda query, k: searcher.passages(query, k, filters).found if kinds else (), desk.lens,
        )  # fmt: skip

    return library


def nearby_of(settings: Settings, desk: "Desk") -> "Nearby":
    """Return what finds the named queries nearest to words, those alone of which the words fill all parameters."""
    nearest = Nearest(settings, desk)

    def find(words: str) -> "list[NearQuery]":
        from graph.explore.library import find_query
        from qa.briefing.types import NearQuery
        from qa.found import names_in

        suggestions = nearest(words, names_in(words, desk))
        return [
            NearQuery(query=find_query(one.name, settings.home / OWN), given=one.given, score=one.score)
            for one in suggestions
            if not one.examples
        ]

    return find
