"""The texts of passages, read a document at a time, and the pairs of words in them, kept for the next queries."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping

from graph.explore.search.terms import pairs_of
from graph.record.reader import RecordReader
from graph.views.index.texts import document_texts

KEPT = 20_000
"""Passages whose pairs are kept: some 200 MB at most."""
Pairs = frozenset[tuple[str, str]]


class PassageTexts:
    """Reads passages by document version and place in it. One that was forgotten meanwhile is left out."""

    def __init__(self, reader: RecordReader) -> None:
        self.reader = reader
        self._pairs: OrderedDict[tuple[int, int], Pairs] = OrderedDict()

    def texts(self, number: int, ordinals: Iterable[int]) -> Mapping[int, str]:
        """Return the text of passages of a document version, by place, each with title and headings before it."""
        wanted = set(ordinals)
        return {
            passage.ordinal: f"{document.title}\n{passage.heading}\n{passage.text}"
            for document in document_texts(self.reader, [number])
            for passage in document.passages
            if passage.ordinal in wanted
        }

    def pairs(self, number: int, ordinals: Iterable[int]) -> Mapping[int, Pairs]:
        """Return the pairs of words in passages of a document version, by place."""
        wanted = list(ordinals)
        missing = [ordinal for ordinal in wanted if (number, ordinal) not in self._pairs]
        for ordinal, text in self.texts(number, missing).items() if missing else ():
            self._pairs[number, ordinal] = pairs_of(text)
        found = {ordinal: self._pairs[number, ordinal] for ordinal in wanted if (number, ordinal) in self._pairs}
        while len(self._pairs) > KEPT:
            self._pairs.popitem(last=False)
        return found
