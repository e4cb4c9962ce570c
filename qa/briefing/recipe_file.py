"""Reads a recipe, strictly: what is wrong in it is told with file and line before anything is written."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import get_args

from graph.errors import LibraryError, OntologyError
from graph.explore.library import find_query
from graph.explore.library_file import NamedQuery
from graph.ontology.fields import Fields, fault, one_of, read_fields
from qa.briefing.recipe import Ask, Bind, Gathers, Recipe, RecipePart, RecipeSection, Show
from qa.briefing.template import Template, read_template

OPEN = ("id", "topic", "day")
"""Slots that any template may have beside the columns of its query."""
_JOINED = ("each", "total")
_MORE = ("more", "total", *OPEN)
_WITHOUT_QUERY = ("passages", "nearby")
_SHOWS: tuple[Show, ...] = get_args(Show)
_GATHERS: tuple[Gathers, ...] = get_args(Gathers)
_CHARTS = ("bars", "columns")


def read_recipe(file: str, text: str, own: Path | None = None) -> Recipe:
    """Return the recipe that a text is; ``own`` is the folder of the user's named queries.

    Raises LibraryError, which names file and line.
    """
    try:
        fields = read_fields(file, text)
        recipe = Recipe(
            name=fields.required("name"),
            title=_template(fields, "title", OPEN),
            about=fields.required("about"),
            labels=tuple(label for label, _ in fields.items("labels")),
            known_by=tuple(name for name, _ in fields.items("known_by")),
            topic=fields.text("topic") or "",
            before=tuple(label for label, _ in fields.items("before")),
            sections=_sections(fields.part("sections"), own),
        )
        fields.done()
    except OntologyError as error:
        raise LibraryError(str(error)) from error
    if not recipe.labels or not recipe.sections:
        raise LibraryError(f"{file}: a recipe has labels, the types of things that it is for, and sections")
    return recipe


def _sections(fields: Fields, own: Path | None) -> tuple[RecipeSection, ...]:
    return tuple(_section(fields.part(name), own) for name, _ in fields.names())


def _section(fields: Fields, own: Path | None) -> RecipeSection:
    line = fields.line_of("gathers")
    section = RecipeSection(
        heading=fields.required("heading"),
        gathers=one_of(fields.file, line, "gathers", fields.text("gathers") or "", _GATHERS),
        is_sorted=fields.flag("sorted"),
        parts=_parts(fields.part("parts"), own),
    )
    fields.done()
    return section


def _parts(fields: Fields, own: Path | None) -> tuple[RecipePart, ...]:
    return tuple(_part(name, fields.part(name), own) for name, _ in fields.names())


def _part(name: str, fields: Fields, own: Path | None) -> RecipePart:
    line = fields.line_of("show")
    show = one_of(fields.file, line, "show", fields.text("show") or "bullets", _SHOWS)
    query = None if show in _WITHOUT_QUERY else _query(fields, own)
    columns = (*(query.returns if query else ()), *OPEN)
    each = _maybe(fields, "each", columns)
    told = (*_JOINED, *OPEN) if each else columns
    part = RecipePart(
        name=name, query=query, show=show, each=each,
        parameters=_parameters(fields, query),
        by=_column(fields, "by", query),
        says=_says(fields, show, told),
        binds=_binds(fields.part("bind"), query),
        most=_number(fields, "most", 10),
        least=_number(fields, "least", 1),
        when=_column(fields, "when", query),
        none=_maybe(fields, "none", OPEN),
        more=_maybe(fields, "more", _MORE),
        asks=_asks(fields.part("asks")),
        kinds=tuple(kind for kind, _ in fields.items("kinds")),
        figure=_maybe(fields, "figure", columns),
        counted=_maybe(fields, "counted", columns),
        label=_column(fields, "label", query),
        value=_column(fields, "value", query),
    )  # fmt: skip
    fields.done()
    _check(fields, part)
    return part


def _query(fields: Fields, own: Path | None) -> NamedQuery:
    line = fields.line_of("query")
    try:
        return find_query(fields.required("query"), own)
    except LibraryError as error:
        raise fault(fields.file, line, str(error)) from error


def _asks(fields: Fields) -> tuple[Ask, ...]:
    return tuple(_ask(about, fields.part(about)) for about, _ in fields.names())


def _ask(about: str, fields: Fields) -> Ask:
    ask = Ask(
        about=about, question=fields.required("ask"), holds=_pattern(fields, "holds"), clause=_pattern(fields, "clause")
    )
    fields.done()
    return ask


def _pattern(fields: Fields, name: str) -> re.Pattern[str] | None:
    line, text = fields.line_of(name), fields.text(name)
    try:
        return None if text is None else re.compile(text, re.IGNORECASE)
    except re.error as error:
        raise fault(fields.file, line, f"{name} {text!r} is no regular expression ({error})") from error


def _parameters(fields: Fields, query: NamedQuery | None) -> Mapping[str, str]:
    line, part = fields.line_of("with"), fields.part("with")
    given = {name: part.required(name) for name, _ in part.names()}
    if query is None:
        return given
    known = [parameter.name for parameter in query.parameters]
    for name in given:
        if name not in known:
            raise fault(fields.file, line, f"{query.name} has no parameter {name!r}; it has {', '.join(known)}")
    for parameter in query.parameters:
        if parameter.required and parameter.name not in given:
            raise fault(fields.file, line, f"{query.name} needs {parameter.name}; write it under with")
    return given


def _says(fields: Fields, show: Show, columns: tuple[str, ...]) -> Mapping[str, Template]:
    one = _maybe(fields, "say", columns)
    part = fields.part("says")
    several = {name: _template(part, name, columns) for name, _ in part.names()}
    if one is not None:
        return {"": one}
    if not several and show not in ("disputes", *_WITHOUT_QUERY):
        raise fault(fields.file, fields.line, f"{fields.what} says nothing; write say, or by and says")
    return several


def _binds(fields: Fields, query: NamedQuery | None) -> Mapping[str, Bind]:
    return {name: _bind(fields.part(name), query) for name, _ in fields.names() if _known(fields, name, query)}


def _bind(fields: Fields, query: NamedQuery | None) -> Bind:
    named, document = fields.text("property"), _column(fields, "document", query)
    if document:
        bind = Bind(document=document)
    elif named is not None:
        bind = Bind(of=_column(fields, "of", query), properties=tuple(named.split()))
    else:
        qualifiers = fields.part("with")
        bind = Bind(
            of=_column(fields, "from", query),
            to=_column(fields, "to", query),
            edge=fields.text("edge") or "",
            edge_in=_column(fields, "edge_in", query),
            qualifiers={name: _column(qualifiers, name, query) for name, _ in qualifiers.names()},
        )
    fields.done()
    whole = bind.of and (bind.properties or (bind.to and (bind.edge or bind.edge_in)))
    if not whole and not document:
        raise fault(
            fields.file, fields.line, "a bind is property and of, or edge (or edge_in), from and to, or document"
        )
    return bind


def _column(fields: Fields, name: str, query: NamedQuery | None) -> str:
    line, text = fields.line_of(name), fields.text(name)
    if text is not None and query is None:
        raise fault(fields.file, line, f"{name}: {fields.what} has no query, so no columns")
    if text is not None and query is not None and text not in query.returns:
        possible = ", ".join(query.returns)
        raise fault(fields.file, line, f"{name}: {query.name} has no column {text!r}; it has {possible}")
    return text or ""


def _known(fields: Fields, name: str, query: NamedQuery | None) -> bool:
    if query is None:
        raise fault(fields.file, fields.line_of(name), f"{fields.what} has no query, so no columns")
    if name not in query.returns:
        possible = ", ".join(query.returns)
        raise fault(fields.file, fields.line_of(name), f"{query.name} has no column {name!r}; it has {possible}")
    return True


def _maybe(fields: Fields, name: str, slots: tuple[str, ...]) -> Template | None:
    return None if not any(known == name for known, _ in fields.names()) else _template(fields, name, slots)


def _template(fields: Fields, name: str, slots: tuple[str, ...]) -> Template:
    line = fields.line_of(name)
    try:
        template = read_template(fields.required(name))
    except LibraryError as error:
        raise fault(fields.file, line, f"{name}: {error}") from error
    for slot in template.slots:
        if slot not in slots:
            raise fault(fields.file, line, f"{name}: no slot {slot!r}; possible: {', '.join(slots)}")
    return template


def _number(fields: Fields, name: str, default: int) -> int:
    line, text = fields.line_of(name), fields.text(name)
    if text is not None and not text.isdecimal():
        raise fault(fields.file, line, f"{name} {text!r} is not a whole number")
    return default if text is None else int(text)


def _check(fields: Fields, part: RecipePart) -> None:
    """Refuse a part whose way of showing lacks what it shows."""
    lacks = ""
    if part.show == "figures" and (part.figure is None or part.counted is None):
        lacks = "figure and counted"
    elif part.show in _CHARTS and not (part.label and part.value):
        lacks = "label and value, columns of the query"
    elif part.show == "passages" and not part.asks:
        lacks = "asks, what texts are asked"
    elif part.show == "disputes" and not part.label:
        lacks = "label, the column with the ids of the things"
    elif len(part.says) > 1 and not part.by:
        lacks = "by, the column that chooses among says"
    if lacks:
        raise fault(fields.file, fields.line, f"{fields.what} is shown as {part.show} and lacks {lacks}")
