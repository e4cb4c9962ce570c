"""Files that are whole or not there."""

import contextlib
import os
import secrets
from collections.abc import Iterable
from pathlib import Path


def replace_file(path: Path, data: bytes) -> None:
    """Put ``data`` at ``path`` in one step; what was there stays where that fails. Raises OSError."""
    replace_with(path, [data])


def replace_with(path: Path, pieces: Iterable[bytes]) -> None:
    """Put the pieces, one after the other, at ``path`` in one step. Raises OSError; the old file stays then."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # The name begins like the file's, so that whoever forgets the file finds what a crash left of it.
    waiting = path.with_name(f"{path.name}.{os.getpid()}-{secrets.token_hex(4)}.tmp")
    try:
        with waiting.open("wb") as file:
            file.writelines(pieces)
        os.replace(waiting, path)  # noqa: PTH105 - one name for both systems
    except BaseException:
        remove_file(waiting)
        raise


def remove_file(path: Path) -> bool:
    """Remove a file; return whether there was one. Raises OSError where it is there and stays."""
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    return True


def size_of(path: Path) -> int:
    """Return the length of a file in bytes, 0 where there is none."""
    with contextlib.suppress(OSError):
        return path.stat().st_size
    return 0
