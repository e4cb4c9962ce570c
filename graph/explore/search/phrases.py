"""Whether words that stand side by side in a query do so in a passage: a phrase tells more than its words."""

from collections.abc import Mapping, Sequence, Set

Pair = tuple[str, str]


class PhraseScorer:
    """Tells which share of a query's pairs of words a passage has; a pair weighs as much as its words are rare."""

    def __init__(self, pairs: Sequence[Pair], rarity: Mapping[str, float]) -> None:
        self._weights = {pair: rarity.get(pair[0], 0.0) + rarity.get(pair[1], 0.0) for pair in pairs}
        self._total = sum(self._weights.values())

    def score(self, held: Set[Pair]) -> float:
        """Return the share, from 0 to 1, of the pairs that are among ``held``; 0 for a query of one word."""
        if not self._total:
            return 0.0
        return sum(weight for pair, weight in self._weights.items() if pair in held) / self._total
