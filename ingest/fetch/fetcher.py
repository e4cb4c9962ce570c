"""The fetcher: documents and files from the network, each kept with what tells next time whether it changed."""

import hashlib
import ssl
import types
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from ingest.fetch.address import Address, host_of, parse, without_credentials
from ingest.fetch.body import Bounds
from ingest.fetch.clock import Clock, SystemClock, moment
from ingest.fetch.download import Download, OnProgress
from ingest.fetch.headers import charset_of, media_type_of, next_page_of
from ingest.fetch.journey import Arrival, Journeys
from ingest.fetch.networks import resolve_host
from ingest.fetch.parts import Expected
from ingest.fetch.settings import FetchSettings, Resolve
from ingest.fetch.store import Kept, Store
from ingest.fetch.turns import Turns
from ingest.fetch.types import Downloaded, Fetched, NotFetched, Trouble
from ingest.fetch.wire import Head, Wire


class Fetcher:
    """Fetches from the network into the cache of a home. Threads may share it; processes may share the cache."""

    def __init__(
        self,
        cache: Path,
        settings: FetchSettings,
        clock: Clock | None = None,
        resolve: Resolve = resolve_host,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        """Take the folder of the cache; it need not be there.

        ``ssl_context`` None: certificates are trusted as the system trusts them.
        """
        self._settings = settings
        self._clock = clock or SystemClock()
        self._files = cache / "files"
        self._store = pages(cache)
        self._store.sweep()
        self._wire = Wire(settings, resolve, ssl_context)
        turns = Turns(cache / "turns", self._clock, settings.longest_wait)
        rules = Store(cache / "robots")
        self._journeys = Journeys(wire=self._wire, turns=turns, rules=rules, settings=settings, clock=self._clock)

    def get(
        self, url: str, *, conditional: bool = True, max_bytes: int | None = None, accept: str | None = None
    ) -> Fetched | NotFetched:
        """Return the document at an address as it is now, or why there is none.

        ``conditional``: the server may say that it did not change, and the bytes come from the cache then.
        ``max_bytes`` None: as the settings have it. ``accept``: the kinds of answer that are wanted; each has an
        entry of its own in the cache.
        """
        try:
            asked = parse(url, self._settings.allowed_hosts)
            return self._get(asked, conditional=conditional, max_bytes=max_bytes, accept=accept or "")
        except Trouble as trouble:
            return trouble.about(without_credentials(url.strip()))

    def cached(self, url: str, *, accept: str | None = None) -> Fetched | None:
        """Return what the cache holds of an address, without asking anybody; None: nothing that is whole."""
        try:
            asked = parse(url, self._settings.allowed_hosts)
        except Trouble:
            return None
        kept, data = self._whole(asked, accept or "")
        return None if kept is None or data is None else _fetched(kept, data, "unchanged", from_cache=True)

    def download(
        self,
        url: str,
        target: Path,
        on_progress: OnProgress | None = None,
        *,
        size: int | None = None,
        sha256: str | None = None,
    ) -> Downloaded | NotFetched:
        """Put the file at an address at ``target``, whole or not at all; what a kill cut off is taken up again.

        ``size`` in bytes and ``sha256`` are what is known of it beforehand: a file that differs is not taken, and
        one that is there and has that hash is not asked for. ``on_progress`` is told bytes done and bytes in all,
        None where the server does not say.
        """
        try:
            asked = parse(url, self._settings.allowed_hosts)
            task = Download(
                asked=asked,
                target=target,
                expected=Expected(size=size, sha256=sha256.lower() if sha256 else None),
                settings=self._settings,
                clock=self._clock,
                store=self._store,
                extend=lambda: self._wire.deadline.extend(self._settings.max_seconds),
                on_progress=on_progress or (lambda done, total: None),
            )
            return task.run(self._journeys)
        except Trouble as trouble:
            return trouble.about(without_credentials(url.strip()))

    @property
    def files(self) -> Path:
        """The folder of the cache for files that are downloaded; it need not be there."""
        return self._files

    def forget(self, url: str) -> bool:
        """Remove all that came by an address, or that lives there; return whether there was anything.

        Raises OSError where a file is there and cannot be removed.
        """
        try:
            # What was fetched under other settings is forgotten under these, too.
            return self._store.forget(parse(url, frozenset({host_of(url)})).url)
        except Trouble:
            return False

    def close(self) -> None:
        """Close all connections."""
        self._wire.close()

    def __enter__(self) -> "Fetcher":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: types.TracebackType | None
    ) -> None:
        self.close()

    def _whole(self, asked: Address, accept: str) -> tuple[Kept | None, bytes | None]:
        """Return an entry and its bytes; none where the bytes are not those that came."""
        kept = self._store.find(asked.url, accept)
        data = self._store.read(kept) if kept is not None else None
        return (kept, data) if data is not None else (None, None)

    def _get(self, asked: Address, *, conditional: bool, max_bytes: int | None, accept: str) -> Fetched:
        kept, held = self._whole(asked, accept)
        wanted = {"Accept": accept} if accept else {}
        bounds = Bounds(
            max_bytes=self._settings.max_bytes if max_bytes is None else max_bytes,
            max_ratio=self._settings.max_ratio,
            ratio_from=self._settings.ratio_from,
        )

        def headers_for(here: Address) -> Mapping[str, str]:
            # A tag belongs to the address that gave it: elsewhere on the way it means nothing.
            ask = conditional and kept is not None and kept.final == here.url
            return {**wanted, **kept.validators} if ask and kept is not None else wanted

        def consume(head: Head) -> tuple[Head, bytes | None]:
            if head.status == 304 and kept is not None and conditional:
                return head, None
            if head.status not in (200, 203):
                raise Trouble("the server's answer has an unexpected status", f"{asked.site} answers {head.status}")
            return head, b"".join(head.body(bounds))

        arrival = self._journeys.travel(asked, headers_for, consume)
        return self._kept(asked, accept, arrival, kept, held)

    def _kept(
        self,
        asked: Address,
        accept: str,
        arrival: Arrival[tuple[Head, bytes | None]],
        before: Kept | None,
        held: bytes | None,
    ) -> Fetched:
        """Keep what came, and give it back."""
        head, came = arrival.found
        data = came if came is not None else held or b""
        digest = hashlib.sha256(data).hexdigest()
        same = before is not None and before.sha256 == digest
        now = moment(self._clock)
        old = before if came is None else None
        kept = Kept(
            asked=asked.url,
            accept=accept,
            address=arrival.home.url,
            final=arrival.final.url,
            # An answer without a body need not repeat what the body's had.
            media_type=old.media_type if old else media_type_of(head.headers),
            charset=old.charset if old else charset_of(head.headers),
            etag=head.headers.get("etag") or (old.etag if old else None),
            last_modified=head.headers.get("last-modified") or (old.last_modified if old else None),
            retrieved=before.retrieved if same and before is not None else now,
            checked=now,
            size=len(data),
            sha256=digest,
            next_page=next_page_of(head.headers, arrival.final) or (old.next_page if old else None),
        )
        try:
            self._store.put(kept, data)
        except OSError as error:
            detail = f"the cache cannot keep it ({error}); make room; what it held before is still there"
            raise Trouble("the disk cannot be written", detail) from error
        return _fetched(kept, data, "unchanged" if same else "new", from_cache=came is None)


def pages(cache: Path) -> Store:
    """Return the store of documents and files in the cache of a home."""
    return Store(cache / "pages")


def _fetched(kept: Kept, data: bytes, status: Literal["new", "unchanged"], *, from_cache: bool) -> Fetched:
    return Fetched(
        asked=kept.asked,
        address=kept.address,
        final=kept.final,
        data=data,
        media_type=kept.media_type,
        charset=kept.charset,
        retrieved=kept.retrieved,
        checked=kept.checked,
        status=status,
        etag=kept.etag,
        last_modified=kept.last_modified,
        from_cache=from_cache,
        next_page=kept.next_page,
    )
