"""The chain of an address on record, brought to what one more sighting makes of it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Column, Connection, RowMapping, delete, select, update

from graph.ontology.dates import first_day
from graph.record import parts, schema
from graph.record.changes import Keys
from graph.record.hashing import document_key
from graph.record.marks import PAGE
from graph.record.parts import Waiting
from graph.record.types import Document, Outcome, Reading
from graph.record.versions import Sighting, Version, arrange


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A version as it stands on record."""

    number: int
    reader: str
    begins: str
    ends: str | None
    sightings: tuple[Sighting, ...]


def links_of(connection: Connection, address: str) -> list[Link]:
    """Return the versions of an address as they stand on record, in the order of writing."""
    rows = connection.execute(select(*link_columns()).where(schema.document.c.address == address))
    return sorted((link_of(row._mapping) for row in rows), key=lambda link: link.number)


def link_columns() -> list[Column[object]]:
    """Return the columns of a document that ``link_of`` needs."""
    names = ("number", "published", "retrieved", "digest", "reader", "begins", "ends", "seen")
    return [schema.document.c[name] for name in names]


def link_of(row: Mapping[str, object] | RowMapping) -> Link:
    """Return a version as it stands on record."""
    digest = row["digest"]
    assert isinstance(digest, bytes)
    dates = [(row["published"], row["retrieved"]), *json.loads(str(row["seen"]))]
    return Link(
        number=int(str(row["number"])),
        reader=str(row["reader"]),
        begins=str(row["begins"]),
        ends=None if row["ends"] is None else str(row["ends"]),
        sightings=tuple(Sighting(published=p, retrieved=str(r), digest=digest) for p, r in dates),
    )


def arranged(links: Sequence[Link]) -> list[Version]:
    """Return the versions that the sightings on record make, oldest first."""
    return arrange(sighting for link in links for sighting in link.sightings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What placing a sighting did."""

    outcome: Outcome
    touched: frozenset[str]
    """What it touched, each with its mark."""
    dropped: frozenset[str] = frozenset()
    """Keys of statements that were dropped; perhaps nothing uses them any more."""


def place(
    connection: Connection,
    keys: Keys,
    waiting: Waiting,
    sighting: Sighting,
    document: Document,
    reading: Reading | None,
) -> Placed:
    """Add a sighting to the chain of its address, with what was read from it; None where nothing was found there."""
    waiting.flush()
    links = links_of(connection, document.address)
    owners = {one: link for link in links for one in link.sightings}
    known = owners.get(sighting)
    if known is not None and (reading is None or known.reader == document.reader):
        return Placed(outcome="unchanged", touched=frozenset())
    versions = arrange([*owners, *([] if known else [sighting])])
    places = {version.sightings[0]: version.place for version in arrange(owners)}
    plan = [_planned(version, owners, places, sighting, document.reader) for version in versions]
    kept = {step.keeps.number for step in plan if step.keeps}
    removed = [link for link in links if link.number not in kept]
    touched = parts.marks_on_record(connection, [link.number for link in removed])
    copies = [_copied(connection, step) for step in plan]
    dropped = parts.keys_of(connection, [link.number for link in removed])
    for link in removed:
        drop_version(connection, link.number)
    puts = [_Put(step=s, content=c if s.copies else reading) for s, c in zip(plan, copies, strict=True)]
    numbers = [_put(connection, keys, waiting, put, document) for put in puts]
    waiting.flush()
    moved = _close(connection, plan, numbers)
    fresh = {number: put.content for number, put in zip(numbers, puts, strict=True) if put.step.keeps is None}
    touched |= parts.marks_on_record(connection, [number for number in moved if number not in fresh])
    touched |= {mark for content in fresh.values() if content is not None for mark in parts.marks_in(content)}
    if removed or moved:
        touched |= {PAGE + document_key(document.address)}
    outcome: Outcome = ("changed" if links else "new") if touched else "unchanged"
    return Placed(outcome=outcome, touched=frozenset(touched), dropped=frozenset(dropped))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """How one version of the new chain comes to stand."""

    version: Version
    keeps: Link | None = None
    """The version on record that it is already."""
    copies: Link | None = None
    """The version on record with its text, which stands at other dates; None for both: it is read now."""


def _planned(
    version: Version, owners: Mapping[Sighting, Link], places: Mapping[Sighting, str], sighting: Sighting, reader: str
) -> _Step:
    """``places``: where the versions on record stand, by their first sighting."""
    found = [owners[one] for one in version.sightings if one in owners]
    first = version.sightings[0]
    if sighting in version.sightings and (first == sighting or not found or found[0].reader != reader):
        return _Step(version=version)
    holder = owners.get(first, found[0])
    if places.get(first) == version.place:
        return _Step(version=version, keeps=holder)
    return _Step(version=version, copies=holder)


def _copied(connection: Connection, step: _Step) -> Reading | None:
    """Return what was read from a version that is to stand at other dates."""
    if step.copies is None or step.version.sightings[0].gone:
        return None
    return parts.reading_of(connection, step.copies.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Put:
    """A step, and what stands in its version; None where nothing was found."""

    step: _Step
    content: Reading | None


def _put(connection: Connection, keys: Keys, waiting: Waiting, put: _Put, document: Document) -> int:
    """Let a version stand as planned; return its number."""
    version, kept = put.step.version, put.step.keeps
    seen = json.dumps([[one.published, one.retrieved] for one in version.sightings[1:]])
    if kept is not None:
        if kept.sightings != version.sightings:
            held = schema.document.c.number == kept.number
            connection.execute(update(schema.document).where(held).values(seen=seen))
        return kept.number
    first = version.sightings[0]
    found = put.content.document if put.content else document
    dated = replace(found, published=first.published, retrieved=first.retrieved)
    return parts.insert_version(connection, keys, waiting, dated, version, seen, put.content)


def _close(connection: Connection, plan: Sequence[_Step], numbers: Sequence[int]) -> list[int]:
    """Let each version end where the next begins; return the numbers of those that are new or end anew."""
    moved = []
    followers = [*(step.version.begins for step in plan[1:]), None]
    for step, number, ends in zip(plan, numbers, followers, strict=True):
        if step.keeps is None or step.keeps.ends != ends:
            moved.append(number)
        if (step.keeps.ends if step.keeps else None) != ends:
            values = {"ends": ends, "ends_day": first_day(ends[:10]) if ends else None}
            connection.execute(update(schema.document).where(schema.document.c.number == number).values(**values))
    return moved


def drop_version(connection: Connection, number: int) -> None:
    """Delete a version and all that was read from it."""
    for table in (schema.statement, schema.passage, schema.leftover, schema.unread):
        connection.execute(delete(table).where(table.c.document == number))
    connection.execute(delete(schema.document).where(schema.document.c.number == number))
