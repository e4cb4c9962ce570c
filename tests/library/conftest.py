"""The small world on both engines, written once for all tests of this folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.engine import Graph, drop_database, open_embedded, wipe
from graph.ontology import shipped_ontology
from graph.record.reader import RecordReader
from graph.record.store import Record
from graph.views.catchup import Task, catch_up
from tests.engines import ENGINES, IDLE_S, embedded_graph, neo4j_graph, scratch
from tests.library.world import write_world


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RecordReader]:
    path = tmp_path_factory.mktemp("library") / "record.db"
    with Record(path) as record:
        write_world(record)
    with RecordReader(path) as reader:
        yield reader


@pytest.fixture(scope="module", params=ENGINES)
def world(request: pytest.FixtureRequest, record: RecordReader) -> Iterator[Graph]:
    """The world in a graph, of either engine; tests only read it."""
    root: Path = scratch() / "embedded"
    if request.param == "embedded":
        embedded_graph()  # starts the engine that all tests share
        graph = open_embedded(root, "library", idle_s=IDLE_S)
    else:
        graph = neo4j_graph()
        wipe(graph)
    lock = record.path.with_suffix(f".{request.param}")
    catch_up(Task(graph=graph, reader=record, ontology=shipped_ontology(), lock=lock))
    yield graph
    if request.param == "embedded":
        graph.close()
        drop_database(root, "library")
