"""What the page shows: what the home holds and what it lacks, and ways to add and to forget."""

from pathlib import Path

import streamlit as st

from graph.explore.status import Aside, SourceStatus, set_aside
from graph.record.reader import RecordReader
from ui.pages_common.frame import complain, settings
from ui.pages_common.homes import Holding, State, holding, index_of, is_empty, state_of
from ui.pages_common.safe import as_html, as_markdown
from ui.pages_common.tables import draw_table
from ui.pages_sources.adding import add, keep_files, wanted
from ui.pages_sources.forgetting_view import draw_forgetting
from ui.pages_sources.job_view import draw_job
from ui.pages_sources.jobs import JOBS
from ui.settings import Settings
from ui.wiring import place_of


def show() -> None:
    """Show the page."""
    held = settings()
    st.title("Sources", anchor=False)
    draw_job()
    with st.spinner("Opening the home ..."):
        state = state_of(held)
    with st.spinner("Counting what is on record ..."):
        found = holding(state)
    if is_empty(state):
        _offer_sample(held)
    _totals(found, state)
    listed, adding, aside, forgetting = st.tabs(["In the graph", "Add", "Set aside", "Forget"])
    with listed:
        _sources(found)
    with adding:
        _add(held)
    with aside:
        _aside(state)
    with forgetting:
        draw_forgetting(held)


def _totals(found: Holding, state: State) -> None:
    told = {
        "documents": found.home.documents,
        "statements": found.home.statements,
        "passages": found.home.passages,
        "sources": sum(1 for source in found.sources if source.documents),
        "set aside": found.home.set_aside,
    }
    cells = "".join(f"<div><strong>{count:,}</strong><span>{name}</span></div>" for name, count in told.items())
    st.html(f'<div class="sx sx-totals">{cells}</div>')
    index = index_of(state)
    if found.home.passages and (index is None or not index.vectors):
        st.caption("No passage has a vector yet: quotes are found by words alone. To make them: sextant rebuild index")
    elif index is not None and index.behind:
        lag = f"{index.behind:,} texts have no vector yet and are found by their words alone"
        st.caption(as_markdown(f"{lag}. To make them: sextant rebuild index"))


def _offer_sample(held: Settings) -> None:
    with st.container(border=True):
        st.text("Nothing was added yet. The sample is a few dozen model cards and notes that ship with Sextant.")
        if st.button("Add the sample", type="primary", disabled=_is_busy()):
            _begin("Adding the sample", held, ["sample"], [])


def _sources(found: Holding) -> None:
    given = [source for source in found.sources if source.documents or source.set_aside]
    if not given:
        st.text("Nothing yet.")
        return
    columns = ("source", "documents", "statements", "things", "data as of", "last read", "set aside", "values not read")
    rows = [
        (s.name, s.documents, s.statements, s.things, s.as_of, s.last_read, s.set_aside, s.leftovers) for s in given
    ]
    draw_table(columns, rows, key="sources", name="sources", counts=True)
    names = {source.name: source for source in given}
    chosen = st.selectbox("More about a source", list(names), index=None, placeholder="Choose one")
    if chosen is not None:
        _source(names[chosen])


def _source(source: SourceStatus) -> None:
    says = ", ".join(f"{name} {count:,}" for name, count in source.predicates.items())
    unread = ", ".join(f"{name} {count:,}" for name, count in source.unread.items())
    told = {"licence": source.licence, "cite as": source.citation, "says": says, "not read": unread or "nothing"}
    rows = "".join(f"<tr><th>{name}</th><td>{as_html(text or '')}</td></tr>" for name, text in told.items())
    st.html(f'<div class="sx"><table>{rows}</table></div>')


def _add(held: Settings) -> None:
    with st.form("add", border=False, clear_on_submit=True):
        files = st.file_uploader(
            "Files", accept_multiple_files=True, help="A file of the same name is a new version of the one before."
        )
        text = st.text_area(
            "Addresses and ids, one a line",
            placeholder="https://example.org/report\nhf:Qwen/Qwen2.5-7B\narxiv:2501.12948",
        )
        pressed = st.form_submit_button("Add", type="primary", disabled=_is_busy())
    st.caption(
        "Model cards, papers, news, laws and policies, and tables are told apart by their form. "
        "Addresses are fetched politely from the web; private ones are refused."
    )
    if not pressed:
        return
    sources = wanted(text)
    if not sources and not files:
        complain("nothing was chosen: add files, or paste addresses or ids")
        return
    kept = keep_files(held, [(file.name, file.getvalue()) for file in files or ()])
    _begin("Adding documents", held, sources, kept)


def _begin(what: str, held: Settings, sources: list[str], paths: list[Path]) -> None:
    if not JOBS.start(what, lambda shown: add(held, sources, paths, shown), held.home):
        complain("other work goes on; wait until it is done")
        return
    st.rerun()


def _is_busy() -> bool:
    return JOBS.last is not None and not JOBS.last.ended


def _aside(state: State) -> None:
    with RecordReader(place_of(state.settings).record) as reader:
        found = set_aside(reader)
    if not found:
        st.text("Nothing was set aside.")
        return
    st.caption(as_markdown(f"{len(found):,} could not be read: {_reasons(found)}. Adding them again tries again."))
    rows = [(one.reason, one.address, one.detail, one.source) for one in found]
    draw_table(("reason", "document", "detail", "source"), rows, key="aside", name="set-aside")


def _reasons(found: list[Aside]) -> str:
    counts: dict[str, int] = {}
    for one in found:
        counts[one.reason] = counts.get(one.reason, 0) + 1
    return ", ".join(f"{reason} ({count:,})" for reason, count in sorted(counts.items(), key=lambda c: -c[1])[:5])
