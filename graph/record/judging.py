"""Judgements: made, undone, made again. They hang on content, so that a re-read document keeps them."""

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects.sqlite import insert

from graph.errors import RecordError
from graph.record import schema
from graph.record.changes import intern, log_change
from graph.record.clock import now
from graph.record.hashing import encode, judgement_id
from graph.record.marks import WHO, marks_of
from graph.record.types import Judgement


def make_judgement(connection: Connection, judgement: Judgement) -> str:
    """Record a judgement, or make an undone one again; return its id (hexadecimal)."""
    identity = judgement_id(judgement)
    first, second = _sides(judgement)
    numbers = intern(connection, [key for key in (first, second) if key])
    claim = judgement.claim
    row = {
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
    statement = insert(schema.judgement).values(**row)
    kept = {name: row[name] for name in ("renamed", "value", "reason", "made", "undone")}
    connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=kept))
    log_change(connection, _marks(judgement.claim is not None, first, second or None))
    return identity.hex()


def undo_judgement(connection: Connection, identity: str) -> None:
    """Undo a judgement by its id. It stays on record as undone. Raises RecordError for an unknown id."""
    row = connection.execute(
        select(schema.judgement.c.subject, schema.judgement.c.object, schema.judgement.c.predicate).where(
            schema.judgement.c.id == bytes.fromhex(identity)
        )
    ).first()
    if row is None:
        raise RecordError(f"no judgement {identity} on record")
    connection.execute(
        update(schema.judgement).where(schema.judgement.c.id == bytes.fromhex(identity)).values(undone=now())
    )
    sides = [_text(connection, number) for number in (row.subject, row.object)]
    log_change(connection, _marks(row.predicate is not None, sides[0] or "", sides[1]))


def _text(connection: Connection, number: int | None) -> str | None:
    return connection.execute(select(schema.key.c.text).where(schema.key.c.number == number)).scalar()


def _marks(on_claim: bool, first: str, second: str | None) -> set[str]:
    if on_claim:
        return marks_of(first, second)
    return {WHO + first, WHO + (second or first)}


def _sides(judgement: Judgement) -> tuple[str, str]:
    if judgement.claim is not None:
        said = judgement.claim.said if ":" in judgement.claim.said and judgement.claim.said[0] not in '"[{' else ""
        return judgement.claim.subject, said
    if not judgement.left or not judgement.right:
        raise RecordError(f"a judgement '{judgement.kind}' needs two keys")
    left, right = sorted((judgement.left, judgement.right))
    return left, right
