"""A model by sentence-transformers: any by name; the default where there is a graphics processor or no fast way.

Weights are loaded as data: of a model on the Hub only files that hold data are fetched, and one without such weights is
refused; code that comes with a model is never run.
"""

import ctypes
import hashlib
import platform
import sys
from collections.abc import Sequence
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import EmbeddingError
from graph.views.index.embedder_batches import storable
from graph.views.index.embedder_types import Advance

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

    from graph.views.index.embedder_types import Vectors

_DATA = ("*.json", "*.txt", "*.safetensors", "*.model")
_OTHER_RUNTIMES = ("onnx/*", "openvino/*")
_CODED = (".bin", ".pt", ".pth", ".ckpt", ".pkl")
_SLICE = 512
"""Texts between two words of progress."""


def runtime() -> str:
    """Return name and version of the library."""
    return f"sentence-transformers {metadata.version('sentence-transformers')}"


class TorchEmbedder:
    """A model that sentence-transformers runs; it is loaded when the first text comes."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self._folder = folder

    @property
    def dimensions(self) -> int:
        """Return how many numbers a vector has. Raises EmbeddingError where the model cannot be loaded."""
        return int(_loaded(self._folder).get_embedding_dimension() or 0)

    def embed(self, texts: Sequence[str], progress: Advance | None = None, *, query: bool = False) -> "Vectors":
        """Return a vector of norm 1 for each text, in their order. Raises EmbeddingError."""
        import numpy as np

        model = _loaded(self._folder)
        encode = model.encode_query if query else model.encode_document
        order = sorted(range(len(texts)), key=lambda place: -len(texts[place]))
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        for at in range(0, len(order), _SLICE):
            places = order[at : at + _SLICE]
            some = [storable(texts[place]) for place in places]
            vectors[places] = encode(some, normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True)
            if progress is not None:
                progress(len(places))
        return vectors


def named_embedder(model: str) -> TorchEmbedder:
    """Return the model of a name on the Hub, or in a folder.

    Raises EmbeddingError where it cannot be had, or where its weights are not plain data.
    """
    folder = Path(model).expanduser()
    if folder.is_dir():
        return TorchEmbedder(f"{folder.name}@{_digest(folder)[:12]}", _only_data(folder, model))
    folder = _fetched(model)
    return TorchEmbedder(f"{model}@{folder.name[:12]}", _only_data(folder, model))


@cache
def _loaded(folder: Path) -> "SentenceTransformer":
    try:
        from sentence_transformers import SentenceTransformer

        return SentenceTransformer(
            str(folder), trust_remote_code=False, local_files_only=True, model_kwargs={"use_safetensors": True}
        )
    except Exception as error:  # what a library of models may raise has no end
        raise EmbeddingError(f"{folder}: the embedding model cannot be loaded ({_line(error)})") from error


def _fetched(model: str) -> Path:
    """Return the folder of a model of the Hub in the user's own cache, fetched where it is not there."""
    try:
        from huggingface_hub import snapshot_download

        return Path(snapshot_download(model, allow_patterns=list(_DATA), ignore_patterns=list(_OTHER_RUNTIMES)))
    except Exception as error:  # no name, no network, told to stay off it, no rights: all end here
        raise EmbeddingError(
            f"{model}: this embedding model is not on this machine and cannot be fetched ({_line(error)}); name one "
            "that is there, a folder with one, or leave the name out for the default, which is installed"
        ) from error


def _only_data(folder: Path, model: str) -> Path:
    """Return the folder if weights are there, and all of them as plain data. Raises EmbeddingError otherwise."""
    plain = {path.parent for path in folder.rglob("*.safetensors")}
    coded = sorted(p for p in folder.rglob("*") if p.suffix in _CODED and p.parent not in plain)
    if not plain or coded:
        found = f"{coded[0].name} is of a format that can run code" if coded else "it has no .safetensors file"
        raise EmbeddingError(f"{model}: the weights of this embedding model are not plain data ({found}); name another")
    return folder


def _digest(folder: Path) -> str:
    """Return a digest of the weights in a folder."""
    told = hashlib.sha256()
    for path in sorted(folder.rglob("*.safetensors")):
        with path.open("rb") as file:
            told.update(hashlib.file_digest(file, "sha256").digest())
    return told.hexdigest()


def _line(error: Exception) -> str:
    first = str(error).strip().partition("\n")[0]
    return f"{type(error).__name__}: {first[:200]}" if first else type(error).__name__


@cache
def has_gpu() -> bool:
    """Return whether this machine has a graphics processor that torch may use, without loading torch."""
    if sys.platform == "darwin":
        return platform.machine() == "arm64"
    try:
        driver = ctypes.CDLL("nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1")
        count = ctypes.c_int(0)
        started = driver.cuInit(0) == 0 and driver.cuDeviceGetCount(ctypes.byref(count)) == 0
    except (OSError, AttributeError):
        return False
    return started and count.value > 0 and not metadata.version("torch").endswith("+cpu")


def uses_gpu(folder: Path) -> bool:
    """Return whether torch runs the model in ``folder`` on a graphics processor; loads it."""
    return str(_loaded(folder).device) != "cpu"
