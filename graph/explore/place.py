"""Where a home keeps things, and where its graph is."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from graph.record.lens import Lens


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A home and the graph it is looked at through."""

    home: Path
    server: str | None = None
    """The address of a graph on a server; None: the embedded engine below the home."""
    username: str = "neo4j"
    password: str = field(default="", repr=False)
    database: str | None = None

    @property
    def record(self) -> Path:
        """The record: the one truth."""
        return self.home / "record.db"

    @property
    def views(self) -> Path:
        """The folder of views, disposable."""
        return self.home / "views"

    @property
    def engine(self) -> Path:
        """The root folder of the embedded engine."""
        return self.views / "engine"

    @property
    def names(self) -> Path:
        """The file of the names view."""
        return self.views / "names.db"

    @property
    def index(self) -> Path:
        """The folder of the index of passages."""
        return self.views / "index"

    @property
    def vectors(self) -> Path:
        """The file of vectors by their texts; the index is made of them."""
        return self.views / "vectors.db"

    def lock(self, lens: Lens) -> Path:
        """Return the lock file of a view: one process writes it at a time."""
        if not lens.plain:
            return self.views / f"{lens_database(lens)}.lock"
        told = "graph" if self.server is None else "server-" + _short(f"{self.server} {self.database}")
        return self.views / f"{told}.lock"


def lens_database(lens: Lens) -> str:
    """Return the name of the embedded database that holds the graph through a lens."""
    return "lens_" + _short(f"{lens.as_of} {(lens.source or '').casefold()}")


def _short(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
