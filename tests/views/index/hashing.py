"""A small deterministic embedder, and a cache of vectors in memory, for tests that are about neither."""

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

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


class Cached(NamedTuple):
    """What is kept for some hashes."""

    vectors: NDArray[np.float32]
    found: NDArray[np.bool_]


@dataclass(slots=True)
class Kept:
    """Vectors in memory."""

    held: dict[bytes, NDArray[np.float32]] = field(default_factory=dict)
    forgotten: set[bytes] = field(default_factory=set)

    def get(self, hashes: Sequence[bytes]) -> Cached:
        found = [self.held.get(one) for one in hashes]
        width = max((len(one) for one in found if one is not None), default=1)
        rows = [np.zeros(width) if one is None else one for one in found]
        return Cached(np.array(rows, dtype=np.float32), np.array([one is not None for one in found], dtype=bool))

    def hashes(self) -> set[bytes]:
        return set(self.held)

    def put(self, hashes: Sequence[bytes], vectors: NDArray[np.float32]) -> None:
        self.held |= dict(zip(hashes, vectors, strict=True))

    def forget(self, hashes: Sequence[bytes]) -> bool:
        for one in hashes:
            self.held.pop(one, None)
            self.forgotten.add(one)
        return True
