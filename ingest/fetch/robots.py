"""What robots.txt allows, read as RFC 9309 says: missing means everything, unreachable means nothing."""

import contextlib
import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from protego import Protego

from ingest.fetch.address import Address
from ingest.fetch.clock import Clock, moment
from ingest.fetch.policy import load_policy
from ingest.fetch.settings import FetchSettings
from ingest.fetch.store import Kept, Store
from ingest.fetch.types import FetchReason, Trouble

GetText = Callable[[Address], bytes | None]
"""Gives the bytes at an address, None where there are none; raises Trouble where that cannot be told."""

_OF_THE_HOST: frozenset[FetchReason] = frozenset(
    (
        "the host is private or local",
        "the host's name is not found",
        "the server cannot be reached",
        "the server's certificate is not trusted",
        "the server asks to come later",
        "it took too long",
    )
)
"""Reasons that hold for all addresses of a host, so that the file need not be named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    parsed: Protego
    read_at: float


class Robots:
    """The rules of hosts, kept for a day in memory and in the cache."""

    def __init__(self, store: Store, get: GetText, settings: FetchSettings, clock: Clock) -> None:
        self._store = store
        self._get = get
        self._settings = settings
        self._clock = clock
        self._known: dict[str, _Rules] = {}
        self._mutex = threading.Lock()

    def check(self, address: Address) -> None:
        """Raise Trouble where the rules of its host do not allow an address, or cannot be had."""
        rules = self._rules(address)
        agent = load_policy().agent
        if rules is not None and not rules.can_fetch(address.url, agent):
            raise Trouble("robots.txt does not allow it", f"{_file(address)} forbids it to {agent}")

    def delay(self, address: Address) -> float:
        """Return the interval in seconds that the rules of a host ask for, within what is granted."""
        rules = self._rules(address)
        asked = rules.crawl_delay(load_policy().agent) if rules is not None else None
        return min(asked or 0.0, self._settings.longest_crawl_delay)

    def _rules(self, address: Address) -> Protego | None:
        if not self._settings.obey_robots or _is_exempt(address):
            return None
        site = f"{address.scheme}://{address.site}"
        with self._mutex:
            known = self._known.get(site)
        if known is None or self._clock.now() - known.read_at > self._settings.robots_fresh:
            # Two threads may ask at once: that costs a request, and no thread waits for another's slow server.
            known = self._load(_file(address))
            with self._mutex:
                self._known[site] = known
        return known.parsed

    def _load(self, file: Address) -> _Rules:
        kept = self._store.find(file.url)
        data = self._store.read(kept) if kept is not None else None
        age = self._clock.now() - _seconds(kept.retrieved) if kept is not None else 0.0
        if data is not None and kept is not None and 0 <= age <= self._settings.robots_fresh:
            return _Rules(parsed=_parsed(data), read_at=_seconds(kept.retrieved))
        try:
            fresh = self._get(file) or b""
        except Trouble as trouble:
            if data is not None and age <= self._settings.robots_stale:
                return _Rules(parsed=_parsed(data), read_at=self._clock.now())
            if trouble.reason in _OF_THE_HOST:
                raise
            told = f"{file}: {trouble.reason}; without it nothing of this host is fetched"
            raise Trouble("robots.txt cannot be read", told, retry_after=trouble.retry_after) from trouble
        self._keep(file, fresh)
        return _Rules(parsed=_parsed(fresh), read_at=self._clock.now())

    def _keep(self, file: Address, data: bytes) -> None:
        now = moment(self._clock)
        kept = Kept(
            asked=file.url,
            accept="",
            address=file.url,
            final=file.url,
            media_type="text/plain",
            charset=None,
            etag=None,
            last_modified=None,
            retrieved=now,
            checked=now,
            size=len(data),
            sha256=hashlib.sha256(data).hexdigest(),
        )
        with contextlib.suppress(OSError):  # Rules that are not kept are asked for again by the next process.
            self._store.put(kept, data)


def _file(address: Address) -> Address:
    return Address(scheme=address.scheme, host=address.host, port=address.port, target="/robots.txt")


def _is_exempt(address: Address) -> bool:
    return any(
        address.host == one.host and address.path.startswith(one.path) and address.scheme == "https"
        for one in load_policy().robots_exempt
    )


def _parsed(data: bytes) -> Protego:
    return Protego.parse(data.decode("utf-8", errors="replace").removeprefix("\ufeff"))


def _seconds(text: str) -> float:
    try:
        return datetime.fromisoformat(text).timestamp()
    except ValueError:
        return 0.0
