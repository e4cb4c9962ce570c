"""Progress: silent for a second, a line now and then in a pipe, a bar on a terminal."""

import io

from ui.progress import Progress


class Clock:
    """A clock that goes when told."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Terminal(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        return True


def run(stream: io.StringIO, *, seconds: float, quiet: bool = False) -> str:
    clock = Clock()
    with Progress(quiet=quiet, stream=stream, clock=clock) as progress:
        progress.stage("reading", total=200, unit="cards")
        for _ in range(100):
            clock.now += seconds / 100
            progress.advance()
        written = stream.getvalue()
    return written


def test_nothing_is_said_within_a_second() -> None:
    assert run(io.StringIO(), seconds=0.9) == ""
    assert run(Terminal(), seconds=0.9) == ""


def test_a_pipe_gets_a_line_every_few_seconds_with_rate_and_time_left() -> None:
    lines = run(io.StringIO(), seconds=20).splitlines()
    assert 3 <= len(lines) <= 4
    assert lines[0].startswith("reading: 2")
    assert lines[0].endswith("of 200 cards, 5.0/s, 35 s left")


def test_quiet_is_silent_in_a_pipe_and_shows_a_bar_on_a_terminal() -> None:
    assert run(io.StringIO(), seconds=20, quiet=True) == ""
    bar = run(Terminal(), seconds=20, quiet=True)
    assert "reading" in bar
    assert "of 200 cards" in bar
