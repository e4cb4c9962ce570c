"""An open graph in the embedded engine. It finds the engine again when that has ended and another one lives."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from graph.engine.admin import COMMAND_TIMEOUT_S, check_store, prepare_database
from graph.engine.driver import EXPLAIN, GRACE_S, Link, Overrun, Target, past_limit
from graph.engine.faults import OutcomeUnknown
from graph.engine.layout import HOST, Endpoint, read_endpoint, touch
from graph.engine.process import Progress, end_engine, ensure_engine, hold_start, wait_until_gone
from graph.engine.stopping import stop_query
from graph.engine.types import Parameter, Plan, Query, Result
from graph.errors import EngineError, EngineUnavailable

T = TypeVar("T")
_TRIES = 3
_POLITE_S = 1.0
_DYING_S = 1.0


@dataclass(slots=True)
class _Links:
    """The connections to one start of the engine: one that can only read, and one for writing once it is needed."""

    endpoint: Endpoint
    reader: Link
    writer: Link | None = None

    def close(self) -> None:
        self.reader.close()
        if self.writer is not None:
            self.writer.close()


class EmbeddedGraph:
    """One database of the embedded engine below one root folder."""

    def __init__(self, root: Path, database: str, *, idle_s: float, on_progress: Progress | None) -> None:
        self._root = root
        self._database = database
        self._idle_s = idle_s
        self._on_progress = on_progress
        self._links: _Links | None = None

    @property
    def place(self) -> str:
        """Return what it is and which database."""
        return "embedded" if self._database == "graph" else f"embedded/{self._database}"

    def read(
        self,
        text: str,
        parameters: Mapping[str, Parameter] | None = None,
        *,
        limit_s: float = COMMAND_TIMEOUT_S,
        max_rows: int | None = None,
        max_bytes: int | None = None,
    ) -> Result:
        """Run a query as the user that may only read; see ``Graph.read``.

        The engine has one limit for all, COMMAND_TIMEOUT_S: past a shorter one the client leaves at once, and a
        longer one does not prolong it.
        """
        # Where the engine's own limit falls due, it gets the chance to say so before the client leaves.
        patience_s = limit_s if limit_s < COMMAND_TIMEOUT_S else COMMAND_TIMEOUT_S + GRACE_S

        def ask(links: _Links) -> Result:
            return links.reader.read(
                text, parameters, limit_s=limit_s, max_rows=max_rows, max_bytes=max_bytes, patience_s=patience_s
            )

        return self._call(ask, limit_s, patience_s, text)

    def explain(self, text: str, parameters: Mapping[str, Parameter] | None = None, *, limit_s: float = 10.0) -> Plan:
        """Plan a query; see ``Graph.explain``."""

        def ask(links: _Links) -> Plan:
            told = links.reader.explain(text, parameters, limit_s=limit_s, patience_s=limit_s)
            steps = str((told.plan or {}).get("args", {}).get("string-representation", "")).splitlines()
            operators = tuple(step.strip().removeprefix("+ ") for step in steps if step.strip().startswith("+ "))
            return Plan(engine="arcadedb", operators=operators, only_reads=None)

        return self._call(ask, limit_s, limit_s, f"{EXPLAIN}{text}")

    def write(self, queries: Sequence[Query]) -> None:
        """Run all queries in one transaction; see ``Graph.write``. Each may take COMMAND_TIMEOUT_S."""
        patience_s = (COMMAND_TIMEOUT_S + GRACE_S) * (len(queries) + 1)

        def tell(links: _Links) -> None:
            if links.writer is None:
                links.writer = self._link(links.endpoint, "root", links.endpoint.root_password)
            links.writer.write(queries, limit_s=COMMAND_TIMEOUT_S, patience_s=patience_s)

        self._call(tell, COMMAND_TIMEOUT_S, patience_s, None)

    def close(self) -> None:
        """Close the connection; the engine goes on until it is idle or stopped."""
        if self._links is not None:
            self._links.close()
            self._links = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _call(self, work: Callable[[_Links], T], limit_s: float, patience_s: float, text: str | None) -> T:
        """Do the work on the living engine; again on the next one if this one turns out to be gone.

        ``text``: what the engine runs meanwhile, if it may be stopped half way.
        """
        for attempt in range(_TRIES):
            links = self._living()
            began = datetime.now(UTC)
            try:
                return work(links)
            except Overrun:
                self._leave(links, text, began, wedged=patience_s >= COMMAND_TIMEOUT_S)
                raise past_limit(limit_s) from None
            except KeyboardInterrupt:
                if text is not None:
                    self._leave(links, text, began, wedged=False)
                raise
            except EngineUnavailable as error:
                self.close()
                if attempt == _TRIES - 1 or isinstance(error, OutcomeUnknown):
                    raise
                # The connections of a dying process break before its lock is free.
                wait_until_gone(self._root, _DYING_S)
            finally:
                touch(self._root / "used")
        raise AssertionError("the last try returns or raises")

    def _living(self) -> _Links:
        """Return connections to the engine that lives now, and show it that somebody needs it."""
        touch(self._root / "used")
        if self._links is not None and read_endpoint(self._root) == self._links.endpoint:
            return self._links
        self.close()
        endpoint = ensure_engine(self._root, idle_s=self._idle_s, on_progress=self._on_progress)
        if (self._root / "prepared" / self._database).exists():
            check_store(self._root, self._database)
        else:
            with hold_start(self._root):
                prepare_database(self._root, endpoint, self._database)
        self._links = _Links(endpoint=endpoint, reader=self._link(endpoint, "reader", endpoint.reader_password))
        return self._links

    def _link(self, endpoint: Endpoint, username: str, password: str) -> Link:
        target = Target(
            url=f"bolt://{HOST}:{endpoint.port}",
            username=username,
            password=password,
            database=self._database,
            place=self.place,
            connect_s=GRACE_S,
            retry_s=0,
            quiet=False,
        )
        return Link(target)

    def _leave(self, links: _Links, text: str | None, began: datetime, *, wedged: bool) -> None:
        """Leave a query behind and have it stopped. An engine that does not stop it, or answers nobody, is ended.

        Closing a connection that waits for its answer may wait too, so a thread of its own does it.
        """
        self._links = None
        _close_aside(links)
        if wedged or not self._stops(links.endpoint, text, began):
            with hold_start(self._root):
                if read_endpoint(self._root) == links.endpoint:
                    end_engine(self._root, polite_s=_POLITE_S)

    def _stops(self, endpoint: Endpoint, text: str | None, began: datetime) -> bool:
        """Say whether the engine answers, and no longer runs ``text``, that it was given at ``began``."""
        probe = self._link(endpoint, "reader", endpoint.reader_password)
        try:
            return stop_query(probe, text, began)
        except (Overrun, EngineError):
            return False
        finally:
            _close_aside(probe)


def _close_aside(links: _Links | Link) -> None:
    """Close what may still wait for an answer, without waiting for it."""
    threading.Thread(target=links.close, daemon=True).start()
