"""Lines and families that background knowledge tells of, beside what documents say: listed, counted, named."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.engine import drop_database, open_embedded
from graph.ontology import shipped_ontology
from graph.record.reader import RecordReader
from graph.record.store import Record
from graph.record.types import Document, Reading, Source, Span, Statement, Value
from graph.views.catchup import Task, catch_up
from graph.views.names import Names
from graph.views.names_build import build_names
from qa.answer import answer
from qa.desk import Desk
from tests.engines import IDLE_S, embedded_graph, scratch

ONTOLOGY = shipped_ontology()
ACME, OLD = "Lab:Acme", "Lab:Old Guard"
SMALL, LARGE, BOREAL = "hf:acme/aurora-small", "hf:acme/aurora-large", "Model:Boreal"

Fact = tuple[str, str, Value, dict[str, Value]]
REFERENCE: tuple[Fact, ...] = (
    (ACME, "name", "Acme", {}),
    ("Model:Aurora", "name", "Aurora", {}),
    (BOREAL, "name", "Boreal", {}),
    (ACME, "DEVELOPED", "Model:Aurora", {}),
    (ACME, "DEVELOPED", BOREAL, {}),
    (SMALL, "VARIANT_OF", "Model:Aurora", {}),
    ("Model:Boreal 2", "VARIANT_OF", BOREAL, {}),
    (OLD, "name", "Old Guard", {}),
    ("Model:Castle", "name", "Castle", {}),
    (OLD, "DEVELOPED", "Model:Castle", {}),
)
CARDS: tuple[Fact, ...] = (
    (ACME, "DEVELOPED", SMALL, {"role": "publisher"}),
    (ACME, "DEVELOPED", LARGE, {"role": "publisher"}),
    (SMALL, "LICENSED_UNDER", "License:mit", {}),
)
TABLE: tuple[Fact, ...] = ((ACME, "DEVELOPED", BOREAL, {}),)


def reading(source: str, facts: tuple[Fact, ...]) -> Reading:
    """Return the reading of a document with a line for each fact."""
    text, statements = "", []
    for subject, predicate, said, qualifiers in facts:
        line = f"{subject} {predicate} {said}"
        edge = predicate in ONTOLOGY.edges
        statements.append(
            Statement(
                subject=subject,
                predicate=predicate,
                span=Span(start=len(text), end=len(text) + len(line)),
                object=str(said) if edge else None,
                value=None if edge else said,
                qualifiers=qualifiers,
            )
        )
        text += line + "\n"
    document = Document(
        address=f"https://{source}.example/",
        source=source,
        kind="page",
        title=source,
        text=text,
        retrieved="2026-03-01T08:00:00.000000Z",
        publisher=source,
        published="2026-02-01",
    )
    return Reading(document=document, statements=tuple(statements))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    path: Path = tmp_path_factory.mktemp("lines") / "record.db"
    record = Record(path)
    record.put_sources([Source(name="background", trust=0.5), *(Source(name=n, trust=0.9) for n in ("cards", "table"))])
    record.write([reading("background", REFERENCE), reading("cards", CARDS), reading("table", TABLE)])
    record.close()
    embedded_graph()  # starts the engine that all tests share
    graph = open_embedded(scratch() / "embedded", "lines", idle_s=IDLE_S)
    build_names(RecordReader(path), ONTOLOGY, path.with_name("names.db"))
    with RecordReader(path) as reader, Names(path.with_name("names.db")) as names:
        catch_up(Task(graph=graph, reader=reader, ontology=ONTOLOGY, lock=path.with_suffix(".lock")))
        yield Desk(
            ontology=ONTOLOGY, names=names, graph=graph, record=reader, today="2026-03-02", background=("background",)
        )
    graph.close()
    drop_database(scratch() / "embedded", "lines")


@pytest.mark.parametrize(
    ("question", "names"),
    [
        # A family of background knowledge is no model; one that a table lists as a model is.
        ("Which models has Acme developed?", {"Boreal", "acme/aurora-large", "acme/aurora-small"}),
        ("everything Acme has released", {"Boreal", "acme/aurora-large", "acme/aurora-small"}),
        # To upload is to publish under one's name: who is only known to have developed has uploaded nothing.
        ("Which models has Acme uploaded?", {"acme/aurora-large", "acme/aurora-small"}),
        ("Which models were uploaded by Acme?", {"acme/aurora-large", "acme/aurora-small"}),
        ("Which families has Acme developed?", {"Aurora", "Boreal"}),
        ("Which model families has Acme developed?", {"Aurora", "Boreal"}),
        ("Who developed Aurora?", {"Acme"}),
        ("Which models has Old Guard developed?", {"Castle"}),
        # The name of a family hides no model whose name begins with it.
        ("What licence does Aurora Small carry?", {"mit"}),
    ],
)
def test_things_and_lines_are_told_apart(desk: Desk, question: str, names: set[str]) -> None:
    given = answer(question, desk)
    assert given.status == "answered", given.text
    assert {str(row[0]) for row in given.rows} == names


def test_lines_are_not_counted(desk: Desk) -> None:
    assert answer("How many models has Acme developed?", desk).rows == ((3,),)


def test_who_has_uploaded_nothing_gets_no_answer(desk: Desk) -> None:
    assert answer("Which models has Old Guard uploaded?", desk).status == "no_answer"


def test_without_background_a_line_counts_as_any_other(desk: Desk) -> None:
    plain = Desk(ontology=ONTOLOGY, names=desk.names, graph=desk.graph, record=desk.record, today=desk.today)
    assert answer("How many models has Acme developed?", plain).rows == ((4,),)
