"""Files of the index: written whole or not at all, and erased so that nothing of what they held can be read."""

import os
import tempfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from graph.errors import ViewError

Write = Callable[[bytes | memoryview], None]
"""Writes bytes behind those that were written."""
_ZEROS = bytes(1 << 20)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileMark:
    """What a manifest knows of a file: enough to tell that it is whole."""

    name: str
    bytes: int
    digest: int
    """The CRC-32 of all of it: against damage, not against forgers, who could change the record itself."""


def write_whole(path: Path, fill: Callable[[Write], None]) -> FileMark:
    """Let ``fill`` write a file that takes its place only when all of it is on the disk; return its mark.

    ``fill`` is given what writes bytes. Raises ViewError where it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, made = tempfile.mkstemp(prefix=path.name, suffix=".tmp", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            summed = _Summed(file)
            fill(summed.write)
            file.flush()
            os.fsync(file.fileno())
        Path(made).replace(path)
        return FileMark(name=path.name, bytes=summed.bytes, digest=summed.digest)
    except OSError as error:
        raise ViewError(
            f"{path}: the index cannot be written ({error.strerror or error}); free the file or the disk and retry"
        ) from error


class _Summed:
    """A file that is written, with the size and the sum of what was."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self.bytes, self.digest = file, 0, 0

    def write(self, data: bytes | memoryview) -> None:
        self._file.write(data)
        self.bytes += len(data)
        self.digest = zlib.crc32(data, self.digest)


def mark_of(path: Path) -> FileMark:
    """Return the mark of a file as it stands. Raises ViewError where it cannot be read."""
    digest, size = 0, 0
    try:
        with path.open("rb") as file:
            while chunk := file.read(1 << 22):
                digest, size = zlib.crc32(chunk, digest), size + len(chunk)
    except OSError as error:
        raise ViewError(f"{path}: a part of the index cannot be read ({error.strerror or error})") from error
    return FileMark(name=path.name, bytes=size, digest=digest)


def erase(path: Path) -> bool:
    """Overwrite a file, then delete it; say whether it is gone. One that is not there is gone.

    The beginning goes first: a process that still reads the file tells by it that what it read may be no more.
    """
    try:
        with path.open("r+b") as file:
            left = file.seek(0, os.SEEK_END)
            file.seek(0)
            while left > 0:
                left -= file.write(_ZEROS[:left])
                file.flush()
            os.fsync(file.fileno())
        path.unlink()
    except FileNotFoundError:
        return True
    except OSError:
        return False  # held by a reader, as Windows has it; whoever comes next tries again
    return True
