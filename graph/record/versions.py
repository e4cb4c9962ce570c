"""Versions of an address: which come after which, and from when until when each is in force.

Versions are ordered by when they begin (published, else retrieved), then by when they were retrieved, then
by sequence. A text equal to the version before it in that order is no new version, and a version equal to
the one that now precedes it goes: so the chain does not depend on the order of writing.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from graph.ontology.dates import first_day
from graph.record import schema
from graph.record.types import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A version of an address, as far as its place in the chain needs it."""

    number: int
    begins: str
    retrieved: str
    digest: bytes
    reader: str
    gone: bool

    @property
    def order(self) -> tuple[str, str, int]:
        """The sorting key of the chain."""
        return (self.begins, self.retrieved, self.number)


def begins_of(document: Document) -> str:
    """Return from when a document is in force: its publication date, else when it was retrieved."""
    return document.published or document.retrieved


def chain_of(connection: Connection, address: str) -> list[Version]:
    """Return the versions of an address, oldest first."""
    columns = [schema.document.c[name] for name in ("number", "begins", "retrieved", "digest", "reader", "gone")]
    rows = connection.execute(select(*columns).where(schema.document.c.address == address))
    return sorted((Version(**row._mapping) for row in rows), key=lambda version: version.order)


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """The versions between which a text would stand."""

    before: Version | None
    after: Version | None


def neighbours(chain: list[Version], begins: str, retrieved: str) -> Neighbours:
    """Return what stands before and after a new version that begins and was retrieved at these times."""
    earlier = [version for version in chain if (version.begins, version.retrieved) <= (begins, retrieved)]
    later = chain[len(earlier) :]
    return Neighbours(before=earlier[-1] if earlier else None, after=later[0] if later else None)


def close_chain(connection: Connection, address: str) -> None:
    """Set the end of each version of an address to the beginning of the next."""
    chain = chain_of(connection, address)
    for version, following in zip(chain, [*chain[1:], None], strict=True):
        ends = following.begins if following else None
        connection.execute(
            update(schema.document)
            .where(schema.document.c.number == version.number)
            .values(ends=ends, ends_day=first_day(ends[:10]) if ends else None)
        )
