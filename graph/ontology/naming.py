"""Names and keys: their normal form, their parts, and how they are written.

A key is the text by which a document refers to a thing. Two forms:

* a typed key, ``scheme:value``, the scheme in lower case and declared by a node type: ``hf:Qwen/Qwen2.5-7B``;
* a name with its type, ``Label:name``, the label as the ontology writes it: ``License:apache-2.0``.
"""

import re
import unicodedata
from dataclasses import dataclass

from graph.errors import InvalidKey
from graph.ontology.types import Ontology

PIECES = re.compile(r"[^\W\d_]+|\d+|(?<=[\w+])\+")
"""Runs of letters, runs of digits, and a plus that ends one: HumanEval+ is not HumanEval."""


def fold_name(name: str) -> str:
    """Return a name without case, accents and width; punctuation and spacing stay."""
    if name.isascii():
        return name.lower()
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    return unicodedata.normalize("NFKC", "".join(c for c in decomposed if not unicodedata.combining(c)))


def normalise_name(name: str) -> str:
    """Return the normal form of a name: case, accents, width, punctuation and spacing do not count.

    Runs of letters and runs of digits are kept apart, so that "Qwen2.5-7B" and "Qwen 2.5 7B" are equal and
    "Qwen2-57B" is not; a plus behind a word counts as the word it is read as. A name without any letter or digit is
    returned as it is, trimmed.
    """
    pieces = ["plus" if piece == "+" else piece for piece in PIECES.findall(fold_name(name))]
    return " ".join(pieces) if pieces else name.strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyParts:
    """A key taken apart."""

    label: str
    """The label of the node type that it is a key of."""
    scheme: str | None
    """The key scheme, or None for a name with its type."""
    value: str
    """The value or the name, as written."""
    normal: str
    """The form under which two keys are one: the typed key (case folded where its scheme says so), or the
    label and the normal form of the name."""


def parse_key(key: str, ontology: Ontology) -> KeyParts:
    """Take a key apart.

    Raises InvalidKey if the part before the colon is neither a key scheme nor a label (or role) of the
    ontology, or if nothing stands after it.
    """
    prefix, colon, value = key.partition(":")
    value = value.strip()
    if not colon or not value:
        raise InvalidKey(f"{key!r} is not a key: write scheme:value or Label:name")
    found = ontology.scheme(prefix)
    if found is not None:
        node, scheme = found
        folded = value.casefold() if scheme.fold_case else value
        return KeyParts(label=node.label, scheme=prefix, value=value, normal=f"{prefix}:{folded}")
    label = prefix if prefix in ontology.nodes else ontology.label_of_role(prefix)
    if label is None:
        known = sorted([*ontology.nodes, *(k.scheme for n in ontology.nodes.values() for k in n.keys)])
        raise InvalidKey(f"{key!r}: {prefix!r} is neither a label nor a key scheme; possible: {', '.join(known)}")
    return KeyParts(label=label, scheme=None, value=value, normal=f"{label}:{normalise_name(value)}")
