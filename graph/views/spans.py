"""Spans of a text that can be names: runs of whole words, with their normal form and place."""

import re
from dataclasses import dataclass

from graph.ontology.naming import PIECES, normalise_name

LONGEST = 12
"""Words of the longest span."""
_WORD = re.compile(r"\S+")
_BEFORE = "\"'“”‘’«»()[]{}<>,;:!?*_`"
_AFTER = _BEFORE + "."
_POSSESSIVE = re.compile(r"['’](?:s|S)?$")
# The tail of "Apache-licensed" or "Intel-made" belongs to the sentence; that of "mpt-7b-chat" to the name.
# "H100s" are several of a name; a word in lower case is left as it is.
_PLURAL = re.compile(r"(?<=[0-9A-Z])s$")
_TAIL = re.compile(r"-(?=(?:[a-z]+ed|made|built|run)$)")


@dataclass(frozen=True, slots=True)
class Span:
    """Offsets of a span, end exclusive, its text and the normal form of it."""

    start: int
    end: int
    text: str
    normal: str


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    ends: tuple[int, ...]
    """Where a name may end in it: with the possessive or tail cut, and without."""
    closed: bool
    """Whether punctuation after it ends the phrase."""
    opened: bool
    """Whether punctuation before it starts one."""


def spans_of(text: str) -> list[Span]:
    """Return the spans of at most ``LONGEST`` words, in order, longer ones first at each place."""
    words = [word for found in _WORD.finditer(text) if (word := _word(found)) is not None]
    spans = []
    for first, word in enumerate(words):
        here: list[Span] = []
        for last in range(first, min(first + LONGEST, len(words))):
            if last > first and (words[last - 1].closed or words[last].opened):
                break
            here += [
                Span(word.start, end, cut, normalise_name(cut))
                for end in words[last].ends
                if (cut := text[word.start : end])
            ]
        spans += here[::-1]
    return spans


def _word(found: re.Match[str]) -> _Word | None:
    raw = found[0]
    body = raw.strip(_BEFORE).rstrip(_AFTER)
    if not body:
        return None
    start = found.start() + raw.index(body)
    end = start + len(body)
    ends = [end]
    shorn = _POSSESSIVE.sub("", body)
    if shorn != body and shorn:
        ends.append(start + len(shorn))
    if _PLURAL.search(shorn):
        ends.append(start + len(shorn) - 1)
    tail = _TAIL.search(shorn)
    if tail is not None and tail.start():
        ends.append(start + tail.start())
    after, before = raw[raw.index(body) + len(body) :], raw[: raw.index(body)]
    return _Word(start, tuple(sorted(ends)), bool(set(after) - set("'’*_`")), bool(set(before) - set("'’*_`")))


def pieces_of(normal: str) -> list[str]:
    """Return the words and numbers of a normal form."""
    return normal.split(" ")


def begins_with(spelling: str, pieces: list[str]) -> bool:
    """Say whether a name goes on after ``pieces`` with another part of it, not with the same word or number.

    "Falcon-7B" begins with "Falcon"; "Qwen2.5" does not begin with "Qwen2", and a namespace begins no name.
    """
    found = list(PIECES.finditer(spelling))
    if len(found) <= len(pieces):
        return False
    end, start = found[len(pieces) - 1].end(), found[len(pieces)].start()
    between = spelling[end:start]
    if not between or "/" in between:
        return False
    return not (between == "." and spelling[start].isdigit())
