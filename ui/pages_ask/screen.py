"""What the page shows: the question, its answer, or examples to begin with."""

from datetime import date

import streamlit as st

from graph.ontology.dates import date_precision, is_date
from ui.pages_ask.answer_view import draw_answer
from ui.pages_ask.asked import ask_home
from ui.pages_ask.examples import examples_of
from ui.pages_common.frame import complain, settings
from ui.pages_common.homes import State, is_empty, state_of
from ui.pages_common.safe import as_markdown

ABOUT = (
    "An answer is computed from statements on record where it can be, else quoted from documents, else refused; "
    "the page says which. Each claim opens on the words that say it."
)
FIRST_DAY = date(1950, 1, 1)
LAST_DAY = date(2100, 12, 31)


def show() -> None:
    """Show the page. The question and its day stand in the address, so that a link gives the same answer."""
    _take_address()
    st.title("Ask", anchor=False)
    _form()
    question, as_of = _address()
    if as_of and not _is_day(as_of):
        complain(f"as_of={as_of}: a day is written YYYY-MM-DD")
        return
    with st.spinner("Opening the home ..."):
        state = state_of(settings())
    if not question:
        _begin(state)
        return
    with st.spinner("Looking in the graph ..." if not as_of else f"Looking at what was known on {as_of} ..."):
        told = ask_home(state, question, as_of)
    draw_answer(told, state)


def choose(question: str) -> None:
    """Ask a question that the page offers."""
    st.session_state["question"] = question
    _put_address()


def _form() -> None:
    with st.form("ask", border=False):
        wide, day, button = st.columns([6, 1.7, 1], vertical_alignment="bottom")
        wide.text_input("Question", key="question", placeholder="Which labs are based in China?")
        day.date_input(
            "As of", key="day", min_value=FIRST_DAY, max_value=LAST_DAY, format="YYYY-MM-DD",
            help="Answer as the sources of that day would.",
        )  # fmt: skip
        button.form_submit_button("Ask", type="primary", on_click=_put_address, width="stretch")


def _address() -> tuple[str, str | None]:
    return st.query_params.get("q", "").strip(), st.query_params.get("as_of") or None


def _take_address() -> None:
    """Bring the form to what the address says, where it came from a link or from going back."""
    address = _address()
    if st.session_state.get("shown") == address and "question" in st.session_state:
        return
    st.session_state["shown"] = address
    st.session_state["question"] = address[0]
    st.session_state["day"] = date.fromisoformat(address[1]) if address[1] and _is_day(address[1]) else None


def _put_address() -> None:
    """Bring the address to what the form says."""
    question, day = st.session_state["question"].strip(), st.session_state.get("day")
    told = {"q": question} if question else {}
    st.query_params.from_dict(told | ({"as_of": day.isoformat()} if day else {}))
    st.session_state["shown"] = _address()


def _is_day(text: str) -> bool:
    return is_date(text) and date_precision(text) == "day" and FIRST_DAY.isoformat() <= text <= LAST_DAY.isoformat()


def _begin(state: State) -> None:
    """Show how to begin: questions that this graph can answer, or how to get one."""
    if state.settings.graph is None and is_empty(state):
        st.info("This home holds nothing but the reference facts that ship. Add documents first, or the sample.")
        st.page_link("pages_sources/page.py", label="Go to Sources")
    with st.spinner("Looking for examples ..."):
        examples = examples_of(state)
    if examples:
        st.caption("For example")
    columns = st.columns(2)
    for number, example in enumerate(examples):
        columns[number % 2].button(
            as_markdown(example), key=f"example-{number}", on_click=choose, args=(example,), width="stretch"
        )
    st.caption(ABOUT)
