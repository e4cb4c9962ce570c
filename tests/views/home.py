"""A record and a graph for tests of the view: operations are done to the one, the other catches up and is dumped."""

import functools
import json
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from graph.engine import Graph, GraphNode
from graph.ontology import shipped_ontology
from graph.record.lens import NOW, Lens
from graph.record.queries import said_of
from graph.record.reader import RecordReader
from graph.record.store import Record
from graph.record.types import Claim, Judgement, Source, Value
from graph.views.catchup import CaughtUp, Task, catch_up
from graph.views.gather import gather
from graph.views.project import project
from graph.views.projection import Projection
from tests.record.readings import moment, reading
from tests.views.pool import SOURCE_OF, CatchUp, Close, Copies, Forget, Judge, JudgeFact, Operation, Trust, Undo, Write

ALL_NODES = "MATCH (n) RETURN labels(n) AS labels, properties(n) AS properties"
ALL_EDGES = "MATCH (a)-[r]->(b) RETURN type(r) AS type, a.id AS start, b.id AS end, properties(r) AS properties"

Dump = tuple[list[str], list[str]]
"""Nodes and relationships, each as sorted lines of JSON."""


@dataclass(slots=True)
class Home:
    """A record at a path, and the graph that views it."""

    path: Path
    graph: Graph
    moments: int = 0
    judged: list[str] = field(default_factory=list)

    def record(self) -> Record:
        return Record(self.path)

    def task(self, *, take_over: bool = False, rebuild: bool = False, reader: RecordReader) -> Task:
        return Task(
            graph=self.graph, reader=reader, ontology=shipped_ontology(), lock=self.path.with_suffix(".lock"),
            take_over=take_over, rebuild=rebuild,
        )  # fmt: skip

    def catch_up(self, *, take_over: bool = False, rebuild: bool = False) -> CaughtUp:
        with RecordReader(self.path) as reader:
            return catch_up(self.task(take_over=take_over, rebuild=rebuild, reader=reader))

    def projection(self, lens: Lens = NOW) -> Projection:
        with RecordReader(self.path) as reader, reader.snapshot():
            return project(gather(reader, shipped_ontology(), lens))


@functools.cache
def _empty_record(folder: Path) -> Path:
    path = folder / "empty.db"
    Record(path).close()
    return path


def new_home(folder: Path, name: str, graph: Graph) -> Home:
    """Return an empty home; making one by copying saves the migrations."""
    path = folder / f"{name}.db"
    for old in folder.glob(f"{name}.*"):
        old.unlink()
    shutil.copy(_empty_record(folder), path)
    return Home(path, graph)


def perform(home: Home, record: Record, operations: Iterable[Operation]) -> list[CaughtUp]:
    """Do operations in order; return what each catching up did."""
    caught = []
    for operation in operations:
        home.moments += 1
        if isinstance(operation, CatchUp):
            caught.append(home.catch_up())
        elif isinstance(operation, Judge | JudgeFact):
            home.judged.append(record.judge(judgement(operation)))
        elif isinstance(operation, Undo):
            _undo(home, record, operation)
        else:
            _change(home, record, operation)
    return caught


def _undo(home: Home, record: Record, operation: Undo) -> None:
    """Undo a judgement, if it is still there: forgetting a document forgets judgements on what it claims."""
    with RecordReader(home.path) as reader:
        stands = [one.hex() for (one,) in reader.rows("SELECT id FROM judgement")]
    left = [one for one in home.judged if one in stands]
    if left:
        record.undo(left[operation.which % len(left)])


def _change(home: Home, record: Record, operation: Write | Close | Forget | Trust | Copies) -> None:
    now = moment("2025-03-04", home.moments)
    if isinstance(operation, Write):
        made = reading(
            operation.address, operation.facts, now, published=operation.published,
            source=SOURCE_OF[operation.address], reader=operation.reader,
        )  # fmt: skip
        record.write([made])
    elif isinstance(operation, Close):
        record.close_missing([operation.address], now)
    elif isinstance(operation, Copies):
        first, *copies = operation.addresses
        record.bring_copies(dict.fromkeys(copies, first))
    elif isinstance(operation, Forget):
        record.forget([operation.address])
    else:
        trust_in = {} if operation.in_licences is None else {"LICENSED_UNDER": operation.in_licences}
        record.put_sources([Source(name=operation.source, trust=operation.trust, trust_in=trust_in)])


def judgement(operation: Judge | JudgeFact) -> Judgement:
    if isinstance(operation, Judge):
        return Judgement(
            kind=operation.kind, author="Ada", author_kind=operation.author, reason="a test",
            left=operation.pair[0], right=operation.pair[1], renamed=operation.renamed,
        )  # fmt: skip
    fact = operation.fact
    claim = Claim(
        subject=fact.subject, predicate=fact.predicate, said=said_of(fact.object, fact.value), address=operation.address
    )
    instead: Value = 42 if isinstance(fact.value, int) else "2020"
    return Judgement(
        kind=operation.kind, author="Ada", author_kind="person", reason="a test", claim=claim,
        value=instead if operation.kind == "edit" else None,
    )  # fmt: skip


def dump(graph: Graph) -> Dump:
    """Return all that a graph holds, its stamp included."""
    nodes = [_line(sorted(labels), properties) for labels, properties in graph.read(ALL_NODES).rows]  # type: ignore[arg-type,type-var]
    edges = [_line(*row) for row in graph.read(ALL_EDGES).rows]
    return sorted(nodes), sorted(edges)


def dump_of(projection: Projection) -> Dump:
    """Return what a graph that holds exactly a projection would dump, without the stamp."""
    nodes = [_line(list(n.labels), dict(n.properties)) for n in projection.nodes.values()]
    edges = [_line(e.type, e.start, e.end, dict(e.properties)) for e in projection.edges.values()]
    return sorted(nodes), sorted(edges)


def without_stamp(found: Dump) -> Dump:
    nodes, edges = found
    return [line for line in nodes if '"_Sextant"' not in line], edges


def _line(*parts: object) -> str:
    assert not any(isinstance(part, GraphNode) for part in parts)
    return json.dumps(parts, sort_keys=True, ensure_ascii=False, default=list)
