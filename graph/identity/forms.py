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
    words, name = shipped_words(), read_name(key, parts.label)
    least = core(name, words).form or (parts.normal,)
    # "Sakana AI" may be "Sakana", and is "SakanaAI", of which nothing can be taken away.
    written = {" ".join(form) for form in (least, name.form) if form}
    return frozenset(f"{parts.label} {one}" for one in (*written, *keys_of(key, parts.label, words, guesses=True)))
