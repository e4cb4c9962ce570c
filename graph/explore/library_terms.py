"""What a named query speaks of, read from its Cypher: the types that its parameters name, its labels and edge types.

A query finds things by ``$chip IN c.names``; with ``(c:Chip)`` beside it, ``chip`` names a chip. So what a parameter
takes is told where it is used, and a query of the user's own needs no word more.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graph.errors import QueryError
from graph.explore.diagnose_parts import Parts, parts_of
from graph.explore.guard_policy import shipped_policy
from graph.explore.guard_roles import sign_at, token_at
from graph.explore.guard_text import read_text
from graph.explore.guard_tokens import Reading
from graph.explore.library_file import NamedQuery
from graph.ontology import Ontology

NAMES = "names"
"""The property of a node that holds all its names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryTerms:
    """The names of the ontology that a query uses."""

    takes: Mapping[str, frozenset[str]]
    """For each parameter that is a name of a thing, the labels of such things; none where any thing will do."""
    labels: frozenset[str]
    edges: frozenset[str]
    properties: frozenset[tuple[str, str]]
    """Label and property."""


NOTHING = QueryTerms(takes={}, labels=frozenset(), edges=frozenset(), properties=frozenset())


_MADE: dict[tuple[str, str], QueryTerms] = {}


def _terms(text: str, ontology: Ontology) -> QueryTerms:
    try:
        reading = read_text(text, shipped_policy())
    except QueryError:
        return NOTHING  # Running it tells what is wrong with it; here it only has no terms.
    parts = parts_of(reading, {})
    return QueryTerms(
        takes=dict(_takes(reading, parts, ontology)),
        labels=frozenset(label for labels in parts.labels.values() for label in labels),
        edges=frozenset(type_ for types in parts.types.values() for type_ in types),
        properties=frozenset(_properties(reading, parts)),
    )


def terms_of(query: NamedQuery, ontology: Ontology) -> QueryTerms:
    """Return the names of the ontology that a query uses; none of one that cannot be read."""
    made = _MADE.get((query.text, ontology.digest))
    if made is None:
        made = _MADE[query.text, ontology.digest] = _terms(query.text, ontology)
    return made


def _takes(reading: Reading, parts: Parts, ontology: Ontology) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the parameters that stand before ``IN x.names``, with the labels of ``x``."""
    for number, token in enumerate(reading.tokens):
        within, thing, key = (token_at(reading, number + ahead) for ahead in (1, 2, 4))
        if token.kind != "parameter" or within is None or thing is None or key is None:
            continue
        if within.upper == "IN" and sign_at(reading, number + 3) == "." and key.text == NAMES:
            labels = parts.labels.get(thing.text) or _at_ends(thing.text, parts, ontology)
            yield token.text, frozenset(labels)


def _at_ends(variable: str, parts: Parts, ontology: Ontology) -> frozenset[str]:
    """Return the labels that a node without one can have by the edges that it stands at; none where any can stand."""
    found: list[frozenset[str]] = []
    for step in parts.steps:
        edge = ontology.edges.get(step.type)
        for end, held in ((step.source, edge and edge.source), (step.target, edge and edge.target)):
            if end == variable and held and "*" not in held:
                found.append(frozenset(held))
    return frozenset.intersection(*found) if found else frozenset()


def _properties(reading: Reading, parts: Parts) -> Iterator[tuple[str, str]]:
    for number, token in enumerate(reading.tokens):
        key = token_at(reading, number + 2)
        if key is not None and key.is_name and sign_at(reading, number + 1) == ".":
            yield from ((label, key.text) for label in parts.labels.get(token.text, ()))
