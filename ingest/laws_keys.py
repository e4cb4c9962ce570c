"""The typed key of a law by how texts and addresses cite it: "Executive Order 14110", "Regulation (EU) 2024/1689"."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

_LONGEST = 2_000
"""No more of a text is looked at, in characters."""


class Cited(NamedTuple):
    """A law that a text cites by its number."""

    key: str
    start: int
    end: int


def policy_key(text: str) -> str | None:
    """Return the typed key of the first law that ``text`` cites by its number, or None."""
    return next((cited.key for cited in cited_laws(text)), None)


def whole_key(text: str) -> str | None:
    """Return the typed key of a text that is a citation and nothing else, or None."""
    return next((one.key for one in cited_laws(text) if one.end - one.start == len(text.strip())), None)


def cited_laws(text: str) -> Iterator[Cited]:
    """Yield the laws that the beginning of ``text`` cites by number, each place once, in their order."""
    taken = 0
    found = [
        Cited(f"{scheme}:{value.format(**match.groupdict()).replace('–', '-')}", match.start(), match.end())
        for scheme, pattern, value in _patterns()
        for match in pattern.finditer(text[:_LONGEST])
    ]
    for cited in sorted(found, key=lambda one: (one.start, -one.end)):
        if cited.start >= taken:
            yield cited
            taken = cited.end


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    said = yaml.safe_load(Path(__file__).with_name("laws_words.yaml").read_text(encoding="utf-8"))["keys"]
    return tuple((one["scheme"], _whole_word(one["pattern"]), one["value"]) for one in said)


def _whole_word(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z0-9])(?:{pattern})(?![A-Za-z0-9])", re.IGNORECASE)
