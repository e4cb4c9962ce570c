"""How many parts an index has: small ones are joined, so that there are few and each passage is rewritten rarely."""

from collections.abc import Sequence

MOST_JOINED = 300_000
"""Passages or vectors of the largest part that joining makes: it takes about ten times its size in memory."""


def tail_to_join(sizes: Sequence[int]) -> int:
    """Return from which part on all are joined into one; the number of parts for none.

    A part is joined with all behind it when it is at most twice as large as they are together: n passages stand in
    about log3(n) parts, and each is rewritten about as often.
    """
    for at in range(len(sizes) - 1):
        behind = sum(sizes[at + 1 :])
        if sizes[at] <= 2 * behind and sizes[at] + behind <= MOST_JOINED:
            return at
    return len(sizes)
