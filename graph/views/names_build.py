"""Building the names view: every name of every thing on record, in a file of its own."""

import functools
import json
import os
import re
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from importlib import resources
from pathlib import Path

import yaml

from graph.errors import ViewError
from graph.identity import Identity
from graph.ontology import NodeType, Ontology
from graph.ontology.naming import normalise_name, parse_key
from graph.record.lens import NOW
from graph.record.marks import NAMING
from graph.record.queries import tallies
from graph.record.reader import RecordReader
from graph.record.scope import Scope, exclusion
from graph.views.gather import Gathered, gather
from graph.views.nodes import NodeFold
from graph.views.projection import NodeView

NAMES_VERSION = "3"
"""Changes whenever the form or the rules of the view do, so that files made by older rules are made anew."""
SHORTENED_WORDS = 3
"""Blanks of the shortest name that is looked up in a short form too: "ai act" would be said of dozens."""
_LONGEST_VALUE = 60
"""Longer texts are descriptions, and nobody asks by them."""


def build_names(reader: RecordReader, ontology: Ontology, path: Path) -> None:
    """Write the names view of the whole record to ``path``, all of it or nothing.

    Readers of the former file finish on it. Raises ViewError where the file cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, made = tempfile.mkstemp(prefix=path.name, suffix=".tmp", dir=path.parent)
    os.close(handle)
    temporary = Path(made)
    try:
        with reader.snapshot(), closing(sqlite3.connect(temporary, isolation_level=None)) as db:
            _fill(db, reader, ontology)
        _put_in_place(temporary, path)
    except (OSError, sqlite3.Error) as error:
        raise ViewError(
            f"{path}: the names cannot be written ({error}); free the file or the disk and retry"
        ) from error
    finally:
        temporary.unlink(missing_ok=True)


def _put_in_place(temporary: Path, path: Path) -> None:
    try:
        temporary.replace(path)
    except PermissionError:
        # On Windows a file that somebody reads cannot be replaced, but a renamed one can: readers keep the old one.
        old = path.with_name(f"{path.name}.{os.getpid()}.old")
        path.replace(old)
        temporary.replace(path)
        try:
            old.unlink()
        except OSError:
            return  # still read; the next build removes it
    for left in path.parent.glob(f"{path.name}.*.old"):
        try:
            left.unlink()
        except OSError:
            continue


def view_stamp(reader: RecordReader, ontology: Ontology) -> dict[str, str]:
    """Return the stamp that a names view of this state of the record bears."""
    home = reader.meta("home") or ""
    return {
        "home": home,
        "change": str(reader.last_change()),
        "ontology": ontology.digest,
        "product": NAMES_VERSION,
    }


def _sql(name: str) -> str:
    return resources.files("graph.views").joinpath("sql", f"{name}.sql").read_text("utf-8")


def _fill(db: sqlite3.Connection, reader: RecordReader, ontology: Ontology) -> None:
    gathered = gather(reader, ontology, NOW)
    nodes = _nodes(gathered)
    db.executescript(_sql("names_schema"))
    db.execute("BEGIN")
    numbers = {view.id: number for number, view in enumerate(nodes, 1)}
    db.executemany("INSERT INTO node VALUES (?, ?, ?, ?, ?, ?)", _node_rows(nodes))
    forms: dict[str, int] = {}
    names = [row for view in nodes for row in _name_rows(view, numbers[view.id], gathered, forms)]
    db.executemany("INSERT INTO form VALUES (?, ?)", ((number, normal) for normal, number in forms.items()))
    db.executemany("INSERT OR REPLACE INTO name VALUES (?, ?, ?, ?)", names)
    db.executemany("INSERT INTO key VALUES (?, ?)", _key_rows(gathered.identity, numbers))
    db.executemany("INSERT OR IGNORE INTO value VALUES (?, ?, ?, ?)", _value_rows(gathered))
    db.executemany("INSERT INTO stamp VALUES (?, ?)", view_stamp(reader, ontology).items())
    db.execute("COMMIT")
    db.executescript(_sql("names_indexes"))


def _nodes(gathered: Gathered) -> list[NodeView]:
    """Return the things as the graph has them, with their names alone."""
    fold = NodeFold(gathered.ontology, gathered.identity, gathered.court)
    texts, rejected = gathered.texts(), gathered.court.verdicts.rejected
    for key, document, count in tallies(gathered.reader, gathered.lens, rejected=rejected):
        fold.count(texts[key], document, count)
    for statement in gathered.reader.statements(gathered.lens, Scope(predicates=NAMING, edges=False), rejected):
        fold.value(statement)
    return sorted(fold.nodes().values(), key=lambda view: view.id)


def _node_rows(nodes: Iterable[NodeView]) -> Iterator[tuple[int, str, str, str, str, int]]:
    for number, view in enumerate(nodes, 1):
        name, statements = str(view.properties["name"]), int(str(view.properties["statements"]))
        yield number, view.id, view.label, json.dumps(view.labels), name, statements


def _name_rows(
    view: NodeView, number: int, gathered: Gathered, forms: dict[str, int]
) -> Iterator[tuple[int, int, str, bool]]:
    names = view.properties["names"]
    assert isinstance(names, list)
    shortened = _shortened(gathered.identity, view.id, gathered.ontology.nodes[view.label])
    for spelling in map(str, names):
        for said in (spelling, *_short_forms_of(spelling)):
            normal = normalise_name(said)
            yield forms.setdefault(normal, len(forms) + 1), number, said, spelling not in shortened


def _short_forms_of(spelling: str) -> Iterator[str]:
    """Yield a name with its words in the short forms that people say them in: "AI and Data Act"."""
    for words, short in _short_forms().items():
        said = re.sub(rf"\b{re.escape(words)}\b", short, spelling, flags=re.IGNORECASE)
        if said != spelling and normalise_name(said).count(" ") >= SHORTENED_WORDS:
            yield said


@functools.cache
def _short_forms() -> Mapping[str, str]:
    held = yaml.safe_load(resources.files("graph.views").joinpath("data", "short_forms.yaml").read_text("utf-8"))
    return {str(words): str(short) for words, short in held.items()}


def _shortened(identity: Identity, node: str, node_type: NodeType) -> set[str]:
    """Return the names of a node that are but the short form of a key."""
    cuts: Mapping[str, str | None] = {scheme.scheme: scheme.short_after for scheme in node_type.keys}
    whole, short = set[str](), set[str]()
    for key in identity.members[node]:
        parts = identity.parts[key]
        whole |= {parts.value, *identity.names_of.get(key, frozenset())}
        cut = cuts.get(parts.scheme or "")
        if cut is not None and cut in parts.value:
            short.add(parts.value.rsplit(cut, 1)[-1])
    return short - whole


def _key_rows(identity: Identity, numbers: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    return ((key, numbers[node]) for key, node in sorted(identity.node_of.items()) if node in numbers)


def _value_rows(gathered: Gathered) -> Iterator[tuple[str, str, str, str]]:
    """Yield the texts that properties hold, where the ontology does not list them all."""
    condition, parameters = gathered.lens.condition()
    excluded, more = exclusion(gathered.court.verdicts.rejected)
    text = _sql("names_values").replace("/*lens*/", condition).replace("/*excluded*/", excluded)
    for prefix, name, value in gathered.reader.rows(text, {**parameters, **more}):
        label = parse_key(f"{prefix}x", gathered.ontology).label
        property_type = gathered.ontology.nodes[label].properties.get(name)
        listed = property_type is None or property_type.kind != "text" or bool(property_type.values)
        if not listed and len(value) <= _LONGEST_VALUE:
            yield label, name, normalise_name(value), value
