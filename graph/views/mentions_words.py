"""The words by which names are told from ordinary words, read once from ``data``."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionWords:
    """What is known of words beside the names on record."""

    ordinary: frozenset[str]
    """Words that texts write in lower case, often or mostly."""
    common: frozenset[str]
    """Those that they mostly write so: a capital letter makes no name of them."""
    doubles: frozenset[str]
    """Names, in lower case, that something which is seldom on record bears too."""
    never: frozenset[str]
    """Names, in lower case, that stand for no thing."""
    artefacts: frozenset[str]
    """Labels of things whose names go on: of "GPT-4-Turbo" the name "GPT-4" is only a part."""
    versioned: frozenset[str]
    """Labels of things behind whose names sizes and versions stand."""
    listed: frozenset[str]
    """Labels of things whose names of one word are mostly words, and are listed beside each other."""
    lettered: frozenset[str]
    """Labels of things whose names of a few letters mean other things as often."""
    coded: frozenset[str]
    """Labels of things that have codes of two and three letters beside their names."""
    codes: frozenset[str]
    """Those codes that texts use as names."""
    ties: frozenset[str]
    """Edge types whose ends are company for each other."""
    origins: frozenset[str]
    """Those of them that lead from a thing to what it was made from."""
    makers: frozenset[str]
    """Those of them that lead from a maker to what it makes."""
    typed: Mapping[str, frozenset[str]]
    """Words, in lower case, that say beside a name of what type the thing is, by label."""
    only_typed: frozenset[str]
    """Labels of things that are named after others, and meant only where a word says the type."""
    tails: frozenset[str]
    """Words joined by a dash behind a name, or before it, that leave it the name that it is."""
    before: tuple[str, ...]
    """Of several types that bear a name, the one that is meant, by label: earlier ones first."""
    endings: frozenset[str]
    """Endings of file names."""
    domains: frozenset[str]
    """Last parts of the names of hosts."""
    hubs: tuple[str, ...]
    """Hosts whose addresses hold ids that are names."""
    near: int
    """Characters within which company stands."""


@cache
def shipped_mention_words() -> MentionWords:
    """Return the words that ship."""
    read = _read()
    lower = {name: frozenset(str(word).lower() for word in read[name]) for name in _LOWER}
    plain = {name: frozenset(read[name]) for name in _PLAIN}
    return MentionWords(
        ordinary=_words("words.txt") | _words("words_mixed.txt"),
        common=_words("words.txt"),
        typed={label: frozenset(str(word).lower() for word in found) for label, found in read["typed"].items()},
        before=tuple(read["before"]),
        hubs=tuple(read["hubs"]),
        near=int(read["near"]),
        **lower,
        **plain,
    )


_LOWER = ("doubles", "never", "tails", "endings", "domains")
_PLAIN = (
    "artefacts", "versioned", "listed", "lettered", "coded", "codes", "ties", "origins", "makers",
    "only_typed",
)  # fmt: skip


def _words(name: str) -> frozenset[str]:
    return frozenset(files("graph.views").joinpath("data", name).read_text("utf-8").split())


def _read() -> Any:  # noqa: ANN401 - what the file holds is checked by what is made of it
    return yaml.safe_load(files("graph.views").joinpath("data", "mentions.yaml").read_text("utf-8"))
