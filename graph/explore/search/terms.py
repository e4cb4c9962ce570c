"""What is looked for of a query: its words without those that tell nothing, and which of them stand side by side."""

import functools
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources

import yaml

from graph.views.index.words import exact_of, raw_words, terms_of

EXACT = "="
"""What a word begins with that is looked for as it is written; others are stems, numbers, names and their parts."""
_HALF = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryTerms:
    """The words of a query."""

    terms: Mapping[str, float]
    """What each counts: a word half by its stem and half as it is written, numbers and names as much as a word."""
    pairs: tuple[tuple[str, str], ...]
    """Those that stand side by side, words that tell nothing left out."""
    said: Mapping[str, str]
    """How the query writes each of them."""


@functools.cache
def stop_words() -> frozenset[str]:
    """Return the words that tell nothing."""
    told = yaml.safe_load(resources.files("graph.explore.search").joinpath("words.yaml").read_text("utf-8"))
    return frozenset(str(word) for word in told["stop"])


def query_terms(query: str) -> QueryTerms:
    """Return the words of a query; one of nothing but words that tell nothing keeps them all."""
    raws = _telling(query) or raw_words(query)
    said, terms = dict[str, str](), dict[str, float]()
    for raw in raws:
        exact = exact_of(raw)
        stems = {terms_of(word)[0] for word in exact}
        for term in (*terms_of(raw), *(EXACT + word for word in exact)):
            said.setdefault(term, raw)
            terms.setdefault(term, _HALF if term in stems or term.startswith(EXACT) else 1.0)
    return QueryTerms(terms=terms, pairs=tuple(dict.fromkeys(_pairs(_sequence(raws)))), said=said)


def pairs_of(text: str) -> frozenset[tuple[str, str]]:
    """Return which words stand side by side in a text, words that tell nothing left out."""
    return frozenset(_pairs(_sequence(_telling(text))))


def _telling(text: str) -> list[str]:
    stop = stop_words()
    return [raw for raw in raw_words(text) if raw not in stop and not (raw.endswith("'s") and raw[:-2] in stop)]


def _sequence(raws: list[str]) -> list[str]:
    """Return the words in order, each in one form: its stem, or the whole of a name; pairs of unspaced scripts."""
    found: list[str] = []
    for raw in raws:
        terms = terms_of(raw)
        found += terms if _is_unspaced(raw, terms) else terms[:1]
    return found


def _is_unspaced(raw: str, terms: tuple[str, ...]) -> bool:
    return len(terms) > 1 and len(terms) == len(raw) - 1 and terms[0] == raw[:2] and not raw.isascii()


def _pairs(sequence: list[str]) -> Iterator[tuple[str, str]]:
    return itertools.pairwise(sequence)
