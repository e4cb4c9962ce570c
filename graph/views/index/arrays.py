"""Arrays in one file, read in place: a head that says what stands where, then the arrays, each at a multiple of 64.

Opening costs the head alone; the pages of an array are read when something looks at them, and shared by processes.
"""

import json
import mmap
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import ViewError
from graph.views.index.files import FileMark, Write, write_whole

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.generic]

_MAGIC = b"SXIX0001"
_ALIGNED = 64


def write_arrays(path: Path, arrays: "Mapping[str, Array]") -> FileMark:
    """Write arrays to a file, whole or not at all; return its mark. Raises ViewError where it cannot be written."""
    import numpy as np

    layout: dict[str, tuple[str, tuple[int, ...], int]] = {}
    at = 0
    for name, array in arrays.items():
        layout[name] = (array.dtype.str, array.shape, at)
        at += -(-array.nbytes // _ALIGNED) * _ALIGNED
    head = json.dumps(layout).encode()
    head += b" " * (-(len(_MAGIC) + 8 + len(head)) % _ALIGNED)

    def fill(write: Write) -> None:
        write(_MAGIC + len(head).to_bytes(8, "little") + head)
        for array in arrays.values():
            write(np.ascontiguousarray(array).reshape(-1).view(np.uint8).data)
            write(bytes(-array.nbytes % _ALIGNED))

    return write_whole(path, fill)


class ArrayFile:
    """The arrays of a file, mapped. Raises ViewError where the file is missing, cut off or no such file."""

    def __init__(self, folder: Path, mark: FileMark) -> None:
        import numpy as np

        path = folder / mark.name
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            if len(self._map) != mark.bytes or self._map[: len(_MAGIC)] != _MAGIC:
                raise ValueError("it is not as long as it was, or does not begin as it did")
            start = len(_MAGIC) + 8
            first = start + int.from_bytes(self._map[len(_MAGIC) : start], "little")
            layout = json.loads(self._map[start:first])
            self.arrays: Mapping[str, Array] = {
                name: np.ndarray(tuple(shape), np.dtype(kind), self._map, first + at)
                for name, (kind, shape, at) in layout.items()
            }
        except (OSError, ValueError, TypeError) as error:
            raise ViewError(f"{path}: a part of the index is damaged ({error}); `sextant rebuild index`") from error

    def __getitem__(self, name: str) -> "Array":
        """Return an array by its name, not to be written to."""
        return self.arrays[name]

    def intact(self) -> bool:
        """Say whether the file has not been erased: what was read of it before was what it held."""
        return bool(self._map[: len(_MAGIC)] == _MAGIC)
