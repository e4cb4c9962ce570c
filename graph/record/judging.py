"""Judgements: made, undone, made again. They hang on content, so that a re-read document keeps them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    bindparam,
    delete,
    false,
    func,
    or_,
    select,
    text,
    update,
)
from sqlalchemy import Row as SqlRow
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
_CHUNK = 500
Row = Mapping[str, object] | RowMapping
"""A judgement as it is, or is to be, on record."""


def make_judgement(connection: Connection, judgement: Judgement) -> str:
    """Record a judgement, or make an undone one again; return its id (hexadecimal).

    One that stands already, word for word, changes nothing. Raises RecordError for one that is not whole.
    """
    (identity,) = make_judgements(connection, [judgement])
    return identity


def make_judgements(connection: Connection, judgements: Iterable[Judgement]) -> list[str]:
    """Record judgements as ``make_judgement`` does, by one change; return their ids in order.

    Many are written together: a statement to the database for each costs more than all that is in it.
    """
    whole = [(judgement_id(one), one, _sides(one)) for one in judgements]
    numbers = Keys(connection).intern({key for _, _, sides in whole for key in sides if key})
    rows = {identity: _row(numbers, one, identity, sides) for identity, one, sides in whole}
    held = _stored(connection, list(rows))
    fresh = [row for identity, row in rows.items() if not _stands(held.get(identity), row)]
    if fresh:
        statement = insert(schema.judgement)
        anew = {name: statement.excluded[name] for name in (*_TOLD, "made", "undone")}
        connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=anew), fresh)
        replaced = [held[identity] for row in fresh if (identity := row["id"]) in held]
        log_change(connection, _marks(connection, [*fresh, *replaced]))
    return [identity.hex() for identity, _, _ in whole]


def _stands(old: Mapping[str, object] | RowMapping | None, row: Mapping[str, object]) -> bool:
    return old is not None and old["undone"] is None and all(old[name] == row[name] for name in _TOLD)


def undo_judgement(connection: Connection, identity: str) -> None:
    """Undo a judgement by its id. It stays on record as undone. Raises RecordError for an unknown id."""
    undo_judgements(connection, [identity])


def undo_judgements(connection: Connection, identities: Iterable[str]) -> None:
    """Undo judgements as ``undo_judgement`` does, by one change."""
    keys = [_key(identity) for identity in identities]
    rows = _stored(connection, keys)
    for key in keys:
        if key not in rows:
            raise RecordError(f"no judgement {key.hex()} on record")
    standing = [row for row in rows.values() if row["undone"] is None]
    if standing:
        for row in standing:
            connection.execute(update(schema.judgement).where(schema.judgement.c.id == row["id"]).values(undone=now()))
        log_change(connection, _marks(connection, standing))


def _key(identity: str) -> bytes:
    try:
        return bytes.fromhex(identity)
    except ValueError as error:
        raise RecordError(f"no judgement {identity} on record: an id has 32 digits from 0 to f") from error


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
        sides = {identity: _sides(judgement) for identity, judgement in fresh.items()}
        numbers = keys.intern({key for pair in sides.values() for key in pair if key})
        rows = [_row(numbers, judgement, identity, sides[identity]) for identity, judgement in fresh.items()]
        connection.execute(made.on_conflict_do_update(index_elements=["id"], set_=told), rows)
    if gone:
        undone = update(schema.judgement).where(schema.judgement.c.id == bindparam("of"))
        connection.execute(undone.values(undone=now()), [{"of": row.id} for row in gone])
    swept = _sweep(connection, author)
    if marks:
        log_change(connection, marks)
    return len(fresh), len(gone), swept


def _standing(connection: Connection, author: str, among: Collection[str] | None) -> dict[bytes, SqlRow[Any]]:
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


def _is_told(row: SqlRow[Any], judgement: Judgement) -> bool:
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
    return _forget(connection, schema.judgement.c.address == address)


def forget_judgements(connection: Connection, author: str, reasons: Iterable[str]) -> tuple[set[str], set[str]]:
    """Delete the judgements of an author, undone ones too, whose reason begins with one of ``reasons``.

    Returns what they touch, and their keys.
    """
    column = schema.judgement.c.reason
    begun = or_(false(), *(func.substr(column, 1, len(reason)) == reason for reason in reasons))
    return _forget(connection, (schema.judgement.c.author == author) & begun)


def _forget(connection: Connection, which: ColumnElement[bool]) -> tuple[set[str], set[str]]:
    rows = [row._mapping for row in connection.execute(select(schema.judgement).where(which))]
    marks = _marks(connection, [row for row in rows if row["undone"] is None])
    keys = set(_texts(connection, rows).values())
    connection.execute(delete(schema.judgement).where(which))
    return marks, keys


def _stored(connection: Connection, identities: Sequence[bytes]) -> dict[object, Row]:
    found: dict[object, Row] = {}
    for at in range(0, len(identities), _CHUNK):
        chunk = schema.judgement.c.id.in_(identities[at : at + _CHUNK])
        found |= {row.id: row._mapping for row in connection.execute(select(schema.judgement).where(chunk))}
    return found


def _row(
    numbers: Mapping[str, int], judgement: Judgement, identity: bytes, sides: tuple[str, str]
) -> dict[str, object]:
    first, second = sides
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


def _marks(connection: Connection, rows: Sequence[Row]) -> set[str]:
    """Return what judgements touch: who is who, or what statements say."""
    texts = _texts(connection, rows)
    return {mark for row in rows for mark in _marks_of(row, texts)}


def _marks_of(row: Row, texts: Mapping[object, str]) -> set[str]:
    first, second = (texts.get(row[name], "") for name in ("subject", "object"))
    if row["predicate"] is None:
        return {WHO + first, WHO + (second or first)}
    predicate, said, instead = str(row["predicate"]), str(row["said"]), row["value"]
    marks = marks_of(first, second or None, predicate, None if second else decode(said))
    if predicate in NAMING and instead is not None:
        marks |= {mark for mark in marks_of(first, None, predicate, decode(str(instead))) if mark[0] == NAME}
    return marks


def _texts(connection: Connection, rows: Sequence[Row]) -> dict[object, str]:
    """Return the texts of the keys that judgements name, by number."""
    numbers = sorted({int(str(row[name])) for row in rows for name in ("subject", "object") if row[name] is not None})
    found: dict[object, str] = {}
    for at in range(0, len(numbers), _CHUNK):
        named = select(schema.key.c.number, schema.key.c.text).where(schema.key.c.number.in_(numbers[at : at + _CHUNK]))
        found |= {row.number: row.text for row in connection.execute(named)}
    return found


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
