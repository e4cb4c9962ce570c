"""How the weights of answers from passages are learned: how far sentences bear, and how likely they answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.quoting.asked import Asked
from qa.quoting.choosing import chosen, lacking
from qa.quoting.data import Weighing
from qa.quoting.windows import Window

Floats = NDArray[np.float64]

WINDOW = (
    "document", "sense", "sentence", "likeness", "likeness_above", "figure", "kind", "missing",
    "counted", "least_word",
)  # fmt: skip
BEARING = ("least_word", "sentence")
COUNTED = 0.5
PENALTY, PENALTY_BEARING = 0.03, 0.01
"""How dear large weights are."""
TAKEN_AWAY = 0.3
"""How much a question counts whose document or passage was taken away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A question with its windows: which answer it, and which are of a right document."""

    id: str
    corpus: str
    asked: Asked
    windows: Sequence[Window]
    measures: Floats
    right: NDArray[np.bool_]
    of_document: NDArray[np.bool_]
    of_passage: NDArray[np.bool_]
    answerable: bool


def learn_window(cases: Sequence[Case]) -> Weighing:
    """Return weights by which the windows that answer rank first: a conditional choice among those of a question."""
    from scipy.optimize import minimize

    everything = np.concatenate([case.measures for case in cases])
    mean, deviation = everything.mean(0), everything.std(0) + 1e-6
    groups = [((case.measures - mean) / deviation, case.right) for case in cases if case.right.any()]

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, slope = 0.0, np.zeros_like(weights)
        for measures, right in groups:
            scores = measures @ weights
            shares = np.exp(scores - scores.max())
            total += float(np.log(shares.sum()) - np.log(shares[right].sum() + 1e-12))
            slope += shares @ measures / shares.sum() - shares[right] @ measures[right] / (shares[right].sum() + 1e-12)
        return total / len(groups) + PENALTY * float(weights @ weights), slope / len(groups) + 2 * PENALTY * weights

    found = minimize(loss, np.zeros(len(WINDOW)), jac=True, method="L-BFGS-B").x
    return _weighing(WINDOW, mean, deviation, found)


def _weighing(
    names: Sequence[str], mean: Floats, deviation: Floats, weights: Floats, constant: float = 0.0
) -> Weighing:
    return Weighing(
        names=tuple(names),
        means=tuple(mean.tolist()),
        deviations=tuple(deviation.tolist()),
        weights=tuple(weights.tolist()),
        constant=constant,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a question got: the measures of its quotes, and whether one answers."""

    case: Case
    kept: Sequence[Window]
    hit: bool
    kind: str
    """real, document or passage: what was taken away."""

    @property
    def admitted(self) -> bool:
        """Whether names and the kind of answer leave anything to quote."""
        return not lacking(self.case.asked, self.kept, COUNTED)


def given(case: Case, weighing: Weighing) -> Iterator[Given]:
    """Yield what a question gets, and what it gets without its document and without its passage."""
    for kind, left in _left(case):
        windows_left = [one for one, keep in zip(case.windows, left, strict=True) if keep]
        kept = [one.window for one in chosen(windows_left, weighing)]
        right = {
            (w.candidate.document, w.start, w.end) for w, good in zip(case.windows, case.right, strict=True) if good
        }
        hit = kind == "real" and any((one.candidate.document, one.start, one.end) in right for one in kept)
        yield Given(case=case, kept=kept, hit=hit, kind=kind)


def _left(case: Case) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    yield "real", np.ones(len(case.windows), dtype=bool)
    for kind, mask in (("document", case.of_document), ("passage", case.of_passage)):
        if case.answerable and mask.any() and (~mask).sum() >= 20:
            yield kind, ~mask


def learn_bearing(rows: Sequence[Given]) -> Weighing:
    """Return the weights of the likelihood that quotes answer, on the scale of the logistic function."""
    from scipy.optimize import minimize

    used = [row for row in rows if row.admitted]
    measures = np.array([bearing_of(row) for row in used])
    mean, deviation = measures.mean(0), measures.std(0) + 1e-6
    scaled = np.c_[(measures - mean) / deviation, np.ones(len(used))]
    hit = np.array([float(row.hit) for row in used])
    weight = np.array([1.0 if row.kind == "real" else TAKEN_AWAY for row in used])

    def loss(weights: Floats) -> tuple[float, Floats]:
        likely = 1 / (1 + np.exp(-(scaled @ weights)))
        each = hit * np.log(likely + 1e-9) + (1 - hit) * np.log(1 - likely + 1e-9)
        dear = np.r_[weights[:-1], 0.0]
        slope = scaled.T @ (weight * (likely - hit)) / weight.sum() + 2 * PENALTY_BEARING * dear
        return float(-(weight * each).sum() / weight.sum() + PENALTY_BEARING * dear @ dear), slope

    found = minimize(loss, np.zeros(len(BEARING) + 1), jac=True).x
    return _weighing(BEARING, mean, deviation, found[:-1], float(found[-1]))


def bearing_of(row: Given) -> list[float]:
    """Return the measures of the quote that bears most, by name."""
    return [row.kept[0].measures[name] for name in BEARING]


def likelihoods(rows: Sequence[Given], bearing: Weighing) -> Floats:
    """Return for each question how likely its quotes answer it; 0 where nothing may be quoted."""
    found = np.zeros(len(rows))
    for number, row in enumerate(rows):
        if row.admitted:
            scaled = (np.array(bearing_of(row)) - bearing.means) / np.array(bearing.deviations)
            found[number] = 1 / (1 + np.exp(-(scaled @ np.array(bearing.weights) + bearing.constant)))
    return found
