"""Words that are spelled otherwise in Britain, as they are spelled in America: a question finds texts of both."""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

import yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spellings:
    words: Mapping[str, str]
    rules: tuple[tuple[re.Pattern[str], str], ...]


@functools.lru_cache(maxsize=300_000)
def american(word: str) -> str:
    """Return a word in lower case as it is spelled in America."""
    held = _spellings()
    known = held.words.get(word)
    if known is not None:
        return known
    for pattern, spelled in held.rules:
        word = pattern.sub(spelled, word)
    return word


@functools.cache
def _spellings() -> _Spellings:
    text = resources.files("graph.views.index").joinpath("spelling.yaml").read_text("utf-8")
    held = yaml.safe_load(text)
    return _Spellings(
        words=held["words"], rules=tuple((re.compile(pattern, re.ASCII), spelled) for pattern, spelled in held["rules"])
    )
