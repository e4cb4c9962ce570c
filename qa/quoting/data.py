"""The data of answers from passages: kinds of answers, words, weights and phrasings, read once in a process."""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

import yaml

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of answer that a question may ask for."""

    name: str
    asks: re.Pattern[str]
    shows: re.Pattern[str]
    shows_cased: re.Pattern[str] | None
    strict: bool
    """Whether a question that asks for it is refused where no quote shows any."""

    def shown_in(self, text: str) -> bool:
        """Say whether a text shows an answer of the kind."""
        cased = self.shows_cased is not None and self.shows_cased.search(text) is not None
        return cased or self.shows.search(text) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What is known of the words of questions and answers."""

    kinds: tuple[Kind, ...]
    """The more particular before the more general."""
    counted: re.Pattern[str]
    numeral: re.Pattern[str]
    ordinals: Mapping[str, tuple[str, ...]]
    joins: re.Pattern[str]
    """What stands between names that are joined."""
    numbered: frozenset[str]
    """Words before the number of a thing."""
    no_names: frozenset[str]
    plain: frozenset[str]
    told_by: frozenset[str]
    many_matters: frozenset[str]
    """Kinds of documents that tell of many matters."""
    standing: Mapping[str, str]
    """``told_by``: what a text says of the thing that it is the text of; ``says``: where that thing stands."""
    standing_dates: Mapping[str, str]
    """The date that goes with where a thing stands."""
    compared: Mapping[str, re.Pattern[str]]
    """Figures that are compared, by the kind that is asked for."""
    times: Mapping[str, float]
    """By what a word behind a figure multiplies it."""


def _load(name: str) -> Mapping[str, object]:
    loaded = yaml.load(resources.files("qa").joinpath("data", name).read_text("utf-8"), Loader=_LOADER)
    assert isinstance(loaded, dict)
    return loaded


@functools.cache
def rules() -> Rules:
    """Return the rules of ``quoting_kinds.yaml``."""
    held: Mapping[str, object] = _load("quoting_kinds.yaml")
    parts, kinds, ordinals = held["parts"], held["kinds"], held["ordinals"]
    compared, times, standing, dates = (held[name] for name in ("compared", "times", "standing", "standing_dates"))
    assert isinstance(standing, dict)
    assert isinstance(dates, dict)
    assert isinstance(compared, dict)
    assert isinstance(times, dict)
    assert isinstance(parts, dict)
    assert isinstance(kinds, dict)
    assert isinstance(ordinals, dict)
    return Rules(
        kinds=tuple(_kind(name, said, parts) for name, said in kinds.items()),
        counted=re.compile(str(held["counted"]), re.IGNORECASE),
        numeral=re.compile(str(held["numeral"]), re.IGNORECASE),
        ordinals={name: tuple(said) for name, said in ordinals.items()},
        joins=re.compile(str(held["joins"]), re.IGNORECASE),
        numbered=frozenset(held["numbered"]),  # type: ignore[call-overload]
        no_names=frozenset(held["no_names"]),  # type: ignore[call-overload]
        plain=frozenset(str(held["plain"]).split()),
        told_by=frozenset(held["told_by"]),  # type: ignore[call-overload]
        many_matters=frozenset(held["many_matters"]),  # type: ignore[call-overload]
        standing=standing,
        standing_dates=dates,
        compared={name: re.compile(text, re.IGNORECASE) for name, text in compared.items()},
        times={name: float(value) for name, value in times.items()},
    )


def _kind(name: str, said: Mapping[str, str], parts: Mapping[str, str]) -> Kind:
    shows = functools.reduce(lambda text, part: text.replace("{" + part + "}", parts[part]), parts, said["shows"])
    cased = said.get("shows_cased")
    return Kind(
        name=name,
        asks=re.compile(said["asks"], re.IGNORECASE),
        shows=re.compile(shows, re.IGNORECASE),
        shows_cased=re.compile(cased) if cased else None,
        strict=said.get("strict") == "true",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """A linear measure: each of its parts brought to mean 0 and deviation 1, then weighted and added."""

    names: tuple[str, ...]
    means: tuple[float, ...]
    deviations: tuple[float, ...]
    weights: tuple[float, ...]
    constant: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """What was learned from questions with known answers."""

    window: Weighing
    """How far some sentences bear on a question, beside others."""
    bearing: Weighing
    """How likely the sentences that bear most answer it, on the scale of the logistic function."""
    threshold: float
    """The least likelihood at which a question is answered."""
    counted: float
    """The least likeness of what stands beside a numeral to what is counted."""


@functools.cache
def learned() -> Learned:
    """Return the weights of ``quoting_weights.yaml``."""
    held = _load("quoting_weights.yaml")
    return Learned(
        window=_weighing(held["window"]),
        bearing=_weighing(held["bearing"]),
        threshold=float(str(held["threshold"])),
        counted=float(str(held["counted"])),
    )


def _weighing(held: object) -> Weighing:
    assert isinstance(held, dict)
    measures = held["measures"]
    return Weighing(
        names=tuple(measures),
        means=tuple(float(one["mean"]) for one in measures.values()),
        deviations=tuple(float(one["deviation"]) for one in measures.values()),
        weights=tuple(float(one["weight"]) for one in measures.values()),
        constant=float(held.get("constant", 0.0)),
    )


@functools.cache
def _phrases() -> Mapping[str, str]:
    return {name: str(text) for name, text in _load("quoting_phrases.yaml").items()}


def say(phrasing: str, /, **slots: str | int) -> str:
    """Return a phrasing of ``quoting_phrases.yaml`` with its slots filled."""
    return _phrases()[phrasing].format(**slots)
