"""What is known of a file before it is whole."""

import contextlib
import hashlib
import os
from dataclasses import dataclass
from io import FileIO
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What is known of a file beforehand."""

    size: int | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Which version the bytes so far belong to."""

    asked: str
    etag: str | None
    last_modified: str | None
    total: int | None
    """Length of the whole in bytes."""

    @property
    def validator(self) -> str | None:
        """What the server can confirm it by: a weak tag does not say that the bytes are the same."""
        if self.etag and not self.etag.startswith("W/"):
            return self.etag
        return self.last_modified if not self.etag else None


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def to_disk(file: FileIO) -> None:
    """Have the system write what it holds of a file."""
    # A power cut after the rename must not leave an empty file under the final name.
    with contextlib.suppress(OSError):
        os.fsync(file.fileno())
