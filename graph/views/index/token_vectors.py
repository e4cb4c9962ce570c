"""What the default embedding model makes of each token of a text, and not of the text as a whole.

A sentence read with its heading and neighbours keeps what they say of it, and one pass of a passage gives the vectors
of all its sentences. The weights are those of the embedder; nothing of torch is loaded.
"""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from graph.views.index.embedder_batches import cores
from graph.views.index.embedder_graph import build_graph, outside
from graph.views.index.embedder_weights import checked_folder, mapped_weights, shape_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from onnx import ModelProto
    from onnxruntime import InferenceSession  # type: ignore[import-untyped]

    Floats = NDArray[np.float32]
    Integers = NDArray[np.int64]

MOST_TOKENS = 384
"""Tokens of a text that are read, the two around it included: a passage with its title and heading has fewer."""
BATCH = 512
"""Tokens that are read at once, on one core: batches side by side need no agreement between cores."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenVectors:
    """The tokens of a text."""

    starts: "Integers"
    """Where each begins, in characters; the two signs around the text have an empty span."""
    ends: "Integers"
    vectors: "Floats"
    """(tokens, dimensions), as the model gives them: their mean, brought to norm 1, is the vector of the text."""


class TokenReader(Protocol):
    """What reads texts token by token."""

    def read(self, texts: Sequence[str]) -> Sequence[TokenVectors]:
        """Return the tokens of each text, in order. Raises EmbeddingError where the model cannot be had."""
        ...


def open_token_reader(folder: Path | None = None) -> TokenReader:
    """Return a reader by the default model, from its package or from ``folder``.

    Raises EmbeddingError where its weights are missing or not the published ones; their digest is compared first.
    """
    return _OnnxReader(checked_folder(folder))


class _OnnxReader:
    def __init__(self, folder: Path) -> None:
        from tokenizers import Tokenizer

        self._tokenizer: Tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MOST_TOKENS)
        self._weights = mapped_weights(folder)  # mapped from the file: they must outlive the session
        self._session = _session(folder, self._weights)

    def read(self, texts: Sequence[str]) -> Sequence[TokenVectors]:
        """Return the tokens of each text; texts of a length are read together."""
        import numpy as np

        cut = self._tokenizer.encode_batch(list(texts))
        found: dict[int, TokenVectors] = {}
        batches = list(_batches([len(one.ids) for one in cut]))
        for places, made in zip(batches, self._run([[cut[at].ids for at in some] for some in batches]), strict=True):
            for row, place in enumerate(places):
                spans = np.array(cut[place].offsets, dtype=np.int64).reshape(-1, 2)
                found[place] = TokenVectors(starts=spans[:, 0], ends=spans[:, 1], vectors=made[row, : len(spans)])
        return [found[place] for place in range(len(texts))]

    def _run(self, batches: "Sequence[Sequence[Sequence[int]]]") -> "list[Floats]":
        """Return what the model makes of batches, which run side by side, each on one core."""

        def run(batch: "Sequence[Sequence[int]]") -> "Floats":
            ids, mask = _padded(batch)
            made: Floats = self._session.run(["tokens"], {"ids": ids, "mask": mask})[0]
            return made

        if len(batches) < 2:
            return [run(batch) for batch in batches]
        with ThreadPoolExecutor(cores()) as pool:
            return list(pool.map(run, batches))


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield the places of texts, the longest first, those of a length together."""
    order = sorted(range(len(lengths)), key=lambda place: -lengths[place])
    at = 0
    while at < len(order):
        some = order[at : at + max(1, BATCH // max(1, lengths[order[at]]))]
        at += len(some)
        yield some


def _padded(tokens: Sequence[Sequence[int]]) -> "tuple[Integers, Integers]":
    import numpy as np

    ids = np.zeros((len(tokens), max(map(len, tokens))), np.int64)
    mask = np.zeros_like(ids)
    for row, one in enumerate(tokens):
        ids[row, : len(one)] = one
        mask[row, : len(one)] = 1
    return ids, mask


def _session(folder: Path, weights: "Mapping[str, Floats]") -> "InferenceSession":
    import onnxruntime

    model = with_tokens(build_graph(shape_of(folder)))
    names = outside(model)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # batches run side by side
    options.log_severity_level = 3
    values = [onnxruntime.OrtValue.ortvalue_from_numpy(weights[name]) for name in names]
    options.add_external_initializers(list(names), values)
    return onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])


def with_tokens(model: "ModelProto") -> "ModelProto":
    """Return the graph of the embedder with ``tokens`` (texts, tokens, width) as its output, before they are pooled.

    The pooling is found by its shape: from ``vector`` back over the division, the sum and the mask.
    """
    from onnx import TensorProto, helper

    made_by = {name: node for node in model.graph.node for name in node.output}
    name = "vector"
    for kind in ("Identity", "Div", "ReduceSum", "Mul"):
        node = made_by[name]
        assert node.op_type == kind, f"the embedder's graph ends otherwise than expected: {node.op_type} for {kind}"
        name = node.input[0]
    model.graph.node.append(helper.make_node("Identity", [name], ["tokens"]))
    model.graph.output.append(helper.make_tensor_value_info("tokens", TensorProto.FLOAT, ["texts", "tokens", None]))
    return model
