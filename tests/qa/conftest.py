"""A record about films with its names, and with its graph on the embedded engine."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.engine import drop_database, open_embedded
from graph.ontology import Ontology, shipped_ontology
from graph.record.reader import RecordReader
from graph.views.catchup import Task, catch_up
from graph.views.names import Names
from graph.views.names_build import build_names
from qa.desk import Desk
from tests.engines import IDLE_S, embedded_graph, scratch
from tests.qa.field import write_field
from tests.qa.films import films, write_films


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    return films()


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RecordReader]:
    path = tmp_path_factory.mktemp("films") / "record.db"
    write_films(path)
    with RecordReader(path) as reader:
        yield reader


@pytest.fixture(scope="session")
def names(record: RecordReader, ontology: Ontology) -> Iterator[Names]:
    path = record.path.with_name("names.db")
    build_names(record, ontology, path)
    with Names(path) as view:
        yield view


@pytest.fixture(scope="session")
def desk(record: RecordReader, ontology: Ontology, names: Names) -> Iterator[Desk]:
    embedded_graph()  # starts the engine that all tests share
    root: Path = scratch() / "embedded"
    graph = open_embedded(root, "films", idle_s=IDLE_S)
    catch_up(Task(graph=graph, reader=record, ontology=ontology, lock=record.path.with_suffix(".lock")))
    yield Desk(ontology=ontology, names=names, graph=graph, record=record, today="2026-03-02")
    graph.close()
    drop_database(root, "films")


@pytest.fixture(scope="session")
def field(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk on a few things of the field that ships."""
    ontology, path = shipped_ontology(), tmp_path_factory.mktemp("field") / "record.db"
    write_field(path, ontology)
    embedded_graph()
    root: Path = scratch() / "embedded"
    graph = open_embedded(root, "field", idle_s=IDLE_S)
    with RecordReader(path) as reader:
        build_names(reader, ontology, path.with_name("names.db"))
        catch_up(Task(graph=graph, reader=reader, ontology=ontology, lock=path.with_suffix(".lock")))
        with Names(path.with_name("names.db")) as view:
            yield Desk(ontology=ontology, names=view, graph=graph, record=reader, today="2026-03-02")
    graph.close()
    drop_database(root, "field")
