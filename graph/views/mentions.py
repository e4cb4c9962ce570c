"""Mentions: where a text names things, decided by the names in a graph and by the company in which they stand."""

from dataclasses import dataclass

from graph.views.mentions_company import decide
from graph.views.mentions_names import NameTable
from graph.views.mentions_spans import spans_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A span of a text that names a thing."""

    start: int
    end: int
    """Offsets in characters (code points), end exclusive."""
    entity: str
    """The id of the thing's node."""
    name: str
    """The name as on record; the text may spell it in another way."""


def find_mentions(text: str, names: NameTable) -> tuple[Mention, ...]:
    """Return the mentions in a text, in order; none overlaps another.

    A name that several things bear, or that is a word too, is a mention only where company decides.
    """
    chosen = decide(text, spans_in(text, names, names.all_names), names)
    return tuple(
        Mention(start=one.candidate.start, end=one.candidate.end, entity=one.bearer.node, name=one.bearer.spelling)
        for one in chosen
    )
