"""The cache of what came: for each address a small file of facts and, beside it, the bytes under their hash.

The bytes come first and the facts that name them second, each in one step, so that a crash leaves the old pair or the
new one. Whoever reads compares length and hash; what does not agree is as good as not there.
"""

import contextlib
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock

from ingest.fetch.files import remove_file, replace_file

_FORM = 1
_LOCK_S = 30.0
_LEFTOVER_S = 86_400.0
_TEXTS = ("asked", "accept", "address", "final", "media_type", "retrieved", "checked", "sha256")
_FORMS: dict[str, type] = {"size": int, **dict.fromkeys(_TEXTS, str)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is known about something that came from the network."""

    asked: str
    accept: str
    """The kinds of answer that were asked for; empty: any. ``file`` for a download."""
    address: str
    final: str
    media_type: str
    charset: str | None
    etag: str | None
    last_modified: str | None
    retrieved: str
    checked: str
    size: int
    sha256: str
    file: str | None = None
    """Where the bytes are if not in the cache: a path, relative to the cache where it is below it."""
    next_page: str | None = None

    @property
    def validators(self) -> dict[str, str]:
        """The headers by which a server tells whether it changed since."""
        pairs = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in pairs.items() if value and value.isprintable()}


class Store:
    """The part of a cache below one of its folders. Threads and processes may share it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._mutex = threading.Lock()

    def find(self, asked: str, accept: str = "") -> Kept | None:
        """Return what is known about an address in its canonical form; None: nothing, or nothing readable."""
        kept = _read(self._facts(asked, accept))
        return kept if kept is not None and kept.asked == asked else None

    def read(self, kept: Kept) -> bytes | None:
        """Return the bytes of an entry; None where they are not there or not those that came."""
        try:
            data = self._bytes(kept).read_bytes()
        except OSError:
            return None
        whole = len(data) == kept.size and hashlib.sha256(data).hexdigest() == kept.sha256
        return data if whole else None

    def put(self, kept: Kept, data: bytes | None) -> None:
        """Keep an entry in place of the one before; ``data`` None: its bytes are kept already, or elsewhere.

        Raises OSError where the disk cannot be written; the entry before stays then.
        """
        with self._locked():
            if data is not None and self.read(kept) is None:
                replace_file(self._bytes(kept), data)
            facts = self._facts(kept.asked, kept.accept)
            replace_file(facts, json.dumps({"form": _FORM, **asdict(kept)}, ensure_ascii=False).encode())
            for other in facts.parent.glob(f"{facts.stem}.*.body"):
                if other.name != self._bytes(kept).name:
                    _try_remove(other)

    def place_of(self, path: Path) -> str:
        """Return how an entry names a file, so that a cache that is moved still finds what is below it."""
        whole, root = path.resolve(), self._folder.parent.resolve()
        return whole.relative_to(root).as_posix() if whole.is_relative_to(root) else str(whole)

    def lock_of(self, path: Path) -> Path:
        """Return the lock of a file with a place of its own, apart from it: its folder may be read by others."""
        return self._folder / "locks" / f"{key_of(str(path.resolve()))}.lock"

    def path_of(self, kept: Kept) -> Path:
        """Return where the bytes of an entry are."""
        return self._bytes(kept) if kept.file is None else self._folder.parent / kept.file

    def forget(self, address: str) -> bool:
        """Remove all that came by an address or from it; return whether there was anything.

        Raises OSError where a file is there and cannot be removed.
        """
        with self._locked():
            stems = {key_of(address)} | {key_of(kept.asked) for kept in self.entries() if address in _names(kept)}
            gone = [self._forget_key(stem) for stem in sorted(stems)]
        return any(gone)

    def entries(self) -> Iterator[Kept]:
        """Yield all entries in a stable order."""
        for facts in sorted(self._folder.glob("??/*.json")):
            kept = _read(facts)
            if kept is not None:
                yield kept

    def sweep(self) -> None:
        """Remove what crashes left: unfinished files that are a day old."""
        for left in self._folder.glob("??/*.tmp"):
            with contextlib.suppress(OSError):
                if time.time() - left.stat().st_mtime > _LEFTOVER_S:
                    left.unlink()

    def _forget_key(self, key: str) -> bool:
        found = list((self._folder / key[:2]).glob(f"{key}.*"))
        for facts in [path for path in found if path.suffix == ".json"]:
            kept = _read(facts)
            if kept is not None and kept.file is not None:
                remove_file(self.path_of(kept))
        removed = [remove_file(path) for path in found]
        return any(removed)

    def _facts(self, asked: str, accept: str) -> Path:
        key = key_of(asked)
        variant = hashlib.sha256(accept.encode()).hexdigest()[:8]
        return self._folder / key[:2] / f"{key}.{variant}.json"

    def _bytes(self, kept: Kept) -> Path:
        if kept.file is not None:
            return self._folder.parent / kept.file
        facts = self._facts(kept.asked, kept.accept)
        return facts.with_name(f"{facts.stem}.{kept.sha256[:24]}.body")

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        self._folder.mkdir(parents=True, exist_ok=True)
        with self._mutex, FileLock(self._folder / "cache.lock", timeout=_LOCK_S):
            yield


def key_of(asked: str) -> str:
    """Return the name under which an address is kept."""
    return hashlib.sha256(asked.encode()).hexdigest()[:40]


def _names(kept: Kept) -> tuple[str, ...]:
    return kept.asked, kept.address, kept.final


def _read(facts: Path) -> Kept | None:
    try:
        found = json.loads(facts.read_bytes())
        if not isinstance(found, dict) or found.pop("form", None) != _FORM:
            return None
        if not all(isinstance(value, _FORMS.get(name, (str, type(None)))) for name, value in found.items()):
            return None
        return Kept(**found)
    except (OSError, ValueError, TypeError):
        return None  # Cut off, or of another version: as good as not there.


def _try_remove(path: Path) -> None:
    # On Windows a file that somebody reads stays; the next write removes it.
    with contextlib.suppress(OSError):
        path.unlink()
