"""The record, open for reading.

Reading goes straight to SQLite's own driver with the SQL texts of ``sql/``: importing SQLAlchemy costs half a
second, and an answer on a warm engine has one second in all. Writing goes through SQLAlchemy (``store``).
"""

import functools
import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from types import TracebackType
from typing import Self

from graph.errors import HomeTooNew, RecordError
from graph.record.hashing import decode
from graph.record.lens import NOW, Lens
from graph.record.places import Places
from graph.record.scope import ALL, Scope, exclusion
from graph.record.types import Span, StoredDocument, StoredStatement, Value

READS_SCHEMA = 4
"""The newest schema that this reader knows."""


@functools.cache
def sql(name: str) -> str:
    """Return the text of ``sql/NAME.sql``."""
    return resources.files("graph.record").joinpath("sql", f"{name}.sql").read_text("utf-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredJudgement:
    """A judgement in force, on two keys or on a claim."""

    id: str
    kind: str
    left: str
    right: str | None
    renamed: bool
    predicate: str | None
    said: str | None
    address: str | None
    value: Value | None
    author_kind: str


class RecordReader:
    """The record at a path, open for reading; a transaction of its own sees one state of it (``snapshot``).

    Raises RecordError where there is no record, HomeTooNew where its schema is newer than this product.
    """

    def __init__(self, path: Path) -> None:
        if not path.exists():
            raise RecordError(f"{path.parent}: no Sextant home here; `sextant init` or `sextant ingest` makes one")
        self.path = path
        try:
            self._db = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None, timeout=60
            )
            schema = self._schema = int(self.meta("schema") or 0)
        except sqlite3.Error as error:
            raise RecordError(
                f"{path}: is not a Sextant record or is damaged ({error}); restore a copy or choose another --home"
            ) from error
        if schema > READS_SCHEMA:
            raise HomeTooNew(
                f"{path.parent}: this home was made by a newer Sextant (schema {schema}); update Sextant, "
                "or use another --home"
            )

    def rows(self, text: str, parameters: Mapping[str, str | int | bytes | None] | None = None) -> sqlite3.Cursor:
        """Run SQL with named parameters."""
        try:
            return self._db.execute(text, dict(parameters or {}))
        except sqlite3.Error as error:
            raise RecordError(f"{self.path}: {error}") from error

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """See one state of the record for the length of the block."""
        self._db.execute("BEGIN")
        try:
            yield
        finally:
            self._db.execute("ROLLBACK")

    def meta(self, name: str) -> str | None:
        """Return a value of the ``meta`` table, or None."""
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def last_change(self) -> int:
        """Return the number of the last change, 0 for none."""
        return int(self.rows("SELECT coalesce(max(number), 0) FROM change").fetchone()[0])

    def tokens_since(self, change: int) -> set[str]:
        """Return the tokens of all keys touched after ``change``."""
        return {row[0] for row in self.rows(sql("tokens_since"), {"change": change})}

    def keys(self) -> dict[int, str]:
        """Return all keys by number; those that only undone judgements name are left out."""
        return dict(self.rows(sql("keys")).fetchall())

    def key_numbers(self, keys: Iterable[str]) -> dict[str, int]:
        """Return the numbers of those of the keys that are on record."""
        return dict(self.rows(sql("key_numbers"), {"keys": json.dumps(sorted(set(keys)))}).fetchall())

    def judgements(self) -> list[StoredJudgement]:
        """Return all judgements that are not undone, in the order of their ids."""
        rows = self.rows(sql("judgements"))
        return [
            StoredJudgement(
                id=r[0].hex(),
                kind=r[1],
                left=r[2],
                right=r[3],
                renamed=bool(r[4]),
                predicate=r[5],
                said=r[6],
                address=r[7],
                value=decode(r[8]),
                author_kind=r[9],
            )
            for r in rows
        ]

    def statements(
        self, lens: Lens = NOW, scope: Scope = ALL, rejected: Collection[int] = ()
    ) -> Iterator[StoredStatement]:
        """Return statements within a lens and scope, those with the numbers ``rejected`` left out."""
        condition, parameters = lens.condition()
        narrowed, more = scope.condition()
        excluded, without = exclusion(rejected)
        text = sql("statements").replace("/*lens*/", condition).replace("/*scope*/", narrowed)
        text = text.replace("/*excluded*/", excluded)
        for row in self.rows(text, {**parameters, **more, **without}):
            yield _statement(row)

    def documents(self, lens: Lens = NOW, numbers: Iterable[int] | None = None) -> Iterator[StoredDocument]:
        """Return document versions within a lens; with ``numbers``, these versions whatever the lens."""
        condition, parameters = lens.document_condition()
        if numbers is not None:
            condition = "document.number IN (SELECT value FROM json_each(:numbers))"
            parameters = {"numbers": json.dumps(sorted(numbers))}
        text = sql("documents_with_copies" if self._schema >= _COPIES_SINCE else "documents")
        for row in self.rows(text.replace("/*lens*/", condition), parameters):
            yield StoredDocument(**dict(zip(_DOCUMENT_FIELDS, row, strict=False)))

    @functools.cached_property
    def places(self) -> Places:
        """What tells where in a table a quote stands."""
        return Places(self.text)

    def text(self, number: int) -> str:
        """Return the text of a document version."""
        row = self.rows("SELECT text FROM document WHERE number = :number", {"number": number}).fetchone()
        if row is None:
            raise RecordError(f"{self.path}: no document version {number}")
        return str(row[0])

    def close(self) -> None:
        """Close the connection."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


_DOCUMENT_FIELDS = (
    "number", "address", "source", "kind", "title", "url", "publisher", "published", "retrieved", "language",
    "begins", "ends", "copy_of",
)  # fmt: skip
_COPIES_SINCE = 3
"""The schema of the record that knows of near copies."""


def _statement(row: tuple[object, ...]) -> StoredStatement:
    identity, document, subject, predicate, target, value, qualifiers, place, first, last, quote, method, sure = row
    return StoredStatement(
        id=identity.hex(),  # type: ignore[attr-defined]
        document=document,  # type: ignore[arg-type]
        subject=subject,  # type: ignore[arg-type]
        predicate=predicate,  # type: ignore[arg-type]
        object=target,  # type: ignore[arg-type]
        value=decode(value),  # type: ignore[arg-type]
        qualifiers=json.loads(qualifiers) if qualifiers else {},  # type: ignore[arg-type]
        span=Span(start=first, end=last, place=place),  # type: ignore[arg-type]
        quote=quote,  # type: ignore[arg-type]
        method=method,  # type: ignore[arg-type]
        confidence=sure,  # type: ignore[arg-type]
    )
