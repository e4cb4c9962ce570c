"""What the page shows: an editor for Cypher or the library as forms, and what comes of either."""

from datetime import date

import streamlit as st

from graph.errors import QueryError
from ui.pages_common.frame import settings
from ui.pages_common.homes import state_of
from ui.pages_explore.asked import Query
from ui.pages_explore.editor import cypher_editor
from ui.pages_explore.forms import library_form
from ui.pages_explore.result_view import draw_result

FIRST_DAY, LAST_DAY = date(1950, 1, 1), date(2100, 12, 31)
WAYS = ("Cypher", "Library")


def show() -> None:
    """Show the page. What is run stands in the address, so that a link runs it again."""
    st.title("Explore", anchor=False)
    way, as_of = _choices()
    held = settings()
    fault = st.session_state.get("fault")
    if way == "Library":
        query = library_form(held, as_of)
    else:
        query = cypher_editor(as_of, fault if isinstance(fault, QueryError) else None)
        _put_address(query)
    if query is None:
        return
    with st.spinner("Opening the home ..."):
        state = state_of(held)
    found = draw_result(state, query)
    if way == "Cypher" and str(found) != str(fault):
        st.session_state["fault"] = found
        st.rerun()  # the editor stands above: it marks the place of the fault on its next drawing


def _choices() -> tuple[str, str | None]:
    left, right = st.columns([4, 1.3], vertical_alignment="bottom")
    first = "Library" if "run" in st.query_params else "Cypher"
    way = left.segmented_control("Look with", WAYS, default=first, key="way", label_visibility="collapsed")
    day = right.date_input(
        "As of", value=_day(), min_value=FIRST_DAY, max_value=LAST_DAY, format="YYYY-MM-DD", key="seen"
    )
    return way or first, None if day is None else day.isoformat()


def _day() -> date | None:
    try:
        return date.fromisoformat(st.query_params.get("as_of", ""))
    except ValueError:
        return None


def _put_address(query: Query | None) -> None:
    """Bring the address to the query that was run last, where it is not too long for one."""
    if query is None or len(query.text) > 4000:
        return
    told = {
        "cypher": query.text,
        "params": query.given if query.given not in ("", "{}") else None,
        "as_of": query.as_of,
    }
    wanted = {name: value for name, value in told.items() if value}
    if st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)
