"""Texts as batches of tokens: cut to what the model reads, texts of a length together, and all cores at work."""

import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import EmbeddingError
from graph.views.index.embedder_types import Advance, Run, Way

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from graph.views.index.embedder_types import Tokens, Vectors

_WINDOW = 2048
"""Texts that are cut into tokens at once: the tokens of a whole corpus need more memory than its vectors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Some texts, ready for the model."""

    places: tuple[int, ...]
    """Where they stood among the texts that were given."""
    ids: "Tokens"
    mask: "Tokens"


@cache
def tokenizer_of(folder: Path, max_tokens: int) -> "Tokenizer":
    """Return the tokenizer of the model in ``folder``, which cuts off behind ``max_tokens``.

    Raises EmbeddingError where it cannot be read.
    """
    from tokenizers import Tokenizer

    path = folder / "tokenizer.json"
    try:
        found = Tokenizer.from_str(path.read_text("utf-8"))
    except Exception as error:  # the library raises no narrower one
        raise EmbeddingError(f"{path}: cannot be read ({error}); reinstall the model's package") from error
    found.no_padding()
    found.enable_truncation(max_tokens)
    return found


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def batches(texts: Sequence[str], tokenizer: "Tokenizer", budget: int) -> Iterator[Batch]:
    """Yield all texts in batches of about ``budget`` tokens, the longest first, those of a length together."""
    order = sorted(range(len(texts)), key=lambda place: -len(texts[place]))
    for at in range(0, len(order), _WINDOW):
        yield from _window(order[at : at + _WINDOW], texts, tokenizer, budget)


def _window(places: Sequence[int], texts: Sequence[str], tokenizer: "Tokenizer", budget: int) -> Iterator[Batch]:
    found = tokenizer.encode_batch_fast([storable(texts[place]) for place in places])
    cut = sorted(((one.ids, place) for one, place in zip(found, places, strict=True)), key=lambda c: -len(c[0]))
    at = 0
    while at < len(cut):
        some = cut[at : at + max(1, budget // len(cut[at][0]))]
        at += len(some)
        yield _padded([ids for ids, _ in some], tuple(place for _, place in some))


def _padded(tokens: Sequence[Sequence[int]], places: tuple[int, ...]) -> Batch:
    import numpy as np

    ids = np.zeros((len(tokens), len(tokens[0])), np.int64)
    mask = np.zeros_like(ids)
    for row, one in enumerate(tokens):
        ids[row, : len(one)] = one
        mask[row, : len(one)] = 1
    return Batch(places=places, ids=ids, mask=mask)


def storable(text: str) -> str:
    """Return a text with a question mark for each half of a character, which no tokenizer takes."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def run_all(texts: Sequence[str], tokenizer: "Tokenizer", way: Way, progress: Advance | None = None) -> "Vectors":
    """Return the vectors of all texts, in their order; batches run side by side, as many as the way takes."""
    import numpy as np

    vectors = np.zeros((len(texts), way.dimensions), np.float32)
    todo = batches(texts, tokenizer, way.budget)
    if len(texts) == 1:
        batch = next(todo)
        return way.run(batch.ids, batch.mask)
    with ThreadPoolExecutor(way.beside) as pool:
        try:
            for batch, made in _in_order(todo, pool, way.run, 4 * way.beside):
                vectors[list(batch.places)] = made
                if progress is not None:
                    progress(len(batch.places))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return vectors


def _in_order(
    todo: Iterator[Batch], pool: ThreadPoolExecutor, run: Run, ahead: int
) -> "Iterator[tuple[Batch, Vectors]]":
    """Yield each batch with its vectors, ``ahead`` batches ahead of who takes them."""
    waiting = deque((batch, pool.submit(run, batch.ids, batch.mask)) for batch in islice(todo, ahead))
    while waiting:
        batch, made = waiting.popleft()
        yield batch, made.result()
        waiting.extend((more, pool.submit(run, more.ids, more.mask)) for more in islice(todo, 1))
