"""An open graph on a server."""

from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Self

from graph.engine.driver import GRACE_S, WRITE_LIMIT_S, Link, Overrun, past_limit
from graph.engine.types import Parameter, Query, Result


class ServerGraph:
    """One database of a server."""

    def __init__(self, link: Link) -> None:
        self._link = link

    @property
    def place(self) -> str:
        """Return URL and database, without user and password."""
        return self._link.target.place

    def read(
        self,
        text: str,
        parameters: Mapping[str, Parameter] | None = None,
        *,
        limit_s: float = 30.0,
        max_rows: int | None = None,
    ) -> Result:
        """Run a query that only reads; see ``Graph.read``."""
        try:
            return self._link.read(text, parameters, limit_s=limit_s, max_rows=max_rows, patience_s=limit_s + GRACE_S)
        except Overrun:
            raise past_limit(limit_s) from None

    def write(self, queries: Sequence[Query]) -> None:
        """Run all queries in one transaction; see ``Graph.write``."""
        try:
            self._link.write(queries, limit_s=WRITE_LIMIT_S, patience_s=WRITE_LIMIT_S + GRACE_S)
        except Overrun:
            raise past_limit(WRITE_LIMIT_S) from None

    def close(self) -> None:
        """Close the connection."""
        self._link.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
