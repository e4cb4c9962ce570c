"""Every query of the library on both engines, with the rows that were written down for the small world."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from graph.engine import Cell, Graph, GraphPath
from graph.explore.library import bind, find_query, load_library
from graph.ontology import shipped_ontology
from graph.record.lens import NOW
from graph.record.reader import RecordReader
from graph.views.gather import gather
from graph.views.project import project

EXPECTED = Path(__file__).with_name("expected")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A query, what is given to it, and its rows; a path is the names of its nodes."""

    query: str
    given: dict[str, str]
    rows: list[list[object]]


def cases() -> Iterator[Case]:
    for path in sorted(EXPECTED.glob("*.yaml")):
        for query, told in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            for case in told:
                yield Case(query=query, given=case["given"], rows=case["rows"])


CASES = tuple(cases())


def test_the_world_fits_the_ontology(record: RecordReader) -> None:
    with record.snapshot():
        assert project(gather(record, shipped_ontology(), NOW)).strange == {}


def test_every_query_has_its_rows_written_down() -> None:
    assert {case.query for case in CASES} == {query.name for query in load_library().queries}


def test_most_queries_find_something_in_the_world() -> None:
    assert {case.query for case in CASES if case.rows} == {case.query for case in CASES}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.query}-{'-'.join(case.given.values())}")
def test_a_query_gives_the_rows_that_were_written_down(world: Graph, case: Case) -> None:
    query = find_query(case.query)
    result = world.read(query.text, bind(query, case.given))
    assert [[plain(cell) for cell in row] for row in result.rows] == case.rows
    # The embedded engine tells no columns of an empty result.
    assert result.columns in ((tuple(query.returns),) if case.rows else (tuple(query.returns), ()))


def plain(cell: Cell) -> object:
    return [node.properties["name"] for node in cell.nodes] if isinstance(cell, GraphPath) else cell
