"""How long each named query takes on a home: the median of five runs in milliseconds, after one that warms up.

    python -m bench.library HOME [--graph URL] [--limit-ms 300] [--json]

Required parameters are filled with their examples. The exit code is 1 where a query takes longer than the limit. The
credentials of a graph on a server are read from NEO4J_USERNAME and NEO4J_PASSWORD.
"""

import argparse
import json
import os
import statistics
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from bench.inputs import Inputs, ready_home
from bench.rows import Figure
from graph.engine import Graph, Parameter
from graph.explore.library import bind, load_library
from graph.explore.library_file import NamedQuery
from graph.explore.place import Place
from graph.explore.session import open_session
from graph.ontology import shipped_ontology

RUNS = 5


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("--graph")
    parser.add_argument("--limit-ms", type=float, default=300.0)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    place = Place(
        home=arguments.home.resolve(),
        server=arguments.graph,
        username=os.environ.get("NEO4J_USERNAME", "neo4j"),
        password=os.environ.get("NEO4J_PASSWORD", ""),
    )
    with open_session(place, shipped_ontology()) as session:
        found = [measure(session.graph, query) for query in load_library().queries]
    slow = [one for one in found if one[2] > arguments.limit_ms]
    if arguments.json:
        print(json.dumps([{"query": name, "rows": rows, "ms": ms} for name, rows, ms in found]))
    else:
        print("\n".join(f"{name:32} {rows:6} rows {ms:9.1f} ms" for name, rows, ms in found))
        print(f"{len(found)} queries, {len(slow)} over {arguments.limit_ms:g} ms")
    sys.exit(1 if slow else 0)


def figures(given: Inputs) -> Iterator[Figure]:
    """Yield the figures of the table."""
    with open_session(Place(home=ready_home(given).resolve()), shipped_ontology()) as session:
        alone = max(taken(session.graph, "RETURN 1 AS one", {})[1], 0.1)
        found = sorted((measure(session.graph, query) for query in load_library().queries), key=lambda one: one[2])
    middle, slowest = found[len(found) // 2], found[-1]
    of = f"of {len(found)}"
    yield Figure(name="named queries: median", at=of, value=middle[2], unit="ms", baseline=alone)
    yield Figure(name="named queries: slowest", at=slowest[0], value=slowest[2], unit="ms", baseline=alone)


def measure(graph: Graph, query: NamedQuery) -> tuple[str, int, float]:
    """Return name, number of rows and median milliseconds of a query."""
    return query.name, *taken(
        graph, query.text, bind(query, {p.name: p.example for p in query.parameters if p.required})
    )


def taken(graph: Graph, text: str, given: Mapping[str, Parameter]) -> tuple[int, float]:
    """Return number of rows and median milliseconds of Cypher."""
    rows, took = len(graph.read(text, given).rows), []
    for _ in range(RUNS):
        started = time.perf_counter()
        graph.read(text, given)
        took.append((time.perf_counter() - started) * 1000)
    return rows, round(statistics.median(took), 1)


if __name__ == "__main__":
    main()
