"""The things that a query names, told apart from its ordinary words without guessing."""

import re
from collections.abc import Iterable, Sequence

from graph.explore.search.types import Named
from graph.views.mentions_words import MentionWords, shipped_mention_words
from graph.views.names import Bearer, Mention, Names

MOST_BEARERS = 3
"""Things that may be meant by one name; a name of more is a word."""
SHORT = 3
"""Letters of a name that counts only as it is written."""

_LETTERS = re.compile(r"[^\W\d_]{2}")
_EDGES = re.compile(r"^\W+|\W+$")


def named_in(query: str, names: Names) -> tuple[Named, ...]:
    """Return the things that a query names, in order; no two names overlap, one that several bear gives each."""
    words = shipped_mention_words()
    whole = [mention for mention in names.find(query, guess=False) if _is_name(mention, words)]
    return tuple(
        Named(
            start=mention.start, end=mention.end, said=mention.text, node=bearer.node, label=bearer.label,
            name=bearer.name,
        )
        for mention in _longest(whole)
        for bearer in _meant(mention, words)
    )  # fmt: skip


def _is_name(mention: Mention, words: MentionWords) -> bool:
    """Say whether a span is meant as a name: written as one, or no ordinary word."""
    text = _EDGES.sub("", mention.text)
    lower = text.lower()
    if lower in words.never or not _is_worded(text) or not _meant(mention, words):
        return False
    if len(text) <= SHORT and mention.how != "exact" and not text.isupper():
        return False
    plain = all(piece in words.ordinary for piece in lower.split())
    return not plain or (text[:1].isupper() and " " in text) or (lower not in words.common and not text.islower())


def _meant(mention: Mention, words: MentionWords) -> list[Bearer]:
    """Return who may be meant: those that bear the whole name, and no codes that are words."""
    bearers = [b for b in mention.bearers if not _is_code(b, mention.text, words)]
    whole = [b for b in bearers if b.whole] or bearers
    return whole if len(whole) <= MOST_BEARERS else []


def _is_worded(text: str) -> bool:
    """Say whether a name has letters enough to be one: no number, no letter before a number in lower case."""
    return any(sign.isalpha() for sign in text) and (text[0].isupper() or _LETTERS.search(text) is not None)


def _is_code(bearer: Bearer, text: str, words: MentionWords) -> bool:
    code = "".join(sign for sign in text if sign.isalnum())
    return bearer.label in words.coded and len(code) <= SHORT and code not in words.codes


def _longest(mentions: Iterable[Mention]) -> Sequence[Mention]:
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda one: (one.start - one.end, one.start)):
        if not any(mention.start < other.end and other.start < mention.end for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda one: one.start)
