"""How fast the index of passages is, at 10,000 and 100,000 passages: building, opening, adding, words, vectors.

The texts and vectors are synthetic, and said to be: words by Zipf's law, vectors in clusters. Run by
``python -m bench.index [COUNT ...] [--json FILE]``.
"""

import argparse
import json
import platform
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib import metadata
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from bench.inputs import Inputs
from bench.machine import bytes_per_second
from bench.rows import Figure
from graph.record.reader import RecordReader
from graph.record.store import Record
from graph.record.types import Document, Passage, Reading
from graph.views.index.catchup import catch_up
from graph.views.index.dense import open_dense, write_dense
from graph.views.index.embedding import embed_missing
from graph.views.index.index import PassageIndex, open_index
from graph.views.index.task import IndexTask

Floats = NDArray[np.float32]
WIDTH, WORDS, PASSAGE, DOCUMENT = 384, 60_000, 130, 10
"""Numbers of a vector, words there are, words of a passage, passages of a document."""
REPEATS = 50
NUMBER = 2
"""Bytes of a number of a vector that is searched."""
TABLE = {
    "add a document s": ("index: add a document", "s"),
    "forget a document s": ("index: forget a document", "s"),
    "open ms": ("index: open", "ms"),
    "words, 10 of a query, ms": ("index: query by words", "ms"),
    "vector ms": ("index: query by vector, passages", "ms"),
    "flat recall between clusters": ("index: recall at 10, flat", "share"),
    "ivf build s": ("index: build of vectors, ivf", "s"),
    "ivf recall between clusters": ("index: recall at 10, ivf", "share"),
}
"""What of the figures stands in the table as it is: its name there, and the unit."""


class Given:
    """An embedder whose vectors are drawn in clusters, and the cache that keeps them."""

    name, dimensions, pending = "synthetic clusters", WIDTH, False

    def __init__(self) -> None:
        self._numbers = np.random.default_rng(5)
        self._centres = self._numbers.standard_normal((600, WIDTH)).astype(np.float32) / 20
        self._basis = self._numbers.standard_normal((64, WIDTH)).astype(np.float32) / 220
        self._held: dict[bytes, Floats] = {}

    def embed(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None, *, query: bool = False
    ) -> Floats:
        """Return vectors for texts."""
        near = self._numbers.standard_normal((len(texts), 64)).astype(np.float32) @ self._basis
        found = self._centres[self._numbers.integers(0, len(self._centres), len(texts))] + near
        unit: Floats = (found / np.linalg.norm(found, axis=1, keepdims=True)).astype(np.float32)
        return unit

    def get(self, hashes: Sequence[bytes]) -> Mapping[bytes, Floats]:
        """Return the vectors that are kept."""
        return {one: self._held[one] for one in hashes if one in self._held}

    def hashes(self) -> set[bytes]:
        """Return the hashes of all."""
        return set(self._held)

    def put(self, hashes: Sequence[bytes], vectors: Floats) -> None:
        """Keep vectors."""
        self._held |= dict(zip(hashes, vectors, strict=True))

    def forget(self, hashes: Iterable[bytes]) -> None:
        """Remove vectors."""
        for one in hashes:
            self._held.pop(one, None)


def readings(first: int, many: int) -> list[Reading]:
    """Return documents of synthetic words, whose frequencies follow Zipf's law."""
    numbers = np.random.default_rng(first)
    share = 1 / np.arange(2, WORDS + 2)
    drawn = numbers.choice(WORDS, (many, DOCUMENT, PASSAGE), p=share / share.sum())
    found = []
    for at, document in enumerate(drawn, first):
        text, passages = "", []
        for words in document:
            line = " ".join(f"w{word:x}" for word in words)
            passages.append(Passage(start=len(text), end=len(text) + len(line)))
            text += line + "\n"
        one = Document(
            address=f"synthetic:{at}", source="synthetic", kind="news", title=f"Document {at}", text=text,
            retrieved="2026-01-01T00:00:00.000000Z",
        )  # fmt: skip
        found.append(Reading(document=one, passages=tuple(passages)))
    return found


def milliseconds(work: Callable[[int], object], repeats: int = REPEATS) -> float:
    """Return the median time of a piece of work."""
    taken = []
    for at in range(repeats):
        started = time.perf_counter()
        work(at)
        taken.append(time.perf_counter() - started)
    return round(1000 * float(np.median(taken)), 3)


def seconds(work: Callable[[], object]) -> float:
    """Return the time of a piece of work that is done once."""
    started = time.perf_counter()
    work()
    return round(time.perf_counter() - started, 2)


def measured(count: int, folder: Path) -> dict[str, float | str]:
    """Return the figures of an index of so many passages."""
    given, path = Given(), folder / "record.db"
    with Record(path) as record:
        for first in range(0, count // DOCUMENT, 500):
            record.write(readings(first, min(500, count // DOCUMENT - first)))
    found: dict[str, float | str] = {"passages": count}
    with RecordReader(path) as reader:
        task = IndexTask(folder=folder / "index", reader=reader, cache=given)
        found["build words s"] = seconds(lambda: catch_up(task))
        found["build vectors s"] = seconds(lambda: embed_missing(task, given, given))
        found["open ms"] = milliseconds(lambda _: open_index(task))
        index = open_index(task)
        found |= searched(index, given)
        found["MB of files"] = round(sum(one.stat().st_size for one in task.folder.iterdir()) / 1e6, 1)
        with Record(path) as record:
            record.write(readings(count // DOCUMENT, 1))
        task = replace(task, model=given.name)
        found["add a document s"] = seconds(lambda: embed_missing(task, given, given))
        with Record(path) as record:
            record.forget(["synthetic:7"])
        found["forget a document s"] = seconds(lambda: catch_up(task))
    return found | kinds(given, count, folder)


def figures(given: Inputs) -> Iterator[Figure]:
    """Yield the figures of the table, for each size."""
    for count in given.sizes.counts:
        with tempfile.TemporaryDirectory(dir=given.scratch) as folder:
            yield from _figures_of(count, measured(count, Path(folder)))


def _figures_of(count: int, found: Mapping[str, float | str]) -> Iterator[Figure]:
    at = f"{count:,} synthetic"
    for kind in ("words", "vectors"):
        seconds = max(float(found[f"build {kind} s"]), 0.01)
        yield Figure(name=f"index: build of {kind}", at=at, value=count / seconds, unit="passages/s")
    for name, (told, unit) in TABLE.items():
        yield Figure(name=told, at=at, value=float(found[name]), unit=unit)
    read = 1000 * count * WIDTH * NUMBER / bytes_per_second()
    yield Figure(name="index: query by vector, flat", at=at, value=float(found["flat ms"]), unit="ms", baseline=read)
    flat = float(found["flat ms"])
    yield Figure(name="index: query by vector, ivf", at=at, value=float(found["ivf ms"]), unit="ms", baseline=flat)


def searched(index: PassageIndex, given: Given) -> dict[str, float | str]:
    """Return the times of queries: of ten common and rare words, and by a vector."""
    numbers = np.random.default_rng(9)
    queries = [" ".join(f"w{int(w):x}" for w in numbers.zipf(1.3, 10) % WORDS) for _ in range(REPEATS)]
    asked = given.embed(queries)
    first = seconds(lambda: index.dense(asked[0], 10))
    return {
        "words, 10 of a query, ms": milliseconds(lambda at: index.words(queries[at], 10)),
        "first search by vector s": first,
        "vector ms": milliseconds(lambda at: index.dense(asked[at], 10)),
    }


def kinds(given: Given, count: int, folder: Path) -> dict[str, float | str]:
    """Return time and recall at 10 of both kinds of FAISS index against the exact search in 32 bits."""
    some, asked = given.embed([""] * count), given.embed([""] * 300)
    middle = asked[:150] + asked[150:]
    found: dict[str, float | str] = {}
    for kind, flat_most in (("flat", count), ("ivf", 1)):
        started = time.perf_counter()
        part = write_dense(folder, np.zeros((count, 2), np.uint64), some, flat_most)
        found[f"{kind} build s"] = round(time.perf_counter() - started, 1)
        file = open_dense(folder, part, WIDTH)
        for name, queries in (("", asked), (" between clusters", middle)):
            _, exact = faiss.knn(queries, some, 10, faiss.METRIC_INNER_PRODUCT)
            got = [set(file.search(one, 10, None)[0].tolist()) for one in queries]
            shared = [len({*one} & two) / 10 for one, two in zip(exact.tolist(), got, strict=True)]
            found[f"{kind} recall{name}"] = round(float(np.mean(shared)), 4)
        found[f"{kind} ms"] = milliseconds(lambda at, one=file: one.search(asked[at], 10, None))  # type: ignore[misc]
        found[f"{kind} lists, probes"] = f"{part.lists}, {part.probes}"
    return found


def main() -> None:
    """Print the figures, one column a size."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("counts", nargs="*", type=int, default=[10_000, 100_000])
    options.add_argument("--json", type=Path)
    given = options.parse_args()
    found = []
    for count in given.counts:
        with tempfile.TemporaryDirectory() as folder:
            found.append(measured(count, Path(folder)))
    versions = {name: metadata.version(name) for name in ("faiss-cpu", "numpy")}
    told = {"machine": platform.platform(), "python": platform.python_version(), **versions, "figures": found}
    print(", ".join(f"{name} {value}" for name, value in told.items() if name != "figures"), "(synthetic)")
    for name in found[0]:
        print(f"{name:32}" + "".join(f"{one[name]:>16}" for one in found))
    if given.json:
        given.json.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
