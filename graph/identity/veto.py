"""What tells two names apart for certain: a number, a size, a version, a suffix."""

from collections import Counter

from graph.identity.reading import Name
from graph.identity.tokens import Tokens, form_of, measures_of, without_measures
from graph.identity.words import Words

_YEARS = range(1950, 2100)


def difference(one: Name, other: Name, words: Words) -> str | None:
    """Return what tells two names apart: "size", "number", "suffix: tuning" ..., or None where nothing does for sure.

    The names are as the steps leave them.
    """
    numbers = _numbers(one, other)
    apart = _apart(one, other, words)
    if _same_letters(one, other):
        return numbers
    suffixes = {_veto(word, words) for word in apart}
    if None not in suffixes:
        kinds = sorted(kind for kind in suffixes if kind)
        return numbers if not kinds else f"suffix: {kinds[0]}"
    if _sizes_differ(one, other):
        return "size"
    if numbers is None and _siblings(one, other, words):
        return "another name in the family"
    return numbers if numbers and _comparable(one, other, words) else None


def _same_letters(one: Name, other: Name) -> bool:
    letters = [_joined(without_measures(name.tokens)) for name in (one, other)]
    return letters[0] == letters[1]


def _joined(tokens: Tokens) -> str:
    return "".join(token for token in tokens if not token[0].isdecimal())


def _apart(one: Name, other: Name, words: Words) -> set[str]:
    """Return the words that one of the names has more often than the other."""
    mine, theirs = (_words(name) for name in (one, other))
    return {word for word in (mine - theirs) + (theirs - mine) if word not in words.small}


def _words(name: Name) -> Counter[str]:
    return Counter(token for token in without_measures(name.tokens) if not token[0].isdecimal())


def _veto(word: str, words: Words) -> str | None:
    """Return what a word tells apart; a single Latin letter (910B, GPT-4o) is a version."""
    if len(word) == 1 and word.isascii():
        return words.vetoes.get(word, "letter")
    return words.vetoes.get(word)


def _siblings(one: Name, other: Name, words: Words) -> bool:
    """Say whether two models of one family and number have a name each: "Claude 3 Opus" and "Claude 3 Sonnet".

    Two words that begin alike may be one, misspelt.
    """
    mine, theirs = (_words(name) for name in (one, other))
    left, right = mine - theirs, theirs - mine
    if one.label not in (None, "Model") or not _plain_numbers(one.tokens) or not mine & theirs:
        return False
    return len(left) == len(right) == 1 and min(left)[:3] != min(right)[:3]


def _sizes_differ(one: Name, other: Name) -> bool:
    mine, theirs = (measures_of(name.tokens).get("size") for name in (one, other))
    return one.label in (None, "Model") and mine is not None and theirs is not None and mine != theirs


def _numbers(one: Name, other: Name) -> str | None:
    """Return what kind of number differs, or None."""
    mine, theirs = measures_of(one.tokens), measures_of(other.tokens)
    for kind in ("size", "memory", "context"):
        if mine.get(kind) != theirs.get(kind):
            return kind
    left, right = (_plain_numbers(name.tokens) for name in (one, other))
    if left == right:
        return None
    more = (left - right) + (right - left)
    if any(_is_date(number) for number in more):
        return "date"
    return "version" if any("." in token for name in (one, other) for token in name.tokens) else "number"


def _plain_numbers(tokens: Tokens) -> Counter[str]:
    return Counter(piece for piece in form_of(without_measures(tokens)) if piece[0].isdecimal())


def _is_date(number: str) -> bool:
    if len(number) == 8:
        return True
    return len(number) == 4 and (int(number) in _YEARS or number[0] in "012")


def _comparable(one: Name, other: Name, words: Words) -> bool:
    """Say whether other numbers mean another thing although words differ too: of chips, and of models of one family."""
    numbered = all(any(token[0].isdecimal() for token in name.tokens) for name in (one, other))
    if not numbered or one.label not in (None, "Model", "Chip"):
        return False
    return one.label == "Chip" or bool((_words(one) & _words(other)).keys() - words.small - words.vetoes.keys())
