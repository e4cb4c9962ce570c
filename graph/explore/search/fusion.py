"""How kinds of evidence are fused: a weighted sum of shares, each from 0 to 1; the weights stand in ``fusion.yaml``."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

import yaml

from graph.explore.search.lexical import Curve

EVIDENCE = ("passage", "window", "document", "phrase", "sense", "named")
"""Words in a passage, in two that stand side by side, in the document; pairs of words; meaning; things named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fusion:
    """How a search ranks."""

    weights: Mapping[str, float]
    """By evidence."""
    of_question: Mapping[str, float]
    """The same, where the query is a question."""
    curves: Mapping[str, Curve]
    depth: int
    """Passages that the vectors are asked for."""
    candidates: int
    """Documents whose texts are read for phrases, at least."""
    passages: int
    """Passages of each of them."""


@functools.cache
def shipped_fusion() -> Fusion:
    """Return what ships: fitted as ``fusion.yaml`` says."""
    told = yaml.safe_load(resources.files("graph.explore.search").joinpath("fusion.yaml").read_text("utf-8"))
    weights = {name: float(told["weights"][name]) for name in EVIDENCE}
    return Fusion(
        weights=weights,
        of_question=weights | {name: float(weight) for name, weight in told["question"].items()},
        curves={level: Curve(k1=float(c["k1"]), b=float(c["b"])) for level, c in told["curves"].items()},
        depth=int(told["depth"]),
        candidates=int(told["candidates"]),
        passages=int(told["passages"]),
    )
