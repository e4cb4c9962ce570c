"""What came from the network so far: what an update asks for again."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.fetch.fetcher import pages


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFetch:
    """Something that came from the network."""

    asked: str
    """The address to ask again."""
    address: str
    """Where it lives: the document's address."""
    accept: str | None
    """The kinds of answer that were asked for; None: any."""
    media_type: str
    retrieved: str
    """When these bytes first came, ISO text in UTC."""
    checked: str
    """When the server last confirmed them: how old the data is."""
    size: int
    """In bytes."""
    sha256: str
    path: Path
    """Where the bytes are."""
    is_download: bool
    """Whether it is a file that was put at a place of its own; ``path`` is that place."""
    can_be_confirmed: bool
    """Whether the server gave something by which it can tell that nothing changed."""


def stored_fetches(cache: Path) -> Iterator[StoredFetch]:
    """Yield what came from the network into the cache of a home, in a stable order."""
    store = pages(cache)
    for kept in store.entries():
        yield StoredFetch(
            asked=kept.asked,
            address=kept.address,
            accept=kept.accept if kept.accept and kept.file is None else None,
            media_type=kept.media_type,
            retrieved=kept.retrieved,
            checked=kept.checked,
            size=kept.size,
            sha256=kept.sha256,
            path=store.path_of(kept),
            is_download=kept.file is not None,
            can_be_confirmed=bool(kept.etag or kept.last_modified),
        )
