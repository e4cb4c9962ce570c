"""The editor for Cypher: a component kept by others, with highlighting and the place of what is wrong."""

import time
from collections.abc import Sequence

import streamlit as st
from streamlit_ace import st_ace  # type: ignore[import-untyped]

from graph.errors import QueryError
from ui.output import plain
from ui.pages_explore.asked import EXAMPLE, Query

FIRST = """// Labs by how many models they developed or published
MATCH (l:Lab)-[:DEVELOPED]->(m:Model)
RETURN l.name AS lab, count(m) AS models
ORDER BY models DESC LIMIT 20"""
HIGHLIGHTED_AS = "mysql"
"""Of the languages that the component knows, the one whose words and comments are nearest to Cypher's."""
LATE_S = 1.5
"""The component tells what was typed a moment later: what comes so soon after a press of Run is run too."""


def cypher_editor(as_of: str | None, fault: QueryError | None) -> Query | None:
    """Show the editor; return the query that is to be run, or None. ``fault``: what was wrong with the last one."""
    begins, number = _beginning()
    text = st_ace(
        begins, language=HIGHLIGHTED_AS, theme="chrome", key=f"ace-{number}", min_lines=8, max_lines=24,
        font_size=14, wrap=True, auto_update=True, annotations=_annotations(fault),
    )  # fmt: skip
    given = ""
    if "$" in text:
        held = st.query_params.get("params") or ""
        given = st.text_input("Parameters, as JSON", value=held, placeholder=EXAMPLE, key=f"given-{number}")
    pressed = st.button("Run", type="primary", key="run-cypher")
    return _chosen(Query(text=text, given=given, as_of=as_of), pressed=pressed)


def _beginning() -> tuple[str, int]:
    """Return what the editor begins with, and a number that is another one when a link brings another query."""
    held: tuple[str, int] = st.session_state.get("cypher-begins", (FIRST, 0))
    asked = st.query_params.get("cypher")
    last: Query | None = st.session_state.get("cypher-run")
    if asked and asked != held[0] and (last is None or asked != last.text):
        held = (asked, held[1] + 1)
        st.session_state["cypher-run"] = None
    st.session_state["cypher-begins"] = held
    return held


def _chosen(query: Query, *, pressed: bool) -> Query | None:
    """Return the query that the page shows the result of: the one that was run last."""
    now = time.monotonic()
    last: Query | None = st.session_state.get("cypher-run")
    late = last is not None and query != last and now - st.session_state.get("cypher-pressed", 0.0) < LATE_S
    if pressed or late or (last is None and "cypher" in st.query_params and query.text.strip()):
        st.session_state["cypher-run"] = last = query
        st.session_state["cypher-pressed"] = now if pressed else 0.0
    if last is not None and query.text != last.text:
        st.caption("The query has changed since it was run.")
    return last


def _annotations(fault: QueryError | None) -> Sequence[dict[str, object]]:
    if fault is None or fault.line is None:
        return []
    return [{"row": fault.line - 1, "column": (fault.column or 1) - 1, "text": plain(str(fault)), "type": "error"}]
