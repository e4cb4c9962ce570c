"""An open graph on a server."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Self

from graph.engine.driver import EXPLAIN, GRACE_S, WRITE_LIMIT_S, Link, Overrun, past_limit
from graph.engine.stopping import stop_query
from graph.engine.types import Parameter, Plan, Query, Result
from graph.errors import EngineError, QueryError

_CLOCKS_APART = timedelta(seconds=30)


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
        max_bytes: int | None = None,
    ) -> Result:
        """Run a query that only reads; see ``Graph.read``."""
        began = datetime.now(UTC)
        try:
            return self._link.read(
                text,
                parameters,
                limit_s=limit_s,
                max_rows=max_rows,
                max_bytes=max_bytes,
                patience_s=limit_s + GRACE_S,
            )
        except Overrun:
            raise past_limit(limit_s) from None
        except KeyboardInterrupt:
            self._stop(text, began)
            raise

    def explain(self, text: str, parameters: Mapping[str, Parameter] | None = None, *, limit_s: float = 10.0) -> Plan:
        """Plan a query; see ``Graph.explain``."""
        try:
            told = self._link.explain(text, parameters, limit_s=limit_s, patience_s=limit_s + GRACE_S)
        except Overrun:
            raise past_limit(limit_s) from None
        except QueryError as error:
            if error.line == 1 and error.column is not None:  # this engine counts EXPLAIN too
                error.column = max(1, error.column - len(EXPLAIN))
            raise
        return Plan(engine="neo4j", operators=_operators(told.plan), only_reads=told.query_type == "r")

    def write(self, queries: Sequence[Query]) -> None:
        """Run all queries in one transaction; see ``Graph.write``."""
        try:
            self._link.write(queries, limit_s=WRITE_LIMIT_S, patience_s=WRITE_LIMIT_S + GRACE_S)
        except Overrun:
            raise past_limit(WRITE_LIMIT_S) from None

    def _stop(self, text: str, began: datetime) -> None:
        """Have the server stop a query that was interrupted; where it cannot be asked, its time limit does."""
        link = Link(self._link.target)
        with suppress(Overrun, EngineError):
            stop_query(link, text, began, _CLOCKS_APART)
        link.close()

    def close(self) -> None:
        """Close the connection."""
        self._link.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _operators(plan: object) -> tuple[str, ...]:
    """Return the operators of a plan, a step before those that feed it, each with its details."""
    if not isinstance(plan, Mapping):
        return ()
    name, details = str(plan.get("operatorType", "")).split("@")[0], plan.get("args", {}).get("Details", "")
    below = (step for child in plan.get("children", ()) for step in _operators(child))
    return (f"{name} {details}".strip(), *below)
