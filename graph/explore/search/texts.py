"""The texts of passages, read a document at a time, and the pairs of words in them, kept for the next queries."""

import functools
import json
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from importlib import resources
from typing import NamedTuple

from graph.explore.search.terms import pairs_of
from graph.record.reader import RecordReader

KEPT = 20_000
"""Passages whose pairs are kept: some 200 MB at most."""
Pairs = frozenset[tuple[str, str]]


class TextOf(NamedTuple):
    """The words of a passage."""

    above: str
    """Title of the document, and the headings above it."""
    body: str

    @property
    def whole(self) -> str:
        """Both, as the index counts words."""
        return f"{self.above}\n{self.body}"


class PassageTexts:
    """Reads passages by document version and place in it. One that was forgotten meanwhile is left out."""

    def __init__(self, reader: RecordReader) -> None:
        self.reader = reader
        self._pairs: OrderedDict[tuple[int, int], Pairs] = OrderedDict()

    def texts(self, number: int, ordinals: Iterable[int]) -> Mapping[int, TextOf]:
        """Return the words of passages of a document version, by place."""
        row = self.reader.rows("SELECT title, text FROM document WHERE number = :number", {"number": number}).fetchone()
        if row is None:
            return {}
        title, text = row
        asked: dict[str, str | int | bytes | None] = {"number": number, "ordinals": json.dumps(list(ordinals))}
        return {
            ordinal: TextOf(f"{title}\n{heading}", text[start:end])
            for ordinal, start, end, heading in self.reader.rows(_sql(), asked)
        }

    def pairs(self, number: int, ordinals: Iterable[int]) -> Mapping[int, Pairs]:
        """Return the pairs of words in passages of a document version, by place."""
        wanted = list(ordinals)
        missing = [ordinal for ordinal in wanted if (number, ordinal) not in self._pairs]
        for ordinal, text in self.texts(number, missing).items() if missing else ():
            self._pairs[number, ordinal] = pairs_of(text.whole)
        found = {ordinal: self._pairs[number, ordinal] for ordinal in wanted if (number, ordinal) in self._pairs}
        while len(self._pairs) > KEPT:
            self._pairs.popitem(last=False)
        return found


@functools.cache
def _sql() -> str:
    return resources.files("graph.explore").joinpath("sql", "passages_of.sql").read_text("utf-8")
