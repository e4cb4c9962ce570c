"""Passages a second of each way to run the default embedding model, on the same texts, and how near they come.

    python -m bench.embedding FOLDER [--texts 1000] [--tokens 200] [--json]

FOLDER holds texts (*.txt, *.md); passages of about so many tokens are cut from them, the same in every run. Each way
runs in a process of its own, one after the other; ``sextant`` is the way that the product takes by itself. Against them
stands ``SentenceTransformer.encode`` as anyone would call it; cosines are to its vectors. A cold process embeds one
question; of a warm one the median of many is given. Seconds of the processor stand beside those of the clock: on a
machine with other work the clock tells little.
"""

import argparse
import json
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bench.inputs import Inputs
from bench.machine import cores, machine, products_per_second, shown, versions
from bench.processes import python
from bench.rows import BenchError, Figure, percentile

if TYPE_CHECKING:
    from graph.views.index.embedder_weights import Shape

Vectors = NDArray[np.float32]
Encode = Callable[[Sequence[str]], Vectors]
REFERENCE = "reference"
WAYS = (REFERENCE, "sextant", "onnxruntime", "openvino fp32", "openvino bf16")
QUESTION = "Which laws restrict the export of chips?"
TOKENS, LAPS = 200, 20
WORDS_A_TOKEN = 0.72
"""Words of law for each token."""
COLD = {
    "ours": "from pathlib import Path\nfrom graph.views.index.embedder import open_embedder\n"
    "open_embedder(Path({home!r})).embed([{question!r}])",
    "plain": "from sentence_transformers import SentenceTransformer\n"
    "SentenceTransformer({model!r}, device='cpu').encode([{question!r}])",
}
"""Programs that embed one question and end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What embedding the texts one way took, in seconds, and one question."""

    told: str
    """What ran it."""
    clock: float
    processor: float
    question: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A way beside the reference."""

    measured: Measured
    passages: int
    mean: float
    worst: float

    @property
    def per_second(self) -> float:
        """Passages a second by the clock."""
        return self.passages / self.measured.clock

    @property
    def by_processor(self) -> float:
        """Passages a second, had this process all cores for itself."""
        return self.passages * cores() / self.measured.processor


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--texts", type=int, default=1000)
    parser.add_argument("--tokens", type=int, default=TOKENS)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--to", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.way:
        print(json.dumps(asdict(measure(given.way, passages(given.folder, given.texts, given.tokens), given.to))))
        return
    found: dict[str, object] = {"machine": shown(machine()), **versions(), "texts": given.texts}
    with tempfile.TemporaryDirectory(prefix="sextant-bench-") as home:
        found |= compare(given.folder, given.texts, given.tokens, Path(home))
        found |= {f"question, cold process, {which}, s": seconds for which, seconds in cold(Path(home), 5).items()}
    told = {name: asdict(one) if isinstance(one, Compared) else one for name, one in found.items()}
    print(json.dumps(told) if given.json else "\n".join(f"{name:30} {value}" for name, value in told.items()))


def passages(folder: Path, many: int, tokens: int) -> list[str]:
    """Return passages of about so many tokens, cut at words. Raises BenchError where there is no text."""
    rng = random.Random(5)
    files = sorted(path for path in folder.rglob("*") if path.suffix in {".txt", ".md"})
    if not files:
        raise BenchError(f"{folder}: no .txt or .md file is there")
    made: list[str] = []
    while len(made) < many:
        words = rng.choice(files).read_text("utf-8", errors="replace").split()
        length = int(tokens * WORDS_A_TOKEN * rng.uniform(0.6, 1.4))
        at = rng.randrange(max(1, len(words) - length))
        made.append(" ".join(words[at : at + length]))
    return made


def measure(way: str, texts: list[str], to: Path) -> Measured:
    """Embed the texts one way, write the vectors to ``to``, and return the seconds."""
    encode = _encoder(way, to.parent)
    encode([QUESTION])
    told = _runtime(to.parent, len(texts)) if way == "sextant" else way  # what the product takes is loaded by that
    begun, used = time.perf_counter(), time.process_time()
    vectors = encode(texts)
    clock, processor = time.perf_counter() - begun, time.process_time() - used
    np.save(to, vectors, allow_pickle=False)
    laps = []
    for _ in range(LAPS):
        begun = time.perf_counter()
        encode([QUESTION])
        laps.append(time.perf_counter() - begun)
    return Measured(told=told, clock=clock, processor=processor, question=percentile(laps, 0.5))


def _runtime(home: Path, many: int) -> str:
    """Return what the product runs so many texts by, in a home."""
    from graph.views.index.embedder import MANY, embedder_state

    state = embedder_state(home)
    return (state.bulk if many >= MANY else "") or state.way


def _encoder(way: str, home: Path) -> Encode:
    from graph.views.index.embedder import open_embedder
    from graph.views.index.embedder_batches import run_all, tokenizer_of
    from graph.views.index.embedder_onnx import graph_bytes, onnx_way
    from graph.views.index.embedder_openvino import openvino_installed, openvino_way
    from graph.views.index.embedder_weights import MAX_TOKENS, checked_folder

    model = checked_folder()
    if way == REFERENCE:
        from sentence_transformers import SentenceTransformer

        loaded = SentenceTransformer(str(model), device="cpu")
        return lambda texts: loaded.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
    if way == "sextant":
        return open_embedder(home).embed
    if way.startswith("openvino") and not openvino_installed():
        raise SystemExit("openvino is not installed")
    graph = graph_bytes(home / "bench", model)
    if way == "onnxruntime":
        made = onnx_way(graph, model)
    else:
        made = openvino_way(graph, model, precision="bf16" if way.endswith("bf16") else "f32")
    return lambda texts: run_all(texts, tokenizer_of(model, MAX_TOKENS), made)


def compare(folder: Path, many: int, tokens: int, home: Path) -> dict[str, Compared | str]:
    """Return each way beside the reference; of one that does not run here, why."""
    found: dict[str, Compared | str] = {}
    reference: Vectors | None = None
    python("-c", COLD["ours"].format(home=str(home), question=QUESTION))  # checked before anything is measured
    for way in WAYS:
        to = home / f"{way}.npy"
        again = [str(folder), "--texts", str(many), "--tokens", str(tokens), "--way", way, "--to", str(to)]
        try:
            run = python("-m", "bench.embedding", *again)
        except BenchError as error:
            found[way] = f"does not run here: {str(error).rpartition(': ')[2]}"
            continue
        measured, vectors = Measured(**json.loads(run.out.splitlines()[-1])), np.load(to, allow_pickle=False)
        reference = vectors if reference is None else reference
        cosine = (vectors * reference).sum(axis=1)
        mean, worst = float(cosine.mean()), float(cosine.min())
        found[way] = Compared(measured=measured, passages=many, mean=mean, worst=worst)
    return found


def cold(home: Path, times: int) -> dict[str, float]:
    """Return the seconds of a process that embeds one question, the best of some: ours, and the plain library's."""
    from graph.views.index.embedder_weights import model_folder

    told = {"home": str(home), "question": QUESTION, "model": str(model_folder())}
    programs = {which: text.format(**told) for which, text in COLD.items()}
    runs = {"ours": times, "plain": min(times, 2)}  # the plain one takes seconds
    return {which: min(python("-c", one).seconds for _ in range(runs[which])) for which, one in programs.items()}


def figures(given: Inputs) -> Iterator[Figure]:
    """Yield the figures of the table."""
    home, many = given.made_home, given.sizes.texts
    found = compare(given.texts, many, TOKENS, home)
    plain = found[REFERENCE]
    if isinstance(plain, str):
        raise BenchError(f"sentence-transformers {plain}")
    for way, one in found.items():
        if isinstance(one, str):
            given.told[way] = one
        elif way != REFERENCE:
            yield from _figures_of(way, one, plain)
    ours = found["onnxruntime"]
    if isinstance(ours, Compared):
        at_most = many * cores() * products_per_second() / _operations(passages(given.texts, many, TOKENS))
        yield Figure(
            name="embedding: share of the processor", at="onnxruntime", value=ours.by_processor, unit="passages/s",
            baseline=at_most,
        )  # fmt: skip
        yield Figure(
            name="question embedded, warm process", value=1000 * ours.measured.question, unit="ms",
            baseline=1000 * plain.measured.question,
        )  # fmt: skip
    seconds = cold(home, given.sizes.repeats)
    yield Figure(name="question embedded, cold process", value=seconds["ours"], unit="s", baseline=seconds["plain"])


def _figures_of(way: str, one: Compared, plain: Compared) -> Iterator[Figure]:
    unit, at = "passages/s", way if one.measured.told == way else f"{way}: {one.measured.told}"
    yield Figure(name="embedding", at=at, value=one.per_second, unit=unit, baseline=plain.per_second)
    spent = "embedding: by processor seconds"
    yield Figure(name=spent, at=at, value=one.by_processor, unit=unit, baseline=plain.by_processor)
    kind = "16 bits" if one.measured.told.endswith("bf16") else "32 bits"
    yield Figure(name=f"embedding: mean cosine, {kind}", at=at, value=one.mean, unit="cosine")
    yield Figure(name=f"embedding: worst cosine, {kind}", at=at, value=one.worst, unit="cosine")


def _operations(texts: Sequence[str]) -> float:
    """Return the floating point operations in the products that the model makes of texts."""
    from graph.views.index.embedder_batches import tokenizer_of
    from graph.views.index.embedder_weights import MAX_TOKENS, checked_folder, shape_of

    folder = checked_folder()
    shape: Shape = shape_of(folder)
    total = 0.0
    for one in tokenizer_of(folder, MAX_TOKENS).encode_batch(texts):
        tokens = len(one.ids)
        each = 4 * shape.width**2 + 2 * shape.width * shape.inner + 2 * tokens * shape.width
        total += 2.0 * shape.layers * tokens * each
    return total


def lengths(texts: Sequence[str]) -> Mapping[str, str]:
    """Return how many tokens the texts have, in words."""
    from graph.views.index.embedder_batches import tokenizer_of
    from graph.views.index.embedder_weights import MAX_TOKENS, checked_folder

    found = [len(one.ids) for one in tokenizer_of(checked_folder(), MAX_TOKENS).encode_batch(list(texts))]
    return {"tokens a passage": f"{sum(found) / len(found):.0f} ({min(found)} to {max(found)})"}


if __name__ == "__main__":
    main()
