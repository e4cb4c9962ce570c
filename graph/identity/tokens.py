"""Names as words and numbers, so that a number never hides in a word."""

import re
from itertools import pairwise

from graph.ontology.naming import fold_name

Tokens = tuple[str, ...]
"""Words and numbers of a name in order; a decimal number is one token."""

_TOKEN = re.compile(r"\d+(?:\.\d+)*|[^\W\d_]+")
_PLUS = re.compile(r"(?<=\w)\+")
_UNITS = {"b": "size", "m": "size", "t": "size", "k": "context", "gb": "memory", "tb": "memory", "mb": "memory"}


def folded(text: str) -> str:
    """Return a text but for case, accents, width and runs of spaces."""
    return " ".join(fold_name(text).split())


def tokens_of(name: str) -> Tokens:
    """Return the words and numbers of a name. A plus behind a word is a word: "Command R+" is not "Command R"."""
    return tuple(_TOKEN.findall(_PLUS.sub(" plus ", fold_name(name))))


def form_of(tokens: Tokens) -> Tokens:
    """Return what two spellings of one name have in common: spacing within words, and dots or dashes in numbers, do
    not count; where a number begins and ends does."""
    form: list[str] = []
    for token in tokens:
        if token[0].isdecimal():
            form += token.split(".")
        elif form and not form[-1][0].isdecimal():
            form[-1] += token
        else:
            form.append(token)
    return tuple(form)


def measures_of(tokens: Tokens, kinds: frozenset[str] = frozenset(_UNITS.values())) -> dict[str, tuple[str, ...]]:
    """Return the numbers with a unit, sorted, by what they measure: size (7B), context (128K) or memory (80GB)."""
    found: dict[str, list[str]] = {}
    for number, unit in pairwise(tokens):
        kind = _UNITS.get(unit)
        if kind in kinds and number[0].isdecimal():
            found.setdefault(str(kind), []).append(number + unit)
    return {kind: tuple(sorted(numbers)) for kind, numbers in found.items()}


def without_measures(tokens: Tokens) -> Tokens:
    """Return the tokens but for numbers with a unit."""
    kept: list[str] = []
    for token in tokens:
        if token in _UNITS and kept and kept[-1][0].isdecimal():
            kept.pop()
        else:
            kept.append(token)
    return tuple(kept)


def replaced(tokens: Tokens, phrase: Tokens, instead: Tokens) -> Tokens:
    """Return the tokens with every run that is ``phrase`` replaced."""
    if phrase[0] not in tokens:
        return tokens
    at, made = 0, list[str]()
    while at < len(tokens):
        if tokens[at : at + len(phrase)] == phrase:
            made += instead
            at += len(phrase)
        else:
            made.append(tokens[at])
            at += 1
    return tuple(made)
