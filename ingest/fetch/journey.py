"""The way to an answer: turns at hosts, robots.txt, redirects that are checked anew, patience with failing servers."""

import contextlib
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Generic, TypeVar

from ingest.fetch.address import Address, join
from ingest.fetch.body import ACCEPTED, Bounds
from ingest.fetch.clock import Clock
from ingest.fetch.policy import load_policy
from ingest.fetch.robots import Robots
from ingest.fetch.settings import FetchSettings
from ingest.fetch.store import Store
from ingest.fetch.turns import Turns
from ingest.fetch.types import Trouble
from ingest.fetch.wire import Head, Wire

T = TypeVar("T")

HeadersFor = Callable[[Address], Mapping[str, str]]
"""Gives the headers of a request; asked anew for every try, as a download that broke has come further."""
Consume = Callable[[Head], T]
"""Takes an answer that is neither a redirect nor a failure."""

_REDIRECTS = {301: True, 302: False, 303: False, 307: False, 308: True}
"""Statuses that lead elsewhere, and whether for good."""
_MISSING = frozenset((404, 410))


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival(Generic[T]):
    """Where a way led, and what was there."""

    home: Address
    """Where permanent redirects lead from the start."""
    final: Address
    found: T


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moved:
    location: str
    for_good: bool


class Journeys:
    """Makes requests as a polite guest. Threads may share it."""

    def __init__(self, *, wire: Wire, turns: Turns, rules: Store, settings: FetchSettings, clock: Clock) -> None:
        self._wire = wire
        self._turns = turns
        self._settings = settings
        self._clock = clock
        self._robots = Robots(rules, self._robots_file, settings, clock)

    def travel(self, start: Address, headers_for: HeadersFor, consume: Consume[T], *, rules: bool = True) -> Arrival[T]:
        """Return what ``consume`` makes of the answer that redirects from ``start`` lead to. Raises Trouble.

        Without ``rules`` robots.txt is not read: for itself.
        """
        home = here = start
        at_home = True
        met: list[Address] = []
        while len(met) <= self._settings.redirects:
            met.append(here)
            with _told_from(start, redirected=len(met) > 1):
                found = self._persist(here, headers_for, consume, rules)
            if not isinstance(found, _Moved):
                return Arrival(home=home, final=here, found=found)
            with _told_from(start, redirected=True):
                here = self._next(here, found, met)
            at_home = at_home and found.for_good
            home = here if at_home else home
        raise Trouble("there are too many redirects", f"{len(met)} of them, the last to {here}")

    def _next(self, here: Address, moved: _Moved, met: list[Address]) -> Address:
        if not moved.location:
            raise Trouble("a redirect leads nowhere", f"{here} names no place")
        there = join(here, moved.location, self._settings.allowed_hosts)
        if there in met:
            raise Trouble("there are too many redirects", f"they come back to {there}")
        if here.scheme == "https" and there.scheme == "http":
            raise Trouble("a redirect leaves https for http", f"to {there}; ask for that one where it is meant")
        return there

    def _persist(self, here: Address, headers_for: HeadersFor, consume: Consume[T], rules: bool) -> T | _Moved:
        """Ask until an answer comes that will not change by asking again."""
        for attempt in range(self._settings.retries + 1):
            self._turns.take(here.site, self._interval(here, rules))
            try:
                with self._wire.send(here, {"Accept-Encoding": ACCEPTED, "Accept": "*/*", **headers_for(here)}) as head:
                    return _judged(here, head, consume, self._clock)
            except Trouble as trouble:
                last = attempt == self._settings.retries
                self._wait(here, trouble, attempt, last)
                if last or not trouble.passing:
                    raise
        raise AssertionError("the last attempt returns or raises")

    def _interval(self, here: Address, rules: bool) -> float:
        if not rules:
            return 0.0
        self._robots.check(here)
        asked = load_policy().intervals.get(here.host, 0.0)
        return max(self._settings.interval, asked, self._robots.delay(here))

    def _wait(self, here: Address, trouble: Trouble, attempt: int, last: bool) -> None:
        """Wait before the next try as the server asks, else longer each time and not in step with other clients."""
        if trouble.retry_after is not None:
            self._turns.close(here.site, trouble.retry_after)
        elif trouble.passing and not last:
            longest = min(self._settings.backoff_seconds * 2.0**attempt, self._settings.longest_wait)
            self._clock.wait(longest * random.uniform(0.5, 1.0))

    def _robots_file(self, file: Address) -> bytes | None:
        """Return a robots.txt, the first part of a long one; None: the host has none."""

        def consume(head: Head) -> bytes:
            text = b""
            for piece in head.body(self._bounds(max_bytes=self._settings.max_bytes)):
                text += piece
                if len(text) > self._settings.robots_bytes:
                    break
            return text[: self._settings.robots_bytes]

        try:
            return self.travel(file, lambda _: {}, consume, rules=False).found
        except Trouble as trouble:
            if trouble.reason in ("it is not there", "the server refuses it", "there are too many redirects"):
                return None
            raise

    def _bounds(self, max_bytes: int) -> Bounds:
        return Bounds(max_bytes=max_bytes, max_ratio=self._settings.max_ratio, ratio_from=self._settings.ratio_from)


def seconds_to_wait(header: str | None, now: float) -> float | None:
    """Return what a ``Retry-After`` asks for, in seconds from ``now``; None: nothing that can be read."""
    text = (header or "").strip()
    if text.isdecimal() and text.isascii():
        return float(text[:9])
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - now)
    except (ValueError, TypeError, OverflowError):
        return None


def _judged(here: Address, head: Head, consume: Consume[T], clock: Clock) -> T | _Moved:
    status = head.status
    if status in (200, 203, 206, 304, 416):
        return consume(head)
    head.skip()
    if status in _REDIRECTS:
        return _Moved(location=head.headers.get("location", ""), for_good=_REDIRECTS[status])
    raise _failure(here, head, clock)


def _failure(here: Address, head: Head, clock: Clock) -> Trouble:
    status, told = head.status, f"{here.site} answers {head.status}"
    if status in load_policy().passing_statuses:
        wait = seconds_to_wait(head.headers.get("retry-after"), clock.now())
        if status == 429 or wait is not None:
            return Trouble("the server asks to come later", told, passing=True, retry_after=wait)
        return Trouble("the server fails", told, passing=True)
    if status in _MISSING:
        return Trouble("it is not there", told)
    if 400 <= status < 500:
        return Trouble("the server refuses it", told)
    if status >= 500:
        return Trouble("the server fails", told)
    return Trouble("the server's answer has an unexpected status", told)


@contextlib.contextmanager
def _told_from(start: Address, *, redirected: bool) -> Iterator[None]:
    """Say where the way began that led to a place which the caller did not name."""
    try:
        yield
    except Trouble as trouble:
        if not redirected:
            raise
        detail = f"redirected from {start}: {trouble.detail}"
        raise Trouble(trouble.reason, detail, passing=trouble.passing, retry_after=trouble.retry_after) from trouble
