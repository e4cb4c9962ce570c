"""Vectors that were made before, by model and by the text they were made of: the same text is embedded once.

One file, shared by all processes of a home, disposable: what is not in it is made again. A text cannot be read from a
hash, but it can be guessed from a vector, so what is forgotten is overwritten and not only unlinked.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from graph.errors import ViewError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BUSY_WAIT_S = 60.0
"""How long a writer waits for another one, or a forgetting for a reader."""
_NORM = 1e-3
"""How far the norm of a vector may be from 1; one farther off was damaged on the disk."""


_GET = "SELECT numbers FROM vector WHERE hash = ? AND model = (SELECT number FROM model WHERE name = ?)"
_PUT = "INSERT OR REPLACE INTO vector (hash, model, numbers) VALUES (?, (SELECT number FROM model WHERE name = ?), ?)"
_HASHES = "SELECT hash FROM vector WHERE model = (SELECT number FROM model WHERE name = ?)"
_COUNT = "SELECT count(*) FROM vector WHERE model = (SELECT number FROM model WHERE name = ?)"


class VectorCache:
    """The vectors of one model, by hashes of texts, in the file at ``path``.

    The file is made where it is missing, and anew where it is damaged. Raises ViewError where the disk does not let it.
    """

    pending: bool = False
    """Whether what was forgotten last is still in the log, since another process was reading all the while; the next
    forgetting empties it, or the last process that closes the file."""

    def __init__(self, path: Path, model: str, busy_wait_s: float = BUSY_WAIT_S) -> None:
        self.path = path
        self.model = model
        with self._plain():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = _opened_or_new(path, busy_wait_s)

    def get(self, hashes: Sequence[bytes]) -> "Mapping[bytes, NDArray[np.float32]]":
        """Return the vectors of those texts that have one, by hash; one that was damaged on the disk is left out."""
        import numpy as np

        found = {}
        with self._plain():
            for one in hashes:
                for (blob,) in self._db.execute(_GET, (one, self.model)):
                    found[one] = np.frombuffer(blob[: len(blob) // 4 * 4], "<f4")
        return {one: vector for one, vector in found.items() if _is_whole(vector)}

    def hashes(self) -> set[bytes]:
        """Return the hashes of all texts that have a vector."""
        with self._plain():
            return {one for (one,) in self._db.execute(_HASHES, (self.model,))}

    def put(self, hashes: Sequence[bytes], vectors: "NDArray[np.float32]") -> None:
        """Keep vectors, all of them or none. Raises ViewError where the disk is full or cannot be written."""
        import numpy as np

        rows = np.ascontiguousarray(vectors, "<f4")
        told = [(one, self.model, row.tobytes()) for one, row in zip(hashes, rows, strict=True)]
        with self._plain(), self._writing():
            self._db.execute("INSERT OR IGNORE INTO model (name) VALUES (?)", (self.model,))
            self._db.executemany(_PUT, told)

    def count(self) -> int:
        """Return how many vectors of this model there are."""
        with self._plain():
            return int(self._db.execute(_COUNT, (self.model,)).fetchone()[0])

    def forget(self, hashes: Iterable[bytes]) -> None:
        """Take the vectors of texts, those of all models, off the disk; ``pending`` says where that was in vain."""
        with self._plain():
            with self._writing():
                self._db.executemany("DELETE FROM vector WHERE hash = ?", ((one,) for one in hashes))
            self._db.executescript("PRAGMA incremental_vacuum")  # a single execute would free a single page
            self.pending = bool(self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0])

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


def _opened(path: Path, busy_wait_s: float) -> sqlite3.Connection:
    """Open the file and make its tables. Raises sqlite3.DatabaseError for one that is none of ours."""
    db = sqlite3.connect(path, timeout=busy_wait_s, isolation_level=None, check_same_thread=False)
    try:
        db.execute("PRAGMA page_size = 16384")  # ten vectors a page; in one of the usual size a quarter stays empty
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


def _opened_or_new(path: Path, busy_wait_s: float) -> sqlite3.Connection:
    """Open the file; one that is damaged is made anew."""
    try:
        return _opened(path, busy_wait_s)
    except sqlite3.DatabaseError as error:
        if not _damaged(error):
            raise
    _remove(path)
    return _opened(path, busy_wait_s)


def _is_whole(vector: "NDArray[np.float32]") -> bool:
    """Say whether a vector has norm 1, as all had that were kept."""
    import numpy as np

    with np.errstate(over="ignore", invalid="ignore"):
        return bool(abs(float(vector @ vector) - 1) < _NORM)


def _damaged(error: sqlite3.Error) -> bool:
    """Say whether a file is not what it should be; a lock or a full disk is no damage."""
    told = str(error).lower()
    return any(word in told for word in ("malformed", "not a database", "no such column", "has no column"))


def _remove(path: Path) -> None:
    for end in ("", "-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
