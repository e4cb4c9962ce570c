"""Which sentences answer a question, and whether any do."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qa.quoting.asked import Asked
from qa.quoting.data import Learned, Weighing
from qa.quoting.plain import folded, readable
from qa.quoting.types import Quote
from qa.quoting.windows import Window

MOST_QUOTES = 3
MOST_OF_ONE = 2
"""Quotes of one document: a third would tell less than another document does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """Sentences with how far they bear on the question, beside others."""

    window: Window
    score: float


def measured(measures: Mapping[str, float], weighing: Weighing) -> float:
    """Return the sum of measures by their weights."""
    parts = zip(weighing.names, weighing.means, weighing.deviations, weighing.weights, strict=True)
    return weighing.constant + sum(
        weight * (measures[name] - mean) / deviation for name, mean, deviation, weight in parts
    )


def chosen(windows: Iterable[Window], weighing: Weighing) -> tuple[Scored, ...]:
    """Return the best sentences: no two share words, none repeats another, at most two are of one document."""
    scored = sorted(
        (Scored(window=one, score=measured(one.measures, weighing)) for one in windows),
        key=lambda one: (-one.score, one.window.candidate.document, one.window.start, one.window.end),
    )
    kept: list[Scored] = []
    said: list[str] = []
    for one in scored:
        text = folded(readable(_text(one.window)))
        if _is_new(one.window, text, kept, said):
            kept.append(one)
            said.append(text)
        if len(kept) == MOST_QUOTES:
            break
    return tuple(kept)


def _is_new(window: Window, text: str, kept: Sequence[Scored], said: Sequence[str]) -> bool:
    same = [one.window for one in kept if one.window.candidate.document == window.candidate.document]
    if len(same) >= MOST_OF_ONE or any(one.start < window.end and window.start < one.end for one in same):
        return False
    return not any(text in other or other in text for other in said)


def _text(window: Window) -> str:
    return window.candidate.text[window.start : window.end]


def likelihood(window: Window, learned: Learned) -> float:
    """Return how likely it is that sentences answer the question: measured on questions with known answers."""
    return 1.0 / (1.0 + math.exp(-measured(window.measures, learned.bearing)))


def quotes_of(asked: Asked, found: Sequence[Scored], learned: Learned) -> tuple[tuple[Quote, ...], str]:
    """Return the sentences to quote, or none and what is missing: ``names``, ``figure``, ``counted`` or ``bearing``."""
    met = [one for one in found if one.window.measures["met"]]
    if not met:
        return (), "names" if found else "bearing"
    if asked.strict is not None and not any(one.window.measures["figure"] for one in met):
        return (), "figure"
    counted = max(one.window.measures["counted"] for one in met)
    if 0 <= counted < learned.counted:
        return (), "counted"
    quotes = [_quote(one, learned) for one in met]
    if max(quote.likelihood for quote in quotes) < learned.threshold:
        return (), "bearing"
    return tuple(quotes), ""


def _quote(one: Scored, learned: Learned) -> Quote:
    window = one.window
    return Quote(
        candidate=window.candidate, start=window.start, end=window.end, score=one.score,
        likelihood=likelihood(window, learned),
    )  # fmt: skip
