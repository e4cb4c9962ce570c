"""What an embedding model is to its callers, and what is said of the one in use."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]
    Tokens = NDArray[np.int64]

Advance = Callable[[int], None]
"""Is told how many more texts are done."""
Run = Callable[["Tokens", "Tokens"], "Vectors"]
"""Ids and mask of a batch, (texts, tokens) each, in; vectors of norm 1, (texts, dimensions), out. Safe in threads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way of running a model on batches of tokens."""

    told: str
    """The library, its version and its precision."""
    run: Run
    budget: int
    """Tokens in a batch."""
    beside: int
    """Batches that run side by side."""
    dimensions: int


class Embedder(Protocol):
    """A model that turns texts into vectors."""

    @property
    def name(self) -> str:
        """Return the model and the digest of its weights; vectors of different names do not compare."""
        ...

    @property
    def dimensions(self) -> int:
        """Return how many numbers a vector has."""
        ...

    def embed(self, texts: Sequence[str], progress: Advance | None = None, *, query: bool = False) -> "Vectors":
        """Return a vector of norm 1 for each text, in their order, of the first tokens that the model reads.

        ``query``: the texts are asked and not searched, which some models tell apart.
        Raises EmbeddingError where the model cannot be loaded.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedderState:
    """The embedding model in use, and by what it runs."""

    model: str
    """Name and digest; the name alone where the model cannot be had."""
    well: bool
    """Whether it runs by the fastest way that there is for it."""
    way: str
    """What runs it: a library, its version and its precision; empty where nothing does."""
    bulk: str
    """What runs it for many texts at once, where that is something else; else empty."""
    worst: float | None
    """The least cosine between its vectors and the reference's, where they were compared."""
    reason: str
    """Why it does not run by the fastest way, or not at all; empty where it does."""

    @property
    def told(self) -> str:
        """Return the state as one line."""
        many = f", for many texts {self.bulk}" if self.bulk else ""
        checked = f"; least cosine to the reference {self.worst:.6f}" if self.worst is not None else ""
        runs = f"{self.model}, {self.way}{many}{checked}" if self.way else self.model
        return f"{runs}; {self.reason}" if self.reason else runs
