"""The passages nearest to a vector: rows of the parts that FAISS searches, and the passages that have these texts."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from graph.views.index.arrays import ArrayFile
from graph.views.index.dense import open_dense
from graph.views.index.manifest import Manifest
from graph.views.index.task import IndexTask

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Mask = NDArray[np.bool_]


class Nearest:
    """The vectors of an index, read, and which passages each is of. Raises ViewError where they cannot be read."""

    def __init__(self, task: IndexTask, manifest: Manifest, parts: Sequence[ArrayFile]) -> None:
        import numpy as np

        self._files = [open_dense(task.folder, part, manifest.dimensions) for part in manifest.dense]
        held = [part["vector"][:, 0] for part in parts]
        hashes = np.concatenate([*held, np.zeros(0, np.uint64)])
        self._order = np.argsort(hashes, kind="stable")
        self._sorted = hashes[self._order]
        self._row_of = [self._rows(file.hashes[:, 0], hashes) for file in self._files]
        has = np.zeros(len(hashes), dtype=bool)
        for rows in self._row_of:
            has |= rows >= 0
        self.behind = len(np.unique(hashes[~has]))

    def _rows(self, held: "NDArray[np.uint64]", hashes: "NDArray[np.uint64]") -> "NDArray[np.int64]":
        """Return the row of each passage's vector, -1 where it is not among those held."""
        import numpy as np

        order = np.argsort(held)
        at = np.searchsorted(held[order], hashes)
        at[at == len(held)] = 0
        rows = order[at]
        return np.where(held[rows] == hashes, rows, -1)

    def search(self, vector: "Floats", k: int, allowed: "Mask") -> list[tuple[int, float]]:
        """Return the allowed passages of the k texts nearest to a vector, with their cosines."""
        import numpy as np

        found: list[tuple[float, int, int]] = []
        every = bool(allowed.all())
        for number, (file, row_of) in enumerate(zip(self._files, self._row_of, strict=True)):
            mask = np.zeros(file.part.count, dtype=bool)
            mask[row_of[(row_of >= 0) & allowed]] = True
            rows, scores = file.search(vector.astype(np.float32), k, None if every and mask.all() else mask)
            found += [(float(s), number, int(r)) for s, r in zip(scores, rows, strict=True)]
        found.sort(reverse=True)
        return self._passages(found[:k], allowed)

    def _passages(self, found: Sequence[tuple[float, int, int]], allowed: "Mask") -> list[tuple[int, float]]:
        """Return the allowed passages of texts, each a score with a part and a row; all texts are looked up at once."""
        import numpy as np

        mine = np.array([self._files[number].hashes[row, 0] for _, number, row in found], np.uint64)
        first, last = (np.searchsorted(self._sorted, mine, side=side).tolist() for side in ("left", "right"))
        return [
            (at, score)
            for (score, *_), begin, end in zip(found, first, last, strict=True)
            for at in self._order[begin:end].tolist()
            if allowed[at]
        ]
