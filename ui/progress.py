"""Progress on standard error of anything that takes over a second: a bar on a terminal, a line now and then elsewhere.

What crosses into the other rooms is the method ``advance`` (or ``reached``), a plain callable.
"""

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO

from ui.output import one_line

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

SHOWN_AFTER_S = 1.0
LINE_EVERY_S = 5.0


class Progress:
    """The progress of one command, in stages. Used as a context manager; silent until a second has passed.

    ``quiet``: say nothing where standard error is no terminal, as with ``--json``.
    """

    def __init__(
        self, *, quiet: bool = False, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._stream = sys.stderr if stream is None else stream
        self._clock = clock
        self._terminal = self._stream is not None and self._stream.isatty()
        self._mute = self._stream is None or (quiet and not self._terminal)
        self._begun = clock()
        self._bar: Bar | None = None
        self._task: TaskID | None = None
        self._spoke: float | None = None
        self._label, self._unit = "", ""
        self._done, self._since = 0, self._begun
        self._total: int | None = None

    def stage(self, label: str, total: int | None = None, unit: str = "") -> None:
        """Begin the next stage: ``label`` says what is done, ``total`` how many ``unit`` there are, if known."""
        self._label, self._total, self._unit = one_line(label), total, unit
        self._done, self._since = 0, self._clock()
        if self._bar is not None and self._task is not None:
            self._bar.remove_task(self._task)
            self._task = None

    def advance(self, count: int = 1) -> None:
        """So many more are done."""
        self.reached(self._done + count)

    def reached(self, done: int, total: int | None = None) -> None:
        """So many are done by now; ``total`` where only now it is known how many there are."""
        self._done, self._total = done, self._total if total is None else total
        now = self._clock()
        if self._mute or now - self._begun < SHOWN_AFTER_S:
            return
        if self._terminal:
            self._draw(now)
        elif now - (self._begun if self._spoke is None else self._spoke) >= LINE_EVERY_S:
            self._spoke = now
            print(f"{self._label}: {self._words(now)}", file=self._stream, flush=True)

    def close(self) -> None:
        """Take the bar away; standard error is free for other lines."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _words(self, now: float) -> str:
        """Count, rate and time left, in words."""
        count = f"{self._done:,}" if self._total is None else f"{self._done:,} of {self._total:,}"
        words = [f"{count} {self._unit}".rstrip()]
        seconds = now - self._since
        if seconds > 0 and self._done:
            rate = self._done / seconds
            words.append(f"{rate:,.0f}/s" if rate >= 10 else f"{rate:.1f}/s")
            if self._total is not None:
                words.append(f"{_duration((self._total - self._done) / rate)} left")
        return ", ".join(words)

    def _draw(self, now: float) -> None:
        if self._bar is None:
            self._bar = _new_bar(self._stream)
            self._bar.start()
        words = self._words(now)
        if self._task is None:
            self._task = self._bar.add_task(self._label, total=self._total, completed=self._done, words=words)
        else:
            self._bar.update(self._task, total=self._total, completed=self._done, words=words)


def _new_bar(stream: TextIO) -> "Bar":
    """Make a bar; rich is imported here, since most runs end before one is shown."""
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=30),
        TextColumn("{task.fields[words]}", markup=False),
    )
    return Bar(*columns, console=Console(file=stream, highlight=False), transient=True)


def _duration(seconds: float) -> str:
    """Seconds as a person reads them: 40 s, 3:05 min, 2:10 h."""
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60}:{whole % 60:02} min"
    return f"{whole // 3600}:{whole % 3600 // 60:02} h"
