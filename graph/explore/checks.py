"""Checks of a home: installation, record, graph."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata

from graph.errors import SextantError
from graph.explore.place import Place
from graph.explore.session import Session
from graph.ontology import shipped_ontology
from graph.record.reader import RecordReader
from graph.views.gather import gather
from graph.views.project import project

PARTS = ("sqlalchemy", "neo4j", "arcadedb", "pyyaml", "typer", "rich", "rapidfuzz", "filelock")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check and what it found."""

    name: str
    well: bool
    found: str


def of_installation() -> Iterator[Check]:
    """Check that the parts are installed and the ontology holds."""
    missing = [name for name in PARTS if not _version(name)]
    versions = ", ".join(f"{name} {_version(name)}" for name in PARTS if _version(name))
    yield Check(name="parts", well=not missing, found=f"missing: {', '.join(missing)}" if missing else versions)
    try:
        ontology = shipped_ontology()
        yield Check(
            name="ontology", well=True, found=f"{len(ontology.nodes)} node types, {len(ontology.edges)} edge types"
        )
    except SextantError as error:
        yield Check(name="ontology", well=False, found=str(error))


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def of_record(place: Place) -> Iterator[Check]:
    """Check that the record opens, is sound, and that every quote stands in its document."""
    try:
        with RecordReader(place.record) as reader:
            sound = str(reader.rows("PRAGMA quick_check").fetchone()[0])
            yield Check(name="record", well=sound == "ok", found=f"{place.record}, SQLite says {sound}")
            wrong = _wrong_quotes(reader)
            count = reader.rows("SELECT count(*) FROM statement").fetchone()[0]
            found = f"{count:,} statements, each quote in its document" if not wrong else f"{wrong} quotes are not"
            yield Check(name="quotes", well=not wrong, found=found)
    except (SextantError, sqlite3.Error) as error:
        yield Check(name="record", well=False, found=str(error))


def _wrong_quotes(reader: RecordReader) -> int:
    """Count statements whose quote is not what their document has at their offsets."""
    wrong = 0
    rows = reader.rows("SELECT number, title, text FROM document WHERE NOT gone")
    for number, title, text in rows.fetchall():
        said = reader.rows(
            "SELECT place, first, last, quote FROM statement WHERE document = :document", {"document": number}
        )
        wrong += sum((title if where == "title" else text)[a:b] != quote for where, a, b, quote in said)
    return wrong


def of_graph(session: Session) -> list[Check]:
    """Check that the graph holds as many nodes and edges as the record projects to."""
    with session.reader.snapshot():
        projection = project(gather(session.reader, session.ontology, session.lens))
    nodes = session.graph.read("MATCH (n) WHERE NOT n:_Sextant RETURN count(n)").rows[0][0]
    edges = session.graph.read("MATCH ()-[r]->() RETURN count(r)").rows[0][0]
    should = (len(projection.nodes), len(projection.edges))
    same = (nodes, edges) == should
    found = f"{nodes:,} nodes, {edges:,} edges" + (
        "" if same else f"; the record has {should[0]:,} and {should[1]:,}: sextant rebuild graph"
    )
    checks = [Check(name="graph", well=same, found=f"{session.graph.place}, {found}")]
    if projection.strange:
        told = "; ".join(f"{what} ({count})" for what, count in sorted(projection.strange.items()))
        checks.append(Check(name="ontology fits", well=False, found=told))
    return checks
