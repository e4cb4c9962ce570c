"""The vectors of the library's plain questions, kept in a file so that only a changed library is embedded again."""

import hashlib
import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILE = "queries.npy"
_SEED = 32
"""Numbers at the head of the file that hold the digest of embedder and texts."""


class _Embeds(Protocol):
    @property
    def name(self) -> str: ...

    def embed(self, texts: Sequence[str]) -> "NDArray[np.float32]": ...


def kept_vectors(texts: Sequence[str], embedder: _Embeds, folder: Path | None) -> "NDArray[np.float32]":
    """Return a vector for each text, from the file in ``folder`` where it holds just these texts by this embedder.

    A file that is missing, damaged or of other texts is made anew; one that cannot be written is done without.
    """
    mark = _mark(texts, embedder.name)
    if folder is not None and (held := _read(folder / FILE, mark, len(texts))) is not None:
        return held
    made = embedder.embed(texts)
    if folder is not None:
        with suppress(OSError):  # A home that may only be read is embedded for each time it is asked.
            _write(folder / FILE, mark, made)
    return made


def _mark(texts: Sequence[str], embedder: str) -> bytes:
    return hashlib.sha256("\0".join((embedder, *texts)).encode("utf-8", "surrogatepass")).digest()


def _read(path: Path, mark: bytes, count: int) -> "NDArray[np.float32] | None":
    import numpy as np

    try:
        held = np.load(path, allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    if held.dtype != np.float32 or held.ndim != 2 or len(held) != count + 1 or held.shape[1] < _SEED:
        return None
    same = held[0, :_SEED].astype(np.uint8).tobytes() == mark
    return held[1:] if same and bool(np.isfinite(held).all()) else None


def _write(path: Path, mark: bytes, vectors: "NDArray[np.float32]") -> None:
    import numpy as np

    if vectors.shape[1] < _SEED:
        return
    head = np.zeros((1, vectors.shape[1]), np.float32)
    head[0, :_SEED] = np.frombuffer(mark, np.uint8)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".npy")
    try:
        with os.fdopen(handle, "wb") as file:
            np.save(file, np.concatenate([head, vectors.astype(np.float32)]))
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
