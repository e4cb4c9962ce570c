"""What the named queries nearest to a topic give: for words that name nothing, the figures that may be meant."""

import functools
from collections import Counter
from collections.abc import Mapping, Sequence

from graph.engine.types import Cell
from graph.explore.library import load_library
from graph.explore.library_file import NamedQuery
from qa.briefing.phrases import say
from qa.briefing.prose import stems
from qa.briefing.recipe import RecipePart
from qa.briefing.showing import joined, short, shown
from qa.briefing.telling import Found, Teller, ended
from qa.briefing.template import Slot
from qa.briefing.types import Nearby, NearQuery, Sentence

MOST_ROWS = 6
NEAR = 0.9
"""From this score on a query is about the words; below, its title must share a telling word with them."""
TELLING = 12
"""Titles of the library in which a word that tells them apart may stand."""
_PLAIN = Slot(name="cell")


def nearby_on(part: RecipePart, teller: Teller, nearby: Nearby | None) -> list[Sentence]:
    """Return a sentence for each of the nearest named queries that finds something, with what its figures count.

    Raises LibraryError where a query is gone, EngineError where one fails.
    """
    told: list[Sentence] = []
    for one in nearby(teller.topic.name) if nearby is not None else ():
        if len(told) == part.most or not _is_about(teller.topic.name, one):
            continue
        found = teller.run(one.query, one.given)
        if found.rows:
            told.append(Sentence(text=ended(_text(one.query, found, teller)), marks=(found.mark,)))
    return told


def _is_about(words: str, one: NearQuery) -> bool:
    return one.score >= NEAR or any(
        _titles_with().get(word, 0) <= TELLING for word in stems(words) & stems(one.query.title)
    )


@functools.cache
def _titles_with() -> Mapping[str, int]:
    """Return in how many titles of the library each word stands."""
    return Counter(word for query in load_library().queries for word in stems(query.title))


def _text(query: NamedQuery, found: Found, teller: Teller) -> str:
    names = list(query.returns)
    first, value = names[0], _figure(names, found.rows)
    texts = [_row(row, first, value, teller) for row in found.rows[:MOST_ROWS]]
    listed = joined(texts, len(found.rows) - len(texts))
    counted = query.returns[value].rstrip(".") if value else ""
    return say("nearby_counted" if value else "nearby", title=query.title, rows=listed, counted=counted)


def _figure(names: Sequence[str], rows: Sequence[Mapping[str, Cell]]) -> str:
    """Return the first column after the first that holds numbers, or nothing."""
    for name in names[1:]:
        cells = [row[name] for row in rows if row[name] is not None]
        if cells and all(isinstance(cell, int | float) and not isinstance(cell, bool) for cell in cells):
            return name
    return ""


def _row(row: Mapping[str, Cell], first: str, value: str, teller: Teller) -> str:
    names = teller.ledger.desk.names
    thing = shown(short(row[first], names), _PLAIN) or ""
    figure = shown(row[value], _PLAIN) if value else None
    return thing if figure is None else say("nearby_row", thing=thing, figure=figure)
