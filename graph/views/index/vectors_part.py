"""The vectors of the index: those that passages need, that the cache has, and that nothing needs any more."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from graph.errors import ViewError
from graph.views.index.arrays import ArrayFile
from graph.views.index.dense import DenseFile, merged, open_dense, write_dense
from graph.views.index.manifest import DensePart, Manifest
from graph.views.index.parts import tail_to_join
from graph.views.index.task import IndexTask

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Hashes = NDArray[np.uint64]

MOST_AT_ONCE = 100_000
"""Vectors that are asked of the cache at once: some 300 MB of memory."""


def needed(task: IndexTask, manifest: Manifest) -> "Hashes":
    """Return the hashes of the texts whose vectors the passages of the index need, each once, n x 2.

    Two texts are told apart by the first 64 bits of their hashes: of a million, two are the same with a chance of one
    in thirty million.
    """
    import numpy as np

    held = [ArrayFile(task.folder, part.file)["vector"] for part in manifest.words]
    every = np.concatenate([*held, np.zeros((0, 2), np.uint64)])
    _, first = np.unique(every[:, 0], return_index=True)
    return every[first].astype(np.uint64)


def missing(task: IndexTask, manifest: Manifest) -> "Hashes":
    """Return the hashes of the texts that have no vector in the index."""
    import numpy as np

    wanted = needed(task, manifest)
    held = [ArrayFile(task.folder, part.rows)["hash"][:, 0] for part in manifest.dense]
    return wanted[~np.isin(wanted[:, 0], np.concatenate([*held, np.zeros(0, np.uint64)]))]


def as_bytes(hashes: "Hashes") -> list[bytes]:
    """Return hashes as the cache knows them."""
    flat = hashes.tobytes()
    return [flat[at : at + 16] for at in range(0, len(flat), 16)]


def forget_vectors(task: IndexTask, before: Manifest, after: Manifest) -> tuple[Manifest, bool]:
    """Return the manifest without the vectors that no passage needs any more, and whether nothing of them is left.

    The cache forgets them first: should this be cut off, the next one finds them in the index and goes on.
    """
    import numpy as np

    old, left = needed(task, before), needed(task, after)
    gone = old[~np.isin(old[:, 0], left[:, 0])]
    if not len(gone):
        return after, True
    if task.cache is not None:
        task.cache.forget(as_bytes(gone))
    return pruned(task, after, left), task.cache is None or not task.cache.pending


def sweep(task: IndexTask, manifest: Manifest) -> Manifest:
    """Return the manifest without vectors that nothing needs, whatever the index knew before; the cache drops them too.

    An index that is made anew does not know what the one before it held.
    """
    wanted = needed(task, manifest)
    if task.cache is not None and manifest.model:
        strays = task.cache.hashes() - set(as_bytes(wanted))
        if strays:
            task.cache.forget(sorted(strays))
    return pruned(task, _readable(task, manifest), wanted)


def pruned(task: IndexTask, manifest: Manifest, wanted: "Hashes") -> Manifest:
    """Return the manifest of an index whose vectors are all among those wanted."""
    import numpy as np

    parts: list[DensePart] = []
    for part in manifest.dense:
        kept = np.isin(ArrayFile(task.folder, part.rows)["hash"][:, 0], wanted[:, 0])
        if kept.all():
            parts.append(part)
        elif kept.any():
            file = open_dense(task.folder, part, manifest.dimensions)
            parts.append(write_dense(task.folder, *merged([file], [kept])))
    return replace(manifest, dense=tuple(parts))


def bring_vectors(task: IndexTask, manifest: Manifest) -> Manifest:
    """Return the manifest of an index that has all vectors that it needs and the cache has."""
    import numpy as np

    if task.model is not None and task.model != manifest.model:
        manifest = replace(manifest, model=task.model, dimensions=0, dense=())
    if not manifest.model:
        return manifest
    manifest = _readable(task, manifest)
    if task.cache is None:
        return manifest
    wanted = missing(task, manifest)
    for at in range(0, len(wanted), MOST_AT_ONCE):
        chunk = wanted[at : at + MOST_AT_ONCE]
        kept = task.cache.get(as_bytes(chunk))
        have = [row for row, one in enumerate(as_bytes(chunk)) if one in kept]
        if have:
            vectors = np.stack([kept[one] for one in as_bytes(chunk[have])]).astype(np.float32)
            part = write_dense(task.folder, chunk[have], vectors)
            manifest = replace(manifest, dense=(*manifest.dense, part), dimensions=vectors.shape[1])
    return _join(task, manifest)


def _readable(task: IndexTask, manifest: Manifest) -> Manifest:
    """Return the manifest without vectors that cannot be read: the cache has them, or they are made again."""
    try:
        for part in manifest.dense:
            ArrayFile(task.folder, part.rows)
    except ViewError:
        return replace(manifest, dense=())
    return manifest


def _join(task: IndexTask, manifest: Manifest) -> Manifest:
    import numpy as np

    first = tail_to_join([part.count for part in manifest.dense])
    tail: Sequence[DensePart] = manifest.dense[first:]
    if not tail:
        return manifest
    files: list[DenseFile] = [open_dense(task.folder, part, manifest.dimensions) for part in tail]
    together = merged(files, [np.ones(part.count, dtype=bool) for part in tail])
    return replace(manifest, dense=(*manifest.dense[:first], write_dense(task.folder, *together)))
