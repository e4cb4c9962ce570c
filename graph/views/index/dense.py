"""Parts of the index of vectors: what FAISS makes of them, and the search in all parts.

Which kind of FAISS index a part is follows from measurement (384 dimensions, clustered synthetic vectors, 2 cores, one
query, k = 100; recall at 10 against the exact search in 32-bit floats):

======== ========================= ========== ========= ===========
vectors  kind                      a query    recall    build
======== ========================= ========== ========= ===========
10,000   Flat, 16-bit floats       0.24 ms    0.9997    0.1 s
50,000   Flat, 16-bit floats       3.4 ms     1.0000    0.2 s
50,000   IVF 1024, probes 8        0.06 ms    1.0000    16 s
50,000   HNSW 32, search 64        0.23 ms    1.0000    48 s
100,000  Flat, 16-bit floats       2.9-8 ms   0.9997    2 s
100,000  IVF 1024, probes 16       0.18 ms    0.9997    42 s
======== ========================= ========== ========= ===========

(``python -m bench.index`` prints them anew; all but 10,000 was timed on a busy machine.)

So Flat in 16-bit floats up to ``FLAT_MOST`` vectors: a query costs less there than embedding its text does, it is exact
under every lens, and a vector more or less costs nothing. Above that IVF, since HNSW takes three times as long to build
and cannot forget. How many lists a query probes is measured when the part is made: as many as give ``RECALL`` on
points between its vectors, which are harder to place than the vectors themselves, and twice as many.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import ViewError
from graph.views.index.arrays import ArrayFile, write_arrays
from graph.views.index.files import write_whole
from graph.views.index.manifest import DenseKind, DensePart, new_name

if TYPE_CHECKING:
    import numpy as np
    from faiss import Index, SearchParameters
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Hashes = NDArray[np.uint64]
    Rows = NDArray[np.int64]
    Mask = NDArray[np.bool_]

FLAT_MOST = 100_000
"""Vectors up to which a part is searched whole."""
RECALL = 0.995
"""Recall at 10 that an IVF part must have where it is measured: more than the 0.99 that is promised."""
_SAMPLE = 256
_NEAREST = 10
_MOST_ALLOWED = 0.9


def write_dense(folder: Path, hashes: "Hashes", vectors: "Floats", flat_most: int = FLAT_MOST) -> DensePart:
    """Write vectors, each of norm 1, with the hashes of their texts as a part; return what a manifest says of it.

    Raises ViewError where it cannot be written.
    """
    import faiss

    kind: DenseKind = "flat" if len(vectors) <= flat_most else "ivf"
    index, lists, probes, recall = _flat(vectors) if kind == "flat" else _inverted(vectors)
    path = folder / new_name("dense")
    data = faiss.serialize_index(index)
    mark = write_whole(path, lambda write: write(data.data))
    rows = write_arrays(folder / new_name("rows"), {"hash": hashes})
    return DensePart(file=mark, rows=rows, count=len(vectors), kind=kind, lists=lists, probes=probes, recall=recall)


def _flat(vectors: "Floats") -> tuple["Index", int, int, float]:
    import faiss

    index = faiss.IndexScalarQuantizer(vectors.shape[1], faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    index.add(vectors)
    return index, 0, 0, 1.0


def _inverted(vectors: "Floats") -> tuple["Index", int, int, float]:
    import faiss
    import numpy as np

    width = vectors.shape[1]
    lists = max(1, min(len(vectors) // 40, 1 << round(np.log2(3 * np.sqrt(len(vectors))))))
    index = faiss.IndexIVFScalarQuantizer(
        faiss.IndexFlatIP(width), width, lists, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT, False
    )
    index.cp.niter, index.cp.seed, index.cp.max_points_per_centroid = 10, 1, 64
    index.train(vectors)
    index.add(vectors)
    probes, recall = _probes(index, vectors)
    return index, lists, probes, recall


def _probes(index: "Index", vectors: "Floats") -> tuple[int, float]:
    """Return how many lists must be probed, and the recall that gives.

    Asked are the middles between pairs of vectors: they lie between the clusters, as questions do, and need two to
    eight times the probes that the vectors themselves need.
    """
    import faiss
    import numpy as np

    pairs = np.random.default_rng(1).integers(0, len(vectors), (_SAMPLE, 2))
    asked = vectors[pairs[:, 0]] + vectors[pairs[:, 1]]
    _, exact = faiss.knn(asked, vectors, _NEAREST, faiss.METRIC_INNER_PRODUCT)
    probes, lists = 1, index.nlist  # type: ignore[attr-defined]
    while True:
        found = index.search(asked, _NEAREST, params=_parameters("ivf", probes, None))[1]
        shared = [len({*a} & {*b}) for a, b in zip(exact.tolist(), found.tolist(), strict=True)]
        recall = float(np.mean(np.array(shared) / _NEAREST))
        if recall >= RECALL or probes >= lists:
            return min(2 * probes, lists), recall  # questions may lie in no cluster at all
        probes = min(2 * probes, lists)


def _parameters(kind: DenseKind, probes: int, bits: "NDArray[np.uint8] | None") -> "SearchParameters | None":
    """Return how FAISS is to search; its Python names take what the declarations that ship with it do not know."""
    import faiss

    given = {} if bits is None else {"sel": faiss.IDSelectorBitmap(bits)}  # type: ignore[arg-type,call-arg]
    if kind == "ivf":
        return faiss.SearchParametersIVF(nprobe=probes, **given)  # type: ignore[call-arg]
    return faiss.SearchParameters(**given) if given else None


@dataclass(frozen=True, slots=True)
class DenseFile:
    """A part of the index of vectors, read."""

    part: DensePart
    index: "Index"
    hashes: "Hashes"

    def search(self, vector: "Floats", k: int, allowed: "Mask | None") -> "tuple[Rows, Floats]":
        """Return the rows nearest to a vector among those allowed, the nearest first, with their scores."""
        import faiss
        import numpy as np

        if allowed is not None and not allowed.any():
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        # FAISS does not copy the bits that it is shown: they must live as long as the search.
        bits = None if allowed is None else np.packbits(allowed, bitorder="little")
        # Of few that are allowed the nearest may lie far off: then all lists are looked through.
        most = allowed is None or float(allowed.mean()) > _MOST_ALLOWED
        probes = min(self.part.lists, 2 * self.part.probes) if most else self.part.lists
        params = _parameters(self.part.kind, probes, bits)
        threads = faiss.omp_get_max_threads()
        faiss.omp_set_num_threads(1)  # one query is not divided; threads that wait for it cost up to 20 ms
        scores, rows = self.index.search(vector.reshape(1, -1), min(k, self.part.count), params=params)
        faiss.omp_set_num_threads(threads)
        found = rows[0] >= 0
        return rows[0][found], scores[0][found]

    def vectors(self) -> "Floats":
        """Return all vectors, by row."""
        import faiss

        if self.part.kind == "ivf":
            faiss.extract_index_ivf(self.index).make_direct_map()
        found: Floats = self.index.reconstruct_n(0, self.part.count)
        return found


def open_dense(folder: Path, part: DensePart, dimensions: int) -> DenseFile:
    """Read a part. Raises ViewError where it is missing, cut off or not what the manifest says."""
    import faiss
    import numpy as np

    path = folder / part.file.name
    try:
        data = np.fromfile(path, np.uint8)
        if len(data) != part.file.bytes:
            raise ValueError("it is not as long as it was")
        index = faiss.deserialize_index(data)
        if index.ntotal != part.count or index.d != dimensions:
            raise ValueError("it does not hold the vectors that it should")
    except (OSError, ValueError, RuntimeError) as error:
        reason = str(error).splitlines()[0]
        raise ViewError(f"{path}: the index of vectors is damaged ({reason}); `sextant rebuild index`") from error
    return DenseFile(part, index, ArrayFile(folder, part.rows)["hash"])  # type: ignore[arg-type]


def merged(files: "Sequence[DenseFile]", kept: "Sequence[Mask]") -> "tuple[Hashes, Floats]":
    """Return hashes and vectors of the rows kept of several parts."""
    import numpy as np

    hashes = [file.hashes[mask] for file, mask in zip(files, kept, strict=True)]
    vectors = [file.vectors()[mask] for file, mask in zip(files, kept, strict=True)]
    return np.concatenate(hashes), np.concatenate(vectors)
