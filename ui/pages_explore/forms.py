"""The library of named queries as forms, made from the parameters that each declares."""

import json
from collections.abc import Mapping

import streamlit as st

from graph.explore.library import bind, load_library
from graph.explore.library_file import NamedQuery, QueryParameter
from ui.commands._library import OWN
from ui.pages_common.safe import as_markdown
from ui.pages_explore.asked import Query
from ui.settings import Settings

RESERVED = frozenset({"run", "cypher", "params", "as_of"})
"""What the address says beside the parameters of a named query."""


def library_form(settings: Settings, as_of: str | None) -> Query | None:
    """Show the library and the form of the chosen query; return what is to be run, or None.

    Raises LibraryMisuse for a value of another type or a name that there is not.
    """
    library = load_library(settings.home / OWN)
    for fault in library.faults:
        st.warning(as_markdown(f"left out of the library: {fault}"))
    by_name = {query.name: query for query in library.queries}
    asked = st.query_params.get("run")
    names = list(by_name)
    at = names.index(asked) if asked in by_name else 0
    chosen = st.selectbox(
        "Named query", names, index=at, format_func=lambda name: _shown(by_name[name]), key=f"library-{asked or ''}"
    )
    query = by_name[chosen]
    st.caption(as_markdown("For example: " + " · ".join(query.questions[:3])))
    given, pressed = _form(query, _from_address(query) if chosen == asked else None)
    # What only a default was added to stays as it is: a new address for it would hold back who goes back.
    if given is not None and (pressed or st.query_params.get("as_of") != as_of):
        st.query_params.from_dict({"run": query.name, **given} | ({"as_of": as_of} if as_of else {}))
    with st.expander("Its Cypher"):
        st.code(query.text, language="cypher", wrap_lines=True)
    if given is None:
        return None
    parameters = bind(query, given)
    return Query(
        text=query.text, given=json.dumps(parameters), columns=tuple(query.returns), as_of=as_of, title=query.title
    )


def _shown(query: NamedQuery) -> str:
    group = f"{query.group} (your own)" if query.own else query.group
    return f"{group}: {query.title}"


def _from_address(query: NamedQuery) -> dict[str, str]:
    known = {parameter.name for parameter in query.parameters} - RESERVED
    return {name: value for name, value in st.query_params.to_dict().items() if name in known}


def _form(query: NamedQuery, asked: Mapping[str, str] | None) -> tuple[dict[str, str] | None, bool]:
    """Show the fields of a query; return what was given when it is run, or came with the address, else None.

    With it comes whether it is run by a press of its button.
    """
    with st.form(f"form-{query.name}", border=bool(query.parameters)):
        fields = st.columns(min(3, len(query.parameters))) if query.parameters else []
        values: dict[str, str] = {}
        for number, parameter in enumerate(query.parameters):
            with fields[number % len(fields)]:
                values[parameter.name] = _field(query, parameter, asked)
        pressed = st.form_submit_button("Run", type="primary")
    # An empty field is one that is left out: what can be left out is, and what cannot is asked for by name.
    given = {name: value for name, value in values.items() if value.strip()}
    return (given if pressed or asked is not None else None), pressed


def _field(query: NamedQuery, parameter: QueryParameter, asked: Mapping[str, str] | None) -> str:
    begins = _first_value(parameter, asked)
    label = as_markdown(parameter.name.replace("_", " ")) + ("" if parameter.required else " *(optional)*")
    key = f"field-{query.name}-{parameter.name}"
    hint = as_markdown(parameter.about)
    if parameter.kind == "boolean":
        options = ["true", "false"] if parameter.required or parameter.default is not None else ["", "true", "false"]
        index = options.index(begins) if begins in options else 0
        return str(st.selectbox(label, options, index=index, key=key, help=hint))
    if parameter.kind == "integer" and begins.lstrip("+-").isdigit():
        number = st.number_input(label, value=int(begins), step=1, key=key, help=hint)
        return "" if number is None else str(number)
    return st.text_input(label, value=begins, key=key, help=hint, placeholder=f"e.g. {parameter.example}")


def _first_value(parameter: QueryParameter, asked: Mapping[str, str] | None) -> str:
    """Return what a field holds at first: what the address says, else a default, else the example of a required one."""
    if asked is not None and parameter.name in asked:
        return asked[parameter.name]
    if asked is not None and not parameter.required:
        return "" if parameter.default is None else _typed(parameter)
    return parameter.example if parameter.required else _typed(parameter)


def _typed(parameter: QueryParameter) -> str:
    default = parameter.default
    return "" if default is None else str(default).lower() if isinstance(default, bool) else str(default)
