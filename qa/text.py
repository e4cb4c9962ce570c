"""Sentences of answers: short, plain, each with the numbers of its citations."""

from collections.abc import Sequence

from qa.data_files import say
from qa.reply import Shown

MOST_NAMED = 10
"""Things that a sentence names; the rest is counted."""


def listed(shown: Sequence[tuple[str, Sequence[int]]], total: int) -> str:
    """Return things with their citations as a list: "A [1], B [2] and C [3]", or "A [1], B [2] and 7 more"."""
    named = [f"{name}{marks(numbers)}" for name, numbers in shown[:MOST_NAMED]]
    more = total - len(named)
    if more > 0:
        return say("list_more", named=", ".join(named), more=more)
    return say("list_all", first=", ".join(named[:-1]), last=named[-1]) if len(named) > 1 else named[0]


def marks(numbers: Sequence[int]) -> str:
    """Return citation numbers as they stand in a text, with a space before them."""
    return "".join(f" [{n}]" for n in sorted(set(numbers)))


def sentence(text: str) -> str:
    """Return a text with a capital letter at its head and one full stop at its end."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")


def shown_value(value: Shown) -> str:
    """Return a value as it is printed: whole numbers with separators, truth as yes or no."""
    if isinstance(value, bool):
        return say("yes" if value else "no").lower()
    if isinstance(value, int):
        return f"{value:,}" if abs(value) >= 10_000 else str(value)
    if isinstance(value, float):
        return f"{value:,.10g}" if 1e-4 <= abs(value) < 1e15 else f"{value:g}"
    return "" if value is None else value
