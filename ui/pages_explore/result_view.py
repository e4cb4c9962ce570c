"""What came of a query on the page: remarks, a chart, the graph, the table, and files of it to take away."""

import json

import streamlit as st

from graph.errors import QueryError
from graph.explore.guard_place import caret
from ui.commands.cypher import plain_cell, shown_cell
from ui.output import json_line
from ui.pages_common.charts import chart_of, draw_chart
from ui.pages_common.frame import complain
from ui.pages_common.homes import State
from ui.pages_common.quotes import citation_list
from ui.pages_common.safe import as_html, as_markdown
from ui.pages_common.tables import draw_table
from ui.pages_explore.asked import Found, Query, Said, run_query, statements_of
from ui.pages_explore.picture import draw_picture
from ui.rows_page import MOST_NODES, rows_page


def draw_result(state: State, query: Query) -> QueryError | None:
    """Show what comes of a query; return what is wrong with it, if that is so. Raises RecordError, EngineError."""
    try:
        with st.spinner("Running ..."):
            found = run_query(state, query)
    except QueryError as error:
        complain(str(error))
        if shown := caret(query.text, error):
            st.code(shown, language=None)
        return error
    _remarks(found)
    chart = chart_of(found.columns, found.outcome.result.rows)
    if chart is not None:
        draw_chart(chart)
    if found.picture["nodes"]:
        _picture(state, query, found)
    if found.outcome.result.rows:
        _table(query, found)
    return None


def _remarks(found: Found) -> None:
    outcome = found.outcome
    for line in outcome.warnings:
        st.warning(as_markdown(line))
    for line in outcome.diagnosis:
        st.info(as_markdown(line))
    rows = len(outcome.result.rows)
    if not rows and not outcome.diagnosis:
        st.info("No rows.")
    if outcome.cut:
        st.warning(as_markdown(outcome.cut))
    elif rows:
        st.caption(f"{rows:,} {'row' if rows == 1 else 'rows'}")


def _table(query: Query, found: Found) -> None:
    rows = found.outcome.result.rows
    also = (
        ("JSON", lambda: _json(found), "rows.json", "application/json"),
        ("a page", lambda: _page(query, found), "rows.html", "text/html"),
    )
    draw_table(found.columns, rows, key="result", also=also)


def _json(found: Found) -> bytes:
    rows = found.outcome.result.rows
    told = ({column: plain_cell(cell) for column, cell in zip(found.columns, row, strict=True)} for row in rows)
    return "".join(json_line(one) + "\n" for one in told).encode()


def _page(query: Query, found: Found) -> bytes:
    rows = ([shown_cell(cell) for cell in row] for row in found.outcome.result.rows)
    asked = f"{query.text}\n{json.dumps(dict(query.parameters), ensure_ascii=False)}"
    return rows_page(query.title, asked, found.columns, rows, found.picture).encode()


def _picture(state: State, query: Query, found: Found) -> None:
    nodes = found.picture["nodes"]
    assert isinstance(nodes, list)
    if len(nodes) >= MOST_NODES:
        st.caption(f"The picture shows the first {MOST_NODES} nodes.")
    clicked = draw_picture(found.picture, key=f"{abs(hash(query))}")
    if clicked is None:
        st.caption("Click a node or a relation for its properties, and the statements behind it.")
        return
    with st.spinner("Looking for statements ..."):
        said = statements_of(state, query, clicked)
    if said is None:
        st.caption(as_markdown("No statements on record say this: documents and counts of mentions are no claims."))
    else:
        _statements(said)


def _statements(said: Said) -> None:
    count = f"{said.count:,} statement{'' if said.count == 1 else 's'}"
    count += f", the best {len(said.citations)} shown" if said.count > len(said.citations) else ""
    head = f'<strong>{as_html(said.shown)}</strong> <span class="sx-small">{count}</span>'
    st.html(f'<div class="sx">{head}{citation_list(said.citations, said.contexts, "x")}</div>')
