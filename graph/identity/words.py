"""The word lists of the identity rules, read once from ``data/*.yaml``."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from graph.identity.tokens import Tokens, tokens_of


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenKey:
    """A way in which a typed key is written in texts."""

    scheme: str
    label: str
    pattern: re.Pattern[str]
    value: str
    """How the key's value is put together from the groups of the pattern."""
    guess: bool
    """Whether such a text need not be a key: "mistralai" may be a namespace."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words that may be left out of names or written in another way, and words that tell things apart."""

    company_forms: frozenset[Tokens]
    joined_forms: tuple[str, ...]
    """Legal forms in scripts without spaces, longest first."""
    weak_forms: frozenset[Tokens]
    company_endings: frozenset[Tokens]
    noise: Mapping[str, frozenset[Tokens]]
    """Phrases that say what kind of thing a name is of, by label."""
    spellings: Mapping[str, Mapping[Tokens, Tokens]]
    """Phrases and what they are written as here, by label; "*" is all."""
    scripts: Mapping[str, str]
    """Parts of names in other scripts, longest first, and what they are in Latin letters."""
    makers: frozenset[Tokens]
    maker_lines: Mapping[str, frozenset[Tokens]]
    """Lines that may stand before the name of a thing, by label."""
    copyists: frozenset[str]
    own_meanings: frozenset[str]
    """Namespaces whose names mean other things than the same names elsewhere in the lab."""
    small: frozenset[str]
    vetoes: Mapping[str, str]
    """What a word tells apart, by word."""
    written_keys: tuple[WrittenKey, ...]
    exclusive: frozenset[str]
    """Schemes of which two values always are two things."""


@cache
def shipped_words() -> Words:
    """Return the word lists that ship."""
    words, vetoes, keys = (_read(name) for name in ("words", "vetoes", "keys"))
    return Words(
        company_forms=_phrases(words["company_forms"]),
        joined_forms=tuple(sorted(words["joined_forms"], key=len, reverse=True)),
        weak_forms=_phrases(words["weak_forms"]),
        company_endings=_phrases(words["company_endings"]),
        noise={label: _phrases(found) for label, found in words["noise"].items()},
        spellings={
            label: {tokens_of(old): tokens_of(new) for old, new in found.items()}
            for label, found in words["spellings"].items()
        },
        scripts=dict(sorted(words["scripts"].items(), key=lambda item: -len(item[0]))),
        makers=_phrases(words["makers"]),
        maker_lines={label: _phrases(found) for label, found in words["maker_lines"].items()},
        copyists=frozenset(words["copyists"]),
        own_meanings=frozenset(words["own_meanings"]),
        small=frozenset(words["small"]),
        vetoes={word: kind for kind, found in reversed(vetoes.items()) for word in found},
        written_keys=tuple(
            WrittenKey(
                scheme=one["scheme"],
                label=one["label"],
                pattern=re.compile(one["pattern"], re.IGNORECASE),
                value=one["value"],
                guess=one.get("guess", False),
            )
            for one in keys["written"]
        ),
        exclusive=frozenset(keys["exclusive"]),
    )


def _phrases(found: list[str]) -> frozenset[Tokens]:
    return frozenset(tokens_of(text) for text in found)


def _read(name: str) -> Any:  # noqa: ANN401 - what a file holds is checked by what is made of it
    return yaml.safe_load(files("graph.identity").joinpath("data", f"{name}.yaml").read_text("utf-8"))
