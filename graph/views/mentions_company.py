"""Which thing a name in a text means, and whether it means any: decided by the company in which it stands.

Company is a mention of its maker or family near, a size or version behind, a word beside that says the type, or a
capital letter where nothing else asks for one.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.views.mentions_names import Bearer, NameTable
from graph.views.mentions_spans import Candidate
from graph.views.mentions_words import MentionWords

_VERSION = re.compile(
    r"[-‑ ]?[vV]?\d+(?:\.\d+)*(?:[ -]?[bBmM]\b|[a-z]?\b)(?!\s*(?:%|percent|years?|months?|days?|times|x\b))"
)
_BESIDE = re.compile(r"[ \t]*[\"'`*”’]*[ \t-]?([^\W\d_]+)")
_BEFORE = re.compile(r"([^\W\d_]+)[ \t][\"'`*“‘]*$")
_LISTING = re.compile(r"(?:[\s,;/&`*\"'()\[\]+|-]|and|or)*")
_NEXT_CAPITAL = re.compile(r"[ \t]+[\"'“‘*]*[A-Z]")
_LAST_CAPITAL = re.compile(r"(?:^|[^\w’'])(?:[A-Z][\w’'.&-]*)[ \t]+$")
_START = re.compile(r"(?:^|[.!?:;•|>\n]|\n[ \t]*[-*#\d.()]+)[\s\"'“‘(*_#>-]*$")
_NUMBERED = re.compile(r"\.?[ \t]*\d")
_WINDOW = 60


@dataclass(frozen=True, slots=True)
class Chosen:
    """A candidate, and the bearer that it means; ``sure``: nothing else was needed to tell."""

    candidate: Candidate
    bearer: Bearer


def decide(text: str, candidates: Sequence[Candidate], names: NameTable) -> list[Chosen]:
    """Return the candidates that mean a thing, each with the thing, in order."""
    sure = [Chosen(one, one.bearers[0]) for one in candidates if _is_sure(one, names.words)]
    company = _Company(text, sure, names)
    open_ = [one for one in candidates if not _is_sure(one, names.words)]
    decided = {id(one): company.choose(one) for one in open_}
    shown = {(c.key, text[c.start : c.end]): b for c in open_ if (b := decided[id(c)]) is not None}
    chosen = list(sure)
    for one in open_:
        bearer = decided[id(one)] or _as_before(one, text, shown)
        if bearer is not None:
            chosen.append(Chosen(one, bearer))
    return sorted(chosen, key=lambda one: one.candidate.start)


def _is_sure(one: Candidate, words: MentionWords) -> bool:
    bearer = one.bearers[0]
    if len(one.bearers) > 1 or bearer.standing != "sure":
        return False
    return bearer.alone or bearer.label not in words.only_typed


def _may_stand(bearer: Bearer, words: MentionWords) -> bool:
    """Say whether a bearer may be meant where no company tells of any."""
    return bearer.standing == "sure" and (bearer.alone or bearer.label not in words.only_typed)


def _as_before(one: Candidate, text: str, shown: dict[tuple[str, str], Bearer]) -> Bearer | None:
    """Return what the same name, spelt the same, was shown to mean elsewhere in the text, if it is spelt as a name."""
    cut = text[one.start : one.end]
    bearer = shown.get((one.key, cut))
    if bearer is None or bearer not in one.bearers or cut.islower():
        return None
    return None if _is_phrase(text, one) or _in_capitals(text, one) or _NUMBERED.match(text, one.end) else bearer


class _Company:
    """What stands around the candidates of a text."""

    def __init__(self, text: str, sure: list[Chosen], names: NameTable) -> None:
        self._text, self._sure, self._names = text, sure, names
        self._starts = [one.candidate.start for one in sure]
        self._met = {one.bearer.node for one in sure}

    def choose(self, one: Candidate) -> Bearer | None:
        """Return the bearer that is meant, or None where it is not told or none is."""
        fit = [bearer for bearer in one.bearers if self._told(one, bearer)]
        if not fit:
            fit = [b for b in one.bearers if _may_stand(b, self._names.words)]
        return fit[0] if len(fit) == 1 else self._best(one, fit)

    def _told(self, one: Candidate, bearer: Bearer) -> bool:
        """Say whether company tells that just this bearer is meant."""
        words = self._names.words
        if self._is_typed(one, bearer):
            return True
        if (bearer.label in words.only_typed and not bearer.alone) or _is_heading(self._text, one, bearer, words):
            return False
        if bearer.label in words.versioned and _has_version(self._text, one):
            return True
        if bearer.node in self._met and not self._text[one.start : one.end].islower():
            return True  # by another of its names, which is no word
        if self._is_near(one, bearer) or self._is_listed(one, bearer):
            return True
        return bearer.standing == "word" and len(one.bearers) == 1 and self._has_capital(one, bearer, words)

    def _is_typed(self, one: Candidate, bearer: Bearer) -> bool:
        if self._text[one.start : one.end].islower() and bearer.standing == "word":
            return False
        typed = self._names.typed.get(bearer.label, frozenset())
        behind = _BESIDE.match(self._text, one.end)
        before = _BEFORE.search(self._text[max(0, one.start - _WINDOW) : one.start])
        if behind is not None and behind[1].lower() in typed:
            return True
        return (
            before is not None and before[1].lower() in typed and before[1].islower() and not _has_more(self._text, one)
        )

    def _is_near(self, one: Candidate, bearer: Bearer) -> bool:
        """Say whether its makers, family or kin are mentioned near, and it is written as a name."""
        if self._text[one.start : one.end].islower() and bearer.standing == "word":
            return False
        if bearer.standing == "word" and (_is_phrase(self._text, one) or _in_capitals(self._text, one)):
            return False
        return any(near.bearer.node in bearer.company for near in self._around(one, self._names.words.near))

    def _is_listed(self, one: Candidate, bearer: Bearer) -> bool:
        """Say whether it stands in a list beside a sure thing of its type: "GLUE, RACE and MMLU"."""
        if bearer.label not in self._names.words.listed | self._names.words.coded:
            return False
        if self._text[one.start : one.end].islower():
            return False
        return any(
            near.bearer.label == bearer.label and _LISTING.fullmatch(_between(self._text, one, near.candidate))
            for near in self._around(one, _WINDOW)
        )

    def _has_capital(self, one: Candidate, bearer: Bearer, words: MentionWords) -> bool:
        """Say whether it has a capital where the text asks for none."""
        text, key = self._text, one.key
        if key in words.doubles or key in words.common or bearer.label in words.listed | words.lettered or bearer.short:
            return False
        if _in_capitals(text, one):
            return False
        cut = text[one.start : one.end]
        if len(cut) <= 3 and bearer.label in words.artefacts:
            return False
        if cut.isupper() and len(cut) > 1:
            return bearer.label not in words.artefacts
        return cut[:1].isupper() and not _starts_sentence(text, one) and not _is_phrase(text, one)

    def _around(self, one: Candidate, near: int) -> Iterable[Chosen]:
        """Yield the sure mentions near a candidate."""
        at = bisect_left(self._starts, one.start - near - 40)
        while at < len(self._sure) and self._starts[at] < one.end + near:
            other = self._sure[at]
            if other.candidate.end > one.start - near:
                yield other
            at += 1

    def _best(self, one: Candidate, fit: list[Bearer]) -> Bearer | None:
        """Return, of several that fit, the one that a rule puts before the others; None where none does.

        Copies give way to what they were made from, families to a maker of the same name, things that bear the
        name beside another to the one that is shown by it, and types to the type that comes first.
        """
        nodes = {bearer.node for bearer in fit}
        left = [b for b in fit if not b.origins & nodes] or fit
        left = [b for b in left if not b.makers & {other.node for other in left}] or left
        if len({b.label for b in left}) > 1:
            before = self._names.words.before
            first = min(
                (b.label for b in left), key=lambda label: before.index(label) if label in before else len(before)
            )
            left = [b for b in left if b.label == first]
        if len(left) > 1:
            left = [b for b in left if b.first]
        return left[0] if len(left) == 1 else None


def _between(text: str, one: Candidate, other: Candidate) -> str:
    return text[one.end : other.start] if one.end <= other.start else text[other.end : one.start]


def _has_version(text: str, one: Candidate) -> bool:
    """Say whether a size or version stands behind, of a name that is written with a capital."""
    cut = text[one.start : one.end]
    return not cut.islower() and _VERSION.match(text, one.end) is not None


def _is_heading(text: str, one: Candidate, bearer: Bearer, words: MentionWords) -> bool:
    """Say whether what is written as a name numbers a section: "SEC. 20"."""
    if bearer.standing == "sure" or bearer.label in words.versioned:
        return False
    return text[one.start : one.end].isupper() and _NUMBERED.match(text, one.end) is not None


def _starts_sentence(text: str, one: Candidate) -> bool:
    return _START.search(text[max(0, one.start - _WINDOW) : one.start]) is not None or one.start == 0


def _has_more(text: str, one: Candidate) -> bool:
    return _NEXT_CAPITAL.match(text, one.end) is not None


def _is_phrase(text: str, one: Candidate) -> bool:
    """Say whether a word with a capital stands beside, of which the name may be but a part."""
    if _has_more(text, one):
        return True
    before = text[max(0, one.start - _WINDOW) : one.start]
    found = _LAST_CAPITAL.search(before)
    return found is not None and _START.search(before[: found.start() + 1]) is None


def _in_capitals(text: str, one: Candidate) -> bool:
    """Say whether the line around a candidate is in capitals."""
    first = max(text.rfind("\n", 0, one.start) + 1, one.start - _WINDOW)
    end = text.find("\n", one.end)
    last = min(len(text) if end < 0 else end, one.end + _WINDOW)
    letters = [sign for sign in text[first : one.start] + text[one.end : last] if sign.isalpha()]
    return len(letters) > 3 and sum(sign.isupper() for sign in letters) > 0.7 * len(letters)
