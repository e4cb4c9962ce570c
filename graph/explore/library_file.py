"""Reads one file of the library: its header, strictly, and the query below it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Literal, get_args

from graph.engine import Scalar
from graph.errors import LibraryError, OntologyError
from graph.ontology.dates import is_date
from graph.ontology.fields import Fields, fault, one_of, read_fields

SUFFIX = ".cypher"
Kind = Literal["text", "integer", "number", "boolean", "date"]
"""What a parameter takes. ``date`` is ISO text: 2024, 2024-05 or 2024-05-17."""
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryParameter:
    """A parameter of a named query."""

    name: str
    kind: Kind
    about: str
    required: bool
    default: Scalar = None
    """What it is where it is not given; None for one that is required or optional."""
    example: str
    """A value as it is typed; the default where no other is given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedQuery:
    """A query of the library."""

    name: str
    title: str
    group: str
    questions: tuple[str, ...]
    """What it answers, in the words of those who ask; with its examples filled in."""
    parameters: tuple[QueryParameter, ...]
    returns: Mapping[str, str]
    """What each column of its result is, in order."""
    text: str = field(repr=False)
    """The Cypher, without the header."""
    own: bool = False
    """Whether it is the user's, from the home."""


NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_PARAMETER = re.compile(r"[a-z][a-z0-9_]*")
# Quoted text and comments go first, so that a $ in them is no parameter.
_USED = re.compile(r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|`[^`]*`|//[^\n]*|/\*.*?\*/|\$(\w+)", re.DOTALL)


def read_query(file: str, text: str, *, own: bool = False) -> NamedQuery:
    """Return the query that a file of the library holds.

    Raises LibraryError, which names file and line, if the header is not as it should be, or if the query uses other
    parameters than it declares.
    """
    try:
        return _read(file, text, own)
    except OntologyError as error:
        raise LibraryError(str(error)) from error


def _read(file: str, text: str, own: bool) -> NamedQuery:
    header, body = _parted(text)
    if not header:
        raise fault(file, 1, "no header; begin with // name: and // title: (see the other queries of the library)")
    fields = read_fields(file, header)
    name = _named(file, fields)
    last = header.count("\n") + 1
    if not body.strip():
        raise fault(file, last, "no query below the header")
    parameters = _parameters(file, fields.part("parameters"))
    query = NamedQuery(
        name=name,
        title=fields.required("title"),
        group=fields.required("group"),
        questions=_questions(file, fields),
        parameters=parameters,
        returns=_returns(file, fields),
        text=body.strip("\n"),
        own=own,
    )
    fields.done()
    blank = len(body) - len(body.lstrip("\n"))
    _check_used(file, last + blank, query)
    return query


def _parted(text: str) -> tuple[str, str]:
    """Return the header without its slashes, line for line, and what stands below it."""
    lines = text.split("\n")
    many = next((at for at, line in enumerate(lines) if not line.startswith("//")), len(lines))
    # Two slashes and one blank go: the blanks after these are YAML's.
    header = [line[2:].removeprefix(" ") for line in lines[:many]]
    return "\n".join(header), "\n".join(lines[many:])


def _named(file: str, fields: Fields) -> str:
    line, name = fields.line_of("name"), fields.required("name")
    if not NAME.fullmatch(name):
        raise fault(file, line, f"name {name!r} is not written like labs-of-country")
    if PurePath(file).name != f"{name}{SUFFIX}":
        raise fault(file, line, f"name {name!r} stands in a file of another name; call the file {name}{SUFFIX}")
    return name


def _questions(file: str, fields: Fields) -> tuple[str, ...]:
    line = fields.line_of("questions")
    questions = tuple(text for text, _ in fields.items("questions"))
    if not questions:
        raise fault(file, line, "no questions; write one or more, each as people would ask it")
    return questions


def _returns(file: str, fields: Fields) -> dict[str, str]:
    line = fields.line_of("returns")
    part = fields.part("returns")
    if not part.names():
        raise fault(file, line, "no returns; write each column with what it is")
    return {column: part.required(column) for column, _ in part.names()}


def _parameters(file: str, part: Fields) -> tuple[QueryParameter, ...]:
    return tuple(_parameter(file, line, name, part.part(name)) for name, line in part.names())


def _parameter(file: str, line: int, name: str, fields: Fields) -> QueryParameter:
    if not _PARAMETER.fullmatch(name):
        raise fault(file, line, f"parameter {name!r} is not written like least_share")
    kind: Kind = one_of(file, fields.line_of("type"), f"type of {name}", fields.required("type"), KINDS)
    default, example = fields.text("default"), fields.text("example")
    optional = fields.flag("optional")
    if default is not None and optional:
        raise fault(file, line, f"{name} has a default, so it is not optional; leave one of the two out")
    typed = example or default
    if typed is None:
        raise fault(file, line, f"{name} has neither a default nor an example; it needs one")
    about = fields.required("about")
    fields.done()
    values = [None if one is None else _checked(file, line, name, kind, one) for one in (default, example)]
    return QueryParameter(
        name=name, kind=kind, about=about, required=default is None and not optional, default=values[0], example=typed
    )


def _checked(file: str, line: int, name: str, kind: Kind, text: str) -> Scalar:
    try:
        return read_value(name, kind, text)
    except LibraryError as error:
        raise fault(file, line, str(error)) from error


def read_value(what: str, kind: Kind, text: str) -> Scalar:
    """Return the value that ``text`` is as it is typed. Raises LibraryError, which names ``what``, where it is none."""
    form, read, said = _KINDS[kind]
    trimmed = text if kind == "text" else text.strip()
    if not form.fullmatch(trimmed) or (kind == "date" and not is_date(trimmed)):
        raise LibraryError(f"{what} {text!r} is not {said}")
    return read(trimmed)


_KINDS: Mapping[Kind, tuple[re.Pattern[str], Callable[[str], Scalar], str]] = {
    "text": (re.compile(r".*", re.DOTALL), str, "a text"),
    "integer": (re.compile(r"[+-]?[0-9]{1,18}"), int, "a whole number"),
    "number": (re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,2})?"), float, "a number"),
    "boolean": (re.compile(r"true|false"), lambda text: text == "true", "true or false"),
    "date": (re.compile(r"[0-9-]+"), str, "a date like 2024-05-17, 2024-05 or 2024"),
}


def _check_used(file: str, above: int, query: NamedQuery) -> None:
    """Refuse a parameter that is used and not declared, or declared and not used."""
    declared = {parameter.name for parameter in query.parameters}
    used: dict[str, int] = {}
    for match in _USED.finditer(query.text):
        if match.group(1):
            used.setdefault(match.group(1), above + 1 + query.text.count("\n", 0, match.start()))
    for name in sorted(used.keys() - declared):
        raise fault(file, used[name], f"${name} is used and not declared; add it to the parameters of the header")
    for name in sorted(declared - used.keys()):
        raise fault(file, 1, f"parameter {name} is declared and not used; leave it out")
