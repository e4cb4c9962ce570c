"""An index of the keys on record by the forms that they share: a view of the record, thrown away and made anew at will.

It holds numbers and keyed hashes alone, so that nothing of a forgotten document can be read in it.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from types import TracebackType
from typing import Self

from graph.errors import ViewError

ACCOUNT = "@"
"""Begins the form that all ids of one account share; it makes nothing one."""

_CHANGE, _LAST = "change", "last key"
_MANY = 2_000
"""For more, reading all of them once is quicker than a look-up for each."""
_AMONG = "IN (SELECT value FROM json_each(?))"


def _schema() -> str:
    return resources.files("graph.identity").joinpath("sql", "index.sql").read_text("utf-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    """A key as the index is to hold it. ``forms`` are hashes; those of accounts begin with ``ACCOUNT``."""

    number: int
    digest: str
    label: str
    forms: frozenset[str]


class FormIndex:
    """The index at a path, open for writing; nothing is kept unless ``commit`` is called.

    One that bears another ``stamp``, or is damaged, is emptied. Raises ViewError where the file cannot be written.
    One process at a time: the caller holds a lock.
    """

    def __init__(self, path: Path, stamp: str) -> None:
        self._path, self._stamp = path, stamp
        self._read: tuple[Mapping[str, set[int]], Mapping[int, set[str]]] | None = None
        try:
            self._open()
            if self._value("stamp") != stamp:
                self._empty()
        except sqlite3.DatabaseError:
            self._empty()

    def _open(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(self._path, isolation_level=None)
        self._db.execute("BEGIN IMMEDIATE")

    def _empty(self) -> None:
        """Make the file anew."""
        self._db.close()
        try:
            self._path.unlink(missing_ok=True)
            self._open()
            for statement in (
                resources.files("graph.identity").joinpath("sql", "index.sql").read_text("utf-8").split(";")
            ):
                self._db.execute(statement)
            self._db.execute("INSERT INTO stamp VALUES ('stamp', ?)", (self._stamp,))
        except (OSError, sqlite3.Error) as error:
            raise ViewError(
                f"{self._path}: cannot be written ({error}); free the file or the disk and retry"
            ) from error

    def _value(self, name: str) -> str | None:
        row = self._db.execute("SELECT value FROM stamp WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    @property
    def change(self) -> int | None:
        """The change of the record up to which judgements were made; None for an index that is empty."""
        found = self._value(_CHANGE)
        return None if found is None else int(found)

    @property
    def last_key(self) -> int:
        """The highest number of a key that was met."""
        return int(self._value(_LAST) or 0)

    def commit(self, change: int, last_key: int) -> None:
        """Keep what was done, stamped with a change of the record."""
        stamps = [(_CHANGE, str(change)), (_LAST, str(last_key))]
        self._db.executemany("INSERT OR REPLACE INTO stamp VALUES (?, ?)", stamps)
        self._db.execute("COMMIT")
        self._db.execute("BEGIN IMMEDIATE")

    def put(self, keys: Collection[Indexed]) -> None:
        """Hold keys in place of what was held of them."""
        self._read = None
        numbers = [(key.number,) for key in keys]
        self._db.executemany("DELETE FROM block WHERE key = ?", numbers)
        self._db.executemany(
            "INSERT INTO held VALUES (?, ?, ?, NULL)"
            " ON CONFLICT (key) DO UPDATE SET digest = excluded.digest, label = excluded.label",
            [(key.number, key.digest, key.label) for key in keys],
        )
        rows = sorted((form, key.number) for key in keys for form in key.forms)
        self._db.executemany("INSERT INTO block VALUES (?, ?)", rows)

    def drop(self, numbers: Collection[int]) -> None:
        """Hold keys no more."""
        self._read = None
        for table in ("block", "held"):
            self._db.executemany(f"DELETE FROM {table} WHERE key = ?", [(number,) for number in numbers])

    def met(self, digests: Iterable[str]) -> set[int]:
        """Return the numbers of keys by the hashes that the change log has of them."""
        return {row[0] for row in self._rows(f"SELECT key FROM held WHERE digest {_AMONG}", digests)}

    def labelled(self, label: str) -> set[int]:
        """Return the keys with a label that are held."""
        return {row[0] for row in self._db.execute("SELECT key FROM held WHERE label = ?", (label,))}

    def forms(self, numbers: Collection[int]) -> set[str]:
        """Return the forms of keys."""
        if len(numbers) > _MANY:
            return set().union(*(self._whole[1][number] for number in numbers if number in self._whole[1]))
        return {row[0] for row in self._rows(f"SELECT DISTINCT form FROM block WHERE key {_AMONG}", numbers)}

    def blocks(self, forms: Collection[str]) -> Mapping[str, set[int]]:
        """Return the keys that have each form."""
        if len(forms) > _MANY:
            return {form: self._whole[0][form] for form in forms if form in self._whole[0]}
        found: dict[str, set[int]] = defaultdict(set)
        for form, key in self._rows(f"SELECT form, key FROM block WHERE form {_AMONG}", forms):
            found[form].add(key)
        return found

    @property
    def _whole(self) -> tuple[Mapping[str, set[int]], Mapping[int, set[str]]]:
        """All keys by form, and all forms by key: read once, for who asks for many."""
        if self._read is None:
            keys, forms = defaultdict[str, set[int]](set), defaultdict[int, set[str]](set)
            for form, key in self._db.execute("SELECT form, key FROM block"):
                keys[form].add(key)
                forms[key].add(form)
            self._read = dict(keys), dict(forms)
        return self._read

    def who(self, numbers: Iterable[int]) -> dict[int, str | None]:
        """Return who each key was when that was last put."""
        return dict(self._rows(f"SELECT key, who FROM held WHERE key {_AMONG}", numbers))

    def put_who(self, told: Mapping[int, str]) -> None:
        """Remember who keys are."""
        self._db.executemany("UPDATE held SET who = ? WHERE key = ?", [(who, key) for key, who in told.items()])

    def _rows(self, text: str, values: Iterable[int] | Iterable[str]) -> sqlite3.Cursor:
        return self._db.execute(text, (json.dumps(sorted(values)),))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()
