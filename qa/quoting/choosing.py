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
CONSIDERED = 300
"""The best runs of sentences among which the quotes are."""
SAME = 0.3
"""What a quote loses for each one before it of the same document: of two that bear alike, another source tells more."""
WEAK = 0.5
"""A quote is left out where its likelihood is below this part of the threshold, though another one is above it."""


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
    """Return the best sentences among those that meet all names: no two share words, and none repeats another."""
    met = [one for one in windows if one.measures["met"]]
    left = sorted(
        (Scored(window=one, score=measured(one.measures, weighing)) for one in met),
        key=lambda one: (-one.score, one.window.candidate.document, one.window.start, one.window.end),
    )[:CONSIDERED]
    kept: list[Scored] = []
    said: list[str] = []
    while left and len(kept) < MOST_QUOTES:
        best = max(left, key=lambda one: one.score - SAME * sum(_same(one, other) for other in kept))
        left = [one for one in left if one is not best and not (_same(one, best) and _meets(one.window, best.window))]
        text = folded(readable(_text(best.window)))
        if not any(text in other or other in text for other in said):
            kept.append(best)
            said.append(text)
    return tuple(kept)


def _same(one: Scored, other: Scored) -> bool:
    return one.window.candidate.document == other.window.candidate.document


def _meets(one: Window, other: Window) -> bool:
    return one.start < other.end and other.start < one.end


def _text(window: Window) -> str:
    return window.candidate.text[window.start : window.end]


def likelihood(window: Window, learned: Learned) -> float:
    """Return how likely it is that sentences answer the question: measured on questions with known answers."""
    return 1.0 / (1.0 + math.exp(-measured(window.measures, learned.bearing)))


def quotes_of(asked: Asked, met: Sequence[Scored], learned: Learned) -> tuple[tuple[Quote, ...], str]:
    """Return the sentences to quote, or none and what is missing: ``names``, ``figure``, ``counted`` or ``bearing``."""
    missing = lacking(asked, [one.window for one in met], learned.counted)
    # Beside a quote that gives the figure, one without it answers nothing.
    shown = met if asked.strict is None else [one for one in met if one.window.measures["figure"]]
    quotes = [_quote(one, learned) for one in shown]
    best = max((quote.likelihood for quote in quotes), default=0.0)
    if missing or best < learned.threshold:
        return (), missing or "bearing"
    return tuple(quote for quote in quotes if quote.likelihood >= WEAK * learned.threshold), ""


def lacking(asked: Asked, met: Sequence[Window], counted: float) -> str:
    """Return what the sentences that bear most lack to answer a question; empty for nothing that shows."""
    if not met:
        return "names"
    if asked.strict is not None and not any(one.measures["figure"] for one in met):
        return "figure"
    return "counted" if 0 <= max(one.measures["counted"] for one in met) < counted else ""


def _quote(one: Scored, learned: Learned) -> Quote:
    window = one.window
    return Quote(
        candidate=window.candidate, start=window.start, end=window.end, score=one.score,
        likelihood=likelihood(window, learned),
    )  # fmt: skip
