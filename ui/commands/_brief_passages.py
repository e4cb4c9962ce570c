"""How ``sextant brief`` quotes texts: of each passage that a search finds, the sentence that names the topic."""

from collections.abc import Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING

from ui.settings import Settings

if TYPE_CHECKING:
    from qa.briefing import Topic
    from qa.briefing.types import Passages, Quoted
    from qa.desk import Desk

TEXTS = ("news", "paper", "policy")
"""Kinds of documents whose sentences are worth a briefing's room; cards and tables are told of as facts."""
SHORTEST, LONGEST = 60, 420
"""Characters of a sentence that says something and is read in one breath."""
TRIED = 6
"""Passages that are looked through for each that is wanted."""


def passages_of(settings: Settings, topic: "Topic", desk: "Desk", stack: ExitStack) -> "Passages":
    """Return what finds sentences of texts that name a topic, one a document; it is closed with ``stack``."""

    def find(words: str, most: int) -> "Sequence[Quoted]":
        from graph.explore.search.types import SearchFilters
        from qa.briefing.types import Quoted
        from ui.commands._searching import open_desk

        opened = stack.enter_context(open_desk(settings))
        held = {document.kind for document in opened.reader.documents(desk.lens)}
        kinds = tuple(kind for kind in TEXTS if kind in held)
        if not kinds:
            return ()
        filters = SearchFilters(lens=desk.lens, kinds=kinds, entities=(topic.node,))
        names = [name.casefold() for name in (words, topic.name)]
        told: dict[int, Quoted] = {}
        for one in opened.searcher.passages(words, most * TRIED, filters).found:
            if one.document not in told and len(told) < most:
                text = opened.reader.text(one.document)
                sentence = _naming(text, one.start, one.end, names)
                if sentence is not None:
                    told[one.document] = Quoted(text=sentence, document=one.document)
        return tuple(told.values())

    return find


def _naming(text: str, start: int, end: int, names: Sequence[str]) -> str | None:
    """Return the first sentence of a span that names a thing and is of a readable length."""
    from graph.views.index.sentences import sentences

    for one in sentences(text, start, end):
        said = text[one.start : one.end]
        if not one.is_heading and SHORTEST <= len(said) <= LONGEST and any(n in said.casefold() for n in names):
            return said
    return None
