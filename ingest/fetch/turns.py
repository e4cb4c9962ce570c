"""Turns at a host: requests keep their distance, in all threads and in all processes that share a cache.

A host's next free moment stands in a small file; who takes a turn reads it and moves it on under a lock, and waits
without the lock. A host that asks to come later is closed for everybody until then.
"""

import contextlib
import hashlib
import json
import threading
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from ingest.fetch.clock import Clock
from ingest.fetch.files import replace_file
from ingest.fetch.types import Trouble

_LOCK_S = 10.0
_BELIEVED_S = 86_400.0
"""A moment further off was written by a clock that has been set back since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Host:
    free: float = 0.0
    """When the next request may be made."""
    closed: float = 0.0
    """Until when the host asked not to come."""


class Turns:
    """Who may ask a host, and when."""

    def __init__(self, folder: Path, clock: Clock, longest_wait: float) -> None:
        self._folder = folder
        self._clock = clock
        self._longest_wait = longest_wait
        self._own: dict[str, _Host] = {}
        """What this process knows: enough where the folder cannot be written."""
        self._mutex = threading.Lock()

    def take(self, site: str, interval: float) -> None:
        """Return when it is the caller's turn at a site; the next one comes ``interval`` seconds later.

        Raises Trouble where the site is closed for longer than a caller waits.
        """
        with self._locked(site):
            host, now = self._read(site), self._clock.now()
            closed = host.closed - now
            if closed > self._longest_wait:
                detail = f"{site} asked to come back in {closed:.0f} s"
                raise Trouble("the server asks to come later", detail, retry_after=closed)
            start = max(now, host.free, host.closed)
            self._write(site, _Host(free=start + interval, closed=host.closed))
        self._clock.wait(start - now)

    def close(self, site: str, seconds: float) -> None:
        """Keep everybody away from a site for some time."""
        with self._locked(site):
            host = self._read(site)
            self._write(site, _Host(free=host.free, closed=max(host.closed, self._clock.now() + seconds)))

    @contextlib.contextmanager
    def _locked(self, site: str) -> Iterator[None]:
        with self._mutex, contextlib.ExitStack() as stack:
            # Without the lock, a full disk for one, the turns of this process alone are kept.
            with contextlib.suppress(OSError, Timeout):
                self._folder.mkdir(parents=True, exist_ok=True)
                stack.enter_context(FileLock(self._file(site).with_suffix(".lock"), timeout=_LOCK_S))
            yield

    def _file(self, site: str) -> Path:
        return self._folder / f"{hashlib.sha256(site.encode()).hexdigest()[:24]}.json"

    def _read(self, site: str) -> _Host:
        own = self._own.get(site, _Host())
        try:
            found = json.loads(self._file(site).read_bytes())
            shared = _Host(free=float(found["free"]), closed=float(found["closed"]))
        except (OSError, ValueError, TypeError, KeyError):
            shared = own  # No file yet, or one that a crash cut off.
        believed = self._clock.now() + _BELIEVED_S
        latest = _Host(free=max(own.free, shared.free), closed=max(own.closed, shared.closed))
        return _Host(
            free=latest.free if latest.free <= believed else 0.0,
            closed=latest.closed if latest.closed <= believed else 0.0,
        )

    def _write(self, site: str, host: _Host) -> None:
        self._own[site] = host
        with contextlib.suppress(OSError):
            replace_file(self._file(site), json.dumps(asdict(host)).encode())
