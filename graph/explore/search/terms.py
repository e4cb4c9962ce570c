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


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryTerms:
    """The words of a query."""

    terms: Mapping[str, float]
    """What each counts: a word by its stem and as it is written, 1 together; numbers and names 1."""
    pairs: tuple[tuple[str, str], ...]
    """Those that stand side by side, words that tell nothing left out."""
    said: Mapping[str, str]
    """How the query writes each of them."""
    question: bool
    """Whether the query asks, and does not just name what is looked for."""


@functools.cache
def _words(name: str) -> tuple[str, ...]:
    told = yaml.safe_load(resources.files("graph.explore.search").joinpath("words.yaml").read_text("utf-8"))
    return tuple(str(word) for word in told[name])


@functools.cache
def _counts() -> Mapping[str, float]:
    told = yaml.safe_load(resources.files("graph.explore.search").joinpath("words.yaml").read_text("utf-8"))
    return {str(name): float(count) for name, count in told["counts"].items()}


@functools.cache
def stop_words() -> frozenset[str]:
    """Return the words that tell nothing."""
    return frozenset(_words("stop"))


def is_question(query: str) -> bool:
    """Say whether a query asks: by the mark at its end, or by the word at its beginning."""
    text = query.strip().rstrip("。.!\"'”’) ")
    if text.endswith(_words("asked")):
        return True
    first = next(iter(raw_words(text)), "")
    return any(first == word or (not word.isascii() and first.startswith(word)) for word in _words("asks"))


def query_terms(query: str) -> QueryTerms:
    """Return the words of a query; one of nothing but words that tell nothing keeps them all."""
    raws = _telling(query) or raw_words(query)
    said, terms = dict[str, str](), dict[str, float]()
    for raw in raws:
        exact = exact_of(raw)
        stems = {terms_of(word)[0] for word in exact}
        for term in (*terms_of(raw), *(EXACT + word for word in exact)):
            said.setdefault(term, raw)
            terms.setdefault(term, _counted(raw, term, stems))
    pairs = tuple(dict.fromkeys(_pairs(_sequence(raws))))
    return QueryTerms(terms=terms, pairs=pairs, said=said, question=is_question(query))


def _counted(raw: str, term: str, stems: set[str]) -> float:
    """Return what a word of a run counts."""
    counts = _counts()
    if term.startswith(EXACT):
        return counts["exact"]
    if term in stems:
        return counts["stem"]
    # Of words joined by a dash each counts already; a name with digits is more than its parts.
    return counts["joined"] if stems and not any(sign.isdigit() for sign in raw) else 1.0


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
