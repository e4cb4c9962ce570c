"""The data of this package: prompts, phrasings, and what a question demands of a query."""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

import yaml

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_SLOT = re.compile(r"\{([a-z_]+)\}")


def _text(name: str) -> str:
    return resources.files("qa.model").joinpath("data", name).read_text("utf-8")


@functools.cache
def _load(name: str) -> Mapping[str, object]:
    loaded = yaml.load(_text(name), Loader=_LOADER)
    assert isinstance(loaded, dict)
    return loaded


@functools.cache
def _prompt(name: str) -> str:
    return _text(f"{name}.md").strip()


def prompt(name: str, /, **slots: str) -> str:
    """Return a prompt with its slots filled, each once: what is filled in holds no slots of its own.

    Raises KeyError for a slot that is not given.
    """
    return _SLOT.sub(lambda match: slots[match[1]], _prompt(name))


def say(phrasing: str, /, **slots: str | int) -> str:
    """Return a phrasing of ``phrases.yaml`` with its slots filled."""
    return str(_load("phrases.yaml")[phrasing]).format(**slots)


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What a way of asking demands of the query that answers it."""

    asks: re.Pattern[str]
    needs: re.Pattern[str]
    told: str
    """What a query that lacks it is told."""


@functools.cache
def demands() -> tuple[Demand, ...]:
    """Return what ways of asking demand of a query."""
    held = _load("demands.yaml")["demands"]
    assert isinstance(held, list)
    return tuple(
        Demand(
            asks=re.compile(one["asks"], re.IGNORECASE), needs=re.compile(one["needs"], re.IGNORECASE), told=one["told"]
        )
        for one in held
    )


@functools.cache
def negations() -> re.Pattern[str]:
    """Return what shows that a sentence denies something."""
    return re.compile(str(_load("demands.yaml")["negation"]), re.IGNORECASE)


@functools.cache
def spelled() -> Mapping[str, str]:
    """Return numbers in figures by their words."""
    held = _load("demands.yaml")["spelled"]
    assert isinstance(held, dict)
    return {str(word): str(figure) for word, figure in held.items()}


@functools.cache
def small_words() -> frozenset[str]:
    """Return the words that bear no meaning of their own in a sentence."""
    return frozenset(str(_load("demands.yaml")["small"]).split())
