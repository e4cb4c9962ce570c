"""The data of the room: words of English, weights of readings and phrasings of answers, read once in a process."""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

import yaml

# Every scalar is a text: to the usual loaders "on" and "no" are truth values.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def _load(name: str) -> Mapping[str, object]:
    loaded = yaml.load(resources.files("qa").joinpath("data", name).read_text("utf-8"), Loader=_LOADER)
    assert isinstance(loaded, dict)
    return loaded


@functools.cache
def words() -> Mapping[str, tuple[str, ...]]:
    """Return the lists of words by what they do in a question."""
    return {name: tuple(str(w) for w in found) for name, found in _load("words.yaml").items()}  # type: ignore[attr-defined]


@functools.cache
def irregular_verbs() -> Mapping[str, tuple[str, ...]]:
    """Return past, past participle and sometimes present participle of irregular verbs by their base form."""
    return {base: tuple(str(w) for w in forms) for base, forms in _load("verbs.yaml").items()}  # type: ignore[attr-defined]


@functools.cache
def irregular_plurals() -> Mapping[str, str]:
    """Return irregular plurals by the singular."""
    return {one: str(many) for one, many in _load("nouns.yaml").items()}


@functools.cache
def weights() -> Mapping[str, float]:
    """Return what each part of a reading costs."""
    return {name: float(str(cost)) for name, cost in _load("weights.yaml").items()}


@functools.cache
def phrases() -> Mapping[str, str]:
    """Return the phrasings of answers, refusals and readings, with ``{slots}``."""
    return {name: str(text) for name, text in _load("phrases.yaml").items()}


def say(phrasing: str, /, **slots: str | int) -> str:
    """Return a phrasing with its slots filled."""
    return phrases()[phrasing].format(**slots)


@functools.cache
def clauses() -> Mapping[str, str]:
    """Return the pieces of Cypher that questions are compiled to."""
    return {name: str(text) for name, text in _load("clauses.yaml").items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearness:
    """What makes a named query near to a question."""

    weights: Mapping[str, float]
    empty: frozenset[str]
    """Words that say nothing of what is asked."""


@functools.cache
def nearness() -> Nearness:
    """Return what makes a named query near to a question."""
    held = _load("nearest.yaml")
    weights = {name: float(str(count)) for name, count in held["weights"].items()}  # type: ignore[attr-defined]
    return Nearness(weights=weights, empty=frozenset(str(word) for word in held["empty"]))  # type: ignore[attr-defined]


@functools.cache
def several() -> Mapping[str, tuple[str, ...]]:
    """Return the lists of words by which a text of several questions is taken apart."""
    return {name: tuple(str(w) for w in found) for name, found in _load("several.yaml").items()}  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A way of asking for what no record holds."""

    kind: str
    certain: bool
    """Whether a question asked so can be nothing else."""
    patterns: tuple[re.Pattern[str], ...]


@functools.cache
def limits() -> tuple[Limit, ...]:
    """Return the ways of asking for what no record holds, the certain ones first."""
    held = yaml.load(resources.files("qa").joinpath("data", "limits.yaml").read_text("utf-8"), Loader=_LOADER)
    read = [
        Limit(
            kind=str(one["kind"]),
            certain=one["certain"] == "true",
            patterns=tuple(re.compile(pattern, re.IGNORECASE) for pattern in one["patterns"]),
        )
        for one in held
    ]
    return tuple(sorted(read, key=lambda limit: not limit.certain))
