"""Reads of the record that a view needs: tallies, parts played, names borne, judged claims."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from graph.record.hashing import decode, encode
from graph.record.lens import NOW, Lens
from graph.record.reader import RecordReader, sql
from graph.record.scope import exclusion
from graph.record.types import ReadFile, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdicts:
    """What judgements on claims mean for single statements, by statement number and id."""

    rejected: frozenset[int]
    edited: dict[str, Value]
    """The value that a person put in place of a statement's own, by statement id."""
    upheld: frozenset[str]
    """Ids of statements that a person accepted or edited."""


def verdicts(reader: RecordReader) -> Verdicts:
    """Return which statements a person rejected, edited or accepted."""
    rejected, edited, upheld = set[int](), dict[str, Value](), set[str]()
    for judgement in reader.judgements():
        if judgement.predicate is None:
            continue
        claim = {"subject": judgement.left, "predicate": judgement.predicate, "said": judgement.said}
        for number, identity in reader.rows(sql("claimed"), {**claim, "address": judgement.address}):
            if judgement.kind == "reject":
                rejected.add(number)
            else:
                upheld.add(identity.hex())
                if judgement.kind == "edit" and judgement.value is not None:
                    edited[identity.hex()] = judgement.value
    return Verdicts(rejected=frozenset(rejected), edited=edited, upheld=frozenset(upheld))


def told_of(reader: RecordReader, document: int, predicate: str) -> tuple[str, ...]:
    """Return the keys of which a document version states something by a predicate."""
    return tuple(key for (key,) in reader.rows(sql("told_of"), {"document": document, "predicate": predicate}))


def tallies(
    reader: RecordReader, lens: Lens = NOW, keys: Collection[int] | None = None, rejected: Collection[int] = ()
) -> Iterator[tuple[int, int, int]]:
    """Yield key, document version and how many statements of it have the key as subject or object."""
    yield from _of_keys(reader, "tallies", lens, keys, rejected)


def parts_played(
    reader: RecordReader, lens: Lens = NOW, keys: Collection[int] | None = None, rejected: Collection[int] = ()
) -> Iterator[tuple[int, str, str]]:
    """Yield key, edge type and "source" or "target" for the ends of edges."""
    yield from _of_keys(reader, "parts_played", lens, keys, rejected)


def _of_keys(
    reader: RecordReader, name: str, lens: Lens, keys: Collection[int] | None, rejected: Collection[int]
) -> Iterator[tuple]:  # type: ignore[type-arg]
    condition, parameters = lens.condition()
    excluded, more = exclusion(rejected)
    text = sql(name).replace("/*lens*/", condition).replace("/*excluded*/", excluded)
    if keys is not None:
        for slot, column in (("/*subjects*/", "subject"), ("/*objects*/", "object")):
            text = text.replace(slot, f"AND statement.{column} IN (SELECT value FROM json_each(:keys))")
        parameters = {**parameters, "keys": json.dumps(sorted(keys))}
    yield from reader.rows(text, {**parameters, **more})


def names_borne(reader: RecordReader, verdicts: Verdicts) -> list[tuple[str, str]]:
    """Return key and name for every statement in force that a thing bears a name. Lenses do not narrow names."""
    excluded, parameters = exclusion(verdicts.rejected)
    rows = reader.rows(sql("named").replace("/*excluded*/", excluded), parameters)
    return [(key, str(verdicts.edited.get(identity.hex(), decode(name)))) for key, identity, name in rows]


def said_of(object_key: str | None, value: Value | None) -> str:
    """Return what a claim says: the object's key, or the value as JSON."""
    return object_key if object_key is not None else encode(value) or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenVersion:
    """The version of an address that is in force now, as far as telling whether it changed needs it."""

    digest: bytes
    reader: str


def open_versions(reader: RecordReader, below: str) -> dict[str, OpenVersion]:
    """Return the versions in force of the address ``below`` and of all addresses under it, by address."""
    rows = reader.rows(sql("open_versions"), _under(below))
    return {address: OpenVersion(digest=digest, reader=by) for address, digest, by in rows}


def read_files(reader: RecordReader, below: str) -> dict[str, ReadFile]:
    """Return the files that were read to the end at the address ``below`` and under it, by address."""
    rows = reader.rows(sql("read_files"), _under(below))
    return {address: ReadFile(address=address, digest=digest, documents=held) for address, digest, held in rows}


def _under(address: str) -> dict[str, str]:
    """Return the parameters that stand for an address, the records in it and all addresses below it."""
    return {"address": address, "below": address.rstrip("/") + "/", "inside": address + "#"}
