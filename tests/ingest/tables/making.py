"""Small tables read by small mappings, through the door that a user's mapping takes."""

from pathlib import Path

import pytest

from graph.ontology import shipped_ontology
from graph.ontology.naming import parse_key
from graph.record.cells import scan_csv
from graph.record.types import Reading, SetAside, Statement
from graph.record.writing import check_evidence
from ingest.reader import HEAD, Head, Raw
from ingest.sources.mapped_tables import mapping_reader
from tests.ingest.recognising import RETRIEVED

FOLDER = "file:///data/"
DATA = Path(__file__).resolve().parents[4] / "shared" / "data"


def raw(name: str, data: bytes, published: str | None = None) -> Raw:
    """Return bytes as those of a file beside the mapping."""
    head = Head(name=name, start=data[:HEAD], address=FOLDER + name)
    return Raw(head=head, data=data, retrieved=RETRIEVED, published=published)


def read(mapping: str, data: str | bytes, name: str = "table.csv") -> Reading | SetAside:
    """Return what a table says by a mapping, with its evidence and keys checked."""
    reader = mapping_reader(f'for: "*"\n{mapping}'.encode(), FOLDER + "t.mapping.yaml")
    (one,) = reader.read(raw(name, data.encode() if isinstance(data, str) else data))
    if isinstance(one, Reading):
        check_evidence(one)
        for statement in one.statements:
            parse_key(statement.subject, shipped_ontology())
            if statement.object is not None:
                parse_key(statement.object, shipped_ontology())
    return one


def reading(mapping: str, data: str | bytes, name: str = "table.csv") -> Reading:
    """Return what a table that is not set aside says."""
    one = read(mapping, data, name)
    assert isinstance(one, Reading), one
    return one


def shown(one: Reading, statement: Statement) -> str:
    """Return a statement as one line, with row, column and quote."""
    row, column = scan_csv(one.document.text).place_of(statement.span.start)
    said = statement.object if statement.object is not None else statement.value
    qualifiers = f" {dict(statement.qualifiers)}" if statement.qualifiers else ""
    place = f"[{row} {column}: {statement.span.cut(one.document)}]"
    return f"{statement.subject} {statement.predicate} {said}{qualifiers} {place}"


def told(one: Reading) -> list[str]:
    """Return subject, predicate and object or value of all statements, in their order."""
    return [f"{s.subject} {s.predicate} {s.object if s.object is not None else s.value}" for s in one.statements]


def left(one: Reading) -> list[str]:
    """Return what was left over, with the reasons."""
    return [f"{x.value} | {x.reason}" for x in one.leftovers]


def table_of(path: str) -> Path:
    """Return a real table, or skip the test where the data are not there."""
    found = DATA / path
    if not found.exists():
        pytest.skip(f"the real table {path} is not there")
    return found
