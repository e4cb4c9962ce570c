"""A small graph to read in, its digest, the texts of the two lists, and a listener that must stay silent."""

import hashlib
import json
import re
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from graph.engine import Graph, Parameter, Query

FOLDER = Path(__file__).parent
SECRET = "the-secret-words-of-a-file"
_TIMES = re.compile(r"<<(.*?)\*(\d+)>>", re.DOTALL)

SEED = """
CREATE (d:Lab:Organization {id: 'o:deepseek', name: 'DeepSeek', names: ['DeepSeek', '深度求索', 'DeepSeek-AI']}),
       (q:Lab:Organization {id: 'o:qwen', name: 'Qwen', names: ['Qwen', 'Alibaba Qwen']}),
       (i:Lab:Organization {id: 'o:mistral', name: 'Mistral AI', names: ['Mistral AI']}),
       (c:Country {id: 'c:cn', name: 'China', names: ['China', 'PRC']}),
       (f:Country {id: 'c:fr', name: 'France', names: ['France']}),
       (v:Model {id: 'm:v3', name: 'DeepSeek-V3', names: ['DeepSeek-V3'], parameters: 671e9, released: '2024-12'}),
       (r:Model {id: 'm:r1', name: 'DeepSeek-R1', names: ['DeepSeek-R1'], parameters: 671e9, released: '2025-01-20'}),
       (w:Model {id: 'm:qwen', name: 'Qwen2.5-7B', names: ['Qwen2.5-7B'], parameters: 7610000000, released: '2024-09'}),
       (k:Model {id: 'm:distill', name: 'R1-Distill-Qwen-7B', names: [], parameters: 7610000000, gated: false}),
       (d)-[:BASED_IN {id: 'e1'}]->(c), (q)-[:BASED_IN {id: 'e2'}]->(c), (i)-[:BASED_IN {id: 'e3'}]->(f),
       (d)-[:DEVELOPED {id: 'e4'}]->(v), (d)-[:DEVELOPED {id: 'e5'}]->(r), (d)-[:DEVELOPED {id: 'e6'}]->(k),
       (q)-[:DEVELOPED {id: 'e7'}]->(w), (r)-[:DERIVED_FROM {id: 'e8'}]->(v), (k)-[:DERIVED_FROM {id: 'e9'}]->(w)
"""
CROWD = """
UNWIND range(1, 30) AS i MERGE (a:Chip {id: 'chip:' + i}) SET a.name = 'Chip ' + i
WITH collect(a) AS all UNWIND all AS a UNWIND all AS b WITH a, b WHERE a.id <> b.id
CREATE (a)-[:USES {id: a.id + b.id}]->(b)
"""
"""Thirty things, each beside each: enough for a walk through them to have no end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One query of a list."""

    kind: str
    query: str
    parameters: dict[str, Parameter] = field(default_factory=dict)
    runs: bool = False

    @property
    def name(self) -> str:
        shown = " ".join(self.query[:60].split())
        return "".join(c if c.isprintable() and c.isascii() else "?" for c in f"{self.kind}: {shown}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Arena:
    """One graph that all hostile queries meet, and what it was like before the first."""

    engine: str
    graph: Graph
    digest: str


def cases(name: str) -> list[Case]:
    told = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return [_case(kind, one) for kind, listed in told.items() for one in listed]


def _case(kind: str, one: object) -> Case:
    if isinstance(one, dict):
        return Case(kind=kind, query=_unfold(one["query"]), parameters=_all_unfolded(one), runs=one.get("runs", False))
    assert isinstance(one, str), f"quote this in the list: {one!r}"
    return Case(kind=kind, query=_unfold(one))


def _all_unfolded(one: dict[str, dict[str, Parameter]]) -> dict[str, Parameter]:
    given = one.get("parameters", {})
    return {name: _unfold(value) if isinstance(value, str) else value for name, value in given.items()}


def _unfold(text: str) -> str:
    return _TIMES.sub(lambda found: found[1] * int(found[2]), text)


def seed(graph: Graph) -> None:
    graph.write([Query(text=SEED, parameters={}), Query(text=CROWD, parameters={})])


def digest(graph: Graph) -> str:
    """A hash of all that is in the graph: nodes with labels and properties, relationships with ends and properties."""
    nodes = graph.read("MATCH (n) RETURN labels(n) AS labels, properties(n) AS properties").rows
    edges = graph.read("MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS type, b.id AS b, properties(r) AS p").rows
    lines = sorted(json.dumps(row, sort_keys=True, default=str) for row in [*map(_sorted, nodes), *edges])
    return hashlib.blake2b("\n".join(lines).encode()).hexdigest()


def _sorted(row: tuple[object, ...]) -> tuple[object, ...]:
    labels = row[0]
    assert isinstance(labels, list)
    return (sorted(labels), *row[1:])


class Listener:
    """Counts who connects."""

    def __init__(self) -> None:
        self.calls = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/rows.csv"
        threading.Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        while True:
            try:
                caller, _ = self._socket.accept()
            except OSError:
                return
            self.calls += 1
            caller.close()

    def close(self) -> None:
        self._socket.close()


def listening() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.close()
