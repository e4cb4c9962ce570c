"""Inflections of English by rule: plurals of nouns, forms of verbs. Only exceptions are listed, in ``data``."""

import functools
from dataclasses import dataclass

from qa.data_files import irregular_plurals, irregular_verbs

_VOWELS = frozenset("aeiou")
_SIBILANTS = ("s", "x", "z", "ch", "sh")


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbForms:
    """The forms of a verb: release, releases, released, released, releasing."""

    base: str
    third: str
    past: str
    participle: str
    gerund: str

    def all(self) -> tuple[str, ...]:
        """Return the distinct forms, the base first."""
        return tuple(dict.fromkeys((self.base, self.third, self.past, self.participle, self.gerund)))


@functools.cache
def plural(noun: str) -> str:
    """Return the plural of a noun or a noun phrase; of one with "of" in it the noun before it changes."""
    if noun in irregular_plurals():
        return irregular_plurals()[noun]
    head, of, rest = noun.partition(" of ")
    before, space, last = head.rpartition(" ")
    known = irregular_plurals().get(last)
    return before + space + (known or _with_s(last)) + of + rest


def _with_s(word: str) -> str:
    lower = word.lower()
    if lower.endswith("ings") or (lower.endswith("s") and not lower.endswith(("ss", "us"))):
        return word  # a plural as it is given
    if lower.endswith("y") and lower[-2:-1] not in _VOWELS and len(word) > 1:
        return word[:-1] + "ies"
    return word + ("es" if lower.endswith(_SIBILANTS) else "s")


def nouns(noun: str) -> tuple[str, ...]:
    """Return a noun with its plural, once where they are the same."""
    return tuple(dict.fromkeys((noun, plural(noun))))


@functools.cache
def verb(base: str) -> VerbForms:
    """Return the forms of a verb given in its base form."""
    known = irregular_verbs().get(base.lower())
    past = known[0] if known else _past(base)
    participle = known[1] if known else past
    gerund = known[2] if known and len(known) > 2 else _gerund(base)
    return VerbForms(base=base, third=_third(base), past=past, participle=participle, gerund=gerund)


def _third(base: str) -> str:
    irregular = {"be": "is", "have": "has", "go": "goes", "do": "does"}
    return irregular.get(base) or _with_s(base if not base.endswith("s") else base + "e")


def _past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ied"
    return base + "ed"


def _gerund(base: str) -> str:
    if base.endswith("ie"):
        return base[:-2] + "ying"
    return (base[:-1] if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) else base) + "ing"
