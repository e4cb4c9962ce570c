"""Zip archives: their members as items of a run, read where they lie, within limits; nothing is unpacked to disk.

The address of a member is the archive's with ``!/`` and the member's path. A member that leads out of the archive, is
a link, is encrypted or stands there twice is set aside alone; an archive past a limit is refused as a whole.
"""

import posixpath
import re
import stat
import struct
import weakref
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from graph.record.types import SetAside
from ingest.items import Item
from ingest.reader import HEAD, Beside, Head
from ingest.reasons import Reason

INSIDE = "!/"
"""What stands between the address of an archive and the path of a member."""
LONGEST_NAME = 500
"""Characters that the path of a member may have."""

_MAX_BESIDE = 64_000_000
_NEAR = 4
"""So many files that others asked for beside them are kept."""
_END, _END_SIZE, _LOCATOR, _COMMENT = b"PK\x05\x06", 22, b"PK\x06\x07", 65_535
# The other methods unpack without a bound on memory: LZMA's dictionary and a block of bzip2 are the packer's choice.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DRIVE = re.compile(r"[A-Za-z]:")
_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, struct.error)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What an archive may have; past it, it is refused."""

    members: int = 50_000
    directory: int = 16_000_000
    """Bytes of the list of members, which is looked at before it is read."""
    unpacked: int = 2_000_000_000
    """Bytes of all members together."""
    ratio: int = 200
    """Unpacked bytes to packed ones, of an archive that unpacks to more than ``ratio_from``."""
    ratio_from: int = 1_048_576


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Why an archive is not read."""

    reason: Reason
    detail: str


class Archive:
    """A zip archive on disk, opened for reading. It is closed when the last of its items is let go."""

    def __init__(self, opened: zipfile.ZipFile) -> None:
        self._zip = opened
        self._by_name: dict[str, zipfile.ZipInfo] = {}
        self._near: dict[str, bytes | None] = {}
        # A file that the garbage collector closes first is closed with a warning; this one comes before it.
        weakref.finalize(self, opened.close)

    def items(self, address: str, source: str, retrieved: str) -> Iterator[Item | SetAside]:
        """Yield the members as items, in the order of the archive; folders and hidden files are none.

        ``address`` is the archive's own, ``source`` who sets aside what cannot be read.
        """
        members = [info for info in self._zip.infolist() if not info.is_dir() and not _is_hidden(info.filename)]
        for info in members:
            self._by_name.setdefault(info.filename, info)
        for info in members:
            inside = address + INSIDE + quote(info.filename[:LONGEST_NAME])
            reason, detail = self._trouble(info)
            item = self._item(info, inside, retrieved) if reason is None else Refused(reason=reason, detail=detail)
            if isinstance(item, Refused):
                yield SetAside(
                    address=inside, source=source, reason=item.reason, detail=item.detail, retrieved=retrieved
                )
            else:
                yield item

    def read(self, name: str, limit: int) -> bytes:
        """Return a member, at most ``limit`` bytes of it. Raises OSError where it is damaged, KeyError for none."""
        try:
            with self._zip.open(self._by_name[name]) as opened:
                return opened.read(limit)
        except _ERRORS as error:
            raise OSError(f"the member is damaged: {error}") from error

    def _trouble(self, info: zipfile.ZipInfo) -> tuple[Reason | None, str]:
        if _leads_out(info.orig_filename) or stat.S_ISLNK(info.external_attr >> 16):
            return "the archive's member leads elsewhere", "a link, or a path out of the archive"
        if info.flag_bits & 0x1:
            return "the archive's member is encrypted", "unpack it by hand and ingest the file"
        if self._by_name[info.filename] is not info:
            return "the archive's member stands there twice", "the first of that name is read"
        if info.compress_type not in _METHODS:
            return "the archive is damaged", f"a member is packed by method {info.compress_type}, which is not read"
        return None, ""

    def _item(self, info: zipfile.ZipInfo, address: str, retrieved: str) -> Item | Refused:
        name = info.filename
        try:
            start = self.read(name, HEAD)
        except OSError as error:
            return Refused(reason="the archive is damaged", detail=str(error))
        *above, last = name.split("/")
        head = Head(name=last, folders=tuple(reversed([one for one in above if one])), start=start, address=address)
        return Item(
            head=head,
            load=lambda limit: self.read(name, limit),
            beside=self._beside(posixpath.dirname(name)),
            retrieved=retrieved,
        )

    def _beside(self, folder: str) -> Callable[[tuple[str, ...]], Beside]:
        def of(companions: tuple[str, ...]) -> Beside:
            return lambda name: (
                self._companion(posixpath.normpath(posixpath.join(folder, name))) if name in companions else None
            )

        return of

    def _companion(self, name: str) -> bytes | None:
        """Return a member for another beside it; the texts of a folder ask for the same table one after the other."""
        if name not in self._near:
            while len(self._near) >= _NEAR:
                del self._near[next(iter(self._near))]
            self._near[name] = self._read_companion(name)
        return self._near[name]

    def _read_companion(self, name: str) -> bytes | None:
        info = self._by_name.get(name)
        if info is None or info.file_size > _MAX_BESIDE or self._trouble(info)[0] is not None:
            return None
        try:
            return self.read(name, _MAX_BESIDE)
        except OSError:
            return None


def open_archive(path: Path, limits: Limits | None = None) -> Archive | Refused:
    """Open the zip archive at a path, or say why it is refused. Raises nothing for what its bytes are."""
    limits = limits or Limits()
    try:
        packed = path.stat().st_size
        trouble = _directory_trouble(path, packed, limits)
        if trouble is not None:
            return trouble
        opened = zipfile.ZipFile(path)
    except (*_ERRORS, OSError) as error:
        return Refused(reason="the archive is damaged", detail=f"{type(error).__name__}: {error}"[:200])
    trouble = _size_trouble(opened, packed, limits)
    if trouble is not None:
        opened.close()
        return trouble
    return Archive(opened)


def _directory_trouble(path: Path, packed: int, limits: Limits) -> Refused | None:
    """Look at how long the list of members is before anything reads it."""
    with path.open("rb") as file:
        from_end = min(packed, _END_SIZE + _COMMENT + len(_LOCATOR) + 16)
        file.seek(packed - from_end)
        tail = file.read(from_end)
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_SIZE:
        return Refused(reason="the archive is damaged", detail="it has no list of members; it may be cut off")
    count, size = struct.unpack_from("<HL", tail, at + 10)
    if tail[max(at - 20, 0) : at].startswith(_LOCATOR):
        return Refused(reason="the archive unpacks to too much", detail="it is in the form for over 4 GB (ZIP64)")
    if count > limits.members or size > limits.directory:
        detail = f"{count:,} members in a list of {size:,} bytes; {limits.members:,} and {limits.directory:,} are read"
        return Refused(reason="the archive unpacks to too much", detail=detail)
    return None


def _size_trouble(opened: zipfile.ZipFile, packed: int, limits: Limits) -> Refused | None:
    members = opened.infolist()
    total = sum(info.file_size for info in members)
    if len(members) > limits.members:
        detail = f"{len(members):,} members; {limits.members:,} are read"
    elif total > limits.unpacked:
        detail = f"{total:,} bytes; {limits.unpacked:,} are unpacked"
    elif total > limits.ratio_from and total > packed * limits.ratio:
        detail = f"{total:,} bytes out of {packed:,}; {limits.ratio} to one are unpacked"
    else:
        return None
    return Refused(reason="the archive unpacks to too much", detail=detail)


def _leads_out(name: str) -> bool:
    return (
        name.startswith("/")
        or ".." in name.split("/")
        or any(character in name for character in "\\\0")
        or _DRIVE.match(name) is not None
        or len(name) > LONGEST_NAME
    )


def _is_hidden(name: str) -> bool:
    # A path that leads out of the archive is said, whatever it ends in.
    return not _leads_out(name) and any(part == "__MACOSX" or part.startswith(".") for part in name.split("/"))
