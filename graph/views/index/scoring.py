"""Scores of passages by their words: BM25 over all parts of the index, with what is rare counted over all of them.

Counts are kept, and scores are computed for the words of a query alone, so that a document more changes no other's
entry. With one field the scores are those of ``bm25s`` (its method "lucene"), which cannot add a document to an index
and takes over half a second to import; a test compares the two.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.views.index.words import term_key, word_tokens
from graph.views.index.words_part import FIELDS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from graph.views.index.arrays import ArrayFile

    Floats = NDArray[np.float32]
    Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How words count by where they stand, and the two constants of BM25."""

    text: float = 1.0
    heading: float = 0.5
    title: float = 0.5
    exact: float = 0.0
    """Words as they are written, beside their stems."""
    k1: float = 1.2
    b: float = 0.75

    @property
    def fields(self) -> tuple[float, ...]:
        """The weights of the fields, in their order."""
        return tuple(getattr(self, name) for name in FIELDS)


USUAL = Weights()


class WordScores:
    """The words of all passages of some parts; passages are numbered through the parts."""

    def __init__(self, parts: "Sequence[ArrayFile]") -> None:
        import numpy as np

        self._parts = [(part["terms"], part["starts"], part["passage"], part["count"]) for part in parts]
        sizes = [len(part["document"]) for part in parts]
        self._bases = [int(base) for base in np.cumsum([0, *sizes])]
        self._size = sum(sizes)
        empty = np.zeros((0, len(FIELDS)), dtype=np.int32)
        self._lengths = np.concatenate([part["lengths"] for part in parts] or [empty])
        self._norms: dict[tuple[int, float], Floats] = {}

    @property
    def lengths(self) -> "NDArray[np.int32]":
        """Return how many words each passage has in each field."""
        return self._lengths

    def counts(self, term: str, field: int = 0) -> "tuple[Integers, Floats]":
        """Return the passages that have a word in a field, ascending, and how often each has it."""
        import numpy as np

        key = np.uint64(term_key(term) | field)
        where, counts = [np.zeros(0, np.int64)], [np.zeros(0, np.float32)]
        for (terms, starts, passage, count), base in zip(self._parts, self._bases, strict=False):
            at = int(np.searchsorted(terms, key))
            if at < len(terms) and terms[at] == key:
                first, last = int(starts[at]), int(starts[at + 1])
                where.append(passage[first:last].astype(np.int64) + base)
                counts.append(count[first:last].astype(np.float32))
        return np.concatenate(where), np.concatenate(counts)

    def scores(self, words: str | Mapping[str, float] | Iterable[str], weights: Weights = USUAL) -> "Floats":
        """Return the score of every passage for the words of a text, for words, or for words with weights."""
        import numpy as np

        asked = _asked(words)
        found = np.zeros(self._size, dtype=np.float32)
        shares = [(field, share) for field, share in enumerate(weights.fields) if share]
        for term, weight in asked.items():
            met = [(*self.counts(term, field), field, share) for field, share in shares]
            where = np.concatenate([passages for passages, *_ in met])
            if not len(where):
                continue
            said = [share * counts * self._norm(field, weights.b).take(at) for at, counts, field, share in met]
            # Counting into all passages is faster than looking for those that two fields share.
            held = np.bincount(where, np.concatenate(said), self._size).astype(np.float32)
            bearers = int(np.count_nonzero(held))
            rare = weight * math.log1p((self._size - bearers + 0.5) / (bearers + 0.5))
            held /= held + np.float32(weights.k1)
            held *= np.float32(rare)
            found += held
        return found

    def _norm(self, field: int, b: float) -> "Floats":
        """Return one over how long each passage is in a field, against the mean, as far as ``b`` lets it count."""
        import numpy as np

        if (field, b) not in self._norms:
            lengths = self._lengths[:, field].astype(np.float32)
            mean = float(self._lengths[:, field].sum(dtype=np.int64)) / max(1, len(lengths))  # the same in any order
            self._norms[field, b] = (1 / np.maximum(1 - b + b * lengths / (mean or 1.0), 1e-6)).astype(np.float32)
        return self._norms[field, b]


def _asked(words: str | Mapping[str, float] | Iterable[str]) -> Mapping[str, float]:
    if isinstance(words, Mapping):
        return words
    return Counter(word_tokens(words) if isinstance(words, str) else words)
