"""What fetching gives back: what came, or why nothing came, from a closed set of reasons."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

FetchReason = Literal[
    "it is not an http or https address",
    "the address holds credentials",
    "the port is not allowed",
    "the host is private or local",
    "the host's name is not found",
    "robots.txt does not allow it",
    "robots.txt cannot be read",
    "there are too many redirects",
    "a redirect leads nowhere",
    "a redirect leaves https for http",
    "the server cannot be reached",
    "the server's certificate is not trusted",
    "the connection broke",
    "it took too long",
    "the answer is not HTTP",
    "the answer is too large",
    "the answer is packed too tightly",
    "the answer is packed in a way that was not asked for",
    "the answer is shorter than announced",
    "the server refuses it",
    "it is not there",
    "the server asks to come later",
    "the server fails",
    "the server's answer has an unexpected status",
    "what came is not what was announced",
    "the disk cannot be written",
]
"""Why nothing came: short sentences, so that they can be counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A document as a server gave it."""

    asked: str
    """The address that was asked for, in its canonical form."""
    address: str
    """Where the document lives: ``asked``, or where permanent redirects lead from there."""
    final: str
    """The address that answered, after all redirects; it may be signed and short-lived."""
    data: bytes
    """The body, unpacked."""
    media_type: str
    """As the server says it, in small letters and without parameters; empty where it says none."""
    charset: str | None
    """As the server says it."""
    retrieved: str
    """When these bytes first came, ISO text in UTC."""
    checked: str
    """When the server last confirmed them."""
    status: Literal["new", "unchanged"]
    """Whether the cache held the same bytes before."""
    etag: str | None
    last_modified: str | None
    from_cache: bool
    """Whether the bytes came out of the cache."""
    next_page: str | None = None
    """Where the server says that the next page of a list is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Downloaded:
    """A file as a server gave it, on disk."""

    asked: str
    address: str
    final: str
    path: Path
    size: int
    """In bytes."""
    sha256: str
    media_type: str
    retrieved: str
    checked: str
    status: Literal["new", "unchanged"]
    etag: str | None
    last_modified: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFetched:
    """Why nothing came."""

    asked: str
    """The address that was asked for, without credentials."""
    reason: FetchReason
    detail: str
    """Place and way out, one line."""
    retry_after: float | None = None
    """Seconds after which it may work, where the server says so."""

    def __str__(self) -> str:
        return f"{self.asked}: {self.reason}" + (f": {self.detail}" if self.detail else "")


class Trouble(Exception):
    """Ends a request inside this package; callers get a NotFetched instead."""

    def __init__(
        self, reason: FetchReason, detail: str = "", *, passing: bool = False, retry_after: float | None = None
    ) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason: FetchReason = reason
        self.detail = detail
        self.passing = passing
        """Whether trying again may help."""
        self.retry_after = retry_after

    def about(self, asked: str) -> NotFetched:
        """Return it as the answer to who asked for an address."""
        return NotFetched(asked=asked, reason=self.reason, detail=self.detail, retry_after=self.retry_after)
