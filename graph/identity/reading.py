"""A name taken apart for comparison, and the typed keys that it may be another way of writing."""

import re
from dataclasses import dataclass
from functools import lru_cache

from graph.errors import InvalidKey
from graph.identity.tokens import Tokens, form_of, tokens_of
from graph.identity.words import Words
from graph.ontology import shipped_ontology
from graph.ontology.naming import KeyParts, fold_name, parse_key

_HUB = re.compile(r"(?:https?://(?:www\.)?huggingface\.co/(?:datasets/)?)?([\w.-]+)/([\w.-]+)")
_WITH_HUB_IDS = (None, "Model", "Dataset")
_KEPT = 1 << 16
"""Keys that are kept taken apart: the rules ask for those of one component again and again."""
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
        """What its spellings have in common."""
        return form_of(self.tokens)


def read_name(text: str, label: str | None) -> Name:
    """Take a name or a key apart; ``label`` is its type where it is no key that says so."""
    key = parsed_key(text)
    if key is not None:
        text, label = key.value, key.label
    hub = _HUB.fullmatch(text) if label in _WITH_HUB_IDS else None
    if hub is not None:
        namespace, name = hub.groups()
        return Name(text=text, label=label, namespace=fold_name(namespace), tokens=tokens_of(name))
    within = _PARENTHESIS.fullmatch(text)
    aside = tokens_of(within.group(2)) if within else ()
    return Name(text=text, label=label, namespace="", tokens=tokens_of(text), aside=aside)


def keys_of(text: str, label: str | None, words: Words, *, guesses: bool) -> tuple[str, ...]:
    """Return the typed keys that a text is or is another way of writing, as normal forms; with ``guesses``, also those
    that it may be."""
    key = parsed_key(text)
    found = [] if key is None or key.scheme is None else [key.normal]
    label = label if key is None else key.label
    text = text if key is None or key.scheme is not None else key.value
    for written in words.written_keys:
        if label not in (None, written.label) or (written.guess and not guesses):
            continue
        if (match := written.pattern.fullmatch(text.strip())) is not None:
            written_so = parsed_key(f"{written.scheme}:{written.value.format(**match.groupdict())}")
            found += [written_so.normal] if written_so is not None else []
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=_KEPT)
def parsed_key(text: str) -> KeyParts | None:
    """Return the parts of a text that is a key of the ontology, or None."""
    try:
        return parse_key(text, shipped_ontology())
    except InvalidKey:
        return None
