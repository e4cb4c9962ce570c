"""An index to be brought up to date with a record, and what its vectors come from."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from graph.record.reader import RecordReader
from graph.views.filling import Progress

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]


class VectorStore(Protocol):
    """Vectors of one model by the hashes of their texts, 16 bytes each; they outlive the index."""

    pending: bool
    """Whether something of what was forgotten last may still be on the disk, since another process is reading."""

    def get(self, hashes: Sequence[bytes]) -> "Mapping[bytes, Floats]":
        """Return the vectors of those of the texts that have one."""

    def hashes(self) -> set[bytes]:
        """Return the hashes of all texts that have a vector."""

    def put(self, hashes: Sequence[bytes], vectors: "Floats") -> None:
        """Keep vectors."""

    def forget(self, hashes: Iterable[bytes]) -> None:
        """Remove the vectors of texts for good, those of all models."""


class Embedder(Protocol):
    """What turns texts into vectors."""

    @property
    def name(self) -> str:
        """The model, with its digest: vectors of one name can be compared."""

    @property
    def dimensions(self) -> int:
        """How long a vector is."""

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> "Floats":
        """Return a vector of norm 1 for each text."""


def silent(_what: str, _done: int, _of: int) -> None:
    """Progress that tells nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexTask:
    """An index to be brought up to date with a record."""

    folder: Path
    """Where its files are; nothing else may be there."""
    reader: RecordReader
    cache: VectorStore | None = None
    """Vectors of the model in use; without it those of new passages are left for later, and none are forgotten."""
    model: str | None = None
    """The name of the model in use; None: the one that the index has. Vectors of another one are dropped."""
    on_progress: Progress = silent
    rebuild: bool = False
    """Whether it is made anew whatever it says of itself."""
