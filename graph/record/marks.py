"""Marks of the change log: what of a key was touched. A token is the keyed hash of a mark and a key."""

NODE = "."
"""Mark of a key of which a value changed."""
SOURCE = ">"
"""Mark of a key that is the subject of a changed edge."""
TARGET = "<"
"""Mark of a key that is the object of a changed edge."""
WHO = "="
"""Mark of a key about whose identity a judgement changed."""
PAGE = "#"
"""Mark of the node id of a changed document."""
EVERYTHING = "*"
"""The mark of a change that touches every node: the trust of a source changed."""
MARKS = (NODE, SOURCE, TARGET, WHO)


def marks_of(subject: str, target: str | None) -> set[str]:
    """Return the marked keys that a statement touches."""
    return {NODE + subject} if target is None else {SOURCE + subject, TARGET + target}
