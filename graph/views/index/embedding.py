"""Embedding texts through the cache: what is there is taken, what is missing is made, batch by batch, and kept at once.

A run that is cut off loses the batch it was at; several processes take turns by the batch, and none makes what another
has made.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from graph.views.index.embedder_types import Advance, Embedder
from graph.views.index.vectors import VectorCache, text_hash

if TYPE_CHECKING:
    from graph.views.index.embedder_types import Vectors

SLICE = 512
"""Texts in a batch that is kept at once: some ten seconds of work on two cores."""
ALONE = 64
"""Texts up to which nobody waits for a turn: a question is not held up by a corpus."""
_LOOKED = 8192
"""Texts that are looked up at once, which bounds the memory for their vectors."""


def embed_cached(
    texts: Sequence[str], embedder: Embedder, cache: VectorCache, progress: Advance | None = None
) -> "Vectors":
    """Return a vector for each text, in their order, and keep those that were made.

    ``progress`` is told how many more of the distinct texts are done, those that were there at once.
    Raises EmbeddingError, ViewError.
    """
    hashes = [text_hash(text) for text in texts]
    fill_cache(dict(zip(hashes, texts, strict=True)), embedder, cache, progress)
    return cache.get(hashes).vectors


def fill_cache(
    texts: Mapping[bytes, str], embedder: Embedder, cache: VectorCache, progress: Advance | None = None
) -> int:
    """Make the vectors that are missing of texts by their hash, keep them, and return how many were made.

    ``progress`` is told how many more are done, those that were there at once. Raises EmbeddingError, ViewError.
    """
    todo = sorted(_missing(list(texts), cache), key=lambda one: -len(texts[one]))
    advance = progress or (lambda count: None)
    if len(todo) < len(texts):
        advance(len(texts) - len(todo))
    made = 0
    for at in range(0, len(todo), SLICE):
        some = todo[at : at + SLICE]
        if len(todo) <= ALONE:
            made += _make(some, texts, embedder, cache, advance)
            continue
        with _turn(cache.path):
            # Another process may have made them while this one waited.
            left = _missing(some, cache)
            if len(left) < len(some):
                advance(len(some) - len(left))
            made += _make(left, texts, embedder, cache, advance)
    return made


def _make(
    hashes: Sequence[bytes], texts: Mapping[bytes, str], embedder: Embedder, cache: VectorCache, advance: Advance
) -> int:
    if hashes:
        cache.put(hashes, embedder.embed([texts[one] for one in hashes], advance))
    return len(hashes)


def _missing(hashes: Sequence[bytes], cache: VectorCache) -> list[bytes]:
    left: list[bytes] = []
    for at in range(0, len(hashes), _LOOKED):
        some = hashes[at : at + _LOOKED]
        left += (one for one, there in zip(some, cache.get(some).found, strict=True) if not there)
    return left


@contextmanager
def _turn(path: Path) -> Iterator[None]:
    """Hold the turn of the cache at ``path``; whoever holds it and dies gives it back."""
    from filelock import FileLock

    with FileLock(path.with_name(f"{path.name}.turn"), thread_local=False):
        yield
