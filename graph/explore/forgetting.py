"""Finding documents that a user names, and forgetting them in views that are not caught up by themselves."""

import difflib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from graph.engine import drop_database, list_databases
from graph.errors import RecordError
from graph.explore.place import Place
from graph.record.hashing import document_key
from graph.record.reader import RecordReader


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """A document that would go."""

    address: str
    title: str
    publisher: str | None
    published: str | None
    source: str
    versions: int
    statements: int
    """Of all its versions."""


def preview(place: Place, addresses: Iterable[str]) -> list[Going]:
    """Return what would go with the documents at addresses; one that was only set aside has nothing to lose."""
    text = resources.files("graph.explore").joinpath("sql", "forget_preview.sql").read_text("utf-8")
    names = ("address", "title", "publisher", "published", "source", "versions", "statements")
    with RecordReader(place.record) as reader:
        rows = reader.rows(text, {"addresses": json.dumps(list(addresses))}).fetchall()
    return [Going(**dict(zip(names, row, strict=True))) for row in rows]


def find_documents(place: Place, wanted: Iterable[str]) -> list[str]:
    """Return the addresses of the documents that ``wanted`` names: addresses, URLs, paths, titles, node ids.

    Raises RecordError, naming what is near, for one that is not on record.
    """
    with RecordReader(place.record) as reader:
        rows = list(reader.rows("SELECT DISTINCT address, url, title FROM document"))
        aside = [(address, None, None) for (address,) in reader.rows("SELECT address FROM set_aside")]
    found: list[str] = []
    for one in wanted:
        matches = _matches(one, rows + aside)
        if not matches:
            titles = [title for _, _, title in rows if title]
            near = difflib.get_close_matches(one, titles, n=3, cutoff=0.6)
            hint = f"; nearest: {', '.join(near)}" if near else ""
            raise RecordError(f"{one}: no document on record has this address, path or title{hint}")
        found += [address for address in matches if address not in found]
    return found


def _matches(one: str, rows: list[tuple[str, str | None, str | None]]) -> list[str]:
    path = Path(os.path.abspath(Path(one).expanduser()))  # noqa: PTH100 - a link to a file stays as it is named
    address = (path.parent.resolve() / path.name).as_uri()
    exact = [a for a, url, _ in rows if one in (a, url, document_key(a)) or a == address]
    if exact:
        return sorted(set(exact))
    below = sorted({a for a, _, _ in rows if a.startswith(address + "/")})
    return below or sorted({a for a, _, title in rows if title == one})


def forget_views(place: Place) -> list[str]:
    """Drop all views through lenses; return the graphs on servers that still hold what was forgotten."""
    for name in list_databases(place.engine):
        if name.startswith("lens_"):
            drop_database(place.engine, name)
    with RecordReader(place.record) as reader:
        change = reader.last_change()
        held = reader.rows("SELECT place, change FROM projected")
        current = f"{place.server} {place.database or ''}".strip() if place.server else None
        return [str(where) for where, at in held if at < change and where != current]
