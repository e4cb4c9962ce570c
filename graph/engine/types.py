"""What every engine gives: the seam between the views and whichever engine holds the graph."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Literal, Protocol, Self

Scalar = str | int | float | bool | None
Parameter = Scalar | Sequence["Parameter"] | Mapping[str, "Parameter"]
"""What may go into a query as a parameter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphNode:
    """A node in a result. Element ids never leave the engine; ``properties["id"]`` is its identity."""

    labels: tuple[str, ...]
    properties: Mapping[str, "Cell"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphRelationship:
    """A relationship in a result, with the ``id`` properties of its ends (None where the engine omits them)."""

    type: str
    properties: Mapping[str, "Cell"]
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphPath:
    """A path in a result."""

    nodes: tuple[GraphNode, ...]
    relationships: tuple[GraphRelationship, ...]


Cell = Scalar | Sequence["Cell"] | Mapping[str, "Cell"] | GraphNode | GraphRelationship | GraphPath
"""A cell of a result: plain values (temporal ones as ISO text), nodes, relationships, paths, lists, maps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Cypher text with its parameters."""

    text: str
    parameters: Mapping[str, Parameter]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Rows of a read. ``columns`` are there even where there is no row, if the engine tells them."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    cut: bool = False
    """Whether rows beyond a cap were left out."""
    cut_by: Literal["rows", "bytes"] | None = None
    """Which cap left them out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an engine would do for a query, without doing it."""

    engine: str
    """Which engine planned it, by the name that tables of its peculiarities use."""
    operators: tuple[str, ...]
    """One line for each step, in the engine's words, the last step first or last as the engine has it."""
    only_reads: bool | None
    """What the engine says of the whole; None where it does not say."""


class Graph(Protocol):
    """An open graph: one database of one engine. Sessions are made per call; it may be used by one thread."""

    @property
    def place(self) -> str:
        """Where it is, in words that hold no secret: "embedded", "bolt://127.0.0.1:7687/neo4j"."""

    def read(
        self,
        text: str,
        parameters: Mapping[str, Parameter] | None = None,
        *,
        limit_s: float = 30.0,
        max_rows: int | None = None,
        max_bytes: int | None = None,
    ) -> Result:
        """Run a query of the product or of a user with no right to write.

        ``max_rows``, ``max_bytes``: stop after so many rows, or before the row that exceeds about so many bytes, and
        say so in ``cut``. A query that is interrupted or left behind is cancelled in the engine too. Raises
        QueryError for a query that the engine refuses or cannot parse, WriteRefused for one that would write,
        QueryTimeout past ``limit_s`` seconds, EngineUnavailable where the engine cannot be reached.
        """

    def explain(self, text: str, parameters: Mapping[str, Parameter] | None = None, *, limit_s: float = 10.0) -> Plan:
        """Plan a query and do not run it; the text has no EXPLAIN of its own. Raises as ``read`` does."""

    def write(self, queries: Sequence[Query]) -> None:
        """Run all queries in one transaction, in order: all of it happens, or nothing."""

    def close(self) -> None:
        """Close the connection; an embedded engine goes on until it is idle or stopped."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
