"""The default model as an ONNX graph, built from its sizes alone; its weights stay outside and are given at loading.

It is the encoder of BERT, then the mean of the tokens that the mask keeps, then norm 1: what the reference does.
Only operators of the standard are in it, so that any runtime can take it.
"""

from typing import TYPE_CHECKING

from graph.views.index.embedder_weights import Shape

if TYPE_CHECKING:
    from onnx import ModelProto, NodeProto, TensorProto

OPSET = 20
"""The first with both layer normalisation and the exact GELU."""
IR = 9
_MASKED = 1e9
"""What is taken from the score of a token that the mask leaves out."""


def build_graph(shape: Shape) -> "ModelProto":
    """Return the graph: ``ids`` and ``mask`` (texts, tokens) in, ``vector`` (texts, width) of norm 1 out."""
    from onnx import TensorProto, helper

    made = _Graph(shape)
    vector = made.pooled(made.encoded())
    made.nodes.append(helper.make_node("Identity", [vector], ["vector"]))
    given = [helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "tokens"]) for name in ("ids", "mask")]
    out = helper.make_tensor_value_info("vector", TensorProto.FLOAT, ["texts", shape.width])
    graph = helper.make_graph(made.nodes, "encoder", given, [out], list(made.held.values()))
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR)


def outside(model: "ModelProto") -> tuple[str, ...]:
    """Return the names of the weights that are given at loading."""
    return tuple(held.name for held in model.graph.initializer if held.external_data)


class _Graph:
    """The graph while it is built. Inside, all tokens of a batch stand below each other, (texts * tokens, width)."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.nodes: list[NodeProto] = []
        self.held: dict[str, TensorProto] = {}
        size = shape.width // shape.heads
        both = self.op("Shape", "ids")
        self.flat = self.whole("flat", -1, shape.width)
        self.by_text = self.op("Concat", both, self.whole("width", shape.width), axis=0)
        self.by_head = self.op("Concat", both, self.whole("heads", shape.heads, size), axis=0)
        self.scale = self.number("scale", size**-0.5)
        self.kept = self.op("Cast", "mask", to=1)
        lacks = self.op("Sub", self.op("Unsqueeze", self.kept, self.whole("across", 1, 2)), self.number("one", 1.0))
        self.masked = self.op("Mul", lacks, self.number("masked", _MASKED))

    def op(self, kind: str, *given: str, **attributes: int | float | list[int]) -> str:
        """Add a node and return the name of what it makes."""
        from onnx import helper

        name = f"made{len(self.nodes)}"
        node = helper.make_node(kind, given, [name])
        node.attribute.extend(helper.make_attribute(key, value) for key, value in sorted(attributes.items()))
        self.nodes.append(node)
        return name

    def whole(self, name: str, *values: int) -> str:
        """Hold whole numbers as a constant."""
        from onnx import helper

        self.held[name] = helper.make_tensor(name, 7, [len(values)], values)
        return name

    def number(self, name: str, value: float) -> str:
        """Hold one number as a constant."""
        from onnx import helper

        self.held[name] = helper.make_tensor(name, 1, [], [value])
        return name

    def weight(self, name: str, *sizes: int) -> str:
        """Name a weight that is given at loading."""
        from onnx import TensorProto

        held = TensorProto(name=name, data_type=TensorProto.FLOAT, dims=sizes)
        held.data_location = TensorProto.EXTERNAL
        held.external_data.add(key="location", value="model.safetensors")
        self.held[name] = held
        return name

    def encoded(self) -> str:
        """Return the tokens after all layers."""
        tokens = self.embedded()
        for layer in range(self.shape.layers):
            tokens = self.layer(tokens, f"encoder.layer.{layer}.")
        return tokens

    def embedded(self) -> str:
        """Return word, place and type of each token, added."""
        at, shape, width = "embeddings.", self.shape, self.shape.width
        words = self.op("Gather", self.weight(f"{at}word_embeddings.weight", shape.words, width), "ids")
        count, zero = self.op("Shape", "ids", start=1, end=2), self.whole("zero", 0)
        places = self.op(
            "Slice", self.weight(f"{at}position_embeddings.weight", shape.places, width), zero, count, zero
        )
        kind = self.op("Gather", self.weight(f"{at}token_type_embeddings.weight", shape.kinds, width), zero)
        added = self.op("Add", words, self.op("Add", places, kind))
        return self.normed(self.op("Reshape", added, self.flat), at)

    def layer(self, tokens: str, at: str) -> str:
        """Return the tokens after one layer."""
        width, inner = self.shape.width, self.shape.inner
        seen = self.attended(tokens, f"{at}attention.self.")
        out = self.linear(seen, f"{at}attention.output.dense", width, width)
        tokens = self.normed(self.op("Add", out, tokens), f"{at}attention.output.")
        wide = self.op("Gelu", self.linear(tokens, f"{at}intermediate.dense", inner, width))
        out = self.linear(wide, f"{at}output.dense", width, inner)
        return self.normed(self.op("Add", out, tokens), f"{at}output.")

    def attended(self, tokens: str, at: str) -> str:
        """Return what each token takes from the others of its text."""
        width = self.shape.width
        query, key, value = (self.linear(tokens, f"{at}{part}", width, width) for part in ("query", "key", "value"))
        query = self.heads(self.op("Mul", query, self.scale), 0, 2, 1, 3)
        scores = self.op("Add", self.op("MatMul", query, self.heads(key, 0, 2, 3, 1)), self.masked)
        taken = self.op("MatMul", self.op("Softmax", scores, axis=-1), self.heads(value, 0, 2, 1, 3))
        return self.op("Reshape", self.op("Transpose", taken, perm=[0, 2, 1, 3]), self.flat)

    def heads(self, tokens: str, *order: int) -> str:
        """Return the tokens of each text by head."""
        return self.op("Transpose", self.op("Reshape", tokens, self.by_head), perm=list(order))

    def linear(self, tokens: str, at: str, out: int, width: int) -> str:
        """Return the tokens times a matrix, plus a row; the matrix lies as it does in the file."""
        return self.op(
            "Gemm", tokens, self.weight(f"{at}.weight", out, width), self.weight(f"{at}.bias", out), transB=1
        )

    def normed(self, tokens: str, at: str) -> str:
        """Return the tokens after layer normalisation."""
        width = self.shape.width
        scale, bias = (self.weight(f"{at}LayerNorm.{part}", width) for part in ("weight", "bias"))
        return self.op("LayerNormalization", tokens, scale, bias, axis=-1, epsilon=self.shape.epsilon)

    def pooled(self, tokens: str) -> str:
        """Return the mean of the tokens of each text, of norm 1; the division that makes the mean falls out."""
        first, last = self.whole("first", 1), self.whole("last", 2)
        kept = self.op("Mul", self.op("Reshape", tokens, self.by_text), self.op("Unsqueeze", self.kept, last))
        total = self.op("ReduceSum", kept, first, keepdims=0)
        squares = self.op("ReduceSum", self.op("Mul", total, total), first, keepdims=1)
        return self.op("Div", total, self.op("Sqrt", squares))
