"""The cache of vectors: kept by model and text, shared by processes, damaged files made anew, forgotten for good."""

import hashlib
import multiprocessing
import sqlite3
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from graph.errors import ViewError
from graph.views.index.vectors import VectorCache

MODEL = "some model@1"


def hashes(*texts: str) -> list[bytes]:
    return [hashlib.blake2b(text.encode(), digest_size=16).digest() for text in texts]


def vectors(many: int, seed: int = 1, dimensions: int = 384) -> NDArray[np.float32]:
    found = np.random.default_rng(seed).standard_normal((many, dimensions)).astype(np.float32)
    unit: NDArray[np.float32] = found / np.linalg.norm(found, axis=1, keepdims=True)
    return unit


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "views" / "vectors.db"


def test_what_is_kept_is_there_bit_by_bit_for_the_next_process(path: Path) -> None:
    kept, known = vectors(3), hashes("a", "b", "c")
    with VectorCache(path, MODEL) as cache:
        assert cache.get(known) == {}
        cache.put(known, kept)
    with VectorCache(path, MODEL) as cache:
        found = cache.get([*known, *hashes("d"), known[0]])
        assert set(found) == set(known)
        assert all(np.array_equal(found[one], row) for one, row in zip(known, kept, strict=True))
        assert cache.count() == 3


def test_models_do_not_see_each_others_vectors(path: Path) -> None:
    (one,) = hashes("a")
    with VectorCache(path, MODEL) as cache, VectorCache(path, "another@2") as other:
        cache.put([one], vectors(1))
        assert other.get([one]) == {}
        other.put([one], vectors(1, seed=2, dimensions=768))
        assert other.get([one])[one].shape == (768,)
        assert cache.get([one])[one].shape == (384,)


def test_a_text_kept_again_has_its_last_vector(path: Path) -> None:
    (one,) = hashes("a")
    with VectorCache(path, MODEL) as cache:
        cache.put([one], vectors(1, seed=1))
        cache.put([one], vectors(1, seed=2))
        assert np.array_equal(cache.get([one])[one], vectors(1, seed=2)[0])
        assert cache.count() == 1


def test_hashes_and_vectors_of_different_number_keep_nothing(path: Path) -> None:
    with VectorCache(path, MODEL) as cache:
        with pytest.raises(ValueError, match="zip"):
            cache.put(hashes("a", "b"), vectors(1))
        assert cache.count() == 0


def test_a_vector_damaged_on_the_disk_is_left_out(path: Path) -> None:
    known = hashes("a", "b")
    with VectorCache(path, MODEL) as cache:
        cache.put(known, vectors(2))
    with sqlite3.connect(path) as db:
        db.execute("UPDATE vector SET numbers = zeroblob(1536) WHERE hash = ?", (known[0],))
        db.execute("UPDATE vector SET numbers = x'00ff00' WHERE hash = ?", (known[0],))
    db.close()
    with VectorCache(path, MODEL) as cache:
        assert list(cache.get(known)) == [known[1]]


@pytest.mark.parametrize("content", [b"not a database at all, " * 400, b"SQLite format 3\x00" + b"\xff" * 9000])
def test_a_file_that_is_no_cache_is_made_anew(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with VectorCache(path, MODEL) as cache:
        cache.put(hashes("a"), vectors(1))
        assert cache.count() == 1


def test_a_place_that_cannot_be_written_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "views").write_text("a file")
    with pytest.raises(ViewError, match=r"vectors\.db: .*choose another --home or mend the disk"):
        VectorCache(tmp_path / "views" / "vectors.db", MODEL)


def on_disk(path: Path, vector: NDArray[np.float32]) -> bool:
    """Whether any part of a vector stands in the file or its log."""
    piece = vector.tobytes()[:64]
    return any(piece in file.read_bytes() for file in path.parent.iterdir())


def test_what_is_forgotten_is_no_longer_on_the_disk(path: Path) -> None:
    known, kept = hashes(*"abcdefghij"), vectors(10)
    with VectorCache(path, MODEL) as cache, VectorCache(path, "another@2") as other:
        cache.put(known, kept)
        other.put(known[:1], vectors(1, seed=9))
        assert on_disk(path, kept[0])
        cache.forget(known[:5])
        assert not cache.pending
        assert not any(on_disk(path, vector) for vector in kept[:5])
        assert not on_disk(path, vectors(1, seed=9)[0])
        assert set(cache.get(known)) == set(known[5:])


def test_forgetting_gives_the_disk_its_space_back(path: Path) -> None:
    known = hashes(*(str(n) for n in range(2000)))
    with VectorCache(path, MODEL) as cache:
        cache.put(known, vectors(2000))
        cache.forget([])
        before = path.stat().st_size
        cache.forget(known[100:])
        assert path.stat().st_size < before / 5


def test_a_reader_all_the_while_is_said_and_the_next_forgetting_makes_good(path: Path) -> None:
    known = hashes("a", "b")
    with VectorCache(path, MODEL, busy_wait_s=0.1) as cache:
        cache.put(known, vectors(2))
        reader = sqlite3.connect(path, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM vector").fetchone()
        cache.forget(known[:1])
        assert cache.pending
        reader.close()
        cache.forget(known[:1])
        assert not cache.pending
        assert not on_disk(path, vectors(2)[0])


def keep_many(path: Path, name: str) -> None:
    """Open the cache, which may not be there yet, and keep batch after batch."""
    with VectorCache(path, MODEL) as cache:
        for batch in range(10):
            cache.put(hashes(*(f"{name} {batch} {n}" for n in range(20))), vectors(20, seed=batch))


def test_several_processes_keep_at_once(path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=keep_many, args=(path, name)) for name in "abc"]
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)
    assert [process.exitcode for process in processes] == [0, 0, 0]
    with VectorCache(path, MODEL) as cache:
        assert cache.count() == 600
