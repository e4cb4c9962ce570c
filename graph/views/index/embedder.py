"""Opening an embedding model: the default by its fast way once that is checked, any other by its name.

Where the fast way cannot be had or does not hold, the reference library runs the same weights, and ``embedder_state``
says why.
"""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import EmbeddingError
from graph.views.index import embedder_onnx, embedder_openvino, embedder_torch
from graph.views.index.embedder_batches import run_all, tokenizer_of
from graph.views.index.embedder_check import Verdict, verdict
from graph.views.index.embedder_torch import TorchEmbedder, has_gpu, named_embedder
from graph.views.index.embedder_types import Advance, Embedder, EmbedderState, Way
from graph.views.index.embedder_weights import (
    DEFAULT_MODEL,
    DEFAULT_NAMES,
    MAX_TOKENS,
    PUBLISHED,
    checked_folder,
)

if TYPE_CHECKING:
    from graph.views.index.embedder_types import Vectors

__all__ = ["Embedder", "EmbedderState", "embedder_state", "open_embedder"]

DEFAULT_NAME = f"{DEFAULT_MODEL}@{PUBLISHED[:12]}"
FOLDER = Path("views", "embedder")
"""Where a home keeps the graph and what was found of it; disposable, like all views."""
MEAN, WORST = 0.9999, 0.9999
"""Cosines to the reference that full precision takes."""
BF16_MEAN, BF16_WORST = 0.999, 0.995
MANY = 512
"""Texts from which on loading another runtime is made good by its speed."""
VERY_MANY = 4096
"""Texts from which on that holds for torch on a graphics processor."""


class FastEmbedder:
    """The default model by ONNX Runtime; for many texts, by what is faster on this machine and holds."""

    name = DEFAULT_NAME

    def __init__(self, home: Path, folder: Path, graph: bytes, way: Way) -> None:
        self._home, self._folder, self._graph, self._way = home, folder, graph, way
        self.dimensions = way.dimensions
        self._tokenizer = tokenizer_of(folder, MAX_TOKENS)

    def embed(self, texts: Sequence[str], progress: Advance | None = None, *, query: bool = False) -> "Vectors":
        """Return a vector of norm 1 for each text, in their order; questions and passages are alike to this model."""
        if len(texts) >= VERY_MANY and (graphics := self.graphics) is not None:
            return graphics.embed(texts, progress)
        way = (self.bulk if len(texts) >= MANY else None) or self._way
        return run_all(texts, self._tokenizer, way, progress)

    @cached_property
    def graphics(self) -> TorchEmbedder | None:
        """Return the same model on a graphics processor, where there is one."""
        if has_gpu() and embedder_torch.uses_gpu(self._folder):
            return TorchEmbedder(self.name, self._folder)
        return None

    @cached_property
    def bulk(self) -> Way | None:
        """Return what runs many texts faster, where that is installed, fits the processor and holds."""
        if not embedder_openvino.openvino_installed():
            return None
        try:
            if not embedder_openvino.has_bf16():
                return None
            way = embedder_openvino.openvino_way(self._graph, self._folder)
            path = self._home / "check-openvino.json"
            found = verdict(path, self._graph, way, self._tokenizer, mean=BF16_MEAN, worst=BF16_WORST)
        except Exception:  # noqa: BLE001 - an extra that does not run is as if it were not installed
            return None
        return way if found.well else None


def open_embedder(home_folder: Path, model: str | None = None) -> Embedder:
    """Return the embedding model of a name, the default one where none is given.

    ``home_folder``: the home, which keeps what was made for the default one. Raises EmbeddingError where the model
    cannot be had, or its weights are not the published ones.
    """
    return _opened(home_folder, model)[0]


def embedder_state(home_folder: Path, model: str | None = None) -> EmbedderState:
    """Return what runs the model and why; opens it, and compares it with the reference where that was not done yet."""
    try:
        embedder, found, reason = _opened(home_folder, model)
    except EmbeddingError as error:
        return EmbedderState(
            model=model or DEFAULT_MODEL, well=False, way="", bulk="", worst=None, reason=str(error)
        )  # fmt: skip
    way = found.way if isinstance(embedder, FastEmbedder) and found else embedder_torch.runtime()
    bulk = _bulk_way(embedder) if isinstance(embedder, FastEmbedder) else ""
    worst = found.worst if found else None
    return EmbedderState(model=embedder.name, well=not reason, way=way, bulk=bulk, worst=worst, reason=reason)


def _bulk_way(embedder: FastEmbedder) -> str:
    if embedder.graphics is not None:
        return f"{embedder_torch.runtime()} on a graphics processor"
    return embedder.bulk.told if embedder.bulk else ""


def _opened(home_folder: Path, model: str | None) -> tuple[Embedder, Verdict | None, str]:
    """Return the model, what was found of its fast way, and why it does not go that way."""
    if model is not None and model not in DEFAULT_NAMES:
        return named_embedder(model), None, ""
    home, folder = home_folder / FOLDER, checked_folder()
    try:
        fast, found = _fast(home, folder)
    except Exception as error:  # noqa: BLE001 - whatever a runtime has to say, the reference runs without it
        reason = (
            f"slower than it could be: the fast way does not run ({str(error).strip().partition(chr(10))[0][:200]})"
        )
        return TorchEmbedder(DEFAULT_NAME, folder), None, reason
    if not found.well:
        return (
            TorchEmbedder(DEFAULT_NAME, folder),
            found,
            f"slower than it could be: {found.way} is not used, {found.reason}",
        )
    return fast, found, ""


def _fast(home: Path, folder: Path) -> tuple[FastEmbedder, Verdict]:
    """Return the model by its fast way, and the verdict on it; a graph that does not load is made anew once."""
    graph = embedder_onnx.graph_bytes(home, folder)
    try:
        way = embedder_onnx.onnx_way(graph, folder)
    except Exception:  # noqa: BLE001 - the runtime's own errors share no base
        (home / embedder_onnx.GRAPH).unlink(missing_ok=True)
        graph = embedder_onnx.graph_bytes(home, folder)
        way = embedder_onnx.onnx_way(graph, folder)
    tokenizer = tokenizer_of(folder, MAX_TOKENS)
    found = verdict(home / "check.json", graph, way, tokenizer, mean=MEAN, worst=WORST)
    return FastEmbedder(home, folder, graph, way), found
