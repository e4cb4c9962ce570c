"""Passages a second of each way to run the default embedding model, on the same texts, and how near they come.

    python bench/embedding.py FOLDER [--texts 1000] [--tokens 200] [--json]

FOLDER holds texts (*.txt, *.md); passages of about so many tokens are cut from them, the same in every run. Each way
runs in a process of its own, one after the other; against them stands ``SentenceTransformer.encode`` as anyone would
call it. Cosines are to its vectors. A cold process embeds one question; of a warm one the median of many is given.
Seconds of the processor stand beside those of the clock: on a machine with other work the clock tells little.
"""

import argparse
import json
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from importlib import metadata
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

REPOSITORY = Path(__file__).resolve().parent.parent
WAYS = ("reference", "onnxruntime", "openvino fp32", "openvino bf16")
QUESTION = "Which laws restrict the export of chips?"
WORDS_A_TOKEN = 0.72
"""Words of law for each token."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--texts", type=int, default=1000)
    parser.add_argument("--tokens", type=int, default=200)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--to", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.way:
        print(json.dumps(measure(given.way, passages(given.folder, given.texts, given.tokens), given.to)))
        return
    found = compare(given.folder, given.texts, given.tokens)
    print(json.dumps(found) if given.json else "\n".join(f"{name:30} {value}" for name, value in found.items()))


def passages(folder: Path, many: int, tokens: int) -> list[str]:
    """Return passages of about so many tokens, cut at words."""
    rng = random.Random(5)
    files = sorted(path for path in folder.rglob("*") if path.suffix in {".txt", ".md"})
    if not files:
        sys.exit(f"{folder}: no .txt or .md file is there")
    made = []
    while len(made) < many:
        words = rng.choice(files).read_text("utf-8", errors="replace").split()
        length = int(tokens * WORDS_A_TOKEN * rng.uniform(0.6, 1.4))
        at = rng.randrange(max(1, len(words) - length))
        made.append(" ".join(words[at : at + length]))
    return made


def measure(way: str, texts: list[str], to: Path) -> dict[str, float]:
    """Embed the texts one way, write the vectors to ``to``, and return the seconds."""
    encode = _encoder(way, to.parent)
    encode([QUESTION])
    begun, used = time.perf_counter(), time.process_time()
    vectors = encode(texts)
    seconds = {"clock": time.perf_counter() - begun, "processor": time.process_time() - used}
    np.save(to, vectors, allow_pickle=False)
    return seconds


def _encoder(way: str, folder: Path):  # noqa: ANN202 - a callable of texts, of several libraries
    from graph.views.index.embedder import open_embedder
    from graph.views.index.embedder_batches import run_all, tokenizer_of
    from graph.views.index.embedder_onnx import graph_bytes, onnx_way
    from graph.views.index.embedder_openvino import openvino_way
    from graph.views.index.embedder_weights import MAX_TOKENS, checked_folder

    model = checked_folder()
    if way == "reference":
        from sentence_transformers import SentenceTransformer

        loaded = SentenceTransformer(str(model), device="cpu")
        return lambda texts: loaded.encode(texts, normalize_embeddings=True, show_progress_bar=False)
    open_embedder(folder)  # checked before anything is measured
    graph = graph_bytes(folder / "bench", model)
    if way == "onnxruntime":
        made = onnx_way(graph, model)
    else:
        made = openvino_way(graph, model, precision="bf16" if way.endswith("bf16") else "f32")
    return lambda texts: run_all(texts, tokenizer_of(model, MAX_TOKENS), made)


def compare(folder: Path, many: int, tokens: int) -> dict[str, object]:
    """Return the figures by name."""
    found: dict[str, object] = {"machine": _machine(), "texts": many, **_lengths(passages(folder, many, tokens))}
    reference: NDArray[np.float32] | None = None
    with tempfile.TemporaryDirectory(prefix="sextant-bench-") as temporary:
        for way in WAYS:
            to = Path(temporary) / f"{way}.npy"
            again = [str(folder), "--texts", str(many), "--tokens", str(tokens), "--way", way, "--to", str(to)]
            run = _python([str(Path(__file__)), *again])
            if run.returncode:
                found[way] = f"does not run here: {run.stderr.strip().splitlines()[-1]}"
                continue
            seconds, vectors = json.loads(run.stdout.splitlines()[-1]), np.load(to, allow_pickle=False)
            reference = vectors if reference is None else reference
            cosine = (vectors * reference).sum(axis=1)
            cores = os.cpu_count() or 1
            found[way] = {
                "passages a second": round(many / seconds["clock"], 1),
                "by processor seconds": round(many * cores / seconds["processor"], 1),
                "mean cosine": round(float(cosine.mean()), 6),
                "worst cosine": round(float(cosine.min()), 6),
            }
        found |= _questions(Path(temporary))
    return found


def _questions(home: Path) -> dict[str, object]:
    """Return what one question takes, in a cold process and in a warm one."""
    script = (
        "import sys, time\nfrom pathlib import Path\nfrom graph.views.index.embedder import open_embedder\n"
        f"model = open_embedder(Path({str(home)!r}))\nmodel.embed([{QUESTION!r}])\nused = time.process_time()\n"
        "laps = []\nfor _ in range(50):\n    begun = time.perf_counter()\n"
        f"    model.embed([{QUESTION!r}])\n    laps.append(time.perf_counter() - begun)\n"
        "print(used, sorted(laps)[25])\n"
    )
    cold, used, warm = [], [], []
    for _ in range(5):
        begun = time.perf_counter()
        _python(["-c", script.partition("laps")[0]])
        cold.append(time.perf_counter() - begun)
        processor, lap = _python(["-c", script]).stdout.split()
        used.append(float(processor))
        warm.append(float(lap))
    return {
        "question, cold process s": round(min(cold), 3),
        "  of it processor s": round(min(used), 3),
        "question, warm ms": round(min(warm) * 1000, 2),
    }


def _python(arguments: list[str]) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "HF_HUB_OFFLINE": "1"}
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, env=environment)


def _lengths(texts: list[str]) -> dict[str, object]:
    from graph.views.index.embedder_batches import tokenizer_of
    from graph.views.index.embedder_weights import MAX_TOKENS, checked_folder

    found = [len(one.ids) for one in tokenizer_of(checked_folder(), MAX_TOKENS).encode_batch(texts)]
    return {"tokens a passage": f"{sum(found) / len(found):.0f} ({min(found)} to {max(found)})"}


def _machine() -> str:
    parts = ("sentence-transformers", "torch", "onnxruntime", "openvino")
    versions = []
    for part in parts:
        try:
            versions.append(f"{part} {metadata.version(part)}")
        except metadata.PackageNotFoundError:
            versions.append(f"no {part}")
    return f"{platform.machine()} {platform.system()}, {os.cpu_count()} cores, {', '.join(versions)}"


if __name__ == "__main__":
    main()
