"""What a home holds of the reference, as its settings say; every command looks here before it begins."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.record.reader import RecordReader

if TYPE_CHECKING:
    from ingest.reference import Which

LEVEL = "reference"
"""The setting of a home that says how much of the reference it was told to hold."""
DIGEST = "reference digest"
"""The setting of a home that says which reference data it holds; missing until they have been read whole."""
READ = "reference read"
"""The setting of a home that says when its reference data were last brought up to date."""
FORGOTTEN = "reference forgotten"
"""The setting of a home that lists, as hashes which tell nothing, the entries that its owner had forgotten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a home holds of the reference."""

    level: "Which | None"
    """What it was told to hold; None: it was told nothing, which is "full" where nothing is on record yet."""
    digest: str | None
    read: str | None
    """When it was last brought up to date, ISO date and time in UTC."""
    forgotten: frozenset[str]

    @property
    def wanted(self) -> "Which":
        """How much the home is to hold: what it was told, by default all."""
        return self.level or "full"


def held_of(reader: RecordReader) -> Held:
    """Return what a home holds of the reference."""
    told = reader.meta(f"setting {LEVEL}")
    level: Which | None = next((which for which in ("full", "names", "none") if which == told), None)
    forgotten = json.loads(reader.meta(f"setting {FORGOTTEN}") or "[]")
    return Held(
        level=level,
        digest=reader.meta(f"setting {DIGEST}"),
        read=reader.meta(f"setting {READ}"),
        forgotten=frozenset(map(str, forgotten)),
    )


def is_unfinished(reader: RecordReader) -> bool:
    """Say whether a home was being made when that was cut off: it is empty or was told, and has not read all."""
    held = held_of(reader)
    return held.digest is None and (held.level is not None or reader.last_change() == 0)
