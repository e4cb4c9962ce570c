"""Time as a value: what waits is handed the clock it waits by."""

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """The time of day, and waiting."""

    def now(self) -> float:
        """Return the seconds since 1970 in UTC: what processes and runs have in common."""
        ...

    def wait(self, seconds: float) -> None:
        """Return when ``seconds`` have passed."""
        ...


class SystemClock:
    """The clock of this machine."""

    def now(self) -> float:
        """Return the seconds since 1970 in UTC."""
        return time.time()

    def wait(self, seconds: float) -> None:
        """Return when ``seconds`` have passed."""
        if seconds > 0:
            time.sleep(seconds)


def moment(clock: Clock) -> str:
    """Return the present moment in the form in which the record keeps moments."""
    return datetime.fromtimestamp(clock.now(), UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
