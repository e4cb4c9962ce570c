"""Judgements: made, undone, made again. They hang on content, so that a re-read document keeps them."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Row, RowMapping, bindparam, delete, func, select, text, update
from sqlalchemy.dialects.sqlite import insert

from graph.errors import RecordError
from graph.record import schema
from graph.record.changes import Keys, check_key, drop_unused_keys, log_change
from graph.record.clock import now
from graph.record.hashing import decode, encode, judgement_id
from graph.record.marks import NAME, NAMING, WHO, marks_of
from graph.record.reader import sql
from graph.record.types import Judgement

_TOLD = ("renamed", "value", "author_kind", "reason")
"""What a judgement made again may say anew."""


def make_judgement(connection: Connection, judgement: Judgement) -> str:
    """Record a judgement, or make an undone one again; return its id (hexadecimal).

    One that stands already, word for word, changes nothing. Raises RecordError for one that is not whole.
    """
    identity = judgement_id(judgement)
    row = _row(Keys(connection), judgement, identity)
    old = _stored(connection, identity)
    if old is not None and old["undone"] is None and all(old[name] == row[name] for name in _TOLD):
        return identity.hex()
    kept = {name: row[name] for name in (*_TOLD, "made", "undone")}
    statement = insert(schema.judgement).values(**row)
    connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=kept))
    marks = _marks(connection, row) | (set() if old is None else _marks(connection, old))
    log_change(connection, marks)
    return identity.hex()


def undo_judgement(connection: Connection, identity: str) -> None:
    """Undo a judgement by its id. It stays on record as undone. Raises RecordError for an unknown id."""
    try:
        key = bytes.fromhex(identity)
    except ValueError as error:
        raise RecordError(f"no judgement {identity} on record: an id has 32 digits from 0 to f") from error
    row = _stored(connection, key)
    if row is None:
        raise RecordError(f"no judgement {identity} on record")
    if row["undone"] is None:
        connection.execute(update(schema.judgement).where(schema.judgement.c.id == key).values(undone=now()))
        log_change(connection, _marks(connection, row))


def bring_judgements(
    connection: Connection, judgements: Iterable[Judgement], author: str, among: Collection[str] | None
) -> tuple[int, int, bool]:
    """Let the judgements whose authors begin with ``author`` be those given, on the keys ``among`` (None: on all).

    Others of such authors are undone; those on a key of which nothing else is said go for good, with the key, so that a
    forgotten name does not live on in them. Returns how many were made and undone, and whether any went for good. All
    is one change.
    """
    standing = _standing(connection, author, among)
    wanted = {judgement_id(judgement): judgement for judgement in judgements}
    fresh = {i: j for i, j in wanted.items() if i not in standing or not _is_told(standing[i], j)}
    gone = [row for identity, row in standing.items() if identity not in wanted]
    marks = {WHO + key for row in gone for key in row[-2:]}
    marks |= {WHO + key for judgement in fresh.values() for key in (judgement.left, judgement.right)}
    if fresh:
        keys = Keys(connection, (key for judgement in fresh.values() for key in _sides(judgement)))
        made = insert(schema.judgement)
        told = {name: made.excluded[name] for name in (*_TOLD, "made", "undone")}
        rows = [_row(keys, judgement, identity) for identity, judgement in fresh.items()]
        connection.execute(made.on_conflict_do_update(index_elements=["id"], set_=told), rows)
    if gone:
        undone = update(schema.judgement).where(schema.judgement.c.id == bindparam("of"))
        connection.execute(undone.values(undone=now()), [{"of": row.id} for row in gone])
    swept = _sweep(connection, author)
    if marks:
        log_change(connection, marks)
    return len(fresh), len(gone), swept


def _standing(connection: Connection, author: str, among: Collection[str] | None) -> dict[bytes, Row[Any]]:
    """Return the judgements in force whose authors begin so, by id; their two keys stand last."""
    one, other = schema.key.alias(), schema.key.alias()
    asked = (
        select(schema.judgement, one.c.text, other.c.text)
        .join(one, one.c.number == schema.judgement.c.subject)
        .join(other, other.c.number == schema.judgement.c.object)
        .where(schema.judgement.c.undone.is_(None), func.substr(schema.judgement.c.author, 1, len(author)) == author)
    )
    rows = {row.id: row for row in connection.execute(asked)}
    return {i: row for i, row in rows.items() if among is None or row[-2] in among or row[-1] in among}


def _is_told(row: Row[Any], judgement: Judgement) -> bool:
    told = (judgement.renamed, encode(judgement.value), judgement.author_kind, judgement.reason)
    return tuple(getattr(row, name) for name in _TOLD) == told


def _sweep(connection: Connection, author: str) -> bool:
    """Delete judgements on keys of which nothing is said but by judgements whose authors begin so, and these keys.

    Returns whether there were any.
    """
    rows = connection.execute(text(sql("idle")), {"author": author}).all()
    if rows:
        connection.execute(
            delete(schema.judgement).where(schema.judgement.c.id == bindparam("of")), [{"of": row.id} for row in rows]
        )
        drop_unused_keys(connection, {row.text for row in rows})
    return bool(rows)


def forget_claims(connection: Connection, address: str) -> tuple[set[str], set[str]]:
    """Delete the judgements on what the document at ``address`` claims; return what they touch, and their keys."""
    of_address = schema.judgement.c.address == address
    rows = [row._mapping for row in connection.execute(select(schema.judgement).where(of_address))]
    marks = {mark for row in rows if row["undone"] is None for mark in _marks(connection, row)}
    keys = {_text(connection, row[name]) for row in rows for name in ("subject", "object")} - {""}
    connection.execute(delete(schema.judgement).where(of_address))
    return marks, keys


def _stored(connection: Connection, identity: bytes) -> RowMapping | None:
    found = connection.execute(select(schema.judgement).where(schema.judgement.c.id == identity)).first()
    return None if found is None else found._mapping


def _row(keys: Keys, judgement: Judgement, identity: bytes) -> dict[str, object]:
    first, second = _sides(judgement)
    numbers = keys.intern(key for key in (first, second) if key)
    claim = judgement.claim
    return {
        "id": identity,
        "kind": judgement.kind,
        "subject": numbers[first],
        "object": numbers.get(second),
        "renamed": judgement.renamed,
        "predicate": claim.predicate if claim else None,
        "said": claim.said if claim else None,
        "address": claim.address if claim else None,
        "value": encode(judgement.value),
        "author": judgement.author,
        "author_kind": judgement.author_kind,
        "reason": judgement.reason,
        "made": now(),
        "undone": None,
    }


def _marks(connection: Connection, row: Mapping[str, object] | RowMapping) -> set[str]:
    """Return what a judgement touches: who is who, or what a statement says."""
    first, second = (_text(connection, row[name]) for name in ("subject", "object"))
    if row["predicate"] is None:
        return {WHO + first, WHO + (second or first)}
    predicate, said, instead = str(row["predicate"]), str(row["said"]), row["value"]
    marks = marks_of(first, second or None, predicate, None if second else decode(said))
    if predicate in NAMING and instead is not None:
        marks |= {mark for mark in marks_of(first, None, predicate, decode(str(instead))) if mark[0] == NAME}
    return marks


def _text(connection: Connection, number: object) -> str:
    return connection.execute(select(schema.key.c.text).where(schema.key.c.number == number)).scalar() or ""


def _sides(judgement: Judgement) -> tuple[str, str]:
    """Return the keys that a judgement is about; the second is empty where a claim says a value."""
    if judgement.claim is not None and judgement.kind in ("accept", "edit", "reject"):
        said = judgement.claim.said if ":" in judgement.claim.said and judgement.claim.said[0] not in '"[{' else ""
        return check_key(judgement.claim.subject), check_key(said) if said else ""
    if judgement.claim is not None or not judgement.left or not judgement.right:
        needed = "two keys and no claim" if judgement.kind in ("same", "different") else "a claim"
        raise RecordError(f"a judgement '{judgement.kind}' needs {needed}")
    left, right = sorted((judgement.left, judgement.right))
    return check_key(left), check_key(right)
