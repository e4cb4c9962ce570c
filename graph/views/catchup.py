"""Bringing a graph up to date with the record: by the difference where that is enough, else by building it anew.

A graph belongs to one home and says so by its stamp. One that is stamped as building was left half written
and is emptied and built; one that is behind gets the difference and the new stamp in one transaction; one that
is neither empty nor stamped is never written.
"""

import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout

from graph.engine import Graph, create_schema, wipe
from graph.errors import ForeignGraph, HomeBusy
from graph.ontology import Ontology
from graph.record.hashing import token
from graph.record.lens import NOW, Lens
from graph.record.marks import EVERYTHING
from graph.record.reader import RecordReader
from graph.views.apply import difference, filling, queries_for
from graph.views.filling import Progress
from graph.views.gather import gather
from graph.views.mentions_names import Tie
from graph.views.mentions_view import USUAL_MENTIONS, mention_edges, moved_mentions, names_of, ties_of, without_mentions
from graph.views.moved import moved_part
from graph.views.project import documents, fold, project_moved, without_collector
from graph.views.stamp import VIEW_VERSION, Stamp, is_empty, missing, read_stamp
from graph.views.touched import find_touched

LARGEST_DIFFERENCE = 30_000
"""Nodes and edges that one transaction may write; a larger difference is built anew."""
WAIT_S = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CaughtUp:
    """What bringing a graph up to date did."""

    how: Literal["current", "changed", "built"]
    change: int
    """The change of the record that the graph holds now."""
    written: int
    """Nodes and edges written or deleted."""
    seconds: float
    why: str = ""
    """What was wrong with a graph that had to be made anew."""


def silent(_what: str, _done: int, _of: int) -> None:
    """Progress that tells nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A graph to be brought up to date with a record."""

    graph: Graph
    reader: RecordReader
    ontology: Ontology
    lock: Path
    """The lock file of this view: one process writes it at a time; who waited finds nothing to do."""
    lens: Lens = NOW
    on_progress: Progress = silent
    take_over: bool = False
    """Whether a graph that another home stamped may be emptied and taken."""
    rebuild: bool = False
    """Whether it is built anew whatever its stamp says."""


def catch_up(task: Task) -> CaughtUp:
    """Bring a graph up to date.

    Raises ForeignGraph for a graph of another home or with unstamped data, HomeBusy where another process
    keeps writing the view for more than ten minutes, EngineError where the engine fails.
    """
    started = time.perf_counter()
    if not task.rebuild and _is_current(task):
        return _told("current", task.reader.last_change(), 0, started)
    task.lock.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(task.lock, timeout=WAIT_S):
            return _catch_up(task, started)
    except Timeout as error:
        raise HomeBusy(f"{task.lock.parent}: another process has been writing this view for too long") from error


def _told(how: Literal["current", "changed", "built"], change: int, written: int, started: float) -> CaughtUp:
    return CaughtUp(how=how, change=change, written=written, seconds=time.perf_counter() - started)


def _product(task: Task) -> str:
    return f"{VIEW_VERSION}{'' if task.lens.plain else ' ' + repr(task.lens)}"


def _is_current(task: Task) -> bool:
    stamp = read_stamp(task.graph)
    if stamp is None or not _is_ours(task, stamp) or stamp.change != task.reader.last_change():
        return False
    return not missing(task.graph, stamp)


def _is_ours(task: Task, stamp: Stamp) -> bool:
    mine = (task.reader.meta("home"), task.ontology.digest, _product(task))
    return not stamp.building and (stamp.home, stamp.ontology, stamp.product) == mine


def _catch_up(task: Task, started: float) -> CaughtUp:
    stamp = read_stamp(task.graph)
    _refuse_foreign(task, stamp)
    with task.reader.snapshot():
        change = task.reader.last_change()
        lost = missing(task.graph, stamp) if stamp is not None and not stamp.building else ""
        if stamp is None or task.rebuild or lost or not _is_ours(task, stamp) or stamp.change > change:
            written = _build(task, change, stamped=stamp is not None)
            return replace(_told("built", change, written, started), why=lost)
        if stamp.change == change:
            return _told("current", change, 0, started)
        difference_written = _apply_difference(task, stamp, change)
        if difference_written is None:
            return _told("built", change, _build(task, change, stamped=True), started)
        return _told("changed", change, difference_written, started)


def _refuse_foreign(task: Task, stamp: Stamp | None) -> None:
    place = task.graph.place
    if stamp is None:
        if not is_empty(task.graph):
            raise ForeignGraph(
                f"{place}: holds data that no Sextant home stamped, and is never written; give an empty database"
            )
    elif stamp.home != task.reader.meta("home") and not task.take_over:
        raise ForeignGraph(
            f"{place}: belongs to another Sextant home; choose another database, "
            "or empty it and take it with --take-over"
        )


def _stamp(task: Task, change: int, *, building: bool) -> Stamp:
    home = task.reader.meta("home") or ""
    return Stamp(home=home, change=change, ontology=task.ontology.digest, product=_product(task), building=building)


def _build(task: Task, change: int, *, stamped: bool) -> int:
    """Empty the graph and write all of it; the stamp says "building" until the last batch is in."""
    task.graph.write([_stamp(task, change, building=True).query()])
    if stamped:
        wipe(task.graph, keep_stamp=True)  # cut off here, what is left must not look like a stranger's data
    create_schema(task.graph, sorted(task.ontology.nodes))
    with without_collector():
        nodes, edges = _fill(task)
    task.graph.write([replace(_stamp(task, change, building=False), nodes=nodes, edges=edges).query()])
    return nodes + edges


def _fill(task: Task) -> tuple[int, int]:
    """Write all of the graph into an empty one; return how many nodes and edges that are."""
    gathered = gather(task.reader, task.ontology, task.lens)
    node_fold, edge_fold = fold(gathered)
    nodes, edges = node_fold.nodes() | documents(gathered), 0
    with filling(task.graph, task.on_progress) as writing:
        for node in nodes.values():
            writing.node(node, len(nodes))
        writing.end_nodes(len(nodes))
        most = edge_fold.most() + USUAL_MENTIONS * len(gathered.documents)
        ties: set[Tie] = set()
        for edge in edge_fold.views():
            writing.edge(edge, most)
            ties.update(ties_of([edge]))
            edges += 1
        for edge in mention_edges(gathered, names_of(nodes.values(), ties, task.ontology)):
            writing.edge(edge, most)
            edges += 1
        writing.end_edges(edges)
    return len(nodes), edges


def _apply_difference(task: Task, held: Stamp, change: int) -> int | None:
    """Write the difference between two changes, stamp included, in one transaction; None if it is too large."""
    tokens = task.reader.tokens_since(held.change)
    salt = bytes.fromhex(task.reader.meta("salt") or "")
    if token(salt, EVERYTHING) in tokens or len(tokens) > LARGEST_DIFFERENCE:
        return None
    touched = find_touched(tokens, task.reader, task.graph, task.ontology)
    gathered = gather(task.reader, task.ontology, task.lens)
    part = moved_part(gathered, touched, task.graph)
    found = difference(without_mentions(part.stands), project_moved(gathered, part.moved))
    found = moved_mentions(gathered, task.graph, found, touched.documents)
    if found.size > LARGEST_DIFFERENCE:
        return None
    stamp = replace(
        _stamp(task, change, building=False),
        nodes=held.nodes + len(found.created_nodes) - len(found.deleted_nodes),
        edges=held.edges + len(found.created_edges) - len(found.deleted_edges),
    )
    task.graph.write([*queries_for(found), stamp.query()])
    return found.size
