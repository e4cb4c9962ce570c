"""Writing a whole projection into an empty graph while it is still being folded: the engine need not wait for us.

One thread writes, with a few batches ahead of it, so that neither a large graph nor a slow engine fills the memory.
"""

import queue
import threading
from collections import defaultdict
from collections.abc import Callable
from types import TracebackType
from typing import Self

from graph.engine import Graph, Query
from graph.views.projection import EdgeView, NodeView

BATCH = 2000
"""Rows of one query: many times under the engine's time limit and message size."""
_AHEAD = 4
_LONG_S = 3600.0

Progress = Callable[[str, int, int], None]
"""Told what is being done, how many of it are done, and of how many."""
_Batch = tuple[str, Query, int, int]


class Filling:
    """Takes nodes, then edges, and writes them, a transaction a batch; all is written when the block is left.

    Raises in the block, or when it is left, what the engine raised; nothing more is written then.
    """

    def __init__(
        self,
        graph: Graph,
        nodes_query: Callable[[list[NodeView]], Query],
        edges_query: Callable[[list[EdgeView]], Query],
        on_progress: Progress,
    ) -> None:
        self._graph, self._on_progress = graph, on_progress
        self._nodes_query, self._edges_query = nodes_query, edges_query
        self._nodes: dict[tuple[str, ...], list[NodeView]] = defaultdict(list)
        self._edges: dict[tuple[str, ...], list[EdgeView]] = defaultdict(list)
        self._queue: queue.Queue[_Batch | None] = queue.Queue(_AHEAD)
        self._error: BaseException | None = None
        self._done: dict[str, int] = defaultdict(int)
        self._told: dict[str, int] = {}
        self._of: dict[str, int] = {}
        self._thread = threading.Thread(target=self._write_all, daemon=True)

    def node(self, node: NodeView, of: int) -> None:
        """Take a node, one of ``of``."""
        batch = self._nodes[node.labels]
        batch.append(node)
        if len(batch) >= BATCH:
            self._put("nodes", self._nodes_query(self._nodes.pop(node.labels)), BATCH, of)

    def end_nodes(self, of: int) -> None:
        """Send off the last nodes: no edge goes before them."""
        for batch in self._nodes.values():
            self._put("nodes", self._nodes_query(batch), len(batch), of)
        self._nodes.clear()

    def edge(self, edge: EdgeView, of: int) -> None:
        """Take an edge, one of about ``of``."""
        kind = (edge.type, edge.start_label, edge.end_label)
        batch = self._edges[kind]
        batch.append(edge)
        if len(batch) >= BATCH:
            self._put("edges", self._edges_query(self._edges.pop(kind)), BATCH, of)

    def end_edges(self, of: int) -> None:
        """Send off the last edges."""
        for batch in self._edges.values():
            self._put("edges", self._edges_query(batch), len(batch), of)
        self._edges.clear()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None and self._error is None:
            self._error = error
        self._queue.put(None, timeout=_LONG_S)
        self._thread.join()
        self._tell()
        if error is None and self._error is not None:
            raise self._error

    def _put(self, what: str, query: Query, count: int, of: int) -> None:
        if self._error is not None:
            raise self._error
        self._queue.put((what, query, count, of), timeout=_LONG_S)
        self._tell()

    def _tell(self) -> None:
        """Tell of the progress, in the thread of whoever folds: a bar is drawn by one thread."""
        for what, done in list(self._done.items()):
            if self._told.get(what) != done:
                self._told[what] = done
                self._on_progress(what, done, max(done, self._of[what]))

    def _write_all(self) -> None:
        """Write batch by batch; after an error the rest is taken off the queue unwritten, so that nobody waits."""
        while (batch := self._queue.get()) is not None:
            what, query, count, of = batch
            if self._error is not None:
                continue
            try:
                self._graph.write([query])
            except BaseException as error:  # noqa: BLE001 - raised in the thread of whoever folds
                self._error = error
            self._of[what] = of
            self._done[what] += count
