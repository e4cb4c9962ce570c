"""Comparing a fast way of running the default model with the reference, before its first use in a home.

The texts and the vectors that the reference library made of them ship (``data``), so that nothing has to load it; what
was found is written beside the graph, and holds for these weights, this graph and this version of the runtime.
"""

import hashlib
import json
import platform
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from graph.views.index.embedder_batches import run_all
from graph.views.index.embedder_onnx import write_whole
from graph.views.index.embedder_types import Way
from graph.views.index.embedder_weights import PUBLISHED

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from graph.views.index.embedder_types import Vectors


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How near the vectors of a way of running the model come to the reference's."""

    way: str
    """The runtime, its version and its precision."""
    weights: str
    """SHA-256 of the weights."""
    graph: str
    """SHA-256 of the graph."""
    machine: str
    """The kind of processor."""
    texts: int
    mean: float
    """Mean cosine."""
    worst: float
    """Least cosine."""
    well: bool
    reason: str
    """Why it is not used; empty where it is."""


def check_texts() -> list[str]:
    """Return the texts that are compared: of all lengths, in several scripts, with what trips tokenizers."""
    lines = files("graph.views.index").joinpath("data", "check_texts.jsonl").read_text("utf-8").splitlines()
    return [str(json.loads(line)) for line in lines]


def check_vectors() -> "Vectors":
    """Return the vectors that the reference made of them."""
    import numpy as np

    with files("graph.views.index").joinpath("data", "check_vectors.npy").open("rb") as file:
        vectors: Vectors = np.load(file, allow_pickle=False).astype(np.float32)
    return vectors


def cosines(made: "Vectors", reference: "Vectors") -> "Vectors":
    """Return the cosine of each vector with the one in its place; 0 for one that is no vector."""
    import numpy as np

    sizes = np.linalg.norm(made, axis=1) * np.linalg.norm(reference, axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Vectors = np.nan_to_num((made * reference).sum(axis=1) / sizes, nan=0.0, posinf=0.0, neginf=0.0)
    return found


def verdict(path: Path, graph: bytes, way: Way, tokenizer: "Tokenizer", *, mean: float, worst: float) -> Verdict:
    """Return the verdict in the file at ``path``, or find and write one.

    ``mean`` and ``worst``: the cosines that it takes.
    """
    known = _read(path)
    asked = {
        "way": way.told,
        "weights": PUBLISHED,
        "graph": hashlib.sha256(graph).hexdigest(),
        "machine": platform.machine(),
    }
    if known is not None and asked.items() <= asdict(known).items():
        return known
    texts = check_texts()
    made = run_all(texts, tokenizer, way)
    found = cosines(made, check_vectors())
    got_mean, got_worst = float(found.mean()), float(found.min())
    well = got_mean >= mean and got_worst >= worst
    reason = "" if well else f"its vectors differ from the reference's (cosine {got_mean:.5f}, least {got_worst:.5f})"
    new = Verdict(**asked, texts=len(texts), mean=got_mean, worst=got_worst, well=well, reason=reason)
    write_whole(path, json.dumps(asdict(new), indent=1).encode())
    return new


def _read(path: Path) -> Verdict | None:
    try:
        return Verdict(**json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None
