"""The passages on record as they can be quoted: found by a search, with the texts that they stand in."""

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from graph.record.lens import NOW, Lens
from graph.record.reader import RecordReader
from graph.record.types import StoredDocument
from qa.quoting.data import say
from qa.quoting.types import Candidate

if TYPE_CHECKING:
    from graph.views.index.index import PassageIndex
    from graph.views.index.token_vectors import TokenReader

UNQUOTED = ("code", "boilerplate")
"""Kinds of passages that say nothing in sentences."""


class Place(Protocol):
    """A passage by where it stands; ``graph.explore.search`` finds such."""

    @property
    def at(self) -> int:
        """Return the passage, by its number in the index."""
        ...

    @property
    def document(self) -> int:
        """Return the number of the document version."""
        ...

    @property
    def start(self) -> int:
        """Return where it begins."""
        ...

    @property
    def end(self) -> int:
        """Return where it ends."""
        ...

    @property
    def heading(self) -> str:
        """Return the headings above it."""
        ...


Search = Callable[[str, int], Sequence[Place]]
"""Finds the passages for a question, the most promising first, at most so many."""


class PassageLibrary:
    """The passages of a record as a ``Library``. The index and the record stay the caller's."""

    def __init__(self, record: RecordReader, index: "PassageIndex", search: Search, lens: Lens = NOW) -> None:
        self._record, self._index, self._lens = record, index, lens
        self._search = search
        self._reader: TokenReader | None = None
        self._text = lru_cache(maxsize=200)(record.text)
        self._document = lru_cache(maxsize=2000)(index.document)

    @property
    def searched(self) -> str:
        """Return how many passages of how many documents are searched."""
        import numpy as np

        mask = self._index.allowed(self._lens)
        documents = len(np.unique(self._index.documents[mask]))
        form = "searched_one" if documents == 1 else "searched"
        return say(form, passages=f"{int(mask.sum()):,}", documents=f"{documents:,}")

    def find(self, question: str, k: int) -> Sequence[Candidate]:
        """Return the passages that may bear on a question, the most promising first."""
        found = [place for place in self._search(question, k) if self._index.passage(place.at).kind not in UNQUOTED]
        return [self._candidate(place) for place in found]

    @lru_cache(maxsize=50_000)  # noqa: B019 - lives as long as the library
    def rarity(self, word: str) -> float:
        """Return how rare a word is, in the measure of BM25."""
        count, size = len(self._index.word_counts(word)[0]), len(self._index)
        return math.log(1 + (size - count + 0.5) / (count + 0.5))

    def reader(self) -> "TokenReader":
        """Return what reads texts token by token, opened once. Raises EmbeddingError where the model cannot be had."""
        from graph.views.index.token_vectors import open_token_reader

        if self._reader is None:
            self._reader = open_token_reader()
        return self._reader

    def _candidate(self, place: Place) -> Candidate:
        document = self._document(place.document)
        return Candidate(
            document=place.document, title=document.title, publisher=document.publisher,
            published=document.published, url=address_of(document), heading=place.heading, start=place.start,
            end=place.end, text=self._text(place.document), kind=document.kind,
        )  # fmt: skip


def address_of(document: StoredDocument) -> str:
    """Return where a document can be looked at: a local file by its own address."""
    return document.address if document.address.startswith("file:") else document.url or document.address
