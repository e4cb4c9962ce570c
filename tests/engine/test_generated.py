"""Thousands of generated reads, equal row for row on both engines.

``SEXTANT_TEST_SEED`` and ``SEXTANT_TEST_QUERIES`` run others or more than the usual ones: do so with every new
version of the embedded engine.
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest

from graph.engine import Cell, Graph, Query
from graph.errors import EngineError
from tests.engine.generated import Case, random_case
from tests.engine.making import random_graph

SEED = int(os.environ.get("SEXTANT_TEST_SEED", "20261125"))
QUERIES = int(os.environ.get("SEXTANT_TEST_QUERIES", "1000"))
GRAPHS = 3
"""Each query runs on so many graphs: the server plans it once, which takes it longer than all the rest."""
BATCH = 50
PARTS = 5


def comparable(value: Cell) -> object:
    """Return a value with its type; floats to nine places and twelve digits, since engines add in different orders."""
    if isinstance(value, list):
        return [comparable(part) for part in value]
    if isinstance(value, float):
        return ("float", float(f"{value:.12g}") if abs(value) > 1e-9 else 0.0)
    return (type(value).__name__, value)


def outcome(graph: Graph, case: Case) -> list[object] | str:
    """Return the rows, or that the engine refused."""
    try:
        rows = graph.read(case.text, case.parameters).rows
    except EngineError as error:
        return f"refused: {error}"
    return [[comparable(value) for value in row] for row in rows]


def fill(graph: Graph, filling: Sequence[Query]) -> None:
    """Replace what a graph holds."""
    graph.write([Query(text="MATCH (n) DETACH DELETE n", parameters={}), *filling])


def run_all(graph: Graph, fillings: Sequence[Sequence[Query]], cases: Sequence[Case]) -> list[list[object] | str]:
    """Return the outcome of every case on every filling of one graph."""
    outcomes = []
    for filling in fillings:
        fill(graph, filling)
        outcomes += [outcome(graph, case) for case in cases]
    return outcomes


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_generated_reads_agree(
    graphs: tuple[Graph, Graph], part: int, record_property: Callable[[str, object], None]
) -> None:
    different: list[str] = []
    with ThreadPoolExecutor(2) as both:
        for seed in range(SEED + part, SEED + QUERIES // BATCH, PARTS):
            random = Random(seed)
            fillings = [random_graph(random) for _ in range(GRAPHS)]
            cases = [random_case(random) for _ in range(BATCH)]
            embedded, server = both.map(lambda graph, f=fillings, c=cases: run_all(graph, f, c), graphs)
            record_property("generated queries compared", len(embedded))
            record_property("generated queries with rows", sum(bool(rows) for rows in server))
            record_property("generated queries seed", seed)
            for number, pair in enumerate(zip(embedded, server, strict=True)):
                if pair[0] != pair[1] or isinstance(pair[0], str):
                    different.append(report(seed, number, cases[number % BATCH], *pair))
    assert not different, f"{len(different)} differ:\n" + "\n".join(different[:20])


def report(seed: int, number: int, case: Case, embedded: object, server: object) -> str:
    """Return what is needed to look into a difference."""
    head = f"seed {seed} graph {number // BATCH} query {number % BATCH}: {case.text}\n  {dict(case.parameters)}"
    return f"{head}\n  embedded {embedded}\n  neo4j    {server}"
