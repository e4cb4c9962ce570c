"""Texts as they are compared: without the targets of links, without accents and case, as sets of words."""

import functools
import re
import unicodedata
from collections.abc import Iterable

from graph.views.index.words import word_tokens

_LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*(?:\s+\"[^\"]*\")?\)")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>")
_MARKS = re.compile(r"\*\*+|`+|~~+")
_DOUBLED = re.compile(r"\"\"+")
_BARE = re.compile(r"https?://[^\s)\]>\"]+")
_DASHES = str.maketrans("–—‑‐−", "-----")
_BETWEEN = re.compile(r"[\s\-_*]+")


def readable(text: str) -> str:
    """Return a text on one line, without the targets of its links."""
    return " ".join(_BARE.sub(" ", _LINK.sub(r"\1", text)).split())


def shown(text: str) -> str:
    """Return a text as it is shown in a line: readable, without tags, marks of emphasis and doubled quotation marks."""
    return " ".join(_DOUBLED.sub('"', _MARKS.sub("", _TAG.sub(" ", readable(text)))).split())


@functools.lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """Return a text without accents and case, its dashes all alike."""
    plain = unicodedata.normalize("NFKD", text).translate(_DASHES)
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold().replace("’", "'")


@functools.lru_cache(maxsize=20_000)
def words_of(text: str) -> frozenset[str]:
    """Return the words of a text as the index knows them."""
    return frozenset(word_tokens(text.translate(_DASHES)))


def squeezed(text: str) -> str:
    """Return a folded text without what may stand between a name and its number: blanks, dashes, marks."""
    return _BETWEEN.sub("", folded(text))


def says_any(text: str, names: Iterable[str]) -> bool:
    """Say whether a folded text has any of some names as whole words."""
    return any(re.search(rf"(?<!\w){re.escape(folded(name))}(?!\w)", text) for name in names if name)
