"""Stamps: a stale, foreign or half-written graph is noticed, and mended or refused."""

import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from graph.engine import Graph, Query, open_embedded, open_server
from graph.errors import ForeignGraph
from graph.record.reader import RecordReader
from graph.views.catchup import CaughtUp, catch_up
from graph.views.stamp import Stamp, read_stamp
from tests.engines import IDLE_S, embedded_graph, neo4j_server, scratch
from tests.record.readings import edge, moment, prop, reading
from tests.views.home import Home, dump, dump_of, new_home, without_stamp

FACTS = (edge("Lab:Qwen", "DEVELOPED", "hf:Qwen/A"), prop("hf:Qwen/A", "parameters", 7))
MORE = (*FACTS, edge("hf:Qwen/A", "LICENSED_UNDER", "License:MIT"))


def tell(home: Home, address: str, day: str = "2024-05-14") -> None:
    with home.record() as record:
        record.write([reading(address, MORE if day > "2024-05-14" else FACTS, moment(day))])


@pytest.fixture
def home(graph: Graph, tmp_path: Path) -> Home:
    """A home of one document, whose graph is built."""
    made = new_home(tmp_path, "home", graph)
    tell(made, "a")
    assert made.catch_up().how == "built"
    return made


def holds(home: Home) -> bool:
    """Whether the graph is what it should be, with a stamp that says so."""
    with RecordReader(home.path) as reader:
        stamp = read_stamp(home.graph)
        assert stamp is not None
        assert (stamp.home, stamp.building) == (reader.meta("home"), False)
        assert stamp.change == reader.last_change()
    return without_stamp(dump(home.graph)) == dump_of(home.projection())


def stamp(graph: Graph, **changed: str | int | bool) -> None:
    """Change the stamp of a graph."""
    old = read_stamp(graph)
    assert old is not None
    graph.write([replace(old, **changed).query()])  # type: ignore[arg-type]


def spoil(graph: Graph) -> None:
    """Change the graph where catching up by the difference would not look."""
    graph.write([Query(text="MATCH (n:Model) SET n.parameters = 8 CREATE (:Model {id: 'stray'})", parameters={})])


def test_one_that_is_current_is_left_alone(home: Home) -> None:
    spoil(home.graph)
    assert home.catch_up().how == "current"
    assert not holds(home)
    assert home.catch_up(rebuild=True).how == "built"
    assert holds(home)


def test_one_that_is_behind_gets_the_difference(home: Home) -> None:
    tell(home, "a", "2024-05-15")
    caught = home.catch_up()
    assert (caught.how, caught.change) == ("changed", 2)
    assert 0 < caught.written < 8
    assert holds(home)


def test_one_half_written_is_built_anew(home: Home) -> None:
    spoil(home.graph)
    stamp(home.graph, building=True)
    assert home.catch_up().how == "built"
    assert holds(home)


@pytest.mark.parametrize("changed", [{"ontology": "older"}, {"product": "0"}, {"change": 99}])
def test_one_of_an_older_ontology_product_or_newer_record_is_built_anew(
    home: Home, changed: dict[str, str | int | bool]
) -> None:
    spoil(home.graph)
    stamp(home.graph, **changed)
    assert home.catch_up().how == "built"
    assert holds(home)


def test_a_record_restored_from_a_copy_is_noticed(home: Home, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    shutil.copy(home.path, copy)
    tell(home, "b", "2024-05-15")
    assert home.catch_up().how == "changed"
    shutil.copy(copy, home.path)
    assert home.catch_up().how == "built"
    assert holds(home)


def other_home(home: Home, tmp_path: Path) -> Home:
    folder = tmp_path / "other"
    folder.mkdir()
    return new_home(folder, "other", home.graph)


def test_one_of_another_home_is_refused_unless_taken_over(home: Home, tmp_path: Path) -> None:
    other, before = other_home(home, tmp_path), dump(home.graph)
    tell(other, "b")
    for rebuild in (False, True):
        with pytest.raises(ForeignGraph, match=r"belongs to another Sextant home.*--take-over"):
            other.catch_up(rebuild=rebuild)
    assert dump(home.graph) == before
    assert other.catch_up(take_over=True).how == "built"
    assert holds(other)
    with pytest.raises(ForeignGraph):
        home.catch_up()
    assert other.catch_up().how == "current"


def test_one_of_another_home_that_is_half_written_is_refused_too(home: Home, tmp_path: Path) -> None:
    stamp(home.graph, building=True)
    with pytest.raises(ForeignGraph):
        other_home(home, tmp_path).catch_up()


def test_one_that_holds_what_nobody_stamped_is_never_written(graph: Graph, tmp_path: Path) -> None:
    graph.write([Query(text="CREATE (:Person {id: 'ann'})-[:KNOWS]->(:Person {id: 'bob'})", parameters={})])
    made, before = new_home(tmp_path, "home", graph), dump(graph)
    tell(made, "a")
    for take_over in (False, True):
        with pytest.raises(ForeignGraph, match="no Sextant home stamped, and is never written"):
            made.catch_up(take_over=take_over, rebuild=take_over)
    assert dump(graph) == before


def test_an_empty_record_gives_an_empty_graph_that_is_stamped(graph: Graph, tmp_path: Path) -> None:
    made = new_home(tmp_path, "home", graph)
    assert made.catch_up().how == "built"
    assert holds(made)
    assert made.catch_up().how == "current"


def test_a_graph_wiped_half_way_still_says_whose_it_is(home: Home) -> None:
    """The stamp goes last, or what is left would be taken for a stranger's data and never be touched again."""
    kept: list[Stamp | None] = []
    real = home.graph

    class Watching:
        """The same graph, which looks for the stamp after every write."""

        place = real.place

        def read(self, *given: object, **more: object) -> object:
            return real.read(*given, **more)  # type: ignore[arg-type]

        def write(self, queries: list[Query]) -> None:
            real.write(queries)
            kept.append(read_stamp(real))

    with RecordReader(home.path) as reader:
        catch_up(replace(home.task(reader=reader, rebuild=True), graph=Watching()))  # type: ignore[arg-type]
    assert len(kept) > 5
    assert None not in kept


def opened_again(graph: Graph) -> Graph:
    """Return the same graph, open a second time."""
    if graph.place == embedded_graph().place:
        return open_embedded(scratch() / "embedded", idle_s=IDLE_S)
    server = neo4j_server()
    return open_server(server.url, server.username, server.password, "neo4j")


def test_two_at_the_same_moment_write_once(home: Home) -> None:
    tell(home, "b", "2024-05-15")
    ready = threading.Barrier(2)

    def run(graph: Graph) -> CaughtUp:
        with RecordReader(home.path) as reader:
            task = replace(home.task(reader=reader), graph=graph)
            ready.wait()
            return catch_up(task)

    with opened_again(home.graph) as second, ThreadPoolExecutor(2) as pool:
        found = list(pool.map(run, (home.graph, second)))
    assert sorted(one.how for one in found) == ["changed", "current"]
    assert holds(home)


def test_one_that_lost_a_node_or_a_relationship_is_made_anew(home: Home) -> None:
    for text in ("MATCH (n:Model) WITH n LIMIT 1 DETACH DELETE n", "MATCH ()-[r]->() WITH r LIMIT 1 DELETE r"):
        home.graph.write([Query(text=text, parameters={})])
        caught = home.catch_up()
        assert caught.how == "built"
        assert "are left" in caught.why
        assert holds(home)
    tell(home, "b", "2024-05-15")
    assert home.catch_up().how == "changed"
    assert home.catch_up().how == "current"
    assert holds(home)


def test_what_somebody_keeps_beside_it_stays(home: Home) -> None:
    home.graph.write([Query(text="CREATE (:Note {id: 'mine'})", parameters={})])
    assert home.catch_up().how == "current"
