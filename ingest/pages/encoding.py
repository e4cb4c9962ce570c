"""The encoding of a page: its own mark, what the server or the page says, or what its bytes can only be.

A label is believed unless the bytes speak against it: text with enough characters beyond ASCII that is valid UTF-8 is
UTF-8, whatever it is called, since no other encoding comes out valid by chance.
"""

import codecs
import re
from functools import cache
from pathlib import Path

import yaml
from charset_normalizer import from_bytes

from ingest.decode import MAX_BYTES, Decoded, Unreadable, decode

_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_PRESCAN = 4096
_DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_WIDE_OPENINGS = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
_ENOUGH = 8
"""So many bytes beyond ASCII in valid UTF-8 are no accident."""
_GUESS = 65_536


def decode_page(data: bytes, charset: str | None = None) -> Decoded | Unreadable:
    """Return the text of a page, feed or article in whatever encoding it is. Raises nothing.

    ``charset`` is what the server named. A byte order mark goes first, then text that can only be UTF-8, then the
    server's word, the page's own, and what is likely. What does not fit becomes U+FFFD and is counted in the repairs.
    """
    if not data or len(data) > MAX_BYTES or data.startswith(_MARKS):
        return decode(data)
    for opening, codec in _WIDE_OPENINGS:
        if data.lstrip()[:2] == opening:
            return _as(data, codec, "no byte order mark: read as UTF-16")
    label = known_codec(charset) or declared(data)
    if data.isascii() and label != "iso2022_jp":
        return decode(data)
    if _is_utf8(data):
        said = f"called {label}, is UTF-8" if label and not label.startswith("utf-8") else ""
        return _noted(decode(data), said)
    if label and not label.startswith("utf-8"):
        return _as(data, label, "")
    return _guessed(data)


def declared(data: bytes) -> str | None:
    """Return the codec that a page or XML declaration names near the top of ``data``, or None."""
    found = _DECLARED.search(data, 0, _PRESCAN)
    return known_codec(found[1].decode("ascii")) if found else None


def known_codec(label: str | None) -> str | None:
    """Return the name of the codec that text of an encoding called ``label`` is read with; None for an unknown one."""
    if not label:
        return None
    name = label.strip().strip("\"'").lower()
    if name in _read_as():
        return _read_as()[name]
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError, UnicodeError):
        return None
    # Codecs that are no encodings of text (rot13, zip) say so, and have no place here.
    return found.name if getattr(found, "_is_text_encoding", True) and found.name not in _NOT_OF_PAGES else None


_NOT_OF_PAGES = frozenset(("idna", "punycode", "unicode-escape", "raw-unicode-escape", "utf-7", "undefined", "mbcs"))


@cache
def _read_as() -> dict[str, str]:
    lists = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))["read_as"]
    return {label: codec for codec, labels in lists.items() for label in (codec, *labels)}


def _is_utf8(data: bytes) -> bool:
    beyond = len(data) - len(data.translate(None, bytes(range(128, 256))))
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return beyond >= _ENOUGH or declared(data) in (None, "utf-8")


def _as(data: bytes, codec: str, said: str) -> Decoded | Unreadable:
    """Decode with ``codec``; a text of another one is taken to UTF-8, so that one function checks all."""
    try:
        text, bad = data.decode(codec), 0
    except UnicodeDecodeError:
        text = data.decode(codec, "replace")
        bad = text.count("\ufffd")
    except LookupError:
        return decode(data)
    read = f"read as {codec}" + (f"; {bad:,} places that are not replaced" if bad else "")
    return _noted(decode(text.encode("utf-8", "replace")), said or read)


def _noted(decoded: Decoded | Unreadable, said: str) -> Decoded | Unreadable:
    if not said or not isinstance(decoded, Decoded):
        return decoded
    return Decoded(text=decoded.text, repairs=(said, *decoded.repairs))


def _guessed(data: bytes) -> Decoded | Unreadable:
    """Read bytes that nobody names the encoding of and that are not UTF-8."""
    if _bad_utf8(data) * 50 < sum(1 for _ in re.finditer(rb"[\xc2-\xf4][\x80-\xbf]", data)):
        return decode(data)
    for codec in ("gb18030",):
        if _mostly_chinese(data, codec):
            return _as(data, codec, "")
    best = from_bytes(data[:_GUESS]).best()
    return _as(data, known_codec(best.encoding) or "windows-1252" if best else "windows-1252", "")


def _bad_utf8(data: bytes) -> int:
    return data.decode("utf-8", "replace").count("\ufffd")


def _mostly_chinese(data: bytes, codec: str) -> bool:
    """Say whether nearly all that is beyond ASCII comes out as characters in daily use (those of GB 2312)."""
    text = data[:_GUESS].decode(codec, "ignore")
    beyond = [char for char in text if ord(char) > 127]
    common = sum(1 for char in beyond if "\u4e00" <= char <= "\u9fff" and _in_gb2312(char))
    marks = sum(
        1 for char in beyond if "\u3000" <= char <= "\u303f" or "\uff00" <= char <= "\uff5e" or char in "—…“”‘’·"
    )
    return common >= 2 * _ENOUGH and common + marks >= 0.95 * len(beyond)


def _in_gb2312(char: str) -> bool:
    code = char.encode("gb18030")
    return len(code) == 2 and 0xB0 <= code[0] <= 0xD7 and code[1] >= 0xA1
