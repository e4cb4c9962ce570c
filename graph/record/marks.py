"""Marks of the change log: what of a key was touched. A token is a mark and the keyed hash of what it marks."""

from graph.ontology.naming import normalise_name
from graph.record.types import Value

NODE = "."
"""Mark of a key of which a value changed."""
SOURCE = ">"
"""Mark of a key that is the subject of a changed edge."""
TARGET = "<"
"""Mark of a key that is the object of a changed edge."""
WHO = "="
"""Mark of a key about whose identity a judgement changed."""
NAME = "~"
"""Mark of the normal form of a name that something is said to bear, or no longer: bare names that read so may move."""
PAGE = "#"
"""Mark of the node id of a changed document."""
EVERYTHING = "*"
"""The mark of a change that touches every node: the trust of a source changed."""
NAMING = ("name", "names")
"""Properties that every thing has: the name a source gives it first, and what else it is called."""
GROUPING = "MEMBER_OF"
"""The edge from a thing to a group that it belongs to."""
CURATED = "reference"
"""The kind of documents that say, by hand, who is who."""


def marks_of(subject: str, target: str | None, predicate: str, value: Value | None) -> set[str]:
    """Return what a statement touches, each with its mark."""
    if target is not None:
        return {SOURCE + subject, TARGET + target}
    named = {NAME + normalise_name(str(value))} if predicate in NAMING and value is not None else set()
    return {NODE + subject} | named
