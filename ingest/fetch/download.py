"""Large files: taken up again where they broke off, and put in place only when they are whole.

Beside the target lie, while it is on its way, ``NAME.part`` with the bytes so far and ``NAME.part.json`` with the
server's word on which version they belong to. A part is continued only if the server confirms that version or the
whole's hash is known.
"""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout

from ingest.fetch.address import Address
from ingest.fetch.body import Bounds
from ingest.fetch.clock import Clock, moment
from ingest.fetch.files import remove_file, replace_file, size_of
from ingest.fetch.headers import charset_of, media_type_of, range_of
from ingest.fetch.journey import Arrival, Journeys
from ingest.fetch.parts import Expected, Part, digest_of, to_disk
from ingest.fetch.settings import FetchSettings
from ingest.fetch.store import Kept, Store
from ingest.fetch.types import Downloaded, Trouble
from ingest.fetch.wire import Head

OnProgress = Callable[[int, int | None], None]
"""Told how many bytes are there, and how many there will be; None: the server does not say."""

_VARIANT = "file"
_HEADWAY = 65_536
"""Bytes that a round must bring for another to be worth it."""
_LOCK_S = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Came:
    """The headers of the answer that ended a download; None for its bytes: what is there did not change."""

    headers: Mapping[str, str]
    unchanged: bool = False


@dataclass(slots=True, kw_only=True)
class Download:
    """One file on its way."""

    asked: Address
    target: Path
    expected: Expected
    settings: FetchSettings
    clock: Clock
    store: Store
    extend: Callable[[], None]
    """Gives the request more time, as the file makes headway."""
    on_progress: OnProgress
    _before: Kept | None = field(default=None, init=False)

    def run(self, journeys: Journeys) -> Downloaded:
        """Return the file when it is in place. Raises Trouble."""
        try:
            self.target.parent.mkdir(parents=True, exist_ok=True)
            lock = self.store.lock_of(self.target)
            lock.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(lock, timeout=_LOCK_S):
                return self._run(journeys)
        except Timeout as error:
            detail = f"another process has been fetching {self.target} for an hour"
            raise Trouble("it took too long", detail) from error
        except OSError as error:
            detail = f"{self.target}: {error}; make room; what came so far is taken up next time"
            raise Trouble("the disk cannot be written", detail) from error

    def _run(self, journeys: Journeys) -> Downloaded:
        self._before = self._there()
        if self._before is not None and self.expected.sha256 is not None:
            return self._done(self._before, "unchanged")
        while True:
            had = size_of(self._part)
            try:
                return self._arrived(journeys.travel(self.asked, self._headers, self._take))
            except Trouble as trouble:
                # A long file may break more often than a request is tried again: what counts is headway.
                if not trouble.passing or size_of(self._part) < had + _HEADWAY:
                    raise

    @property
    def _part(self) -> Path:
        return self._beside(".part")

    def _beside(self, ending: str) -> Path:
        return self.target.with_name(self.target.name + ending)

    def _there(self) -> Kept | None:
        """Return the entry of the target where it is the file that came, and the one that is expected."""
        kept = self.store.find(self.asked.url, _VARIANT)
        if kept is None or kept.file != self.store.place_of(self.target) or size_of(self.target) != kept.size:
            kept = None
        if not self.target.is_file():
            return None
        digest = digest_of(self.target)
        if self.expected.sha256 is not None:
            if digest != self.expected.sha256:
                return None
            return kept or self._entry({}, self.asked, self.asked, digest)
        return kept if kept is not None and kept.sha256 == digest else None

    def _headers(self, here: Address) -> Mapping[str, str]:
        plain = {"Accept-Encoding": "identity"}
        part, had = self._state(), size_of(self._part)
        if part is not None and had:
            confirm = {"If-Range": part.validator} if part.validator else {}
            return {**plain, "Range": f"bytes={had}-", **confirm}
        if self._before is not None and self._before.final == here.url:
            return {**plain, **self._before.validators}
        return plain

    def _state(self) -> Part | None:
        """Return what is known of the bytes so far; None: they cannot be continued."""
        try:
            part = Part(**json.loads(self._beside(".part.json").read_bytes()))
        except (OSError, ValueError, TypeError):
            return None
        known = part.validator is not None or self.expected.sha256 is not None
        return part if known and part.asked == self.asked.url else None

    def _take(self, head: Head) -> _Came:
        """Write what an answer brings to the part."""
        if head.status == 304 and self._before is not None:
            return _Came(headers=head.headers, unchanged=True)
        part, had = self._state(), size_of(self._part)
        if head.status == 206 and self._continues(head, had):
            self._write(head, had)
        elif head.status == 416 and part is not None and part.total == had:
            # All of it had come before a kill: the server confirms the version, and has nothing to add.
            return _Came(headers={"etag": part.etag or "", "last-modified": part.last_modified or ""})
        elif head.status in (200, 203):
            self._begin(head)
            self._write(head, 0)
        else:
            # What is there belongs to no version that the server still has.
            self._drop()
            detail = f"{self.asked.site} answers {head.status}"
            raise Trouble("the server's answer has an unexpected status", detail, passing=head.status in (206, 416))
        return _Came(headers=head.headers)

    def _continues(self, head: Head, had: int) -> bool:
        part, found = self._state(), range_of(head.headers)
        if part is None or found is None or found[0] != had or head.headers.get("content-encoding"):
            return False
        return part.total is None or found[1] in (None, part.total)

    def _begin(self, head: Head) -> None:
        packed = bool(head.headers.get("content-encoding", "").strip().lower().removeprefix("identity"))
        length = head.headers.get("content-length", "")
        part = Part(
            asked=self.asked.url,
            # Bytes that were unpacked on the way have other offsets than the server's.
            etag=None if packed else head.headers.get("etag"),
            last_modified=None if packed else head.headers.get("last-modified"),
            total=int(length[:18]) if length.isdecimal() and not packed else None,
        )
        self._drop()
        if not packed:
            replace_file(self._beside(".part.json"), json.dumps(asdict(part)).encode())

    def _write(self, head: Head, had: int) -> None:
        part = self._state()
        total = part.total if part is not None else self.expected.size
        # Unbuffered: what a kill leaves is what came.
        with self._part.open("ab" if had else "wb", buffering=0) as file:
            done = had
            for piece in self._in_time(head.body(self._bounds(had))):
                file.write(piece)
                done += len(piece)
                self.on_progress(done, total)
            to_disk(file)
        if total is not None and done < total:
            told = f"{done} of {total} bytes came"
            raise Trouble("the answer is shorter than announced", told, passing=True)

    def _bounds(self, had: int) -> Bounds:
        longest = self.settings.max_download_bytes if self.expected.size is None else self.expected.size
        return Bounds(max_bytes=longest - had, max_ratio=self.settings.max_ratio, ratio_from=self.settings.ratio_from)

    def _in_time(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """Pass pieces on, with more time for each stretch that came fast enough."""
        stretch, come = self.settings.least_bytes_per_second * self.settings.max_seconds, 0
        for piece in pieces:
            come += len(piece)
            if come >= stretch:
                self.extend()
                come = 0
            yield piece

    def _drop(self) -> None:
        remove_file(self._beside(".part.json"))
        remove_file(self._part)

    def _arrived(self, arrival: Arrival[_Came]) -> Downloaded:
        came = arrival.found
        if came.unchanged and self._before is not None:
            return self._done(replace(self._before, checked=moment(self.clock)), "unchanged")
        digest = digest_of(self._part)
        self._compare(digest, size_of(self._part))
        os.replace(self._part, self.target)  # noqa: PTH105 - one name for both systems
        remove_file(self._beside(".part.json"))
        entry = self._entry(came.headers, arrival.home, arrival.final, digest)
        if self._before is not None and self._before.sha256 == digest:
            return self._done(replace(entry, retrieved=self._before.retrieved), "unchanged")
        return self._done(entry, "new")

    def _compare(self, digest: str, size: int) -> None:
        for what, came, expected in (("bytes", size, self.expected.size), ("SHA-256", digest, self.expected.sha256)):
            if expected is not None and came != expected:
                self._drop()
                detail = f"{what}: {expected} expected, {came} came; the file may have been renewed"
                raise Trouble("what came is not what was announced", detail)

    def _entry(self, headers: Mapping[str, str], home: Address, final: Address, digest: str) -> Kept:
        now = moment(self.clock)
        return Kept(
            asked=self.asked.url,
            accept=_VARIANT,
            address=home.url,
            final=final.url,
            media_type=media_type_of(headers),
            charset=charset_of(headers),
            etag=headers.get("etag") or None,
            last_modified=headers.get("last-modified") or None,
            retrieved=now,
            checked=now,
            size=size_of(self.target),
            sha256=digest,
            file=self.store.place_of(self.target),
        )

    def _done(self, kept: Kept, status: Literal["new", "unchanged"]) -> Downloaded:
        self.store.put(kept, None)
        return Downloaded(
            asked=kept.asked,
            address=kept.address,
            final=kept.final,
            path=self.target,
            size=kept.size,
            sha256=kept.sha256,
            media_type=kept.media_type,
            retrieved=kept.retrieved,
            checked=kept.checked,
            status=status,
            etag=kept.etag,
            last_modified=kept.last_modified,
        )
