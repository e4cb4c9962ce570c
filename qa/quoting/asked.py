"""What a question asks for: the names and words that an answer must be about, and the kind of answer."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from qa.quoting.data import Kind, rules
from qa.quoting.plain import folded, squeezed, words_of
from qa.quoting.types import Rarity, SaidName

MEANS = 3.0
"""How rare a word must be to count among those that all must be met."""
UNKNOWN_WORD = 0.85
"""How rare a word at the head of a sentence must be, beside one that no passage has, to be taken for a name."""
_PLAIN_WEIGHT = 0.05
_WORD = re.compile(r"[^\W_](?:[\w.\-’'&]*\w)?")
_PIECE = re.compile(r"[^\W_]+")
_PIECES = re.compile(r"[^\W_](?:[\w.’'&]*\w)?")
_POSSESSIVE = re.compile(r"['’]s$")
_FIGURE = re.compile(r"\d[\d.]*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_VERSION = re.compile(r"\b([A-Z][\w'’]*)[ -](\d[\d.]*[A-Za-z]?)\b(?!\s*(?:billion|million|percent|%))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of a question, or a name with the other names of what it means."""

    words: tuple[frozenset[str], ...]
    """The words of each of its spellings; one spelling is enough."""
    names: tuple[str, ...]
    weight: float
    is_name: bool
    beside: int = 0
    """Names joined by "and" or the like have the same number: texts seldom speak of all of them. 0: joined to none."""

    def within(self, words: frozenset[str]) -> bool:
        """Say whether all words of one of its spellings are among some words."""
        return any(spelling <= words for spelling in self.words)

    def told_by(self, words: frozenset[str]) -> bool:
        """Say whether words tell the name wherever they stand: a single one, or several of which one has a figure.

        Of a name of plain words ("Data Act") they do not: it must be said as it is.
        """
        return any(
            spelling <= words and (len(spelling) == 1 or any(any(map(str.isdigit, word)) for word in spelling))
            for spelling in self.words
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighted:
    """A word of the question by its place."""

    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question as it is compared with sentences."""

    text: str
    terms: tuple[Term, ...]
    kinds: tuple[Kind, ...]
    versions: tuple[str, ...]
    """Names with their numbers, squeezed: "mistrallarge2"."""
    ordinals: tuple[tuple[str, ...], ...]
    """Places in an order that are asked for, each in all its spellings."""
    words: tuple[Weighted, ...]
    counted: tuple[tuple[int, int], ...]
    """Where the words stand for what is counted."""

    @property
    def names(self) -> tuple[Term, ...]:
        """The names among the terms."""
        return tuple(term for term in self.terms if term.is_name)

    @property
    def strict(self) -> Kind | None:
        """The kind of figure or date that is asked for, if any."""
        return next((kind for kind in self.kinds if kind.strict), None)


def read_asked(question: str, said: Sequence[SaidName], rarity: Rarity) -> Asked:
    """Return what a question asks for; ``said``: the names that are known in it."""
    lower = folded(question)
    return Asked(
        text=question,
        terms=tuple(_joined(question, list(_terms(question, said, rarity)))),
        kinds=tuple(kind for kind in rules().kinds if kind.asks.search(question)),
        versions=tuple(_versions(question)),
        ordinals=tuple(forms for word, forms in rules().ordinals.items() if re.search(rf"\b{word}\b", lower)),
        words=tuple(_weighted(question, rarity)),
        counted=tuple(_counted(question)),
    )


@dataclass(frozen=True, slots=True)
class _Placed:
    """A term and where it stands in the question."""

    term: Term
    start: int
    end: int


def _joined(question: str, placed: Sequence[_Placed]) -> Iterator[Term]:
    """Yield the terms, names that are joined by "and" or the like told by a common number."""
    names = sorted((one for one in placed if one.term.is_name), key=lambda one: one.start)
    number, beside = 0, dict.fromkeys((one.start for one in names), 0)
    for one, other in pairwise(names):
        if rules().joins.fullmatch(question[one.end : other.start]):
            number += not beside[one.start]
            beside[one.start] = beside[other.start] = number
    for one in placed:
        yield replace(one.term, beside=beside[one.start]) if one.term.is_name else one.term


def _terms(question: str, said: Sequence[SaidName], rarity: Rarity) -> Iterator[_Placed]:
    covered: set[str] = set()
    for name in said:
        own = _meaning(question[name.start : name.end])
        spellings = {words for one in name.names if (words := _meaning(one))}
        if own and spellings:
            covered |= own
            weight = max(rarity(word) for word in own)
            term = Term(words=tuple(spellings), names=name.names, weight=weight, is_name=True)
            yield _Placed(term, name.start, name.end)
    names = {word for text in _capitalised(question, rarity) for word in _meaning(text)}
    for match in _PIECES.finditer(question):
        for word in sorted(_meaning(match.group()) - covered):
            covered.add(word)
            said_as = _POSSESSIVE.sub("", match.group())
            term = Term(
                words=(frozenset((word,)),), names=(said_as,), weight=rarity(word), is_name=word in names
            )  # fmt: skip
            yield _Placed(term, match.start(), match.end())


def _meaning(text: str) -> frozenset[str]:
    """Return the words of a text that bear meaning, as the index knows them."""
    kept = [one for one in _PIECES.findall(text) if not _is_plain(one)]
    return frozenset(word for one in kept for word in words_of(one) if len(word) > 1 or word.isdigit())


def _is_plain(word: str) -> bool:
    """Say whether a word bears no meaning of its own; "couldn't" bears none either."""
    said = folded(word)
    return said in rules().plain or said.endswith("n't")


def _capitalised(question: str, rarity: Rarity) -> Iterator[str]:
    """Yield the words that are written as names: with a capital letter inside a sentence, or with a figure."""
    for match in _WORD.finditer(question):
        word = _POSSESSIVE.sub("", match.group())
        before = question[: match.start()].rstrip()
        if _FIGURE.fullmatch(word) and not _numbers(question, match, before):
            continue
        yield from _names_of(word, not before or before[-1] in ":?.!—", rarity)


def _numbers(question: str, match: re.Match[str], before: str) -> bool:
    """Say whether a figure tells one thing of several apart ("Section 230", "No. 14110"), and is no quantity."""
    last = before.rsplit(maxsplit=1)[-1:] or [""]
    alone = not question[match.end() :].startswith(("%", ",", "^")) and not before.endswith(("$", "€", "£", ",", "^"))
    return alone and (last[0][:1].isupper() or folded(last[0]).strip("().") in rules().numbered)


def _names_of(word: str, heads: bool, rarity: Rarity) -> Iterator[str]:
    if word in rules().no_names or _YEAR.fullmatch(word) or _is_plain(word):
        return
    digits, capitals = any(map(str.isdigit, word)), sum(map(str.isupper, word))
    if "-" in word and not digits:
        for number, part in enumerate(word.split("-")):
            if part[:1].isupper():
                yield from _names_of(part, heads and number == 0, rarity)
        return
    if heads and capitals < 2 and not digits and not _is_unknown(word, rarity):
        return
    if capitals or digits:
        yield word


def _is_unknown(word: str, rarity: Rarity) -> bool:
    return min(map(rarity, words_of(word)), default=0.0) >= UNKNOWN_WORD * rarity("")


def _versions(question: str) -> Iterator[str]:
    for match in _VERSION.finditer(question):
        name, number = _POSSESSIVE.sub("", match[1]), match[2]
        if name not in rules().no_names and not _is_plain(name) and not _YEAR.fullmatch(number):
            yield squeezed(name + number)


def _weighted(question: str, rarity: Rarity) -> Iterator[Weighted]:
    for match in _PIECE.finditer(question):
        plain = folded(match.group()) in rules().plain
        weight = _PLAIN_WEIGHT if plain else max(map(rarity, words_of(match.group())), default=0.0)
        yield Weighted(start=match.start(), end=match.end(), weight=weight)


def _counted(question: str) -> Iterator[tuple[int, int]]:
    match = rules().counted.search(question)
    if match is not None:
        pieces = [p for p in _PIECE.finditer(question, *match.span(1)) if folded(p.group()) not in rules().plain]
        yield from (piece.span() for piece in pieces[:2])
