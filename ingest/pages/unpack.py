"""Files that were saved compressed: unpacked up to a bound, so that a bomb costs no more than a large page."""

import zlib

from ingest.decode import MAX_BYTES, Unreadable
from ingest.reader import HEAD

_MAGIC = b"\x1f\x8b"
_GZIP = 16 + zlib.MAX_WBITS


def unpacked(data: bytes) -> bytes | Unreadable:
    """Return the bytes inside a gzip file, or ``data`` itself where it is none. Raises nothing.

    Unreadable where it is damaged or cut off, or unpacks to more than ``MAX_BYTES``.
    """
    if not data.startswith(_MAGIC):
        return data
    whole, left = b"", data
    while left.startswith(_MAGIC):
        unpacker = zlib.decompressobj(_GZIP)
        try:
            whole += unpacker.decompress(left, MAX_BYTES + 1 - len(whole))
        except zlib.error as error:
            return Unreadable(reason="the compressed file is damaged", detail=str(error))
        if len(whole) > MAX_BYTES:
            return Unreadable(reason="the file is too large", detail=f"unpacked, more than {MAX_BYTES:,} bytes")
        if not unpacker.eof:
            return Unreadable(reason="the compressed file is damaged", detail="it ends in the middle")
        left = unpacker.unused_data
    return whole


def unpacked_start(start: bytes) -> bytes:
    """Return the beginning of what a gzip file holds, at most ``HEAD`` bytes; ``start`` itself where it is none."""
    if not start.startswith(_MAGIC):
        return start
    try:
        return zlib.decompressobj(_GZIP).decompress(start, HEAD)
    except zlib.error:
        return b""
