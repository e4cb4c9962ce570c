"""Versions of an address: which come after which, and from when until when each is in force.

The record keeps every sighting of a text at an address. Sightings are ordered by when they begin (published,
else retrieved), then by when they were retrieved, then by sequence; that the address was found empty parts them:
what was retrieved later stands behind it, whatever its date, and is in force again from when it was seen.
Neighbours of one text are one version, which begins with the first of them: so A, B, A makes three versions and
A, A, B two, in whatever order they are written.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from graph.record.types import Document

GONE = b"gone"
"""The digest of a version that says that the address holds nothing any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A text, by its digest, was read at an address."""

    published: str | None
    retrieved: str
    digest: bytes

    @property
    def gone(self) -> bool:
        """Whether nothing was found there."""
        return self.digest == GONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A version of an address: neighbouring sightings of one text."""

    begins: str
    sightings: tuple[Sighting, ...]
    """In order; the first gives the version its dates."""
    nth: int = 0
    """How many versions with the same text that begin at the same time come before it: A, B, A of one date."""

    @property
    def digest(self) -> bytes:
        """The digest of its text."""
        return self.sightings[0].digest

    @property
    def place(self) -> str:
        """Where it stands in its chain, for the ids of its statements: its beginning, and a count if need be."""
        return f"{self.begins} {self.nth}" if self.nth else self.begins


def sighting_of(document: Document, digest: bytes) -> Sighting:
    """Return the sighting that a document is."""
    return Sighting(published=document.published, retrieved=document.retrieved, digest=digest)


def arrange(sightings: Iterable[Sighting]) -> list[Version]:
    """Return the versions of an address, oldest first. Of sightings at one moment the later one given goes last."""
    found = list(sightings)
    empty = sorted(one.retrieved for one in found if one.gone)
    spans: dict[int, list[Sighting]] = defaultdict(list)
    for one in found:
        spans[bisect_left(empty, one.retrieved)].append(one)
    versions: list[Version] = []
    for at in sorted(spans):
        _add_span(versions, spans[at])
    return versions


def _add_span(versions: list[Version], span: list[Sighting]) -> None:
    """Add what was seen before the address was found empty, and that it was."""
    floor = versions[-1].begins if versions else ""
    texts = sorted((_begins(one, floor), one.retrieved, at) for at, one in enumerate(span) if not one.gone)
    for begins, _, at in texts:
        _add(versions, begins, span[at])
    for one in span:
        if one.gone and versions:  # nothing is gone before it was there, nor before it began
            _add(versions, max(one.retrieved, versions[-1].begins), one)


def _add(versions: list[Version], begins: str, sighting: Sighting) -> None:
    if versions and versions[-1].digest == sighting.digest:
        versions[-1] = replace(versions[-1], sightings=(*versions[-1].sightings, sighting))
        return
    nth = sum((old.begins, old.digest) == (begins, sighting.digest) for old in versions)
    versions.append(Version(begins=begins, sightings=(sighting,), nth=nth))


def _begins(sighting: Sighting, floor: str) -> str:
    """Return from when a sighting is in force: its publication date, else when it was retrieved.

    What came back after it was found gone at ``floor`` is in force from when it was seen again.
    """
    begins = sighting.published or sighting.retrieved
    return begins if begins > floor else max(sighting.retrieved, floor)
