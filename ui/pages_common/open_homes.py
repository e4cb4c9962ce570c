"""Homes that stay open between looks: to open one for each question would take longer than most answers do.

Each is opened and read by a thread of its own, for SQLite's connections stay in the thread that opened them; what is
done there is done with one state of the record, and where the record has moved on since, the home is opened anew.
"""

import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import ExitStack
from functools import cached_property
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, TypeVar

from graph.errors import EngineUnavailable, QueryError, QueryTimeout, RecordError, ViewError
from graph.explore.context import Contexts
from graph.explore.names import fresh_names
from graph.explore.session import Session, is_current
from graph.ontology import shipped_ontology
from graph.record.lens import Lens
from ui.pages_common.homes import State
from ui.wiring import opened, place_of

if TYPE_CHECKING:
    from qa.desk import Desk
    from qa.quoting.types import Library
    from qa.reply import Answer
    from ui.commands._nearest import Nearest

Got = TypeVar("Got")

MOST_OPEN = 3
"""Homes, or views of one through lenses, that are open at once; who wants another one waits for the first at rest."""
IDLE_S = 600.0
"""How long a home that nobody asks stays open."""
_ASKED_WRONG = (QueryError, QueryTimeout)
_GONE = (EngineUnavailable, ViewError, RecordError, sqlite3.Error, OSError)
"""What is raised where the engine, or files of the home, went away or were replaced under an open home."""


class OpenHome:
    """A home that is open; names, passages and models are opened when they are first needed. Used by one thread.

    Raises RecordError, EngineError, ViewError.
    """

    def __init__(self, state: State, lens: Lens) -> None:
        self.settings, self.beside, self._stack = state.settings, state.beside, ExitStack()
        self.session: Session = self._stack.enter_context(opened(state.settings, lens))

    @cached_property
    def desk(self) -> "Desk":
        """What is needed to answer."""
        from ui.commands._asking import desk_on

        names = fresh_names(place_of(self.settings), shipped_ontology())
        return desk_on(self.session, self._stack.enter_context(names))

    @cached_property
    def contexts(self) -> Contexts:
        """What finds the words around a quote."""
        return Contexts(self.session.reader)

    @cached_property
    def library(self) -> "Callable[[], Library]":
        """What opens the passages, once."""
        from ui.commands._quoting import shelf

        return shelf(self.settings, self.desk, self._stack)

    @cached_property
    def near(self) -> "Nearest":
        """What gives the named queries nearest to a question."""
        from ui.commands._nearest import Nearest

        return Nearest(self.settings, self.desk)

    def ask(self, question: str) -> "Answer":
        """Return the answer to a question."""
        from ui.commands._asking import answering

        return answering(self.settings, self.desk, self.library, self.near)(question, None)

    def warm(self) -> None:
        """Open what the first question that is not computed would wait for."""
        self.library().searched  # noqa: B018 - looked at, so that the index is read
        self.near.warm()

    def close(self) -> None:
        """Close all that was opened."""
        self._stack.close()


class _Keeper:
    """A thread with a home of its own."""

    def __init__(self, state: State, lens: Lens, idle_s: float) -> None:
        self.state, self.lens, self.busy = state, lens, True
        self._idle_s = idle_s
        self._home: OpenHome | None = None
        self._todo: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        threading.Thread(target=self._run, name="sextant-home", daemon=True).start()

    def do(self, state: State, work: Callable[[OpenHome], Got]) -> Got:
        told: Future[Got] = Future()

        def task() -> None:
            try:
                told.set_result(self._done(state, work))
            except BaseException as error:  # noqa: BLE001 - handed to the thread that asked, which raises it
                told.set_exception(error)

        self._todo.put(task)
        return told.result()

    def end(self) -> None:
        self._todo.put(None)

    def _run(self) -> None:
        while True:
            try:
                task = self._todo.get(timeout=self._idle_s)
            except Empty:
                self._close()  # who comes later has it opened again
                task = self._todo.get()
            if task is None:
                break
            task()
        self._close()

    def _done(self, state: State, work: Callable[[OpenHome], Got]) -> Got:
        try:
            return work(self._current(state))
        except _ASKED_WRONG:
            raise  # the fault of the query, not of the home
        except _GONE:
            self._close()
        except BaseException:
            self._close()
            raise
        return work(self._current(state))

    def _current(self, state: State) -> OpenHome:
        held = self._home
        if held is not None and (_differ(held.beside, state.beside) or not is_current(held.session)):
            self._close()
        if self._home is None:
            self._home = OpenHome(state, self.lens)
        if self._home.beside is None:
            self._home.beside = state.beside
        return self._home

    def _close(self) -> None:
        if self._home is not None:
            held, self._home = self._home, None
            held.close()


def _differ(held: object, wanted: object) -> bool:
    return held is not None and wanted is not None and held != wanted


class OpenHomes:
    """The homes of this process that are open, each for a state of the record and a lens."""

    def __init__(self, most: int = MOST_OPEN, idle_s: float = IDLE_S) -> None:
        self._most, self._idle_s = most, idle_s
        self._kept: list[_Keeper] = []
        self._free = threading.Condition()

    def work(self, state: State, lens: Lens, work: Callable[[OpenHome], Got]) -> Got:
        """Return what is done with a home that is open; one whose engine or files went away is opened anew, once.

        Raises what the work raises, RecordError and EngineError.
        """
        keeper = self._taken(state, lens)
        try:
            return keeper.do(state, work)
        finally:
            with self._free:
                keeper.busy = False
                if keeper in self._kept:  # the one that was used last is the one that is used first
                    self._kept.remove(keeper)
                    self._kept.insert(0, keeper)
                self._free.notify()

    def let_go(self) -> None:
        """Close all homes that are at rest, so that their files can be erased."""
        with self._free:
            self._drop([one for one in self._kept if not one.busy])

    def _taken(self, state: State, lens: Lens) -> _Keeper:
        record = state.of_record
        with self._free:
            while True:
                resting = [one for one in self._kept if not one.busy]
                stale = [one for one in resting if one.state.settings == state.settings and one.state != record]
                self._drop(stale)
                same = [one for one in resting if (one.state, one.lens) == (record, lens)]
                if same:
                    same[0].busy = True
                    return same[0]
                if len(self._kept) >= self._most:
                    self._drop([one for one in resting if one not in stale][-1:])
                if len(self._kept) < self._most:
                    self._kept.insert(0, _Keeper(record, lens, self._idle_s))
                    return self._kept[0]
                self._free.wait()

    def _drop(self, keepers: list[_Keeper]) -> None:
        for one in keepers:
            one.end()
            self._kept.remove(one)


HOMES = OpenHomes()
