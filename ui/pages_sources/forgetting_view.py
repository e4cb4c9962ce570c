"""Forgetting on the page: what is named, what would go, and then its going."""

import streamlit as st

from graph.explore.forgetting import Going, find_documents, preview
from ui.commands._forgetting import forget_found
from ui.pages_common.frame import complain
from ui.pages_common.open_homes import HOMES
from ui.pages_common.tables import counted, draw_table
from ui.pages_sources.jobs import JOBS
from ui.settings import Settings
from ui.wiring import Shown, place_of


def draw_forgetting(settings: Settings) -> None:
    """Show the field that names documents, and what would go; nothing goes before that was seen and confirmed.

    Raises RecordError, naming what is near, where nothing on record is named.
    """
    with st.form("forget", border=False):
        named = st.text_input(
            "Document", key="forget-named", placeholder="An address, a title, or a folder with all below it"
        )
        looked = st.form_submit_button("Show what would go")
    named = named.strip()
    if looked:
        st.session_state["forget-seen"] = named
    if not named or st.session_state.get("forget-seen") != named:
        return
    addresses = find_documents(place_of(settings), [named])
    going = preview(place_of(settings), addresses)
    _preview(addresses, going)
    label = f"Forget {counted(len(addresses), 'document')} for good"
    if st.button(label, type="primary", disabled=JOBS.last is not None and not JOBS.last.ended):
        _begin(settings, addresses)


def _preview(addresses: list[str], going: list[Going]) -> None:
    versions, statements = sum(g.versions for g in going), sum(g.statements for g in going)
    st.warning(
        f"{counted(len(addresses), 'document')} with {counted(versions, 'version')} and "
        f"{counted(statements, 'statement')} would go from the record, the graph and the cache. This cannot be undone."
    )
    columns = ("title", "publisher", "published", "source", "versions", "statements", "address")
    rows = [(g.title, g.publisher, g.published, g.source, g.versions, g.statements, g.address) for g in going]
    draw_table(columns, rows, key="going", name="going", counts=True)


def _begin(settings: Settings, addresses: list[str]) -> None:
    def work(shown: Shown) -> list[str]:
        HOMES.let_go()  # what is open here could not be erased everywhere
        gone = forget_found(settings, addresses, shown)
        told = f"Forgot {counted(gone.documents, 'document')}, {counted(gone.versions, 'version')}, "
        told += f"{counted(gone.statements, 'statement')}."
        return [told, *(f"Still to be forgotten when it is next opened: {one}" for one in gone.pending)]

    st.session_state.pop("forget-seen", None)
    if not JOBS.start("Forgetting", work, settings.home):
        complain("other work goes on; wait until it is done")
        return
    st.rerun()
