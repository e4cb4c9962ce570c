"""The parameters of a named query, filled with what a question names, and the command that runs it so."""

import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.explore.library_file import NamedQuery, QueryParameter
from graph.explore.library_terms import QueryTerms, terms_of
from graph.ontology import Ontology
from graph.ontology.date_reading import find_dates
from qa.data_files import nearness
from qa.found import Named
from qa.items import ValueItem
from qa.lexicon import Lexicon, lexicon_of
from qa.query import Thing
from qa.tokens import atoms_of

COMMAND = "sextant cypher"
_ESCAPED = re.compile(r'[\\"]')
# What a POSIX shell reads between double quotes and no backslash keeps every reader from.
_LIVE = re.compile(r"[$`!]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """Values for the parameters of a query, as they are typed."""

    given: Mapping[str, str]
    """Those that the question gives."""
    examples: Mapping[str, str]
    """Those that the query needs and the question does not give, with the example of its file."""
    fit: float
    """How well what the question names is what the query takes, -1 to 1."""


def fill(query: NamedQuery, question: str, named: Sequence[Named], ontology: Ontology, today: str) -> Filling:
    """Return the parameters of a query as a question fills them. ``today`` is YYYY-MM-DD, for "since last year"."""
    terms, lexicon = terms_of(query, ontology), lexicon_of(ontology)
    things, fit = _things(query, terms, named)
    given = {**things, **_dates(query, question, today), **_values(query, terms, question, lexicon)}
    examples = {p.name: p.example for p in query.parameters if p.required and p.name not in given}
    ordered = {p.name: given[p.name] for p in query.parameters if p.name in given}
    return Filling(given=ordered, examples=examples, fit=fit)


def command_of(query: NamedQuery, filling: Filling) -> str:
    """Return the command that runs a query with its parameters filled, as it is typed into a shell."""
    values = {**filling.given, **filling.examples}
    typed = [f"--param {_typed(p.name, values[p.name])}" for p in query.parameters if p.name in values]
    return " ".join([COMMAND, query.name, *typed])


def _typed(name: str, value: str) -> str:
    value = " ".join(value.split())
    if _LIVE.search(value):
        return shlex.quote(f"{name}={value}")
    # Double quotes are read alike by all shells, those of Windows too.
    return f'{name}="{_ESCAPED.sub(lambda sign: chr(92) + sign[0], value)}"'


def _things(query: NamedQuery, terms: QueryTerms, named: Sequence[Named]) -> tuple[dict[str, str], float]:
    """Return names for the parameters that take things, those first that must be given, and how well they fit."""
    weights, left, found, fit = nearness().weights, list(named), {}, 0.0
    wanted = sorted((p for p in query.parameters if p.name in terms.takes), key=lambda p: not p.required)
    for parameter in wanted:
        labels = terms.takes[parameter.name]
        taken = next((one for one in left if _thing_of(one, labels) is not None), None)
        if taken is None:
            fit -= weights["missing"] if parameter.required else 0.0
            continue
        left.remove(taken)
        thing = _thing_of(taken, labels)
        assert thing is not None
        found[parameter.name] = thing.name
        fit += _worth(parameter, labels, weights)
    fit -= weights["stray"] * sum(not one.labels & terms.labels for one in left)
    return found, max(-1.0, min(1.0, fit))


def _thing_of(named: Named, labels: frozenset[str]) -> Thing | None:
    return next((thing for thing in named.things if not labels or thing.label in labels), None)


def _worth(parameter: QueryParameter, labels: frozenset[str], weights: Mapping[str, float]) -> float:
    return weights["optional"] if not parameter.required else 1.0 if labels else weights["any"]


def _dates(query: NamedQuery, question: str, today: str) -> dict[str, str]:
    """Return the dates of the question, in their order, for the parameters that are dates, in theirs."""
    wanted = [p.name for p in query.parameters if p.kind == "date"]
    return dict(zip(wanted, (date.date for date in find_dates(question, today)), strict=False))


def _values(query: NamedQuery, terms: QueryTerms, question: str, lexicon: Lexicon) -> dict[str, str]:
    """Return values that the question says for parameters called as a property whose values the ontology lists."""
    read = [atom.word for atom in atoms_of(question)]
    found: dict[str, str] = {}
    wanted = {p.name for p in query.parameters if p.kind == "text" and p.name not in terms.takes}
    if not wanted:
        return {}
    for length in range(min(lexicon.longest, len(read)), 0, -1):
        for start in range(len(read) - length + 1):
            for item in lexicon.items.get(tuple(read[start : start + length]), ()):
                if isinstance(item, ValueItem) and item.property in wanted and item.label in terms.labels:
                    found.setdefault(item.property, str(item.values[0]))
    return found
