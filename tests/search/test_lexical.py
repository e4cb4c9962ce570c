"""The levels on which words are met, against BM25 computed one passage at a time."""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from graph.explore.search.layout import layout_of
from graph.explore.search.lexical import Curve, LexicalScorer, LexicalScores

CURVES = {"passage": Curve(k1=1.2, b=0.75), "window": Curve(k1=1.2, b=0.5), "document": Curve(k1=2.0, b=1.0)}
Corpus = list[list[list[str]]]
"""Documents of passages of words."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Where words stand in a corpus, all in the field of stems but those that begin with a capital: as written."""

    passages: Sequence[Sequence[str]]

    def word_counts(self, term: str, field: int = 0) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        word = {0: term, 3: term.upper()}.get(field, "")
        counts = np.array([passage.count(word) for passage in self.passages], dtype=np.float32)
        where = np.flatnonzero(counts)
        return where, counts[where]


def scored(corpus: Corpus, terms: dict[str, float]) -> LexicalScores:
    passages = [passage for document in corpus for passage in document]
    numbers = np.array([at for at, document in enumerate(corpus) for _ in document], dtype=np.int64)
    lengths = np.array([len(passage) for passage in passages], dtype=np.float32)
    return LexicalScorer(Counted(passages), layout_of(numbers, lengths), CURVES).scores(terms)


def plainly(units: list[list[str]], terms: dict[str, float], curve: Curve, rare_in: list[list[str]]) -> list[float]:
    """Return the share of some words that each unit meets; ``rare_in``: where it is counted how rare they are."""
    mean = sum(map(len, units)) / len(units)
    written = {term: term[1:].upper() if term.startswith("=") else term for term in terms}
    bearers = {term: sum(word in unit for unit in rare_in) for term, word in written.items()}
    rare = {
        t: counted * math.log(1 + (len(rare_in) - bearers[t] + 0.5) / (bearers[t] + 0.5))
        for t, counted in terms.items()
        if bearers[t]
    }
    found = []
    for unit in units:
        counts = Counter(unit)
        limit = curve.k1 * (1 - curve.b + curve.b * len(unit) / (mean or 1))
        got = sum(rare[t] * counts[written[t]] / (counts[written[t]] + limit) for t in rare if counts[written[t]])
        found.append(got / (sum(rare.values()) or 1.0))
    return found


words = st.sampled_from(["chip", "export", "model", "CHIP", "MODEL", "rule", "x"])
corpora = st.lists(st.lists(st.lists(words, min_size=1, max_size=7), min_size=1, max_size=4), min_size=1, max_size=5)
queries = st.dictionaries(
    st.sampled_from(["chip", "export", "=chip", "=model", "unheard"]), st.sampled_from([0.5, 1.0])
)


@settings(max_examples=150)
@given(corpora, queries)
def test_each_level_is_bm25_of_its_units(corpus: Corpus, terms: dict[str, float]) -> None:
    found = scored(corpus, terms)
    passages = [passage for document in corpus for passage in document]
    pairs = [
        [*passage, *(document[at + 1] if at + 1 < len(document) else [])]
        for document in corpus
        for at, passage in enumerate(document)
    ]
    whole = [[word for passage in document for word in passage] for document in corpus]
    begun = plainly(pairs, terms, CURVES["window"], passages)
    first = [at == 0 for document in corpus for at in range(len(document))]
    either = [max(score, 0 if first[at] else begun[at - 1]) for at, score in enumerate(begun)]
    close: Callable[[object], object] = lambda values: pytest.approx(values, abs=1e-4)  # noqa: E731
    assert list(found.passage) == close(plainly(passages, terms, CURVES["passage"], passages))
    assert list(found.window) == close(either)
    assert list(found.document) == close(plainly(whole, terms, CURVES["document"], whole))


def test_words_that_are_nowhere_do_not_count() -> None:
    corpus = [[["chip", "export"], ["rule"]], [["model"]]]
    plain, more = scored(corpus, {"chip": 1.0}), scored(corpus, {"chip": 1.0, "unheard": 1.0})
    assert list(plain.passage) == list(more.passage)
    assert set(more.rarity) == {"chip"}


def test_two_halves_that_stand_side_by_side_are_a_window() -> None:
    corpus = [[["chip"], ["export"]], [["chip"]], [["export"]]]
    found = scored(corpus, {"chip": 1.0, "export": 1.0})
    assert found.window[0] == found.window[1] > max(found.window[2], found.window[3])
    assert found.document[0] > max(found.document[1:])


def test_an_index_of_nothing_finds_nothing() -> None:
    empty = LexicalScorer(Counted([]), layout_of(np.zeros(0, np.int64), np.zeros(0, np.float32)), CURVES)
    found = empty.scores({"chip": 1.0})
    assert len(found.passage) == len(found.window) == len(found.document) == 0
