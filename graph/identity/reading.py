"""A name taken apart for comparison, and the typed keys that it may be another way of writing."""

import re
from dataclasses import dataclass

from graph.errors import InvalidKey
from graph.identity.tokens import Tokens, form_of, tokens_of
from graph.identity.words import Words
from graph.ontology import shipped_ontology
from graph.ontology.naming import fold_name, parse_key

_HUB = re.compile(r"(?:https?://(?:www\.)?huggingface\.co/(?:datasets/)?)?([\w.-]+)/([\w.-]+)")
_HUB_KEY = re.compile(r"(?:hf|hf-dataset):")
_WITH_HUB_IDS = (None, "Model", "Dataset")
_PARENTHESIS = re.compile(r"(.*\S)\s*\(([^()]+)\)\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name taken apart."""

    text: str
    label: str | None
    namespace: str
    """That of a hub id, in lower case; else empty."""
    tokens: Tokens
    aside: Tokens = ()
    """What stands in parentheses at the end; not among the tokens only while a rule takes it away."""

    @property
    def form(self) -> Tokens:
        """What its spellings have in common; words in any order for a licence ("3-Clause BSD")."""
        form = form_of(self.tokens)
        return tuple(sorted(form)) if self.label == "License" else form


def read_name(text: str, label: str | None) -> Name:
    """Take a name apart."""
    hub = _HUB.fullmatch(_HUB_KEY.sub("", text, count=1)) if label in _WITH_HUB_IDS else None
    if hub is not None:
        namespace, name = hub.groups()
        return Name(text=text, label=label, namespace=fold_name(namespace), tokens=tokens_of(name))
    within = _PARENTHESIS.fullmatch(text)
    aside = tokens_of(within.group(2)) if within else ()
    return Name(text=text, label=label, namespace="", tokens=tokens_of(text), aside=aside)


def keys_of(text: str, label: str | None, words: Words) -> tuple[str, ...]:
    """Return the typed keys that a text is, or may be another way of writing, as normal forms."""
    found = [_normal(text)]
    for written in words.written_keys:
        if label not in (None, written.label):
            continue
        if (match := written.pattern.fullmatch(text.strip())) is not None:
            found.append(_normal(f"{written.scheme}:{written.value.format(**match.groupdict())}"))
    return tuple(dict.fromkeys(key for key in found if key))


def _normal(key: str) -> str:
    try:
        parts = parse_key(key, shipped_ontology())
    except InvalidKey:
        return ""
    return parts.normal if parts.scheme is not None else ""
