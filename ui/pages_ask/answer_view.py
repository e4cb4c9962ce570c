"""An answer on the page: how it came about, the sentence with its marks, and all that it stands on."""

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import streamlit as st

from qa.quoting.plain import shown
from qa.reply import Answer
from ui.commands._library import OWN
from ui.pages_ask.asked import Part, Told
from ui.pages_ask.nearest import Ready, ready
from ui.pages_common.charts import chart_of, draw_chart
from ui.pages_common.homes import State
from ui.pages_common.quotes import cards, citation_list, marked, quote_block
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
EARLIER = "What was published by then is known; a document without a date counts from the day it was read"
LONG, LONG_ON_A_PHONE = 110, 38
"""Characters of a question from which on its field does not show all of it: then it stands above its answer."""


def draw_answer(told: Told, state: State) -> None:
    """Show an answer with all its parts."""
    many, seen = len(told.parts) > 1, set[str]()
    if not many and (length := _length(told.whole.question)):
        st.html(f'<div class="sx sx-asked {length}">{as_html(told.whole.question)}</div>')
    for number, part in enumerate(told.parts):
        if many:
            st.html(f'<div class="sx sx-part"><span>Part {number + 1}</span>{as_html(part.answer.question)}</div>')
        near = [one for one in part.answer.nearest if one not in seen]
        seen.update(near)
        _draw_part(part, f"p{number}", state, _Near(ready(near, state.settings.home / OWN), told.whole.question))
    if many and (rest := _beyond(told)):
        st.html(f'<div class="sx"><p>{as_html(rest)}</p></div>')
    _footing(told, state)


def _length(question: str) -> str:
    return "long" if len(question) > LONG else "longish" if len(question) > LONG_ON_A_PHONE else ""


def _beyond(told: Told) -> str:
    """Return what an answer of several parts says after the last of them: what was said and not checked."""
    text, last = told.whole.text, told.parts[-1].answer.text
    at = text.rfind(last)
    return text[at + len(last) :].strip() if at >= 0 else ""


def _footing(told: Told, state: State) -> None:
    lines = [f"As of {told.whole.as_of}, answered in {told.whole.ms / 1000:.2f} s"]
    if told.whole.as_of and told.whole.as_of != state.today:
        lines.append(EARLIER)
    if told.behind:
        lines.append(f"{told.behind:,} texts have no vector yet and are found by their words alone")
    st.caption(as_markdown("\n".join(lines)))


class _Near(NamedTuple):
    """Named queries that are near, those that an earlier part offers left out, and the question as it was asked."""

    queries: Sequence[Ready]
    question: str


def _draw_part(part: Part, key: str, state: State, near: _Near) -> None:
    given = part.answer
    look, name, meaning = HOW[given.status]
    told = f'<span class="sx-status {look}">{name}</span> <span class="sx-small">{meaning}</span>'
    body = _quotes(part, key) if given.lead else _said(given, key)
    st.html(f'<div class="sx">{told}{body}</div>')
    if given.status == "disputed":
        st.html(f'<div class="sx">{cards(given.citations, part.contexts, key)}</div>')
    _readings(given, key)
    _nearest(near, state, given)
    _rows(given, key)
    _citations(part, key)
    _understood(given)


def _said(given: Answer, key: str) -> str:
    text = given.text
    if given.nearest and given.reason and text.startswith(given.reason):
        # The titles of the nearest queries stand below as links; what follows on lines of its own is no title.
        text = "\n".join([given.reason, text[len(given.reason) :].partition("\n")[2]]).strip()
    look = " none" if given.status == "no_answer" else ""
    return f'<p class="sx-answer{look}">{marked(text, given.citations, key)}</p>'


def _quotes(part: Part, key: str) -> str:
    """Return quotes each by itself, with what is said before and behind them."""
    given = part.answer
    blocks = (quote_block(c, part.contexts.get(c.n), key, shown(c.quote)) for c in given.citations if not c.statement)
    tail = f"<p>{marked(given.tail, given.citations, key)}</p>" if given.tail else ""
    return f'<p class="sx-lead">{as_html(given.lead)}</p>{"".join(blocks)}{tail}'


def _readings(given: Answer, key: str) -> None:
    from ui.pages_ask.screen import choose

    for number, reading in enumerate(given.readings):
        st.button(as_markdown(reading), key=f"reading-{key}-{number}", on_click=choose, args=(reading,))


def _nearest(near: _Near, state: State, given: Answer) -> None:
    if not near.queries:
        return
    st.caption("Near to it in the library, and no answer to it; open one to run it")
    day = {"as_of": given.as_of} if given.as_of and given.as_of != state.today else {}
    for one in near.queries:
        st.page_link(
            "pages_explore/page.py", label=as_markdown(one.shown_for(near.question)), icon=":material/play_arrow:",
            query_params={"run": one.name, **one.parameters, **day},
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
    # Those of a dispute stand side by side already, and quotes each by itself.
    left = [c for c in given.citations if given.status != "disputed" and (c.statement or not given.lead)]
    if not left:
        return
    st.caption("Sources: open one to see the quote in its context")
    st.html(f'<div class="sx">{citation_list(left, part.contexts, key, given.text)}</div>')


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
