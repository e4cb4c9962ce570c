"""Texts that came through escapes, which can spell what no text holds."""

import re

_NO_TEXT = re.compile("[\0\ud800-\udfff]")


def storable(text: str) -> str:
    """Return ``text`` with U+FFFD for NULs and lone surrogates, which neither UTF-8 nor a database can hold."""
    return _NO_TEXT.sub("\ufffd", text)
