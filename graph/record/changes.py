"""The change log: every transaction that matters to a view gets a number and the tokens of what it touched."""

from collections.abc import Iterable

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from graph.errors import RecordError
from graph.record import schema
from graph.record.clock import now
from graph.record.database import get_meta
from graph.record.hashing import token

_CHUNK = 500


def log_change(connection: Connection, marked: Iterable[str]) -> int:
    """Log a change that touches marked keys (a mark, then the key); return its number. Only opaque tokens are kept."""
    salt = bytes.fromhex(get_meta(connection, "salt") or "")
    number = connection.execute(schema.change.insert().values(made=now())).inserted_primary_key
    change = int(number[0]) if number is not None else 0
    rows = [{"change": change, "token": token(salt, key)} for key in sorted(set(marked))]
    if rows:
        connection.execute(insert(schema.touched).on_conflict_do_nothing(), rows)
    return change


def last_change(connection: Connection) -> int:
    """Return the number of the last change, 0 for none."""
    return connection.execute(select(func.max(schema.change.c.number))).scalar() or 0


def check_key(key: str) -> str:
    """Return a key if it is written as keys are, else raise RecordError: two forms of one key would be two keys."""
    prefix, colon, value = key.partition(":")
    if not prefix or not colon or not value or value != value.strip():
        raise RecordError(f"{key!r} is not a key: write scheme:value or Label:name, with no blanks around the value")
    return key


class Keys:
    """The numbers of keys, asked for once in a transaction; a key gets its number when something needs it."""

    def __init__(self, connection: Connection, texts: Iterable[str] = ()) -> None:
        self._connection = connection
        self._asked = set(texts)
        self._numbers = _numbers(connection, sorted(self._asked))

    def intern(self, texts: Iterable[str]) -> dict[str, int]:
        """Return the number of each key, making those that are new."""
        wanted = set(texts)
        self._numbers |= _numbers(self._connection, sorted(wanted - self._asked))
        self._asked |= wanted
        missing = sorted(wanted - self._numbers.keys())
        if missing:
            self._connection.execute(schema.key.insert(), [{"text": text} for text in missing])
            self._numbers |= _numbers(self._connection, missing)
        return {text: self._numbers[text] for text in wanted}


def _numbers(connection: Connection, texts: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at in range(0, len(texts), _CHUNK):
        chunk = texts[at : at + _CHUNK]
        rows = connection.execute(select(schema.key.c.text, schema.key.c.number).where(schema.key.c.text.in_(chunk)))
        found |= {row.text: row.number for row in rows}
    return found


def drop_unused_keys(connection: Connection, keys: set[str]) -> None:
    """Delete those of ``keys`` that no statement and no judgement uses."""
    used = (
        select(schema.statement.c.number)
        .where((schema.statement.c.subject == schema.key.c.number) | (schema.statement.c.object == schema.key.c.number))
        .exists()
    )
    judged = (
        select(schema.judgement.c.id)
        .where((schema.judgement.c.subject == schema.key.c.number) | (schema.judgement.c.object == schema.key.c.number))
        .exists()
    )
    for text in sorted(keys):
        connection.execute(delete(schema.key).where((schema.key.c.text == text) & ~used & ~judged))
