"""The named queries of the library that are nearest to a question, filled with what it names, as runnable commands.

Near is what means the same (told by embeddings of the queries' plain questions), shares words, and takes the things
that the question names: a question that names a person is near to queries with a person among their parameters.
"""

import functools
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from graph.explore.library_file import NamedQuery
from graph.explore.library_terms import terms_of
from graph.ontology import Ontology
from qa.data_files import nearness
from qa.desk import Desk
from qa.found import Named, names_in
from qa.nearest_filling import Filling, command_of, fill
from qa.nearest_vectors import kept_vectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST = 3
_WORD = re.compile(r"[^\W_][\w.+-]*", re.UNICODE)


class Embeds(Protocol):
    """What makes vectors of texts."""

    @property
    def name(self) -> str:
        """What makes the vectors, with its digest: those of one name compare."""

    def embed(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """Return a vector of norm 1 for each text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A named query that may answer what could not be answered."""

    name: str
    title: str
    command: str
    """Runs it, with its parameters filled."""
    given: Mapping[str, str]
    """Parameters that the question gives."""
    examples: Mapping[str, str]
    """Parameters that it does not give, with the example of the query's file."""
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wording:
    """A plain question of a query, and the same with the nouns of their types in place of its examples."""

    query: int
    text: str


class NearestQueries:
    """All named queries, ready to be compared with questions. Without an embedder their words alone are.

    ``folder`` is where the vectors of the plain questions are kept between processes; None: nowhere.
    """

    def __init__(
        self, queries: Sequence[NamedQuery], ontology: Ontology, embedder: Embeds | None, folder: Path | None = None
    ) -> None:
        self._queries, self._ontology, self._embedder, self._folder = tuple(queries), ontology, embedder, folder
        self._words = [_weighed(query) for query in self._queries]
        self._costs = [nearness().weights["ids"] * _has_ids(query) for query in self._queries]
        counts: dict[str, int] = {}
        for held in self._words:
            for word in held:
                counts[word] = counts.get(word, 0) + 1
        self._rarity = {word: math.log(1 + len(self._queries) / count) for word, count in counts.items()}

    def nearest(
        self, question: str, desk: Desk, named: Sequence[Named] | None = None, most: int = MOST
    ) -> tuple[Suggestion, ...]:
        """Return the queries nearest to a question, the nearest first. ``named``: what it names, where that is known.

        Raises EngineError where the graph cannot be read, and what the embedder raises.
        """
        named = names_in(question, desk) if named is None else named
        weights = nearness().weights
        filled = [fill(query, question, named, desk.ontology, desk.today) for query in self._queries]
        meant, shared = self._meant(question, named), self._shared(question)
        scores = [
            meant[at] + weights["overlap"] * shared[at] + weights["fit"] * filled[at].fit - self._costs[at]
            for at in range(len(self._queries))
        ]
        best = sorted(range(len(scores)), key=lambda at: (-scores[at], self._queries[at].name))[:most]
        return tuple(_suggestion(self._queries[at], filled[at], scores[at]) for at in best)

    def _meant(self, question: str, named: Sequence[Named]) -> list[float]:
        """Return how far each query means what the question does, by its likest wording."""
        if self._embedder is None or not self._queries:
            return [0.0] * len(self._queries)
        share = nearness().weights["masked"]
        asked = self._embedder.embed([question, masked(question, named, self._ontology)])
        likeness = (self._vectors @ asked.T).tolist()
        best = [[-1.0, -1.0] for _ in self._queries]
        for wording, (plain, hidden) in zip(self._wordings, likeness, strict=True):
            held = best[wording.query]
            best[wording.query] = [max(held[0], plain), max(held[1], hidden)]
        return [(1 - share) * plain + share * hidden for plain, hidden in best]

    def _shared(self, question: str) -> list[float]:
        """Return the share of a question's words that each query has, the rare ones counting most."""
        words = set(_words_of(question))
        unknown = math.log(1 + len(self._queries))
        total = sum(self._rarity.get(word, unknown) for word in words) or 1.0
        return [sum(self._rarity[w] * held[w] for w in words if w in held) / total for held in self._words]

    @functools.cached_property
    def _wordings(self) -> tuple[_Wording, ...]:
        return tuple(
            _Wording(query=at, text=text)
            for at, query in enumerate(self._queries)
            for text in dict.fromkeys(_wordings_of(query, self._ontology))
        )

    @functools.cached_property
    def _vectors(self) -> "NDArray[np.float32]":
        assert self._embedder is not None
        return kept_vectors([wording.text for wording in self._wordings], self._embedder, self._folder)


def masked(question: str, named: Iterable[Named], ontology: Ontology) -> str:
    """Return a question with the noun of its type in place of each name: what is asked of such things at all."""
    for one in sorted(named, key=lambda one: -one.start):
        question = question[: one.start] + f"the {_noun(one.things[0].label, ontology)}" + question[one.end :]
    return question


def _noun(label: str | None, ontology: Ontology) -> str:
    nouns = ontology.nodes[label].nouns if label is not None and label in ontology.nodes else ()
    return nouns[0] if nouns else (label or "thing").lower()


def _wordings_of(query: NamedQuery, ontology: Ontology) -> Iterator[str]:
    terms = terms_of(query, ontology)
    examples = {p.example: min(terms.takes[p.name], default=None) for p in query.parameters if p.name in terms.takes}
    for text in (*query.questions, query.title):
        yield text
        hidden = text
        for example, label in examples.items():
            hidden = hidden.replace(example, f"the {_noun(label, ontology)}")
        yield hidden


def _weighed(query: NamedQuery) -> dict[str, float]:
    """Return the words of a query with what each is worth: those of its questions more than those of its columns."""
    held = {word: nearness().weights["column"] for name, about in query.returns.items() for word in _words_of(about)}
    return held | dict.fromkeys(_words_of(" ".join((*query.questions, query.title, query.group))), 1.0)


def _words_of(text: str) -> list[str]:
    words = (word for word in _WORD.findall(text.lower()) if word not in nearness().empty)
    return [str(_stemmer().stemWord(word)) for word in words]  # type: ignore[attr-defined]


@functools.cache
def _stemmer() -> object:
    stemmer: object = import_module("Stemmer").Stemmer("english")
    return stemmer


def _has_ids(query: NamedQuery) -> bool:
    return any(column.endswith("_id") for column in query.returns)


def _suggestion(query: NamedQuery, filling: Filling, score: float) -> Suggestion:
    return Suggestion(
        name=query.name,
        title=query.title,
        command=command_of(query, filling),
        given=filling.given,
        examples=filling.examples,
        score=score,
    )
