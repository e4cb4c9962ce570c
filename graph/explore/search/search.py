"""Search: documents by their best passage, or passages, ranked by all kinds of evidence together."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from graph.explore.search.filters import allowed_passages
from graph.explore.search.fusion import Fusion, shipped_fusion
from graph.explore.search.layout import Layout, layout_of
from graph.explore.search.lexical import LexicalScorer, LexicalScores
from graph.explore.search.named import named_in
from graph.explore.search.phrases import PhraseScorer
from graph.explore.search.ranked import Ranked, Scores
from graph.explore.search.surroundings import Surroundings
from graph.explore.search.telling import Teller
from graph.explore.search.terms import QueryTerms, query_terms
from graph.explore.search.texts import PassageTexts
from graph.explore.search.types import EVERYTHING, Embedder, Named, Searched, SearchFilters
from graph.record.reader import RecordReader
from graph.views.index.texts import KINDS
from graph.views.names import Names

if TYPE_CHECKING:
    from graph.explore.search.types import Floats, Mask
    from graph.views.index.index import PassageIndex

_BOILERPLATE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A query, with what is looked for and where."""

    query: str
    terms: QueryTerms
    named: tuple[Named, ...]
    allowed: "Mask"
    """By passage."""


class Searcher:
    """Searches an index. What it makes of the index is kept for the queries that follow: keep the searcher too.

    ``embedder``: None leaves meaning out. ``names`` and ``surroundings``: None leave out the things that a query names.
    """

    def __init__(
        self, index: "PassageIndex", reader: RecordReader, *, embedder: Embedder | None = None,
        names: Names | None = None, surroundings: Surroundings | None = None, fusion: Fusion | None = None,
    ) -> None:  # fmt: skip
        self.index, self.reader = index, reader
        self._embedder, self._names, self._surroundings = embedder, names, surroundings
        self._fusion = fusion or shipped_fusion()
        self._texts = PassageTexts(reader)

    def weighing(self, fusion: Fusion) -> "Searcher":
        """Return a searcher of the same that weighs evidence otherwise."""
        return Searcher(
            self.index, self.reader, embedder=self._embedder, names=self._names, surroundings=self._surroundings,
            fusion=fusion,
        )  # fmt: skip

    def search(self, query: str, k: int = 10, filters: SearchFilters = EVERYTHING) -> Searched:
        """Return the k documents that fit a query best, each by its best passage.

        Raises SearchError and InvalidValue for filters that do not hold, ViewError where the index was damaged.
        """
        asked = self._asked(query, filters)
        ranked = self._ranked(asked, k)
        return self._searched(asked, ranked, ranked.documents(k))

    def passages(self, query: str, k: int = 30, filters: SearchFilters = EVERYTHING) -> Searched:
        """Return the k passages that fit a query best, several of one document among them. Raises as ``search`` does.

        A passage counts by itself, and by its document: of two that are alike, that of the better document is first.
        """
        asked = self._asked(query, filters)
        ranked = self._ranked(asked, k)
        return self._searched(asked, ranked, ranked.passages(k))

    def _asked(self, query: str, filters: SearchFilters) -> _Asked:
        return _Asked(
            query=query,
            terms=query_terms(query),
            named=named_in(query, self._names) if self._names is not None else (),
            allowed=allowed_passages(filters, self.index, self.reader, self._surroundings),
        )

    def _searched(self, asked: _Asked, ranked: Ranked, chosen: Sequence[tuple[int, float]]) -> Searched:
        return Searched(
            found=Teller(ranked, self.index, self._texts).told(chosen),
            named=asked.named,
            searched=int(asked.allowed.sum()),
            behind=self.index.vectors_behind,
            meaning=self._embedder is not None,
        )

    def _ranked(self, asked: _Asked, k: int) -> Ranked:
        """Return the scores of all documents and passages; phrases are looked for in those that may be among the k."""
        lexical = self._lexical.scores(asked.terms.terms)
        scores = Scores(
            layout=self._layout,
            weights=self._fusion.of_question if asked.terms.question else self._fusion.weights,
            allowed=asked.allowed,
            lexical=lexical,
            sense=self._sense(asked),
            named=self._shares(asked.named),
            telling=self._telling,
        )
        ranked = Ranked(scores, asked.terms, asked.named, self._about(asked.named))
        self._add_phrases(ranked, asked.terms, lexical, max(self._fusion.candidates, 2 * k))
        return ranked

    def _add_phrases(self, ranked: Ranked, terms: QueryTerms, lexical: LexicalScores, most: int) -> None:
        scorer = PhraseScorer(terms.pairs, lexical.rarity)
        for row in ranked.best_rows(most):
            chosen = {int(self.index.ordinals[at]): int(at) for at in ranked.best_passages(row, self._fusion.passages)}
            for ordinal, pairs in self._texts.pairs(int(self._layout.numbers[row]), chosen).items():
                ranked.add_phrase(chosen[ordinal], row, scorer.score(pairs))

    def _sense(self, asked: _Asked) -> "Floats":
        """Return how near in meaning each passage is: what was not among the nearest counts as the last that was."""
        import numpy as np

        near = np.zeros(self._layout.size, np.float32)
        if self._embedder is None or not asked.allowed.any():
            return near
        hits = self.index.dense(self._embedder.embed([asked.query], query=True)[0], self._fusion.depth, asked.allowed)
        if len(hits) >= self._fusion.depth:
            near += np.float32(max(0.0, min(hit.score for hit in hits)))
        for hit in hits:
            near[hit.passage] = max(0.0, hit.score)
        return near

    def _about(self, named: Sequence[Named]) -> dict[str, frozenset[int]]:
        """Return the document versions about each thing that is named."""
        if self._surroundings is None or not named:
            return {}
        return dict(self._surroundings.documents_of(one.node for one in named))

    def _shares(self, named: Sequence[Named]) -> "Floats":
        """Return of each document the share of the things named that it is about; a rare thing weighs more."""
        import numpy as np

        layout = self._layout
        shares, total = np.zeros(len(layout.numbers), np.float32), 0.0
        for numbers in self._about(named).values():
            held = np.isin(layout.numbers, np.fromiter(numbers, dtype=np.int64))
            bearers = int(held.sum())
            if bearers:
                rare = float(np.log1p((len(held) - bearers + 0.5) / (bearers + 0.5)))
                shares[held] += np.float32(rare)
                total += rare
        return shares / np.float32(total or 1.0)

    @cached_property
    def _telling(self) -> "Floats":
        """Return how much each passage counts: one of boilerplate says nothing of its document."""
        import numpy as np

        plain = self.index.kinds != KINDS.index("boilerplate")
        return np.where(plain, np.float32(1), np.float32(_BOILERPLATE)).astype(np.float32)

    @cached_property
    def _layout(self) -> Layout:
        return layout_of(self.index.documents, self.index.word_lengths().sum(axis=1))

    @cached_property
    def _lexical(self) -> LexicalScorer:
        return LexicalScorer(self.index, self._layout, dict(self._fusion.curves))
