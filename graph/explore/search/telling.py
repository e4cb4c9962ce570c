"""What is told of the passages that were found: where they stand, why they rank, and which of them are twins."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from graph.explore.search.ranked import Ranked
from graph.explore.search.reasons import reasons
from graph.explore.search.terms import pairs_of
from graph.explore.search.texts import Pairs, PassageTexts
from graph.explore.search.types import Found

if TYPE_CHECKING:
    from graph.views.index.index import PassageIndex

ALIKE = 0.8
"""The share of the pairs of words of two passages that both have, from which on they are twins."""


class Teller:
    """Tells of the passages that one search found."""

    def __init__(self, ranked: Ranked, index: "PassageIndex", texts: PassageTexts) -> None:
        self._ranked, self._index, self._texts = ranked, index, texts

    def told(self, chosen: Sequence[tuple[int, float]]) -> tuple[Found, ...]:
        """Return passages with their scores as they are found, best first, each marked if one before is its twin."""
        witness = self._witnesses({int(self._index.documents[at]) for at, _ in chosen})
        found: list[Found] = []
        before: list[tuple[int, Pairs]] = []
        for at, score in chosen:
            number, ordinal = int(self._index.documents[at]), int(self._index.ordinals[at])
            text = self._texts.texts(number, [ordinal]).get(ordinal)
            if text is None:
                continue  # its document was forgotten since the index was opened
            pairs = pairs_of(text.body)
            others = self._others(at, number)
            twin = self._twin(number, pairs, others, before, witness)
            before.append((number, pairs))
            found.append(self._found(at, score, text.whole, others, twin))
        return tuple(found)

    def _found(self, at: int, score: float, text: str, others: tuple[int, ...], twin: int | None) -> Found:
        passage, ranked = self._index.passage(at), self._ranked
        shares = ranked.shares(at)
        named = ranked.named_of(passage.document)
        why = reasons(shares, text, ranked.terms, ranked.rarity, named, ranked.sense_of(at))
        return Found(
            document=passage.document, at=at, passage=passage.passage, start=passage.start, end=passage.end,
            heading=passage.heading, score=score, shares=shares, why=why, twins=others, twin_of=twin,
        )  # fmt: skip

    def _others(self, at: int, number: int) -> tuple[int, ...]:
        """Return the other document versions that may be found and have the same passage."""
        alike = self._index.twins(at, self._ranked.allowed)
        return tuple(dict.fromkeys(n for one in alike if (n := int(self._index.documents[one])) != number))

    def _twin(
        self, number: int, pairs: Pairs, others: tuple[int, ...], before: Iterable[tuple[int, Pairs]],
        witness: dict[int, str],
    ) -> int | None:  # fmt: skip
        """Return the document found before of which this one is a copy, or whose passage is nearly the same."""
        for other, held in before:
            if other == number:
                continue
            if other in others or witness.get(other) == witness.get(number, "") or _alike(pairs, held):
                return other
        return None

    def _witnesses(self, numbers: Iterable[int]) -> dict[int, str]:
        return {one.number: one.witness for one in self._texts.reader.documents(numbers=numbers)}


def _alike(one: Pairs, other: Pairs) -> bool:
    return len(one & other) >= ALIKE * len(one | other) > 0
