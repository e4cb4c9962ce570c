"""Bytes to text, with every repair said.

Line ends stay as they are: offsets and quotes are those of the text as decoded.
"""

import codecs
import re
from dataclasses import dataclass

from ingest.reasons import Reason

MAX_BYTES = 20_000_000
"""Files larger than this are set aside unread."""

_MAX_CONTROL_SHARE = 0.1
_CONTROLS = bytes(b for b in (*range(32), 127) if b not in b"\t\n\v\f\r\x1b")
_ESCAPED = re.compile("[\udc80-\udcff]")
# The longer mark first: UTF-32's begins with UTF-16's.
_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """The text of a file and what had to be mended."""

    text: str
    repairs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """Why a file cannot be read."""

    reason: Reason
    detail: str = ""


def decode(data: bytes, max_bytes: int = MAX_BYTES) -> Decoded | Unreadable:
    """Return the text of ``data``: UTF-8 with or without a byte order mark, UTF-16 or UTF-32 with one.

    What is not valid becomes U+FFFD and is counted in the repairs. Raises nothing.
    """
    if not data:
        return Unreadable(reason="the file is empty")
    if len(data) > max_bytes:
        return Unreadable(reason="the file is too large", detail=f"{len(data):,} bytes; at most {max_bytes:,} are read")
    for mark, codec, name in _WIDE:
        if data.startswith(mark):
            return _checked(*_wide(data[len(mark) :], codec, name))
    if _is_binary(data):
        return Unreadable(reason="the file is binary", detail="more than a tenth of it are control characters")
    return _checked(*_utf8(data))


def _is_binary(data: bytes) -> bool:
    return len(data) - len(data.translate(None, _CONTROLS)) > _MAX_CONTROL_SHARE * len(data)


def _wide(data: bytes, codec: str, name: str) -> tuple[str, list[str]]:
    try:
        return data.decode(codec), [f"{name} decoded"]
    except UnicodeDecodeError as error:
        text = data.decode(codec, "replace")
        return text, [f"{name} decoded; what is not {name} replaced, first at byte {error.start}"]


def _utf8(data: bytes) -> tuple[str, list[str]]:
    skip = len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0
    try:
        return data[skip:].decode("utf-8"), []
    except UnicodeDecodeError as error:
        first = error.start + skip
    # One lone surrogate stands for one bad byte, so that bytes, not runs of them, are counted.
    text, count = _ESCAPED.subn("\ufffd", data[skip:].decode("utf-8", "surrogateescape"))
    bytes_are = "1 byte that is" if count == 1 else f"{count:,} bytes that are"
    return text, [f"{bytes_are} not UTF-8 replaced, first at byte {first}"]


def _checked(text: str, repairs: list[str]) -> Decoded | Unreadable:
    nuls = text.count("\0")
    if nuls:
        repairs.append(f"{nuls:,} NUL character{'s' if nuls > 1 else ''} replaced")
        text = text.replace("\0", "\ufffd")
    if not text or text.isspace():
        return Unreadable(reason="the file holds nothing but white space")
    return Decoded(text=text, repairs=tuple(repairs))
