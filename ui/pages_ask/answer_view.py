"""An answer on the page: how it came about, the sentence with its marks, and all that it stands on."""

import json
from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from qa.reply import Answer
from ui.commands._library import OWN
from ui.pages_ask.asked import Part, Told
from ui.pages_ask.nearest import ready
from ui.pages_common.charts import chart_of, draw_chart
from ui.pages_common.homes import State
from ui.pages_common.quotes import cards, citation_list, marked
from ui.pages_common.safe import as_html, as_markdown, escaped
from ui.pages_common.tables import draw_table

HOW: Mapping[str, tuple[str, str, str]] = {
    "answered": ("", "Computed", "from statements on record"),
    "disputed": ("differ", "Sources disagree", "computed from statements; each source is shown"),
    "passages": ("quoted", "Quoted, not computed", "sentences of documents that bear on the question"),
    "ambiguous": ("none", "Which is meant?", "choose a reading"),
    "no_answer": ("none", "No answer", "and why"),
}
"""For each status how it looks, what it is called, and what that means."""


def draw_answer(told: Told, state: State) -> None:
    """Show an answer with all its parts."""
    many = len(told.parts) > 1
    for number, part in enumerate(told.parts):
        if many:
            st.subheader(f"Part {number + 1}", divider="gray", anchor=False)
        _draw_part(part, f"p{number}", state)
    if many or told.whole.as_of:
        st.caption(as_markdown(f"As of {told.whole.as_of}, answered in {told.whole.ms / 1000:.2f} s"))


def _draw_part(part: Part, key: str, state: State) -> None:
    given = part.answer
    look, name, meaning = HOW[given.status]
    told = f'<span class="sx-status {look}">{name}</span> <span class="sx-small">{meaning}</span>'
    st.html(f'<div class="sx">{told}<p class="sx-answer">{marked(given.text, given.citations, key)}</p></div>')
    if given.status == "disputed":
        st.html(f'<div class="sx">{cards(given.citations, part.contexts, key)}</div>')
    _readings(given, key)
    _nearest(given, key, state.settings.home / OWN)
    _rows(given, key)
    _citations(part, key)
    _understood(given)


def _readings(given: Answer, key: str) -> None:
    from ui.pages_ask.screen import choose

    for number, reading in enumerate(given.readings):
        st.button(as_markdown(reading), key=f"reading-{key}-{number}", on_click=choose, args=(reading,))


def _nearest(given: Answer, key: str, own: Path) -> None:
    near = ready([one for one in given.nearest if isinstance(one, str)], own)
    if not near:
        return
    st.caption("Queries of the library that are near, filled in and ready to run")
    for one in near:
        st.page_link(
            "pages_explore/page.py", label=as_markdown(one.shown), icon=":material/play_arrow:",
            query_params={"run": one.name, **one.parameters},
        )  # fmt: skip


def _rows(given: Answer, key: str) -> None:
    chart = chart_of(given.columns, given.rows)
    if chart is not None:
        draw_chart(chart)
    if len(given.columns) > 1 or len(given.rows) > 1:
        with st.expander(f"Table ({len(given.rows):,} rows)", expanded=len(given.columns) > 1 and chart is None):
            draw_table(given.columns, given.rows, key=key, name="answer")


def _citations(part: Part, key: str) -> None:
    given = part.answer
    if not given.citations or given.status == "disputed":  # those of a dispute stand side by side already
        return
    st.caption("Sources: open one to see the quote in its context")
    shown = citation_list(given.citations, part.contexts, key, given.text)
    st.html(f'<div class="sx">{shown}</div>')


def _understood(given: Answer) -> None:
    if given.read_by:
        st.caption(as_markdown(f"Read by {given.read_by}, a language model, and not by the grammar"))
    if not (given.understood or given.cypher):
        return
    with st.expander("How I understood this"):
        if given.understood:
            st.html(f'<div class="sx">{as_html(given.understood)}</div>')
        if given.cypher:
            st.code(given.cypher, language="cypher", wrap_lines=True)
        if given.params:
            told = json.dumps(given.as_json()["params"], ensure_ascii=False, indent=1)
            st.html(f'<div class="sx"><div class="sx-small">with the parameters</div><pre>{escaped(told)}</pre></div>')
