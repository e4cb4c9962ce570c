"""Texts of ``cypher/projection``, with labels and types filled in from the ontology."""

import functools
import re
from importlib import resources

from graph.errors import ViewError

_PLAIN = re.compile(r"_?[A-Za-z][A-Za-z0-9_]*(:[A-Za-z][A-Za-z0-9_]*)*")


@functools.cache
def _template(name: str) -> str:
    return resources.files("cypher").joinpath("projection", f"{name}.cypher").read_text("utf-8").strip()


def projection_text(name: str, **filled: str) -> str:
    """Return a text of ``cypher/projection`` with its ``{words}`` replaced by labels or types.

    Raises ViewError for one that is not a plain identifier, so that no name can end up as Cypher.
    """
    text = _template(name)
    for word, value in filled.items():
        if not _PLAIN.fullmatch(value):
            raise ViewError(f"{value!r} cannot be a label or type of the graph")
        text = text.replace("{" + word + "}", value)
    return text
