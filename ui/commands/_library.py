"""The named queries for ``sextant cypher``: the list of them, and a name turned into query and parameters."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ui.output import Json, emit, emit_table, note, say
from ui.settings import Settings, WrongUsage

if TYPE_CHECKING:
    from graph.engine import Scalar
    from graph.explore.library_file import NamedQuery

_NAME = re.compile(r"[\w-]+")
"""One word: no Cypher is, and a name that is misspelt is told what is near."""
OWN = "library"
"""The folder of the home with the user's own queries."""


def is_name(query: str) -> bool:
    """Say whether what stands for a query is the name of one: a single word, ``labs-of-country``."""
    return _NAME.fullmatch(query) is not None and query != "-"


def resolved(name: str, given: Mapping[str, str], settings: Settings) -> "tuple[NamedQuery, dict[str, Scalar]]":
    """Return a named query and its parameters.

    Raises WrongUsage, naming what is near, for a name or a parameter that there is not, and LibraryError for a file
    that does not hold.
    """
    from graph.errors import LibraryMisuse
    from graph.explore.library import bind, find_query

    try:
        query = find_query(name, settings.home / OWN)
        return query, bind(query, given)
    except LibraryMisuse as error:
        raise WrongUsage(str(error)) from error


def list_library(settings: Settings, *, as_json: bool) -> None:
    """Print the library: a table for each group, or one object a line."""
    from graph.explore.library import load_library

    library = load_library(settings.home / OWN)
    for fault in library.faults:
        note(f"left out of the library: {fault}")
    if as_json:
        for query in library.queries:
            emit(_json(query))
        return
    groups: dict[str, list[NamedQuery]] = {}
    for query in library.queries:
        groups.setdefault(f"{query.group} (your own)" if query.own else query.group, []).append(query)
    for group, queries in groups.items():
        rows = [(query.name, query.title, ", ".join(_parameters(query))) for query in queries]
        emit_table(("name", "what it answers", "parameters"), rows, title=group)
    say("sextant cypher NAME --param name=value runs one; parameters in [] may be left out; --json tells all of each")


def _parameters(query: "NamedQuery") -> Iterator[str]:
    for parameter in query.parameters:
        shown = f"{parameter.name}={parameter.example}"
        yield shown if parameter.required else f"[{shown}]"


def _json(query: "NamedQuery") -> dict[str, Json]:
    parameters: list[Json] = [
        {
            "name": p.name,
            "type": p.kind,
            "required": p.required,
            "default": p.default,
            "example": p.example,
            "about": p.about,
        }
        for p in query.parameters
    ]
    return {
        "name": query.name,
        "title": query.title,
        "group": query.group,
        "questions": list(query.questions),
        "parameters": parameters,
        "returns": dict(query.returns),
        "cypher": query.text,
        "own": query.own,
    }
