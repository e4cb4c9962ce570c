"""What the body of a card is read by, made once of the lists in the source's file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ingest.source import SourceFile

PREFIX = "body "
"""What the purposes of fields of the body begin with, in the source's file."""
_KINDS = {
    "link_finetune": "finetune",
    "link_quantized": "quantized",
    "link_distilled": "distilled",
    "link_merge": "merge",
    "link_adapter": "adapter",
    "link_base": "",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Phrases that say a derivation right before a link."""

    kind: str
    """The kind of derivation; empty where they leave it open."""
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyRules:
    """What the body of a card is read by."""

    purposes: Mapping[str, str]
    """The purpose of each key of a field, in lower case: ``context length``: ``context_length``."""
    benchmarks: frozenset[str]
    """Names of benchmarks, folded as by ``fold_label``."""
    metrics: frozenset[str]
    phrases: tuple[Phrase, ...]


def body_rules(source: SourceFile) -> BodyRules:
    """Return the rules that a source's file holds."""
    return BodyRules(
        purposes={
            key: purpose.removeprefix(PREFIX)
            for purpose, keys in source.reads.items()
            if purpose.startswith(PREFIX)
            for key in keys
        },
        benchmarks=frozenset(fold_label(name) for name in source.words["benchmarks"]),
        metrics=frozenset(fold_label(metric) for metric in source.words["metrics"]),
        phrases=tuple(_phrase(kind, source.words[words]) for words, kind in _KINDS.items()),
    )


def fold_label(text: str) -> str:
    """Return the name of a benchmark or metric without case, hyphens and underscores."""
    return " ".join(text.lower().replace("_", " ").replace("-", " ").split())


def _phrase(kind: str, phrases: tuple[str, ...]) -> Phrase:
    # Behind the phrase stand articles and the like alone, up to the link.
    articles = r"\s+(?:(?:an?|the|our|base|original|pretrained|pre-trained|model|[\w-]{1,30}'s)\s+){0,4}\W{0,3}$"
    loose = "|".join(re.escape(text).replace(r"\ ", r"\s+").replace(r"\-", r"[\s-]?") for text in phrases)
    return Phrase(kind=kind, pattern=re.compile(rf"(?<!\w)(?:{loose}){articles}", re.IGNORECASE))
