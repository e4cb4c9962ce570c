"""The scores of a search put together, and what is told of what was found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.explore.search.layout import Layout
from graph.explore.search.lexical import LexicalScores
from graph.explore.search.terms import QueryTerms
from graph.explore.search.types import Named, Share

if TYPE_CHECKING:
    from graph.explore.search.types import Floats, Integers, Mask


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Scores:
    """The scores of one query by kind of evidence, each from 0 to 1."""

    layout: Layout
    weights: Mapping[str, float]
    allowed: "Mask"
    """By passage; the passages of a document are all allowed, or none is."""
    lexical: LexicalScores
    sense: "Floats"
    """By passage."""
    named: "Floats"
    """By document."""
    telling: "Floats"
    """How much each passage counts, from 0 to 1."""


class Ranked:
    """Documents and passages with their scores. A document has the best of its passages for each kind of evidence."""

    def __init__(
        self, scores: Scores, terms: QueryTerms, named: Sequence[Named], about: Mapping[str, frozenset[int]]
    ) -> None:
        self.layout, self.terms, self.named, self.about = scores.layout, terms, tuple(named), about
        self._scores, self._weights, self.allowed = scores, scores.weights, scores.allowed
        by = {"passage": scores.lexical.passage, "window": scores.lexical.window, "sense": scores.sense}
        self._by_passage = {name: values * scores.telling for name, values in by.items()}
        self._by_document = {name: scores.layout.best(values) for name, values in self._by_passage.items()}
        self._by_document |= {"document": scores.lexical.document, "named": scores.named}
        self._phrase_at: dict[int, float] = {}
        self._phrase_of: dict[int, float] = {}
        self._passage = self._weighed(self._by_passage)
        self._document = self._weighed(self._by_document)
        self._open = scores.allowed[scores.layout.starts] & self._is_met()

    def best_rows(self, most: int) -> "Integers":
        """Return the rows of the documents that rank first, phrases aside."""
        return _largest(self._document, self._open, most)

    def best_passages(self, row: int, most: int) -> "Integers":
        """Return the passages of a document that rank first within it, phrases aside."""
        import numpy as np

        first, last = self._bounds(row)
        order = np.argsort(-self._passage[first:last], kind="stable")[:most]
        return first + order

    def add_phrase(self, at: int, row: int, score: float) -> None:
        """Let a passage, and its document, count for the phrases in it."""
        self._phrase_at[at] = score
        self._phrase_of[row] = max(score, self._phrase_of.get(row, 0.0))

    def documents(self, k: int) -> list[tuple[int, float]]:
        """Return the best passage of each of the k best documents, with the document's score."""
        scored = [(self.document_score(row), row) for row in map(int, self._rows(k))]
        scored.sort(key=lambda one: (-one[0], one[1]))
        return [(self._best_of(row), score) for score, row in scored[:k]]

    def passages(self, k: int) -> list[tuple[int, float]]:
        """Return the k best passages, with their scores: half their own, half their document's."""
        import numpy as np

        scored: list[tuple[float, int]] = []
        for row in map(int, self._rows(k)):
            first, last = self._bounds(row)
            of_document = self.document_score(row)
            chosen = first + np.argsort(-self._passage[first:last], kind="stable")[:k]
            scored += [((self._own(int(at)) + of_document) / 2, int(at)) for at in chosen]
        scored.sort(key=lambda one: (-one[0], one[1]))
        return [(at, score) for score, at in scored[:k]]

    def document_score(self, row: int) -> float:
        """Return the score of a document."""
        return float(self._document[row]) + self._weights["phrase"] * self._phrase_of.get(row, 0.0)

    def shares(self, at: int) -> tuple[Share, ...]:
        """Return what each kind of evidence gave to the document of a passage, the most first."""
        row = int(self.layout.row[at])
        scores = {name: float(values[row]) for name, values in self._by_document.items()}
        scores["phrase"] = self._phrase_of.get(row, 0.0)
        told = [Share(evidence=name, score=score, part=self._weights[name] * score) for name, score in scores.items()]
        return tuple(sorted((one for one in told if one.part > 0), key=lambda one: (-one.part, one.evidence)))

    @property
    def rarity(self) -> Mapping[str, float]:
        """How rare each word of the query is; only those on record are told."""
        return self._scores.lexical.rarity

    def sense_of(self, at: int) -> float:
        """Return how near in meaning a passage is."""
        return float(self._scores.sense[at])

    def named_of(self, number: int) -> tuple[Named, ...]:
        """Return the things named that a document version is about."""
        return tuple(one for one in self.named if number in self.about.get(one.node, ()))

    def _rows(self, k: int) -> "Integers":
        """Return the rows that may be among the first k: a phrase can lift what is a little behind."""
        import numpy as np

        met = np.fromiter(self._phrase_of, dtype=np.int64)
        return met if len(met) >= k else _largest(self._document, self._open, k)

    def _own(self, at: int) -> float:
        return float(self._passage[at]) + self._weights["phrase"] * self._phrase_at.get(at, 0.0)

    def _best_of(self, row: int) -> int:
        first, last = self._bounds(row)
        # Of passages that are alike the first is told.
        return max(range(first, last), key=lambda at: (self._own(at), -at))

    def _bounds(self, row: int) -> tuple[int, int]:
        starts = self.layout.starts
        return int(starts[row]), int(starts[row + 1]) if row + 1 < len(starts) else self.layout.size

    def _weighed(self, by: "Mapping[str, Floats]") -> "Floats":
        import numpy as np

        total = np.zeros(len(next(iter(by.values()))), np.float32)
        for name, values in by.items():
            total += np.float32(self._weights[name]) * values
        return total

    def _is_met(self) -> "Mask":
        """Return which documents have anything of the query."""
        met: Mask = self._document > 0
        return met


def _largest(values: "Floats", held: "Mask", most: int) -> "Integers":
    import numpy as np

    rows = np.flatnonzero(held)
    if len(rows) > most:
        rows = rows[np.argpartition(-values[rows], most - 1)[:most]]
    return rows[np.argsort(-values[rows], kind="stable")]
