"""What the headers of an answer say about its body."""

import re
from collections.abc import Mapping

from ingest.fetch.address import Address, join
from ingest.fetch.types import Trouble

_CHARSET = re.compile(r""";\s*charset\s*=\s*["']?([A-Za-z0-9][A-Za-z0-9._:+-]{0,39})["']?""", re.IGNORECASE)
_MEDIA_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,127}/[a-z0-9!#$&^_.+-]{1,127}")
_LINK = re.compile(r"<([^<>]*)>([^<]*)")
_NEXT = re.compile(r""";\s*rel\s*=\s*(?:"(?:[^"]*\s)?next(?:\s[^"]*)?"|next\b)""", re.IGNORECASE)
_RANGE = re.compile(r"bytes\s+(\d{1,18})-(\d{1,18})/(\d{1,18}|\*)", re.IGNORECASE)


def media_type_of(headers: Mapping[str, str]) -> str:
    """Return the kind of a body in small letters, without parameters; empty where none is said."""
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind if _MEDIA_TYPE.fullmatch(kind) else ""


def charset_of(headers: Mapping[str, str]) -> str | None:
    """Return the character set that a server names, in small letters; whether it is right is the reader's matter."""
    found = _CHARSET.search(headers.get("content-type", ""))
    return found[1].lower() if found else None


def next_page_of(headers: Mapping[str, str], here: Address) -> str | None:
    """Return where the next page of a list is, as a whole address; None: this is the last."""
    for place, rest in _LINK.findall(headers.get("link", "")):
        if _NEXT.search(rest):
            try:
                return join(here, place, frozenset({here.host})).url
            except Trouble:
                return None
    return None


def range_of(headers: Mapping[str, str]) -> tuple[int, int | None] | None:
    """Return where a part of a file begins and how long the whole is, in bytes; None: that cannot be read."""
    found = _RANGE.fullmatch(headers.get("content-range", "").strip())
    if found is None:
        return None
    return int(found[1]), None if found[3] == "*" else int(found[3])
