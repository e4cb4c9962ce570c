"""How well documents are found, and how fast: queries of which the document that answers is known.

    python bench/retrieval.py HOME QUERIES.jsonl          HOME has the documents read and embedded
    python bench/retrieval.py HOME QUERIES.jsonl --fit    fits the weights of fusion.yaml on each half, tries the other

A query is a line of ``id``, ``kind``, ``query``, ``document`` and perhaps ``also``: file names. Halves are by document,
so that no document is fitted and tried. Printed for each half and kind: nDCG@10 of the search, of its words alone and
of its meaning alone; then the milliseconds of a query in a warm process, as the processor counts them.
"""

import json
import random
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graph.explore.search.fusion import EVIDENCE, Fusion, shipped_fusion
from graph.explore.search.search import Searcher
from ui.commands._searching import SearchDesk, open_desk
from ui.settings import GlobalOptions, read_settings

Matrix = NDArray[np.float64]
DEEP = 60
WORDS = ("passage", "window", "document", "phrase", "named")
STEPS, RATE, SHARPNESS = 400, 0.05, 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A query, and where the documents that answer it stand."""

    id: str
    kind: str
    query: str
    wanted: frozenset[str]
    half: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """What was found of a query: the scores of each document by evidence, and whether it answers."""

    scores: Matrix
    answers: NDArray[np.bool_]
    question: bool


def read_queries(file: Path) -> list[Asked]:
    """Return the queries of a file, in two halves by document."""
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    names = sorted({line["document"] for line in lines})
    random.Random(16).shuffle(names)
    first = set(names[: len(names) // 2])
    return [
        Asked(
            id=line["id"], kind=line["kind"], query=line["query"], half=0 if line["document"] in first else 1,
            wanted=frozenset([line["document"], *line.get("also", [])]),
        )
        for line in lines
    ]  # fmt: skip


def weighed(fusion: Fusion, names: Iterable[str]) -> Fusion:
    """Return a fusion that goes by some kinds of evidence alone."""
    kept = set(names)
    weights = {name: weight if name in kept else 0.0 for name, weight in fusion.weights.items()}
    questions = {name: weight if name in kept else 0.0 for name, weight in fusion.of_question.items()}
    return replace(fusion, weights=weights, of_question=questions)


def gain(found: Sequence[str], wanted: frozenset[str]) -> float:
    """Return nDCG at 10 where one document is wanted, or any of several."""
    ranks = [rank for rank, name in enumerate(dict.fromkeys(found), start=1) if name in wanted]
    return 1 / float(np.log2(1 + ranks[0])) if ranks and ranks[0] <= 10 else 0.0


def names_of(desk: SearchDesk) -> Mapping[int, str]:
    """Return the file name of each document version."""
    return {one.number: one.address.rpartition("/")[2] for one in desk.reader.documents()}


def tried(searcher: Searcher, queries: Sequence[Asked], names: Mapping[int, str]) -> tuple[list[float], list[float]]:
    """Return the gain of each query, and its milliseconds of the processor."""
    gains, times = [], []
    for asked in queries:
        started = time.process_time()
        found = searcher.search(asked.query, 10).found
        times.append(1000 * (time.process_time() - started))
        gains.append(gain([names.get(one.document, "") for one in found], asked.wanted))
    return gains, times


def told(queries: Sequence[Asked], gains: Mapping[str, list[float]]) -> None:
    """Print the table."""
    for half in (0, 1):
        for kind in ("all", *sorted({asked.kind for asked in queries})):
            rows = [at for at, q in enumerate(queries) if q.half == half and kind in ("all", q.kind)]
            means = "  ".join(f"{name} {np.mean([one[at] for at in rows]):.4f}" for name, one in gains.items())
            print(f"half {half + 1}  {kind:10} {len(rows):5} queries  nDCG@10  {means}")


def candidates(searcher: Searcher, queries: Sequence[Asked], names: Mapping[int, str]) -> list[Candidates]:
    """Return what was found of each query whose document is among what was found."""
    made = []
    for asked in queries:
        found = searcher.search(asked.query, DEEP).found
        scores = [[{s.evidence: s.score for s in one.shares}.get(name, 0.0) for name in EVIDENCE] for one in found]
        answers = [names.get(one.document, "") in asked.wanted for one in found]
        made.append(
            Candidates(scores=np.array(scores), answers=np.array(answers, dtype=bool), question=asked.kind == "analyst")
        )
    return made


def fitted(made: Sequence[Candidates]) -> Matrix:
    """Return the weights, none below zero, that make the documents that answer likeliest among what was found."""
    weights = np.full(len(EVIDENCE), 0.2)
    kept = [one for one in made if one.answers.any()]
    for _ in range(STEPS):
        slope = np.zeros(len(EVIDENCE))
        for one in kept:
            likely = np.exp(SHARPNESS * (one.scores @ weights - (one.scores @ weights).max()))
            likely /= likely.sum()
            right = likely * one.answers
            slope += SHARPNESS * one.scores.T @ (right / right.sum() - likely)
        weights = np.maximum(0.0, weights + RATE * slope / len(kept))
    found: Matrix = weights / weights.sum()
    return found


def fit(searcher: Searcher, queries: Sequence[Asked], names: Mapping[int, str]) -> None:
    """Print the weights fitted on each half, and what they give on the other."""
    made = candidates(searcher, queries, names)
    for half in (0, 1):
        mine = [one for one, asked in zip(made, queries, strict=True) if asked.half == half]
        others = [(one, asked) for one, asked in zip(made, queries, strict=True) if asked.half != half]
        weights = fitted(mine)
        gains = []
        for one, _ in others:
            order = np.argsort(-(one.scores @ weights), kind="stable")
            ranks = np.flatnonzero(one.answers[order])
            gains.append(1 / np.log2(2 + ranks[0]) if len(ranks) and ranks[0] < 10 else 0.0)
        shown = ", ".join(f"{name}: {weight:.2f}" for name, weight in zip(EVIDENCE, weights, strict=True))
        print(f"fitted on half {half + 1}: {{{shown}}}; nDCG@10 on the other {np.mean(gains):.4f}")


def main(arguments: Sequence[str]) -> None:
    """Print what is asked for."""
    home, file = arguments[0], Path(arguments[1])
    queries = read_queries(file)
    settings = read_settings(GlobalOptions(home=home, json=True), {})
    with open_desk(settings) as desk:
        names, shipped = names_of(desk), shipped_fusion()
        if "--fit" in arguments:
            fit(desk.searcher, queries, names)
            return
        gains: dict[str, list[float]] = {}
        for name, kinds in {"search": EVIDENCE, "words": WORDS, "meaning": ("sense",)}.items():
            gains[name], times = tried(desk.searcher.weighing(weighed(shipped, kinds)), queries, names)
            if name == "search":
                p50, p95 = np.percentile(times, [50, 95])
                print(
                    f"{len(queries)} queries, {len(desk.searcher.index):,} passages: p50 {p50:.0f} ms, p95 {p95:.0f} ms"
                )
        told(queries, gains)


if __name__ == "__main__":
    main(sys.argv[1:])
