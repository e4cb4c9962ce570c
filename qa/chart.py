"""The chart: all constituents of all spans, built bottom-up, the cheapest of each span kept."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from qa.leaves import Leaves, Span, free_after
from qa.parts import Grammar, Meaning, Part
from qa.rules import combine
from qa.tokens import Atom


def build_chart(atoms: Sequence[Atom], leaves: Leaves, grammar: Grammar) -> Mapping[Span, tuple[Part, ...]]:
    """Return the constituents by span. Free words after a leaf belong to it, as far as that is needed."""
    cells: dict[Span, dict[Meaning, float]] = defaultdict(dict)
    for (start, end), parts in leaves.parts.items():
        for reach in free_after(atoms, end):
            for part in parts:
                _put(cells[start, reach], part)
    done: dict[Span, tuple[Part, ...]] = {}
    beam = int(grammar.weights["beam"])
    for length in range(1, len(atoms) + 1):
        for start in range(len(atoms) - length + 1):
            span = (start, start + length)
            for middle in range(start + 1, start + length):
                for left in done.get((start, middle), ()):
                    for right in done.get((middle, start + length), ()):
                        for part in combine(grammar, left, right):
                            _put(cells[span], part)
            if span in cells:
                kept = sorted(cells[span].items(), key=lambda found: (found[1], repr(found[0])))[:beam]
                done[span] = tuple(Part(meaning, cost) for meaning, cost in kept)
    return done


def _put(cell: dict[Meaning, float], part: Part) -> None:
    if part.cost < cell.get(part.meaning, float("inf")):
        cell[part.meaning] = part.cost
