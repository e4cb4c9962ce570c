"""Vectors that were made before, by model and by the text they were made of: the same text is embedded once.

One file, shared by all processes of a home, disposable: what is not in it is made again. A text cannot be read from a
hash, but it can be guessed from a vector, so what is forgotten is overwritten and not only unlinked.
"""

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self

from graph.errors import ViewError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

HASH_BYTES = 16
FILE = "vectors.db"
"""Its name in the folder of views."""
_BUSY_WAIT_S = 60.0
_NORM = 1e-3
"""How far the norm of a vector may be from 1; one farther off was damaged on the disk."""


class Cached(NamedTuple):
    """What the cache has for some hashes."""

    vectors: "NDArray[np.float32]"
    """One row a hash, in their order; zeros where there is none."""
    found: "NDArray[np.bool_]"


def text_hash(text: str) -> bytes:
    """Return the hash by which a text's vector is kept."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=HASH_BYTES).digest()


class VectorCache:
    """The vectors of one model in the file at ``path``, which is made where it is missing or no longer readable.

    Raises ViewError where the disk does not let it be.
    """

    def __init__(self, path: Path, model: str, dimensions: int) -> None:
        self.path = path
        self.model = model
        self.dimensions = dimensions
        with self._plain():
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._db = _opened(path)
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError) and not _damaged(error):
                    raise
                _remove(path)
                self._db = _opened(path)
            self._db.execute("INSERT OR IGNORE INTO model (name) VALUES (?)", (model,))
            self._model = int(self._db.execute("SELECT number FROM model WHERE name = ?", (model,)).fetchone()[0])

    def get(self, hashes: Sequence[bytes]) -> Cached:
        """Return the vectors of ``hashes`` that are there; one that was damaged on the disk is not."""
        import numpy as np

        vectors = np.zeros((len(hashes), self.dimensions), np.float32)
        places: dict[bytes, list[int]] = {}
        for place, one in enumerate(hashes):
            places.setdefault(one, []).append(place)
        size = 4 * self.dimensions
        with self._plain():
            for one, blob in self._found(list(places)):
                if len(blob) == size:
                    vectors[places[one]] = np.frombuffer(blob, "<f4")
        with np.errstate(invalid="ignore", over="ignore"):
            found = np.abs(np.einsum("nd,nd->n", vectors, vectors) - 1) < _NORM
        vectors[~found] = 0
        return Cached(vectors, found)

    def _found(self, hashes: Sequence[bytes]) -> Iterator[tuple[bytes, bytes]]:
        for one in hashes:
            query = "SELECT numbers FROM vector WHERE hash = ? AND model = ?"
            yield from ((one, blob) for (blob,) in self._db.execute(query, (one, self._model)))

    def put(self, hashes: Sequence[bytes], vectors: "NDArray[np.float32]") -> None:
        """Keep vectors, all of them or none. Raises ViewError where the disk is full or cannot be written."""
        import numpy as np

        rows = np.ascontiguousarray(vectors, "<f4")
        if rows.shape != (len(hashes), self.dimensions):
            raise ViewError(f"{self.path}: {len(hashes)} texts and vectors of shape {rows.shape} do not go together")
        told = [(self._model, one, row.tobytes()) for one, row in zip(hashes, rows, strict=True)]
        with self._plain(), self._writing():
            self._db.executemany("INSERT OR REPLACE INTO vector (model, hash, numbers) VALUES (?, ?, ?)", told)

    def hashes(self) -> set[bytes]:
        """Return the hashes of all texts that have a vector of this model."""
        with self._plain():
            return {one for (one,) in self._db.execute("SELECT hash FROM vector WHERE model = ?", (self._model,))}

    def count(self) -> int:
        """Return how many vectors of this model there are."""
        with self._plain():
            return int(self._db.execute("SELECT count(*) FROM vector WHERE model = ?", (self._model,)).fetchone()[0])

    def forget(self, hashes: Sequence[bytes]) -> bool:
        """Take the vectors of texts, of all models, off the disk; say whether nothing of them is left there.

        It is not where another process has been reading all the while; the next forgetting, or the last process that
        closes the file, sees to it.
        """
        with self._plain():
            with self._writing():
                self._db.executemany("DELETE FROM vector WHERE hash = ?", ((one,) for one in hashes))
            self._db.execute("PRAGMA incremental_vacuum").fetchall()
            return bool(self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the write lock from the start, so that two writers wait for each other instead of failing half way."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.rollback()
            raise
        self._db.commit()

    @contextmanager
    def _plain(self) -> Iterator[None]:
        """Turn errors of the database and the disk into the product's."""
        try:
            yield
        except sqlite3.Error as error:
            raise ViewError(
                f"{self.path}: the vectors cannot be kept or read ({error}); "
                "`sextant rebuild index` makes them anew; for a full or busy disk, try again later"
            ) from error
        except OSError as error:
            raise ViewError(
                f"{self.path}: {error.strerror or error}; choose another --home or mend the disk"
            ) from error


def _sql(name: str) -> str:
    return files("graph.views").joinpath("sql", f"{name}.sql").read_text("utf-8")


def _opened(path: Path) -> sqlite3.Connection:
    """Open the file and make its tables. Raises sqlite3.DatabaseError for one that is none of ours."""
    db = sqlite3.connect(path, timeout=_BUSY_WAIT_S, isolation_level=None, check_same_thread=False)
    try:
        db.execute("PRAGMA auto_vacuum = INCREMENTAL")  # before the first table, or it does nothing
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute("PRAGMA secure_delete = ON")
        db.executescript(_sql("vectors_schema"))
        with closing(db.execute("SELECT model, hash, numbers FROM vector LIMIT 1")) as rows:
            rows.fetchall()
    except BaseException:
        db.close()
        raise
    return db


def _damaged(error: sqlite3.Error) -> bool:
    """Say whether a file is not what it should be; a lock or a full disk is no damage."""
    told = str(error).lower()
    return any(word in told for word in ("malformed", "not a database", "no such column", "has no column"))


def _remove(path: Path) -> None:
    for end in ("", "-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
