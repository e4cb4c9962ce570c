"""Small files of policies read through the door that a run takes."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from graph.ontology import shipped_ontology
from graph.ontology.naming import parse_key
from graph.record.types import Reading, SetAside
from graph.record.writing import check_evidence
from ingest.reader import HEAD, Head, Raw, Reader
from tests.ingest.recognising import RETRIEVED

SHARED = Path(__file__).resolve().parents[4] / "shared"


def raw(
    name: str,
    data: str | bytes,
    *,
    folders: tuple[str, ...] = (),
    beside: Mapping[str, str] | None = None,
    address: str = "",
    charset: str | None = None,
) -> Raw:
    """Return a file as a reader gets it, with the files beside it."""
    content = data.encode() if isinstance(data, str) else data
    others = {key: value.encode() for key, value in (beside or {}).items()}
    head = Head(name=name, folders=folders, start=content[:HEAD], address=address or f"file:///data/{name}")
    return Raw(head=head, data=content, retrieved=RETRIEVED, beside=others.get, charset=charset)


def check(one: Reading | SetAside) -> Reading | SetAside:
    """Return what was read, its evidence, keys and passages checked."""
    if isinstance(one, SetAside):
        assert one.reason
        return one
    check_evidence(one)
    for statement in one.statements:
        parse_key(statement.subject, shipped_ontology())
        if statement.object is not None:
            parse_key(statement.object, shipped_ontology())
    for left in one.leftovers:
        assert left.reason
        assert left.span.cut(one.document).strip(), left
    for passage in one.passages:
        assert one.document.text[passage.start : passage.end].strip()
    assert one.document.title.strip()
    one.document.text.encode()
    return one


def read_all(reader: Reader, file: Raw) -> list[Reading | SetAside]:
    """Return all documents in a file, checked."""
    return [check(one) for one in reader.read(file)]


def reading(reader: Reader, file: Raw) -> Reading:
    """Return the one document in a file."""
    (one,) = read_all(reader, file)
    assert isinstance(one, Reading), one
    return one


def told(one: Reading) -> set[str]:
    """Return subject, predicate and object or value of all statements."""
    return {f"{s.subject} {s.predicate} {s.object if s.object is not None else s.value}" for s in one.statements}


def quotes(one: Reading, predicate: str) -> list[str]:
    """Return the quotes of the statements of a kind."""
    return [s.span.cut(one.document) for s in one.statements if s.predicate == predicate]


def shared(path: str) -> Path:
    """Return a real file or folder, or skip the test where it is not there."""
    found = SHARED / path
    if not found.exists():
        pytest.skip(f"the real data {path} are not there")
    return found
