"""The names in a question that are on record, each with all the names of what it means."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from graph.ontology import Ontology
from graph.record.reader import RecordReader
from graph.record.scope import Scope
from graph.views.mentions_words import shipped_mention_words
from graph.views.names import Mention, Names
from qa.lexicon import lexicon_of
from qa.quoting.data import rules
from qa.quoting.types import SaidName

MOST_BEARERS = 3
"""Things that may be meant by one name; a name of more is a word."""
_HOW = ("exact", "folded")


class KnownNames:
    """Names, and the adjectives that are said in their place ("Chinese"). Names and record stay the caller's."""

    def __init__(self, names: Names, ontology: Ontology, record: RecordReader) -> None:
        self._names, self._ontology, self._record = names, ontology, record

    def said_in(self, question: str) -> tuple[SaidName, ...]:
        """Return the names in a question, in order; no two overlap, none is an ordinary word."""
        ordinary = lexicon_of(self._ontology).ordinary
        mentions = [m for m in self._names.find(question, ordinary=ordinary) if _is_name(m, ordinary)]
        told = self._told(question)
        return tuple(_longest([*(self._said(m) for m in mentions), *told]))

    def _said(self, mention: Mention) -> SaidName:
        nodes = [bearer.node for bearer in mention.bearers if bearer.whole] or [b.node for b in mention.bearers]
        names = dict.fromkeys(name for node in nodes for name in self._all_of(node))
        return SaidName(start=mention.start, end=mention.end, names=(mention.text, *names))

    def _told(self, question: str) -> Iterator[SaidName]:
        for value in self._names.find_values(question):
            said = question[value.start : value.end]
            nodes = self._adjectives[0].get(said.casefold(), ())
            if said[:1].isupper() and nodes:
                names = dict.fromkeys(name for node in nodes for name in self._all_of(node))
                yield SaidName(start=value.start, end=value.end, names=(said, *names))

    def _all_of(self, node: str) -> Sequence[str]:
        return (*self._names.names(node), *self._adjectives[1].get(node, ()))

    @cached_property
    def _adjectives(self) -> tuple[Mapping[str, Sequence[str]], Mapping[str, Sequence[str]]]:
        """Return nodes by what is said in place of their names, and that by node."""
        nodes: dict[str, list[str]] = defaultdict(list)
        said: dict[str, list[str]] = defaultdict(list)
        for statement in self._record.statements(scope=Scope(predicates=self._telling(), edges=False)):
            node = self._names.node_of(statement.subject)
            if node is not None:
                nodes[str(statement.value).casefold()].append(node)
                said[node].append(str(statement.value))
        return nodes, said

    def _telling(self) -> list[str]:
        return sorted(
            {
                name
                for node in self._ontology.nodes.values()
                for name, held in node.properties.items()
                if rules().told_by & set(held.words.nouns)
            }
        )


def _is_name(mention: Mention, ordinary: Iterable[str]) -> bool:
    """Say whether a span is meant as a name: written with a capital letter or a figure, and no ordinary word."""
    text, words = mention.text, shipped_mention_words()
    if mention.how not in _HOW or len(mention.bearers) > MOST_BEARERS or text == text.lower():
        return False
    if text.casefold() in words.never or text in rules().no_names or not any(map(str.isalpha, text)):
        return False
    plain = all(part in ordinary or part in words.ordinary for part in text.casefold().split())
    return not (plain and (mention.start == 0 or " " not in text) and text[1:] == text[1:].lower())


def _longest(found: Sequence[SaidName]) -> Iterator[SaidName]:
    kept: list[SaidName] = []
    for one in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    yield from sorted(kept, key=lambda one: one.start)
