"""Phrasings of briefings that belong to no recipe."""

import functools
from collections.abc import Mapping
from importlib import resources

import yaml

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@functools.cache
def phrases() -> Mapping[str, str]:
    """Return the phrasings, with ``{slots}``, by name."""
    text = resources.files("qa.briefing").joinpath("data", "phrases.yaml").read_text("utf-8")
    return {name: str(told) for name, told in yaml.load(text, Loader=_LOADER).items()}


def say(phrasing: str, /, **slots: str | int) -> str:
    """Return a phrasing with its slots filled."""
    return phrases()[phrasing].format(**slots)
