"""Measure answers from passages, and learn their weights: python bench/quoting.py HOME QUESTIONS.jsonl [--write].

QUESTIONS: one a line with ``id``, ``corpus``, ``question``, ``document``, ``quote``, ``also``, ``also_quotes``; without
a document it has no answer. HOME holds the documents. The questions are split in halves, alike in corpora, three times;
weights learned on one half are measured on the other. The halves' reliability is printed with the accuracy at each
threshold. Questions whose document, or whose passage, is taken away teach what a question without an answer looks
like. --write keeps the weights learned on all questions in qa/data/quoting_weights.yaml.
"""

import argparse
import difflib
import json
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
from numpy.typing import NDArray

from bench.quoting_learning import (
    COUNTED,
    WINDOW,
    Case,
    Floats,
    Given,
    given,
    learn_bearing,
    learn_window,
    likelihoods,
)
from qa.quoting.answering import windows
from qa.quoting.asked import Asked, read_asked
from qa.quoting.choosing import MOST_QUOTES
from qa.quoting.data import Weighing
from qa.quoting.types import Candidate
from qa.quoting.windows import Window


def words(text: str) -> list[str]:
    """Return the words that count when quotes are compared."""
    text = re.sub(r"https?://[^\s)\]>\"]+", " ", re.sub(r"!?\[([^\]]*)\]\([^)\s]*(?:\s+\"[^\"]*\")?\)", r"\1", text))
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", re.sub(r"</?[A-Za-z][^>]*>", " ", text)).casefold())


def answers(text: str, golds: Sequence[list[str]]) -> bool:
    """Say whether a quote has half of one of the right quotes, or lies within one with six words or more."""
    cut = words(" ".join(text.split()[:120]))
    for gold in golds:
        blocks = difflib.SequenceMatcher(None, gold, cut, autojunk=False).get_matching_blocks()
        common = sum(block.size for block in blocks if block.size >= min(4, len(gold)))
        inside = len(cut) >= 6 and any(gold[at : at + len(cut)] == cut for at in range(len(gold)))
        if gold and (2 * common >= len(gold) or inside):
            return True
    return False


def is_one_of(candidate: Candidate, values: Sequence[str]) -> bool:
    """Say whether a document is one of those named: by file, record or card."""
    path, _, fragment = unquote(candidate.url).partition("#")
    steps = path.rstrip("/").split("/")
    known = {fragment, steps[-1], "/".join(steps[-3:-1]), "/".join(steps[-2:])}
    return any(value in known for value in values)


def read_cases(home: Path, questions: Path) -> Iterator[Case]:
    """Yield the questions with their windows."""
    from graph.explore.names import fresh_names
    from graph.explore.place import Place
    from graph.explore.search.search import Searcher
    from graph.ontology import shipped_ontology
    from graph.record.reader import RecordReader
    from graph.views.index.index import open_index
    from graph.views.index.task import IndexTask
    from qa.quoting.library import PassageLibrary
    from qa.quoting.names import KnownNames

    place, ontology = Place(home=home), shipped_ontology()
    with RecordReader(place.record) as record, fresh_names(place, ontology) as names:
        index = open_index(IndexTask(folder=place.views / "index", reader=record))
        searcher = Searcher(index, record, names=names)
        library = PassageLibrary(record, index, lambda query, k: searcher.passages(query, k).found)
        known = KnownNames(names, ontology, record)
        print(library.searched, flush=True)
        for number, line in enumerate(questions.read_text("utf-8").splitlines()):
            row = json.loads(line)
            asked = read_asked(row["question"], known.said_in(row["question"]), library.rarity)
            yield _case(row, asked, list(windows(asked, library)))
            print(f"\r{number + 1} questions read", end="", file=sys.stderr, flush=True)


def _case(row: dict[str, str], asked: Asked, found: Sequence[Window]) -> Case:
    document = row["document"]
    values = [document, *row["also"]] if document else []
    golds = [words(one) for one in [row["quote"], *row["also_quotes"]]] if document else []
    of_document = np.array([is_one_of(one.candidate, values) for one in found], dtype=bool)
    right = np.array(
        [mine and answers(text_of(one), golds) for one, mine in zip(found, of_document, strict=True)], dtype=bool
    )
    held = {(w.candidate.document, w.candidate.start) for w, good in zip(found, right, strict=True) if good}
    return Case(
        id=row["id"],
        corpus=row["corpus"],
        asked=asked,
        windows=found,
        measures=np.array([[one.measures[name] for name in WINDOW] for one in found]).reshape(len(found), len(WINDOW)),
        right=right,
        of_document=of_document,
        of_passage=np.array([(w.candidate.document, w.candidate.start) in held for w in found], dtype=bool),
        answerable=bool(document),
    )


def text_of(window: Window) -> str:
    """Return the words of a window."""
    return window.candidate.text[window.start : window.end]


def halves(cases: Sequence[Case], seed: int) -> NDArray[np.int64]:
    """Return the half of each question, alike in corpora and in questions without an answer."""
    choice, half = np.random.default_rng(seed), np.zeros(len(cases), dtype=np.int64)
    for group in sorted({(case.corpus, case.answerable) for case in cases}):
        mine = [n for n, case in enumerate(cases) if (case.corpus, case.answerable) == group]
        choice.shuffle(mine)
        half[mine] = (np.arange(len(mine)) + choice.integers(2)) % 2
    return half


def table(rows: Sequence[Given], likely: Floats) -> None:
    """Print accuracy and false answers by threshold, and how often quotes of a likelihood answer."""
    real = np.array([row.kind == "real" for row in rows])
    none = real & np.array([not row.case.answerable for row in rows])
    hit = np.array([row.hit for row in rows])
    print("\nthreshold  accuracy  false answers  answerable refused")
    for threshold in np.arange(0.0, 0.62, 0.04):
        told = likely > threshold if threshold == 0 else likely >= threshold
        accuracy = ((hit & told).sum() + (none & ~told).sum()) / real.sum()
        refused = (real & ~none & ~told).sum() / (real & ~none).sum()
        print(f"{threshold:9.2f}  {accuracy:8.3f}  {told[none].mean():13.2f}  {refused:18.2f}")
    print("\nlikelihood  questions  answered by a quote")
    for low in np.arange(0.0, 1.0, 0.1):
        within = real & (likely >= low) & (likely < low + 0.1)
        if within.any():
            print(f"{low:.1f} to {low + 0.1:.1f}  {within.sum():9}  {hit[within].mean():19.2f}")


def cross(cases: Sequence[Case], seeds: Sequence[int] = (1, 2, 3)) -> None:
    """Print what weights of one half give on the other, over all halves."""
    rows: list[Given] = []
    likely: list[Floats] = []
    for seed in seeds:
        half = halves(cases, seed)
        for learned_on in (0, 1):
            window = learn_window([case for case, mine in zip(cases, half, strict=True) if mine == learned_on])
            every = [list(given(case, window)) for case in cases]
            bearing = learn_bearing([g for gs, mine in zip(every, half, strict=True) if mine == learned_on for g in gs])
            other = [g for gs, mine in zip(every, half, strict=True) if mine != learned_on for g in gs]
            rows += other
            likely.append(likelihoods(other, bearing))
    for corpus in [*sorted({case.corpus for case in cases}), None]:
        mine = [g for g in rows if g.kind == "real" and g.case.answerable and corpus in (None, g.case.corpus)]
        there = np.mean([bool(g.case.right.any()) for g in mine])
        print(f"{corpus or 'all':8} found in passages {there:.2f}, quoted {np.mean([g.hit for g in mine]):.2f}")
    lengths = [len(text_of(one).split()) for g in rows if g.kind == "real" for one in g.kept]
    print(f"{np.mean(lengths):.0f} words a quote, {MOST_QUOTES} at most")
    table(rows, np.concatenate(likely))


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--threshold", type=float, default=0.32)
    asked = parser.parse_args()
    cases = [case for case in read_cases(asked.home, asked.questions) if len(case.windows)]
    cross(cases)
    window = learn_window(cases)
    bearing = learn_bearing([g for case in cases for g in given(case, window)])
    for name, weighing in (("window", window), ("bearing", bearing)):
        print(name, {n: round(w, 2) for n, w in zip(weighing.names, weighing.weights, strict=True)})
    if asked.write:
        write(window, bearing, asked.threshold)


def write(window: Weighing, bearing: Weighing, threshold: float) -> None:
    """Keep the weights."""
    lines = [
        "# How far sentences bear on a question, and when it is answered. Written by bench/quoting.py, not by hand.",
        f"threshold: {threshold}",
        f"counted: {COUNTED}",
    ]
    for name, weighing in (("window", window), ("bearing", bearing)):
        lines += [f"{name}:", f"  constant: {weighing.constant:.4f}", "  measures:"]
        parts = zip(weighing.names, weighing.means, weighing.deviations, weighing.weights, strict=True)
        lines += [f"    {n}: {{mean: {m:.4f}, deviation: {d:.4f}, weight: {w:.4f}}}" for n, m, d, w in parts]
    path = Path(__file__).resolve().parents[1] / "qa" / "data" / "quoting_weights.yaml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"written: {path}")


if __name__ == "__main__":
    main()
