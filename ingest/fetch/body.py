"""Bodies of answers, unpacked piece by piece within limits of size and of ratio."""

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.fetch.types import Trouble

ACCEPTED = "gzip, deflate"
"""What is asked for. Others pack tighter, but no decoder that comes with Python bounds what it gives back."""

_PIECE = 262_144
_GZIP, _ZLIB, _RAW = 31, 15, -15


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How much may come, in bytes."""

    max_bytes: int
    """Unpacked."""
    max_ratio: float
    """Unpacked to packed, from ``ratio_from`` unpacked bytes on."""
    ratio_from: int


def unpacked(pieces: Iterable[bytes], encoding: str, bounds: Bounds) -> Iterator[bytes]:
    """Yield a body in pieces, unpacked as its ``Content-Encoding`` says.

    Raises Trouble where it grows past the bounds, ends too early, or is packed in another way.
    """
    raw = total = 0
    unpack = _Unpacker(encoding)
    for piece in pieces:
        raw += len(piece)
        for part in unpack.feed(piece):
            total += len(part)
            if total > bounds.max_bytes:
                raise Trouble("the answer is too large", f"it is longer than {bounds.max_bytes} bytes")
            if total > bounds.ratio_from and total > raw * bounds.max_ratio:
                raise Trouble("the answer is packed too tightly", f"{raw} bytes unpack to more than {total}")
            yield part
    unpack.end()


class _Unpacker:
    def __init__(self, encoding: str) -> None:
        names = [name for part in encoding.lower().split(",") if (name := part.strip()) not in ("", "identity")]
        if len(names) > 1 or not {"gzip", "x-gzip", "deflate"}.issuperset(names):
            raise Trouble(
                "the answer is packed in a way that was not asked for", f"{encoding[:80]!r}; asked for: {ACCEPTED}"
            )
        self._plain = not names
        self._gzip = names != ["deflate"]
        self._inflate = zlib.decompressobj(_GZIP)
        self._members = 0
        self._start = b""
        """The first bytes of a member, until there are enough to tell what it is."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        if self._plain:
            yield data
            return
        try:
            yield from self._inflated(data)
        except zlib.error as error:
            detail = f"it does not unpack: {error}"
            raise Trouble("the answer is packed in a way that was not asked for", detail) from error

    def _inflated(self, data: bytes) -> Iterator[bytes]:
        while data:
            if self._members == 0 or self._inflate.eof:
                data, self._start = self._start + data, b""
                if len(data) < 2:
                    self._start = data
                    return
                if not self._begin(data):
                    return
            part = self._inflate.decompress(data, _PIECE)
            data = self._inflate.unused_data if self._inflate.eof else self._inflate.unconsumed_tail
            if part:
                yield part

    def _begin(self, data: bytes) -> bool:
        """Begin a member; False: what stands here is padding behind the last one."""
        if self._members and not (self._gzip and data.startswith(b"\x1f\x8b")):
            return False
        # Half of all servers mean another format by ``deflate`` than the standard.
        standard = data[0] & 15 == 8 and int.from_bytes(data[:2], "big") % 31 == 0
        self._inflate = zlib.decompressobj(_GZIP if self._gzip else _ZLIB if standard else _RAW)
        self._members += 1
        return True

    def end(self) -> None:
        if not self._plain and (self._start or self._members) and not self._inflate.eof:
            raise Trouble("the answer is shorter than announced", "its packing has no end", passing=True)
