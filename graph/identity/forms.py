"""What keys and names may have in common when they mean one thing: only those that share a form are compared."""

from functools import lru_cache

from graph.identity.reading import keys_of, parsed_key, read_name
from graph.identity.steps import core
from graph.identity.verdict import LONGEST_NAME
from graph.identity.words import shipped_words

FORMS_VERSION = "1"
"""Raised when the rules give other forms or verdicts, so that judgements are made anew on homes that have them."""
LARGEST_BLOCK = 60
"""A form that more keys share says nothing: "model", "base"."""


@lru_cache(maxsize=1 << 16)
def forms_of(key: str) -> frozenset[str]:
    """Return the forms of a key; those of a name that a thing bears are those of the bare key ``Label:name``.

    Empty for what is too long for a name, and for a text that is no key of the ontology.
    """
    parts = parsed_key(key)
    if parts is None or len(key) > LONGEST_NAME:
        return frozenset()
    words = shipped_words()
    form = core(read_name(key, parts.label), words).form or (parts.normal,)
    typed = keys_of(key, parts.label, words, guesses=True)
    return frozenset((f"{parts.label} {' '.join(form)}", *(f"{parts.label} {one}" for one in typed)))
