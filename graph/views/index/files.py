"""Files of the index: written whole or not at all, and erased so that nothing of what they held can be read."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from graph.errors import ViewError

_ZEROS = bytes(1 << 20)


def write_whole(path: Path, fill: Callable[[BinaryIO], object]) -> None:
    """Let ``fill`` write a file that takes its place only when all of it is on the disk.

    Raises ViewError where it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, made = tempfile.mkstemp(prefix=path.name, suffix=".tmp", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            fill(file)
            file.flush()
            os.fsync(file.fileno())
        Path(made).replace(path)
    except OSError as error:
        raise ViewError(
            f"{path}: the index cannot be written ({error.strerror or error}); free the file or the disk and retry"
        ) from error


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
