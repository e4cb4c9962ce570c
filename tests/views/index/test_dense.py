"""Vectors by FAISS: the exact search, the one that looks at a part, filters, and what is taken out."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from graph.errors import ViewError
from graph.views.index.dense import FLAT_MOST, RECALL, DenseFile, merged, open_dense, write_dense

Floats = NDArray[np.float32]
WIDTH, MANY = 48, 4_000


def vectors(many: int, seed: int = 1) -> Floats:
    """Return vectors in clusters, as those of texts are."""
    numbers = np.random.default_rng(seed)
    centres = numbers.standard_normal((60, WIDTH))
    found = centres[numbers.integers(0, 60, many)] + 0.6 * numbers.standard_normal((many, WIDTH))
    unit: Floats = (found / np.linalg.norm(found, axis=1, keepdims=True)).astype(np.float32)
    return unit


def made(folder: Path, some: Floats, flat_most: int) -> DenseFile:
    hashes = np.arange(2 * len(some), dtype=np.uint64).reshape(-1, 2)
    return open_dense(folder, write_dense(folder, hashes, some, flat_most), WIDTH)


def exact(some: Floats, vector: Floats, k: int) -> set[int]:
    return set(np.argsort(-(some @ vector))[:k].tolist())


@pytest.mark.parametrize("flat_most", [FLAT_MOST, 10])
def test_the_nearest_are_found(tmp_path: Path, flat_most: int) -> None:
    some, asked = vectors(MANY), vectors(100, seed=2)
    file = made(tmp_path, some, flat_most)
    assert file.part.kind == ("flat" if flat_most == FLAT_MOST else "ivf")
    found = [len(exact(some, one, 10) & set(file.search(one, 10, None)[0].tolist())) / 10 for one in asked]
    assert np.mean(found) >= 0.99
    assert file.part.recall >= RECALL


@pytest.mark.parametrize("flat_most", [FLAT_MOST, 10])
def test_of_few_that_are_allowed_the_nearest_are_found_exactly(tmp_path: Path, flat_most: int) -> None:
    some = vectors(MANY)
    file = made(tmp_path, some, flat_most)
    numbers = np.random.default_rng(3)
    for share in (0.01, 0.3, 0.8):
        allowed = numbers.random(MANY) < share
        places = np.flatnonzero(allowed)
        for one in vectors(10, seed=4):
            rows, scores = file.search(one, 5, allowed)
            assert {places[at] for at in exact(some[allowed], one, 5)} == set(rows.tolist())
            assert list(scores) == sorted(scores, reverse=True)
    assert len(file.search(some[0], 5, np.zeros(MANY, dtype=bool))[0]) == 0


@pytest.mark.parametrize("flat_most", [FLAT_MOST, 10])
def test_what_is_taken_out_is_not_found_and_the_rest_is(tmp_path: Path, flat_most: int) -> None:
    some = vectors(600)
    file = made(tmp_path, some, flat_most)
    kept = np.arange(600) % 3 > 0
    hashes, left = merged([file, file], [kept, ~kept])
    np.testing.assert_allclose(left, np.concatenate([some[kept], some[~kept]]), atol=1e-3)
    assert hashes[:, 0].tolist() == [*file.hashes[kept, 0], *file.hashes[~kept, 0]]


def test_a_file_of_other_vectors_is_not_taken(tmp_path: Path) -> None:
    file = made(tmp_path, vectors(50), FLAT_MOST)
    for wrong in (replace(file.part, count=49), replace(file.part, file=replace(file.part.file, name="none.part"))):
        with pytest.raises(ViewError, match="rebuild index"):
            open_dense(tmp_path, wrong, WIDTH)
    with pytest.raises(ViewError, match="does not hold"):
        open_dense(tmp_path, file.part, WIDTH + 1)
