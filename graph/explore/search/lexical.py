"""How well words of a query are met: in a passage, in two passages that stand side by side, in a whole document.

Each level is BM25 with what is rare counted on that level, divided by what the rarest words of the query could give,
so that a score is the share of the query that is met: from 0 to 1, whatever the query and the collection.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from graph.explore.search.layout import Layout
from graph.explore.search.terms import EXACT

if TYPE_CHECKING:
    from graph.explore.search.types import Floats, Integers


class WordCounts(Protocol):
    """Where words stand, as the index knows it."""

    def word_counts(self, term: str, field: int = 0) -> "tuple[Integers, Floats]":
        """Return the passages with a word in a field, ascending, and how often each has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """The constants of BM25 on a level: how soon more of a word counts no more, how much length counts."""

    k1: float
    b: float


@dataclass(frozen=True, slots=True, eq=False)
class LexicalScores:
    """Scores from 0 to 1 by level."""

    passage: "Floats"
    """By passage."""
    window: "Floats"
    """By passage: the better of the two windows that it stands in."""
    document: "Floats"
    """By row of the layout."""
    rarity: dict[str, float]
    """How rare each word of the query is among passages, times what it counts; only those on record are told."""


_STEMS, _EXACT = (0, 1, 2), (3,)
"""The fields of the index where stems stand, text, heading and title alike, and where words as they are written do."""


class LexicalScorer:
    """Scores words on three levels over one index."""

    def __init__(self, words: WordCounts, layout: Layout, curves: dict[str, Curve]) -> None:
        self._words, self._layout = words, layout
        lengths = layout.lengths
        self._passage = _limits(lengths, curves["passage"])
        self._window = _limits(layout.windows(lengths), curves["window"])
        self._document = _limits(layout.sums(lengths), curves["document"])

    def scores(self, terms: Mapping[str, float]) -> LexicalScores:
        """Return the scores of all passages and documents for words with what each counts."""
        import numpy as np

        layout = self._layout
        passage, window = np.zeros(layout.size, np.float32), np.zeros(layout.size, np.float32)
        document = np.zeros(len(layout.starts), np.float32)
        rarity: dict[str, float] = {}
        rare_documents = 0.0
        for term, counted in terms.items():
            at, counts = self._counts(term)
            if not len(at):
                continue
            rarity[term] = counted * _rarity(len(at), layout.size)
            _add(passage, at, counts, self._passage, rarity[term])
            _add(window, *self._windows(at, counts), self._window, rarity[term])
            rare_documents += self._add_document(document, at, counts, counted)
        total = sum(rarity.values()) or 1.0
        window = _either(window / np.float32(total), layout)
        return LexicalScores(passage / np.float32(total), window, document / np.float32(rare_documents or 1.0), rarity)

    def _counts(self, term: str) -> "tuple[Integers, Floats]":
        """Return the passages with a word anywhere in them, and how often."""
        import numpy as np

        exact = term.startswith(EXACT)
        fields, word = (_EXACT, term[len(EXACT) :]) if exact else (_STEMS, term)
        met = [self._words.word_counts(word, field) for field in fields]
        met = [one for one in met if len(one[0])]
        if len(met) < 2:
            return met[0] if met else (np.zeros(0, np.int64), np.zeros(0, np.float32))
        summed = np.bincount(np.concatenate([at for at, _ in met]), np.concatenate([counts for _, counts in met]))
        where = np.flatnonzero(summed)
        return where, summed[where].astype(np.float32)

    def _windows(self, at: "Integers", counts: "Floats") -> "tuple[Integers, Floats]":
        """Return the windows with a word, each by its first passage, and how often each has it."""
        import numpy as np

        goes_on = self._layout.goes_on
        next_has = np.append(at[1:] == at[:-1] + 1, False)
        behind = np.where(next_has & goes_on[at], np.append(counts[1:], np.float32(0)), np.float32(0))
        # A window whose first passage lacks the word has it from its second one alone.
        alone = np.append(True, ~next_has[:-1]) & (at > 0)
        alone[alone] = goes_on[at[alone] - 1]
        return np.concatenate([at, at[alone] - 1]), np.concatenate([counts + behind, counts[alone]])

    def _add_document(self, document: "Floats", at: "Integers", counts: "Floats", counted: float) -> float:
        """Add what a word gives to documents; return how rare it is among them."""
        import numpy as np

        rows = self._layout.row[at]
        first = np.flatnonzero(np.append(True, rows[1:] != rows[:-1]))
        bearers = rows[first]
        rare = counted * _rarity(len(bearers), len(document))
        _add(document, bearers, np.add.reduceat(counts, first), self._document, rare)
        return rare


def _limits(lengths: "Floats", curve: Curve) -> "Floats":
    """Return what a count is weighed against in each unit: k1, more of it in long ones."""
    mean = float(lengths.mean()) if len(lengths) else 0.0
    limits: Floats = (curve.k1 * (1 - curve.b + curve.b * lengths / (mean or 1.0))).astype(lengths.dtype)
    return limits


def _rarity(bearers: int, of: int) -> float:
    return math.log1p((of - bearers + 0.5) / (bearers + 0.5))


def _add(scores: "Floats", at: "Integers", counts: "Floats", limits: "Floats", rare: float) -> None:
    import numpy as np

    scores[at] += np.float32(rare) * counts / (counts + limits[at])


def _either(window: "Floats", layout: Layout) -> "Floats":
    """Return of each passage the better of the window that it begins and the one that it ends."""
    import numpy as np

    before = np.append(np.float32(0), window[:-1])[: len(window)]
    ends = np.append(False, layout.goes_on[:-1])[: len(window)]
    return np.maximum(window, np.where(ends, before, np.float32(0)))
