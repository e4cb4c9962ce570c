"""The driver code that all engines share: one user at one place, reading and writing under time limits."""

import logging
import queue
import random
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar, cast

from graph.engine.bolt import exceptions, neo4j
from graph.engine.convert import cell, parameters, weight
from graph.engine.faults import translate
from graph.engine.types import Parameter, Query, Result
from graph.errors import QueryTimeout

GRACE_S = 5.0
"""How long past its limit a query is waited for before the client leaves."""
WRITE_LIMIT_S = 600.0
EXPLAIN = "EXPLAIN "
"""What stands before a text that is to be planned only."""
_TRIES = 6
_FIRST_PAUSE_S = 0.05

T = TypeVar("T")

# Without a handler the driver's remarks on retries would go to the user's terminal.
logging.getLogger("neo4j").addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a driver connects, and as whom."""

    url: str
    username: str
    password: str = field(repr=False)
    database: str | None
    place: str
    """Where that is, for messages; holds no secret."""
    connect_s: float = 10.0
    retry_s: float = 30.0
    """How long the driver itself tries again after transient errors; 0 leaves that to ``write``."""
    quiet: bool = True
    """Whether notifications are switched off; an engine of an older protocol knows no such switch."""


@dataclass(slots=True)
class _Answer(Generic[T]):
    value: T | None = None
    error: BaseException | None = None


class Overrun(Exception):
    """The work did not end in time and was left behind; whoever asked turns this into QueryTimeout."""


class Link:
    """A connection of one user to one database."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self._bookmarks = neo4j.GraphDatabase.bookmark_manager()
        try:
            self._driver = neo4j.GraphDatabase.driver(
                target.url,
                auth=(target.username, target.password),
                connection_timeout=target.connect_s,
                connection_acquisition_timeout=target.connect_s + 5,
                max_transaction_retry_time=target.retry_s,
                user_agent="sextant",
                notifications_min_severity="OFF" if target.quiet else None,
            )
        except (exceptions.DriverError, ValueError) as error:
            raise translate(error, place=target.place, limit_s=0) from error

    def read(
        self,
        text: str,
        given: Mapping[str, Parameter] | None,
        *,
        limit_s: float,
        max_rows: int | None,
        patience_s: float,
        max_bytes: int | None = None,
    ) -> Result:
        """Run a query in READ access mode; raise Overrun if no answer is there after ``patience_s`` seconds."""
        query = neo4j.Query(text, timeout=limit_s)

        def work() -> Result:
            with self._session("READ") as session:
                return _collect(session.run(query, parameters(given)), max_rows, max_bytes)

        return self._in_time(work, limit_s, patience_s)

    def explain(
        self, text: str, given: Mapping[str, Parameter] | None, *, limit_s: float, patience_s: float
    ) -> neo4j.ResultSummary:
        """Plan a query; raise Overrun as ``read`` does."""
        query = neo4j.Query(f"{EXPLAIN}{text}", timeout=limit_s)

        def work() -> neo4j.ResultSummary:
            with self._session("READ") as session:
                return session.run(query, parameters(given)).consume()

        return self._in_time(work, limit_s, patience_s)

    def write(self, queries: Sequence[Query], *, limit_s: float, patience_s: float) -> None:
        """Run the queries in one transaction, again where another writer was in the way."""
        merges = any("MERGE" in query.text.upper() for query in queries)

        def work() -> None:
            for attempt in range(_TRIES):
                try:
                    return self._write_once(queries, limit_s)
                except (exceptions.Neo4jError, exceptions.DriverError) as error:
                    # Of two that merge the same new key at once, one may be refused: it finds it next time.
                    again = isinstance(error, exceptions.Neo4jError) and error.is_retryable()
                    again = again or (merges and isinstance(error, exceptions.ConstraintError))
                    if not again or attempt == _TRIES - 1:
                        raise
                time.sleep(_FIRST_PAUSE_S * 2**attempt * (0.5 + random.random()))
            return None

        self._in_time(work, limit_s, patience_s)

    def close(self) -> None:
        """Close the connection."""
        self._driver.close()

    def _write_once(self, queries: Sequence[Query], limit_s: float) -> None:
        @neo4j.unit_of_work(timeout=limit_s)
        def run_all(transaction: neo4j.ManagedTransaction) -> None:
            for query in queries:
                transaction.run(query.text, parameters(query.parameters)).consume()

        with self._session("WRITE") as session:
            session.execute_write(run_all)

    def _session(self, mode: Literal["READ", "WRITE"]) -> neo4j.Session:
        return self._driver.session(
            database=self.target.database, default_access_mode=mode, bookmark_manager=self._bookmarks
        )

    def _in_time(self, work: Callable[[], T], limit_s: float, patience_s: float) -> T:
        try:
            return wait_for(work, patience_s)
        except (exceptions.Neo4jError, exceptions.DriverError, TypeError, ValueError, OverflowError) as error:
            raise translate(error, place=self.target.place, limit_s=limit_s) from error


def wait_for(work: Callable[[], T], patience_s: float) -> T:
    """Return what ``work`` returns or raise what it raises; raise Overrun if it takes longer than ``patience_s``.

    It runs in a thread of its own: neither engine looks at the clock inside an expression, and the driver waits
    for its socket without end.
    """
    box: queue.SimpleQueue[_Answer[T]] = queue.SimpleQueue()

    def run() -> None:
        try:
            box.put(_Answer(value=work()))
        except BaseException as error:  # noqa: BLE001 - carried over to the thread that waits, which raises it
            box.put(_Answer(error=error))

    threading.Thread(target=run, daemon=True).start()
    try:
        answer = box.get(timeout=patience_s)
    except queue.Empty:
        raise Overrun from None
    if answer.error is not None:
        raise answer.error
    return cast("T", answer.value)


def past_limit(limit_s: float) -> QueryTimeout:
    """Return the error for a query that was left behind."""
    return QueryTimeout(f"the query gave no answer within its limit of {limit_s:g} s: narrow it or add LIMIT")


def _collect(answer: neo4j.Result, max_rows: int | None, max_bytes: int | None) -> Result:
    columns = tuple(answer.keys())
    records: list[neo4j.Record] = []
    cut_by: Literal["rows", "bytes"] | None = None
    bytes_left = max_bytes
    for record in answer:
        if max_rows is not None and len(records) == max_rows:
            cut_by = "rows"
            break
        if bytes_left is not None:
            bytes_left -= weight(record.values())
            if bytes_left < 0:
                cut_by = "bytes"
                break
        records.append(record)
    # Converted when all are there: only then does a relationship know ends that came in other rows.
    rows = tuple(tuple(cell(value) for value in record.values()) for record in records)
    return Result(columns=columns, rows=rows, cut=cut_by is not None, cut_by=cut_by)
