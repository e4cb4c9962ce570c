"""What a run reads: files on disk and answers from the network, in one form, and the surest reader of each."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urlsplit

from graph.record.clock import now
from graph.record.types import SetAside
from ingest.folder import Found, Skipped, beside, find_documents, look_at
from ingest.reader import Beside, Head, Raw, Reader, nothing_beside


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A file or answer that a run is to read."""

    head: Head
    load: Callable[[int], bytes]
    """Gives all its bytes, at most so many; raises OSError where it cannot be read."""
    beside: Callable[[tuple[str, ...]], Beside] = lambda _: nothing_beside
    retrieved: str | None = None
    """When it was fetched; None: when it is read."""
    charset: str | None = None
    rolling: bool = False
    """Whether what it no longer lists may well be there still, as with a feed: nothing is closed for it."""


def local_items(paths: Iterable[Path]) -> Iterator[Item | Skipped]:
    """Yield the files at and below ``paths``. Raises SourceError where a path does not exist."""
    for file in find_documents(paths):
        yield file if isinstance(file, Skipped) else _item(file)


def _item(file: Found) -> Item | Skipped:
    try:
        head = look_at(file)
    except OSError as error:
        return Skipped(path=file.path, reason=error.strerror or "it cannot be read")

    def load(limit: int) -> bytes:
        with file.path.open("rb") as opened:
            return opened.read(limit)

    return Item(head=head, load=load, beside=lambda names: beside(file, names, _BESIDE))


def item_at(
    address: str,
    start: bytes,
    load: Callable[[int], bytes],
    *,
    media_type: str = "",
    retrieved: str,
    charset: str | None = None,
    rolling: bool = False,
) -> Item:
    """Return what was fetched from an address as an item; ``start`` are its first ``HEAD`` bytes."""
    parts = [unquote(part) for part in urlsplit(address).path.split("/") if part]
    head = Head(
        name=parts[-1] if parts else "",
        folders=tuple(reversed(parts[:-1])),
        start=start,
        media_type=media_type or None,
        address=address,
    )
    return Item(head=head, load=load, retrieved=retrieved, charset=charset, rolling=rolling)


_BESIDE = 64_000_000
"""A file beside the one that is read is not looked at if it has more bytes."""


def choose(readers: Sequence[Reader], head: Head) -> Reader | None:
    """Return the reader that is the surest of a file, the first of those that are equally sure; None if none is."""
    sure = [(reader.recognise(head), -at, reader) for at, reader in enumerate(readers)]
    best = max(sure, key=lambda one: one[:2], default=None)
    return best[2] if best is not None and best[0] > 0 else None


def load_raw(item: Item, reader: Reader, published: str | None) -> Raw | SetAside:
    """Return the bytes of an item for its reader, or why they are set aside."""
    retrieved = item.retrieved or now()
    try:
        data = item.load(reader.max_bytes + 1)
    except OSError as error:
        return _aside(item, reader, "the file cannot be read", str(error.strerror or error), retrieved)
    if len(data) > reader.max_bytes:
        detail = f"it has more than {reader.max_bytes:,} bytes"
        return _aside(item, reader, "the file is too large", detail, retrieved)
    return Raw(
        head=item.head,
        data=data,
        retrieved=retrieved,
        published=published,
        charset=item.charset,
        beside=item.beside(reader.companions),
    )


def _aside(item: Item, reader: Reader, reason: str, detail: str, retrieved: str) -> SetAside:
    return SetAside(
        address=item.head.address, source=reader.rules.name, reason=reason, detail=detail, retrieved=retrieved
    )


def digest_of(raw: Raw, reader: Reader, among: str) -> bytes:
    """Return a hash of all that the reading of these bytes depends on: a file with the same need not be read again.

    ``among``: which readers there were to choose from.
    """
    hashed = sha256()
    head = raw.head
    depends = (among, reader.version, raw.published or "", raw.charset or "", head.media_type or "", head.name)
    for part in (*depends, "at root" if head.at_root else "", *head.folders[:2]):
        hashed.update(part.encode("utf-8", "surrogatepass") + b"\0")
    for name in reader.companions:
        data = raw.beside(name)
        hashed.update(b"-" if data is None else _hash_of(data))
    hashed.update(sha256(raw.data).digest())
    return hashed.digest()[:16]


@lru_cache(maxsize=4)
def _hash_of(data: bytes) -> bytes:
    """Return the hash of a file that stands beside many, found once."""
    return sha256(data).digest()
