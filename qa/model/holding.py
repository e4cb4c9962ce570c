"""Whether a sentence is held by a passage: its names, its numbers, most of its words, and nothing turned round.

A sentence that no cited passage holds is struck, whoever wrote it and whatever a passage told it to write.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.ontology.quantities import find_quantities
from graph.views.index.sentences import sentences
from graph.views.index.words import word_tokens
from qa.model.data import negations, small_words, spelled
from qa.quoting.plain import folded, says_any, squeezed
from qa.quoting.types import Candidate, SaidName

MOST_RUN = 3
"""Sentences of a passage that may hold one of a reply together."""
LEAST_SHARED = 0.6
"""The share of a sentence's words that its passage must have: the rest is what a model makes of it."""
_MARKS = re.compile(r"\s*\[\s*(\d{1,3}(?:\s*,\s*\d{1,3})*)\s*\]")
_NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)*")
_IN_WORD = re.compile(r"\d+(?:[.,]\d+)*")
_CAPITAL = re.compile(r"(?<![\w.])[^\W\d_a-z]\w*(?:[-.&'’/]\w+)*")
_MIXED = re.compile(r"\b(?=\w*\d)(?=\w*[^\W\d_])[\w.-]*\w")
"""Letters and figures in one word: a version, a size, a code."""
_FOREIGN = re.compile(r"://|www\.|\]\(|<[a-z/!]|[`|]|[\u202a-\u202e\u2066-\u2069]", re.IGNORECASE)
"""What no sentence of ours holds: links, markup and turned writing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A passage as it was given to a model."""

    candidate: Candidate
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words, as they stand in the document."""
        return self.candidate.text[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A sentence with what holds it."""

    text: str
    """Without its marks."""
    passage: int
    """The place of the passage, from 0."""
    start: int
    end: int
    """Offsets of the words that hold it, in the document."""


def said_in(reply: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield the sentences of a reply with the numbers that they cite."""
    # A mark behind the full stop belongs to the sentence before it.
    text = re.sub(r"([.!?][\"”]?)((?:\s*\[[\d,\s]+\])+)", r"\2\1", reply)
    for one in sentences(text):
        said = " ".join(text[one.start : one.end].split())
        cited = tuple(int(n) for marks in _MARKS.findall(said) for n in marks.split(","))
        bare = _MARKS.sub("", said).strip(" -*•")
        if any(map(str.isalnum, bare)):
            yield bare, cited


def held_by(sentence: str, cited: Sequence[int], shown: Sequence[Shown], names: Sequence[SaidName]) -> Held | None:
    """Return what holds a sentence, or None where none of the passages that it cites does.

    ``names``: the known names in the sentence, each with all that the same thing is called.
    """
    if _FOREIGN.search(sentence):
        return None
    for number in dict.fromkeys(cited):
        if 1 <= number <= len(shown):
            run = _run(sentence, shown[number - 1], names)
            if run is not None:
                return Held(text=sentence, passage=number - 1, start=run[0], end=run[1])
    return None


def _run(sentence: str, shown: Shown, names: Sequence[SaidName]) -> tuple[int, int] | None:
    """Return the fewest neighbouring sentences of a passage that hold a sentence, the most alike first."""
    text = shown.candidate.text
    pieces = [one for one in sentences(text, shown.start, shown.end) if not one.is_heading]
    above = f"{shown.candidate.title} {shown.candidate.heading}"
    for length in range(1, MOST_RUN + 1):
        runs = [(pieces[n].start, pieces[n + length - 1].end) for n in range(len(pieces) - length + 1)]
        best = max(runs, key=lambda run: _shared(sentence, text[run[0] : run[1]]), default=None)
        if best is None:
            continue
        inside = [text[p.start : p.end] for p in pieces if best[0] <= p.start < best[1]]
        nearest = max(inside, key=lambda one: _shared(sentence, one))
        turned = _denials(sentence) != _denials(nearest)
        if not turned and _holds(sentence, text[best[0] : best[1]], above, names):
            return best
    return None


def _holds(sentence: str, words: str, above: str, names: Sequence[SaidName]) -> bool:
    """Say whether some words of a document, below their title, hold a sentence."""
    return (
        _shared(sentence, f"{words} {above}") >= LEAST_SHARED
        and numbers_in(sentence) <= numbers_in(words) | _all_numbers(above)
        and all(says_any(folded(f"{words} {above}"), name.names) for name in names)
        and all(squeezed(one) in squeezed(f"{words} {above}") for one in _capitals(sentence))
        and _words(sentence.split()[0]) <= _words(f"{words} {above}")
    )


def _denials(text: str) -> int:
    return len(negations().findall(text))


def _words(text: str) -> set[str]:
    return {w for w in word_tokens(text) if w not in small_words()}


def _shared(sentence: str, words: str) -> float:
    """Return the share of a sentence's words that others have, from 0 to 1."""
    wanted = _words(sentence)
    return len(wanted & _words(words)) / len(wanted) if wanted else 0.0


def numbers_in(text: str) -> frozenset[float]:
    """Return the numbers in a text: figures, words, and what they come to with their scales ("3 million")."""
    return frozenset(_numbers(text))


def _numbers(text: str) -> Iterator[float]:
    scaled: list[tuple[int, int]] = []
    for found in find_quantities(text):
        held = found.quantity
        values = [float(one) for one in (held.value, held.low, held.high) if one]
        figures = [*_figures(text[found.start : found.end]), *_spelled(text[found.start : found.end])]
        # "3 million" is 3,000,000 and no 3; "10 days" stays 10, though a quantity of it is in hours.
        if any(value / figure in _SCALES for value in values for figure in figures if figure):
            scaled.append((found.start, found.end))
            yield from values
    outside = "".join(" " if any(a <= n < b for a, b in scaled) else sign for n, sign in enumerate(text))
    yield from _figures(outside)
    yield from _spelled(outside)


_SCALES = (1e3, 1e6, 1e9, 1e12)


def _figures(text: str) -> Iterator[float]:
    return (_figure(match[0]) for match in _NUMBER.finditer(text))


def _spelled(text: str) -> Iterator[float]:
    """Yield the numbers that stand in words; "one" is seldom one."""
    found = (word for word in re.findall(r"[a-z]+", text.casefold()) if word != "one")
    return (float(spelled()[word]) for word in found if word in spelled())


def _all_numbers(text: str) -> frozenset[float]:
    return frozenset(_figure(match[0]) for match in _IN_WORD.finditer(text))


def _figure(written: str) -> float:
    plain = written.replace(",", "") if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", written) else written
    try:
        return float(plain)
    except ValueError:
        return float("inf")  # a version such as 1.2.3: held as a name is


def _capitals(sentence: str) -> Iterator[str]:
    """Yield the words of a sentence that are written as names, its first one only where it looks like no other word."""
    for match in _CAPITAL.finditer(sentence):
        plain = match[0][1:] == match[0][1:].lower()
        if not (plain and _opens(sentence, match.start())):
            yield match[0]
    for match in _MIXED.finditer(sentence):
        yield match[0]


def _opens(sentence: str, at: int) -> bool:
    return not sentence[:at].strip(" \"'“(")
