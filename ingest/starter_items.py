"""The files of the starter as items of a run: fetched into the cache of the home, taken up again after a kill."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote, urljoin, urlsplit

from graph.record.clock import now
from graph.record.types import SetAside
from ingest.archive import INSIDE, Refused, open_archive
from ingest.fetch import Downloaded, Fetched, Fetcher, NotFetched
from ingest.fetch.store import key_of
from ingest.items import Item, item_at
from ingest.reader import HEAD, Beside
from ingest.starter import Entry, Part

LARGE = 2_000_000
"""A file of more bytes is downloaded, so that a kill costs only what had not come yet."""

Progress = Callable[[str, int, int], None]
"""Told what is being done, how many of it are done, and of how many."""
Load = Callable[[int], bytes]

_MAX_BESIDE = 64_000_000


def file_items(part: Part, fetcher: Fetcher, on_progress: Progress) -> Iterator[Item | NotFetched]:
    """Yield the files of a part, each of which finds the others beside it; what does not come, at once."""
    loads: dict[str, Load] = {}
    came: list[Item] = []
    for at, entry in enumerate(part.entries, start=1):
        item = _fetched(entry, fetcher, on_progress, part.name)
        if isinstance(item, NotFetched):
            yield item
        else:
            loads[entry.address] = loads[item.head.address] = item.load
            came.append(item)
        on_progress(f"fetching {part.name}", at, len(part.entries))
    for item in came:
        yield replace(item, beside=_beside(item.head.address, loads))


def archive_items(
    part: Part, fetcher: Fetcher, on_progress: Progress, source: str
) -> Iterator[Item | SetAside | NotFetched]:
    """Yield the members of a part's archives; an archive that does not come or is refused is one of its address.

    ``source`` is who sets aside what cannot be read.
    """
    for entry in part.entries:
        came = _archive(part, entry, fetcher, on_progress)
        if isinstance(came, NotFetched):
            yield came
            continue
        archive = open_archive(came.path)
        if isinstance(archive, Refused):
            reason, detail = archive.reason, archive.detail
            yield SetAside(address=entry.address, source=source, reason=reason, detail=detail, retrieved=now())
        else:
            yield from archive.items(entry.address, source, came.retrieved)


def archive_folder(fetcher: Fetcher, address: str) -> Path:
    """Return where the cache keeps the archive of an address."""
    return fetcher.files / key_of(address)


def forget_archive(fetcher: Fetcher, address: str) -> bool:
    """Remove from the cache the archive that a member's address lies in; return whether there was one.

    Raises OSError where a file is there and cannot be removed.
    """
    outside, found, _ = address.partition(INSIDE)
    folder = archive_folder(fetcher, outside)
    if not found or not folder.is_dir():
        return False
    for path in sorted(folder.iterdir()):
        path.unlink()
    folder.rmdir()
    return True


def _fetched(entry: Entry, fetcher: Fetcher, on_progress: Progress, part: str) -> Item | NotFetched:
    if entry.size is not None and entry.size > LARGE:
        target = archive_folder(fetcher, entry.address) / _file_name(entry.address)
        file = fetcher.download(entry.address, target, _told(on_progress, part))
        return file if isinstance(file, NotFetched) else _of_file(file)
    answer = fetcher.get(entry.address)
    return answer if isinstance(answer, NotFetched) else _of_answer(answer, fetcher)


def _of_file(file: Downloaded) -> Item | NotFetched:
    def load(limit: int) -> bytes:
        with file.path.open("rb") as opened:
            return opened.read(limit)

    try:
        start = load(HEAD)
    except OSError as error:
        detail = f"{file.path}: {error.strerror or error}"
        return NotFetched(asked=file.asked, reason="the disk cannot be written", detail=detail)
    return item_at(file.address, start, load, media_type=file.media_type, retrieved=file.retrieved)


def _of_answer(answer: Fetched, fetcher: Fetcher) -> Item:
    """Return an answer as an item that reads its bytes from the cache: a part may have more than memory has room."""
    asked = answer.asked

    def load(limit: int) -> bytes:
        kept = fetcher.cached(asked)
        if kept is None:
            raise OSError("the cache no longer holds it; run the command again")
        return kept.data[:limit]

    start, media_type, retrieved = answer.data[:HEAD], answer.media_type, answer.retrieved
    return item_at(answer.address, start, load, media_type=media_type, retrieved=retrieved, charset=answer.charset)


def _beside(address: str, loads: dict[str, Load]) -> Callable[[tuple[str, ...]], Beside]:
    def of(companions: tuple[str, ...]) -> Beside:
        def read(name: str) -> bytes | None:
            load = loads.get(urljoin(address, quote(name))) if name in companions else None
            try:
                return None if load is None else load(_MAX_BESIDE)
            except OSError:
                return None

        return read

    return of


def _archive(part: Part, entry: Entry, fetcher: Fetcher, on_progress: Progress) -> Downloaded | NotFetched:
    where = entry.address if part.below is None else _newest(entry.address, part.below, fetcher)
    if isinstance(where, NotFetched):
        return where
    target = archive_folder(fetcher, entry.address) / _file_name(where)
    came = fetcher.download(where, target, _told(on_progress, part.name))
    if isinstance(came, NotFetched) and where != entry.address:
        # Under the address that stays: the next version's file has another.
        return replace(came, asked=entry.address, detail=f"{where}{': ' if came.detail else ''}{came.detail}")
    return came


def _newest(address: str, below: str, fetcher: Fetcher) -> str | NotFetched:
    """Return where the file of the newest version is: below the page that the address leads to."""
    answer = fetcher.get(address)
    if isinstance(answer, NotFetched):
        return answer
    page = urlsplit(answer.final)
    return f"{page.scheme}://{page.netloc}{page.path.rstrip('/')}/{below}"


def _told(on_progress: Progress, part: str) -> Callable[[int, int | None], None]:
    return lambda done, total: on_progress(f"fetching {part} (bytes)", done, total or done)


def _file_name(address: str) -> str:
    """Return a name for a file on any system: what is no letter, digit, dot or dash in the last part is a dash."""
    last = PurePosixPath(unquote(urlsplit(address).path)).name
    return "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "-" for c in last).strip(".")[:100] or "file"
