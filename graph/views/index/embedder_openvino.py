"""The default model by OpenVINO with 16-bit products, for many texts on a processor that has them: an extra.

Only what such a processor multiplies is rounded; whether the vectors stay close enough to the reference's is measured
before the first use.
"""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from types import ModuleType
from typing import TYPE_CHECKING

from graph.views.index.embedder_batches import cores
from graph.views.index.embedder_types import Way
from graph.views.index.embedder_weights import mapped_weights, shape_of

if TYPE_CHECKING:
    from graph.views.index.embedder_types import Tokens, Vectors

BUDGET = 4096
"""Tokens in a batch, which all cores work on together (1024 to 4096 measured within 5%)."""


def openvino_installed() -> bool:
    """Return whether the extra is there; nothing of it is loaded."""
    return find_spec("openvino") is not None


def runtime(precision: str) -> str:
    """Return name and version of the runtime, and the precision. Raises ImportError where it is not installed."""
    openvino = _library()
    return f"openvino {openvino.__version__.partition('-')[0]} {precision}"


def has_bf16() -> bool:
    """Return whether the processor multiplies 16-bit numbers itself."""
    return "BF16" in _library().Core().get_property("CPU", "OPTIMIZATION_CAPABILITIES")


def openvino_way(graph: bytes, folder: Path, precision: str = "bf16") -> Way:
    """Return the way of running the model in ``folder``, each batch on all cores.

    ``precision``: bf16 or f32. Raises what the runtime raises.
    """
    core = _library().Core()
    settings = {
        "INFERENCE_PRECISION_HINT": precision,
        "PERFORMANCE_HINT": "LATENCY",
        "INFERENCE_NUM_THREADS": str(cores()),
    }
    compiled = core.compile_model(core.read_model(_whole(graph, folder), b""), "CPU", settings)
    request = compiled.create_infer_request()
    # Requests filled from two threads of Python wait for each other for ever, so one at a time.
    turn = Lock()

    def run(ids: "Tokens", mask: "Tokens") -> "Vectors":
        with turn:
            vectors: Vectors = request.infer({"ids": ids, "mask": mask})[0].copy()
        return vectors

    return Way(told=runtime(precision), run=run, budget=BUDGET, beside=1, dimensions=shape_of(folder).width)


def _library() -> ModuleType:
    """Return the library, by its name: where it is not installed, a check of types would look for it in vain."""
    return import_module("openvino")


def _whole(graph: bytes, folder: Path) -> bytes:
    """Return the graph with its weights inside, the form that this runtime reads."""
    from onnx import TensorProto, load_model_from_string

    model, weights = load_model_from_string(graph), mapped_weights(folder)
    for held in model.graph.initializer:
        if held.external_data:
            held.ClearField("external_data")
            held.data_location = TensorProto.DEFAULT
            held.raw_data = weights[held.name].tobytes()
    made: bytes = model.SerializeToString()
    return made
