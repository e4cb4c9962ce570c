"""A small deterministic embedder, and a cache of vectors in memory, for tests that are about neither."""

import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from graph.views.index.words import word_tokens


@dataclass(slots=True)
class HashingEmbedder:
    """Texts that share words are near each other: each word adds to a place that its hash chooses."""

    name: str = "hashing 1"
    dimensions: int = 64
    embedded: list[str] = field(default_factory=list)
    """All texts that it was given."""

    def embed(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None, *, query: bool = False
    ) -> NDArray[np.float32]:
        self.embedded += texts
        found = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in ["", *word_tokens(text)]:
                code = zlib.crc32(word.encode())
                found[row, code % self.dimensions] += 1 if code & 1024 else -1
            found[row] /= np.linalg.norm(found[row])
            if progress is not None:
                progress(1)
        return found


@dataclass(slots=True)
class Kept:
    """Vectors in memory."""

    held: dict[bytes, NDArray[np.float32]] = field(default_factory=dict)
    forgotten: set[bytes] = field(default_factory=set)
    pending: bool = False

    def get(self, hashes: Sequence[bytes]) -> Mapping[bytes, NDArray[np.float32]]:
        return {one: self.held[one] for one in hashes if one in self.held}

    def hashes(self) -> set[bytes]:
        return set(self.held)

    def put(self, hashes: Sequence[bytes], vectors: NDArray[np.float32]) -> None:
        self.held |= dict(zip(hashes, vectors, strict=True))

    def forget(self, hashes: Iterable[bytes]) -> None:
        for one in hashes:
            self.held.pop(one, None)
            self.forgotten.add(one)
