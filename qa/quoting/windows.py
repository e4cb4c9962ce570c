"""Runs of one to three sentences of a passage, and by how much each bears on a question, measure by measure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from qa.quoting.asked import Asked, Term
from qa.quoting.data import rules
from qa.quoting.evidence import PassageEvidence, Question
from qa.quoting.plain import folded, readable, says_any, squeezed, words_of
from qa.quoting.types import Candidate

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

MOST_SENTENCES = 3
MOST_WORDS = 120
"""Words of the longest run of several sentences; one sentence is quoted whole, however long it is."""
FEWEST_WORDS = 4
SHORT = 8000
"""Characters of a document that is about one matter, so that a name anywhere in it counts for all of it."""
OPENING = 1500
"""Characters at the head of a document that say what it is about, as a title does."""
_USUAL = 0.5
"""The measure of what a question does not ask for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Some sentences that could be quoted."""

    candidate: Candidate
    start: int
    end: int
    measures: Mapping[str, float]
    """By the names of ``quoting_weights.yaml``."""


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What a passage is about: whether the names of the question are met by it, its title or its document."""

    asked: Asked
    candidate: Candidate

    @cached_property
    def missing(self) -> float:
        """The share of the question's names that are not met."""
        return self._met.count(False) / len(self._met) if self._met else 0.0

    @cached_property
    def meets_all(self) -> bool:
        """Whether all names are met, each with its number, and the place in an order that is asked for.

        Of names that are joined ("California and China") one is enough.
        """
        return self._meets_names and self._meets_numbers and self._meets_ordinals

    @cached_property
    def _met(self) -> tuple[bool, ...]:
        """Which of the question's names are met."""
        return tuple(self._meets(name) for name in self.asked.names)

    @cached_property
    def _meets_names(self) -> bool:
        told = list(zip(self.asked.names, self._met, strict=True))
        joined = {name.beside for name, is_met in told if is_met and name.beside}
        return all(is_met or name.beside in joined for name, is_met in told)

    def _meets(self, name: Term) -> bool:
        return (
            name.told_by(self._words)
            or (name.within(self._words) and says_any(folded(self._said), name.names))
            or (self._is_about and says_any(self._document, name.names))
        )

    @cached_property
    def _above(self) -> str:
        one = self.candidate
        return f"{one.title} {one.publisher or ''} {one.heading}"

    @cached_property
    def _words(self) -> frozenset[str]:
        one = self.candidate
        return words_of(self._above) | words_of(readable(one.text[one.start : one.end]))

    @cached_property
    def _is_about(self) -> bool:
        """Whether the whole document counts: it is short, or its title or opening has one of the names."""
        one = self.candidate
        opening = "" if one.kind in rules().many_matters else readable(one.text[:OPENING])
        above = words_of(f"{self._above} {opening}")
        return len(one.text) <= SHORT or any(name.within(above) for name in self.asked.names)

    @cached_property
    def _document(self) -> str:
        return folded(self.candidate.text)

    @cached_property
    def _said(self) -> str:
        one = self.candidate
        return f"{self._above} {readable(one.text[one.start : one.end])}"

    @cached_property
    def _meets_numbers(self) -> bool:
        if not self.asked.versions:
            return True
        said = squeezed(self._said)
        return all(_is_there(version, said) for version in self.asked.versions)

    @cached_property
    def _meets_ordinals(self) -> bool:
        return all(any(form in folded(self._said) for form in forms) for forms in self.asked.ordinals)


def _is_there(version: str, said: str) -> bool:
    """Say whether a name with its number is there, and is not the beginning of a longer number."""
    at = said.find(version)
    while at >= 0:
        if not said[at + len(version) : at + len(version) + 1].isdigit():
            return True
        at = said.find(version, at + 1)
    return False


def windows_of(asked: Asked, question: Question, evidence: PassageEvidence, place: float) -> Iterator[Window]:
    """Yield all runs of sentences of a passage; ``place``: that of its document among those found, 1 for the first."""
    subject = Subject(asked=asked, candidate=evidence.candidate)
    for first in range(len(evidence.sentences)):
        for last in range(first, min(first + MOST_SENTENCES, len(evidence.sentences))):
            if evidence.sentences[last].is_heading:
                break
            start, end = evidence.sentences[first].start, evidence.sentences[last].end
            said = readable(evidence.candidate.text[start:end])
            count = len(said.split())
            if last > first and count > MOST_WORDS:
                break
            if count >= FEWEST_WORDS:
                measures = _measures(asked, question, evidence, first, last + 1)
                yield Window(
                    candidate=evidence.candidate, start=start, end=end,
                    measures={**measures, **_of_words(asked, said), **_of_subject(subject), "document": place},
                )  # fmt: skip


def _of_subject(subject: Subject) -> dict[str, float]:
    return {"met": float(subject.meets_all), "missing": subject.missing}


def _of_words(asked: Asked, said: str) -> dict[str, float]:
    shown = [float(kind.shown_in(said)) for kind in asked.kinds]
    strict = asked.strict
    return {
        "kind": sum(shown) / len(shown) if shown else _USUAL,
        "figure": float(strict.shown_in(said)) if strict else _USUAL,
    }


def _measures(asked: Asked, question: Question, evidence: PassageEvidence, first: int, last: int) -> dict[str, float]:
    import numpy as np

    own = evidence.likeness[first:last].max(0)
    company = np.maximum(own, evidence.likeness_above)
    words = sorted(float(company[places].mean()) for places in question.words)
    return {
        "sense": _cosine(evidence.sums[first:last].sum(0) + evidence.above, question.vector),
        "sentence": max(_cosine(one, question.vector) for one in evidence.sums[first:last]),
        "likeness": float(question.weights @ own),
        "likeness_above": float(question.weights @ company),
        "least_word": words[0] if words else 0.0,
        "counted": float(evidence.beside_numeral[first:last].max()),
    }


def _cosine(vector: "Floats", other: "Floats") -> float:
    import numpy as np

    length = float(np.linalg.norm(vector))
    return float(vector @ other) / length if length else 0.0
