"""The things that a question names, whether or not the question as a whole is understood.

Of all spans that may be names those stay that are surely meant as names: no ordinary words, no misspellings, and
where one lies in another the longer one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graph.engine.types import Graph
from graph.ontology import Ontology
from graph.ontology.date_reading import find_dates
from graph.views.mentions_words import MentionWords, shipped_mention_words
from graph.views.names import Bearer, Mention, ValueMention
from qa.data_files import clauses
from qa.desk import Desk
from qa.lexicon import Lexicon, lexicon_of
from qa.query import Thing
from qa.tokens import phrase_of

SHORTEST_VALUE = 4
"""Letters of the shortest value that tells a thing: codes of two and three letters are words too."""
MOST_BEGUN = 8
"""Longer names that may begin with what is said; a word that begins more is a word."""
BETTER_KNOWN = 10
"""How many times as much is known of one thing than of another that shares its value, for the value to mean it."""
_WHOLE = ("exact", "folded")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A span of a question that names something."""

    start: int
    end: int
    said: str
    things: tuple[Thing, ...]
    """What may be meant: the best known of each type, in the order of how much is known of them."""
    told: bool = False
    """Whether it is told by a value that it has, such as an adjective, and not by a name."""

    @property
    def labels(self) -> frozenset[str]:
        """The types of what may be meant."""
        return frozenset(thing.label for thing in self.things)


def names_in(text: str, desk: Desk) -> tuple[Named, ...]:
    """Return what a text names, in order; no two overlap.

    A thing may also be told by a value that it has ("Chinese"). Raises EngineError where the graph cannot be read.
    """
    lexicon, words = lexicon_of(desk.ontology), shipped_mention_words()
    dates = [(date.start, date.end) for date in find_dates(text)]
    mentions = [m for m in desk.names.find(text, ordinary=lexicon.ordinary) if not _meets(m.start, m.end, dates)]
    whole = [named for m in mentions if m.how in _WHOLE and (named := _named(m, lexicon, words)) is not None]
    kept = list(_longest(whole))
    kept += [named for value in desk.names.find_values(text) for named in _told(value, text, desk, lexicon, kept)]
    begun = [named for m in mentions if m.how == "partial" and (named := _named(m, lexicon, words)) is not None]
    # A beginning of longer names counts for less than what is told by a value: "Indian" is of India.
    return _longest([*_longest(kept), *(n for n in begun if not _meets(n.start, n.end, _places(kept)))])


def _meets(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start < other_end and other_start < end for other_start, other_end in spans)


def _places(found: Iterable[Named]) -> list[tuple[int, int]]:
    return [(named.start, named.end) for named in found]


def _longest(found: Sequence[Named]) -> tuple[Named, ...]:
    kept: list[Named] = []
    for named in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        if not _meets(named.start, named.end, _places(kept)):
            kept.append(named)
    return tuple(sorted(kept, key=lambda one: one.start))


def _named(mention: Mention, lexicon: Lexicon, words: MentionWords) -> Named | None:
    if not _is_name(mention, lexicon, words):
        return None
    bearers = [b for b in mention.bearers if not _is_code(b, mention.text, words)]
    things = tuple(_thing(b, mention) for b in _best_of_each(bearers, mention))
    return Named(start=mention.start, end=mention.end, said=mention.text, things=things) if things else None


def _is_name(mention: Mention, lexicon: Lexicon, words: MentionWords) -> bool:
    """Say whether a span is meant as a name: written as one, or of several words that are a name as they stand."""
    text = mention.text
    parts = [part.casefold() for part in text.split()]
    if text.casefold() in words.never or not any(map(str.isalpha, text)):
        return False
    if mention.how == "partial":
        return len(mention.bearers) <= MOST_BEGUN and text != text.lower() and not _is_ordinary(parts, lexicon, words)
    if len(parts) > 1:
        return text != text.lower() or not all(part in lexicon.ordinary for part in parts)
    if text == text.lower():
        return not _is_ordinary(parts, lexicon, words) and text not in words.doubles
    if any(map(str.isdigit, text)):
        return True
    # At the head of a sentence a capital letter says nothing of an ordinary word.
    heads = mention.start == 0 or parts[0] in words.common or all(part in lexicon.ordinary for part in phrase_of(text))
    return not (heads and text[1:] == text[1:].lower() and _is_ordinary(parts, lexicon, words))


def _is_ordinary(parts: Sequence[str], lexicon: Lexicon, words: MentionWords) -> bool:
    return all(part in lexicon.ordinary or part in words.ordinary or part.isdigit() for part in parts)


def _is_code(bearer: Bearer, text: str, words: MentionWords) -> bool:
    """Say whether a thing bears but a code of two or three letters, which texts do not use as a name."""
    return bearer.label in words.coded and len(text) <= 3 and text.upper() not in words.codes


def _best_of_each(bearers: Sequence[Bearer], mention: Mention) -> Iterator[Bearer]:
    """Yield of each type the thing that most is known of; of longer names only those of one type, the best known."""
    seen: set[str] = set()
    for bearer in bearers:
        if bearer.label not in seen and (mention.how in _WHOLE or not seen):
            seen.add(bearer.label)
            yield bearer


def _thing(bearer: Bearer, mention: Mention) -> Thing:
    # The spelling on record by which it was found meets all that bear it, and is what the question says.
    name = bearer.spelling if mention.how in _WHOLE else bearer.name
    return Thing(node=bearer.node, label=bearer.label, name=name, said=mention.text)


def _told(value: ValueMention, text: str, desk: Desk, lexicon: Lexicon, taken: Sequence[Named]) -> Iterator[Named]:
    """Yield the one thing of a type that has a value which the text says with a capital letter."""
    said = text[value.start : value.end]
    if len(said) < SHORTEST_VALUE or not said[0].isupper() or not desk.ontology.nodes[value.owner].entity:
        return
    if said.casefold() in lexicon.ordinary or _meets(value.start, value.end, _places(taken)):
        return
    held = holders(desk.graph, desk.ontology, value)
    if len(held) == 1 or (len(held) > 1 and held[0].statements >= BETTER_KNOWN * held[1].statements):
        thing = Thing(node=held[0].node, label=value.owner, name=held[0].name, said=said)
        yield Named(start=value.start, end=value.end, said=said, things=(thing,), told=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A thing that has a value, and how much is known of it."""

    node: str
    name: str
    statements: int


def holders(graph: Graph, ontology: Ontology, value: ValueMention) -> tuple[Holder, ...]:
    """Return the two best known things that have a value, or fewer. Raises EngineError."""
    multiple = ontology.nodes[value.owner].properties[value.property].multiple
    form = "holders_of_many" if multiple else "holders"
    text = clauses()[form].format(label=value.owner, property=value.property)
    rows = graph.read(text, {"values": list(value.values)}).rows
    return tuple(Holder(node=str(node), name=str(name), statements=int(str(known))) for node, name, known in rows)
