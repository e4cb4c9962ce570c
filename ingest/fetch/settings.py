"""How a fetcher behaves: limits from the policy file, and what a user sets."""

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version

from graph.errors import InvalidValue
from ingest.fetch.address import host_of, is_allowed, without_credentials
from ingest.fetch.policy import load_policy

Resolve = Callable[[str, int], list[str]]
"""Gives the addresses of a host and port as text; raises OSError where there are none."""


def _limit(name: str) -> float:
    return load_policy().limits[name]


def _number(name: str) -> float:
    return field(default_factory=lambda: _limit(name))


def _count(name: str) -> int:
    return field(default_factory=lambda: int(_limit(name)))


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSettings:
    """How a fetcher behaves. Lengths are in bytes, times in seconds; defaults are those of ``policy.yaml``."""

    contact: str | None = None
    """A page or mail address that a server's owner can turn to; None: the project's page."""
    allowed_hosts: frozenset[str] = frozenset()
    """Hosts, or ``host:port``, that may be private or local and have any port."""
    proxy: str | None = None
    """The ``http://`` address of a proxy that makes all connections; its own look-ups of names are out of sight, so
    a host is checked by what this machine finds, and one that it does not find is left to the proxy."""
    obey_robots: bool = True
    max_bytes: int = _count("max_bytes")
    max_download_bytes: int = _count("max_download_bytes")
    max_ratio: float = _number("max_ratio")
    ratio_from: int = _count("ratio_from")
    max_seconds: float = _number("max_seconds")
    connect_seconds: float = _number("connect_seconds")
    idle_seconds: float = _number("idle_seconds")
    least_bytes_per_second: float = _number("least_bytes_per_second")
    redirects: int = _count("redirects")
    retries: int = _count("retries")
    backoff_seconds: float = _number("backoff_seconds")
    longest_wait: float = _number("longest_wait")
    interval: float = _number("interval")
    longest_crawl_delay: float = _number("longest_crawl_delay")
    robots_bytes: int = _count("robots_bytes")
    robots_fresh: float = _number("robots_fresh")
    robots_stale: float = _number("robots_stale")

    def __post_init__(self) -> None:
        if self.contact is not None and not (self.contact.isascii() and self.contact.isprintable()):
            raise InvalidValue(f"contact {self.contact!r}: not a line of plain characters; give a page or mail address")
        if self.proxy is not None and not is_allowed(self.proxy, frozenset({host_of(self.proxy)})):
            told = without_credentials(self.proxy)
            raise InvalidValue(f"proxy {told!r}: give an address like http://proxy.example:8080, without credentials")

    @property
    def user_agent(self) -> str:
        """The name that every request bears, with version and contact."""
        policy = load_policy()
        contact = self.contact or policy.page
        return f"{policy.agent}/{_version()}" + (f" (+{contact})" if contact else "")


def _version() -> str:
    try:
        return version("sextant")
    except PackageNotFoundError:
        return "0"
