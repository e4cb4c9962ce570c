"""Work that outlives a page: reading and forgetting go on while the user looks elsewhere, one at a time."""

import threading
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from graph.errors import SextantError
from ui.boundary import log_details
from ui.wiring import Shown

Work = Callable[[Shown], Sequence[str]]
"""Does something, tells how far it is, and returns lines that say what was done."""


@dataclass(slots=True)
class Job:
    """A piece of work while it goes on, and what came of it."""

    what: str
    stage: str = ""
    done: int = 0
    of: int = 0
    lines: Sequence[str] = ()
    """What was done, one line each."""
    error: str | None = None
    """Why it could not be done."""
    ended: bool = False
    thread: threading.Thread | None = field(default=None, repr=False)

    def shown(self, what: str, done: int, of: int) -> None:
        """Take note of how far the work is."""
        self.stage, self.done, self.of = what, done, of

    @property
    def share(self) -> float:
        """How much of its stage is done, from 0 to 1."""
        return min(1.0, self.done / self.of) if self.of else 0.0


class Jobs:
    """The work of this process, at most one piece at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._job: Job | None = None

    @property
    def last(self) -> Job | None:
        """The work that goes on, or the last that ended and was not put away."""
        return self._job

    def start(self, what: str, work: Work, home: Path) -> bool:
        """Begin work, unless other work goes on; say whether it began.

        ``home`` is where an unexpected error is logged.
        """
        with self._lock:
            if self._job is not None and not self._job.ended:
                return False
            job = self._job = Job(what=what)
        job.thread = threading.Thread(target=_run, args=(job, work, home), name=f"sextant {what}", daemon=True)
        job.thread.start()
        return True

    def put_away(self) -> None:
        """Forget the work that ended."""
        with self._lock:
            if self._job is not None and self._job.ended:
                self._job = None


JOBS = Jobs()


def _run(job: Job, work: Work, home: Path) -> None:
    try:
        job.lines = work(job.shown)
    except SextantError as error:
        job.error = str(error)
    except Exception as error:  # noqa: BLE001 - the end of the thread: nothing above could say it at all
        where = log_details("".join(traceback.format_exception(error)), home)
        job.error = f"unexpected {type(error).__name__}: {error}" + (f" (details in {where})" if where else "")
    finally:
        job.ended = True
