"""Embedding what has no vector yet: in batches, each kept as soon as it is made, so that a kill loses one at most."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from graph.views.index.arrays import ArrayFile
from graph.views.index.catchup import catch_up, locked
from graph.views.index.manifest import Manifest, clean, read_manifest, write_manifest
from graph.views.index.passage_text import embedded_text
from graph.views.index.task import Embedder, IndexTask, VectorStore
from graph.views.index.texts import document_texts, text_hash
from graph.views.index.vectors_part import as_bytes, bring_vectors, missing, needed, sweep

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BATCH = 512
"""Texts that are embedded and kept at once: some ten to twenty seconds on two cores."""
PUBLISHED_EVERY = 8_192
"""New vectors after which the index gets them, so that they are found before all are made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedded:
    """What embedding did."""

    made: int
    """Vectors that were computed; others came from the cache."""
    held: int
    """Vectors in the index now."""
    behind: int
    """Texts without one: another process is embedding them, or their documents came meanwhile."""
    seconds: float
    busy: bool = False
    """Whether another process is embedding, and this one left it to it."""


def embed_missing(task: IndexTask, cache: VectorStore, embedder: Embedder) -> Embedded:
    """Give every text of the index its vector. Cut off anywhere, the next one goes on from there.

    Raises ViewError where the index cannot be written, and what the embedder raises.
    """
    started = time.perf_counter()
    task = replace(task, cache=cache, model=embedder.name)
    manifest = catch_up(task).manifest
    wanted = missing(task, manifest)
    made, busy = 0, False
    if len(wanted):
        lock = FileLock(task.folder.with_suffix(".embed.lock"), timeout=0)
        try:
            with lock:
                made = _embed(replace(task, rebuild=False), cache, embedder)
        except Timeout:
            busy = True
    manifest = read_manifest(task.folder) or manifest
    left = len(missing(task, manifest))
    seconds = time.perf_counter() - started
    return Embedded(made=made, held=manifest.vectors, behind=left, seconds=seconds, busy=busy)


def _embed(task: IndexTask, cache: VectorStore, embedder: Embedder) -> int:
    wanted = missing(task, publish(task, anew=True))  # the cache may have what another process has embedded since
    change, made, published = task.reader.last_change(), 0, 0
    task.on_progress("embedding", 0, len(wanted))
    for hashes, texts in _batches(task, wanted):
        cache.put(hashes, embedder.embed(texts, _counting(task, made, len(wanted))))
        made += len(hashes)
        task.on_progress("embedding", made, len(wanted))
        if task.reader.last_change() != change:
            change = task.reader.last_change()
            _forget_gone(task, cache, hashes)
        if made - published >= PUBLISHED_EVERY:
            publish(task)
            published = made
    publish(task)
    return made


def _counting(task: IndexTask, made: int, of: int) -> Callable[[int], None]:
    """Return what is told how many more texts of a batch are done."""
    done = [made]

    def advance(more: int) -> None:
        done.append(done[-1] + more)
        task.on_progress("embedding", min(done[-1], of), of)

    return advance


def publish(task: IndexTask, *, anew: bool = False) -> Manifest:
    """Let the index have the vectors that the cache has; return its manifest. ``anew``: and drop all strays."""
    catch_up(replace(task, rebuild=False))
    with locked(task):
        held = read_manifest(task.folder)
        assert held is not None
        manifest = bring_vectors(task, sweep(task, held) if anew else held)
        if manifest != held:
            write_manifest(task.folder, manifest)
        return clean(task.folder, manifest)


def _forget_gone(task: IndexTask, cache: VectorStore, hashes: Sequence[bytes]) -> None:
    """Let the cache forget texts that were forgotten while they were embedded."""
    alive = set(as_bytes(needed(task, catch_up(task).manifest)))
    gone = [one for one in hashes if one not in alive]
    if gone:
        cache.forget(gone)


def _batches(task: IndexTask, wanted: "NDArray[np.uint64]") -> Iterator[tuple[list[bytes], list[str]]]:
    """Yield texts with their hashes, read from the record a batch at a time."""
    hashes: list[bytes] = []
    texts: list[str] = []
    for one, text in _texts(task, wanted):
        hashes.append(one)
        texts.append(text)
        if len(hashes) == BATCH:
            yield hashes, texts
            hashes, texts = [], []
    if hashes:
        yield hashes, texts


def _texts(task: IndexTask, wanted: "NDArray[np.uint64]") -> Iterator[tuple[bytes, str]]:
    left = set(as_bytes(wanted))
    for document in document_texts(task.reader, _bearers(task, wanted)):
        for passage in document.passages:
            text = embedded_text(document.title, passage.heading, passage.text)
            one = text_hash(text)
            if one in left:
                left.remove(one)
                yield one, text


def _bearers(task: IndexTask, wanted: "NDArray[np.uint64]") -> list[int]:
    """Return the numbers of the document versions with these texts."""
    import numpy as np

    manifest = read_manifest(task.folder)
    found: dict[int, None] = {}
    for part in manifest.words if manifest else ():
        arrays = ArrayFile(task.folder, part.file)
        rows = np.isin(arrays["vector"][:, 0], wanted[:, 0])
        found |= dict.fromkeys(arrays["documents"][np.unique(arrays["document"][rows])].tolist())
    return list(found)
