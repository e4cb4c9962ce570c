"""The frame of the app: settings, looks, navigation, and the one boundary where errors of a page end."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from graph.errors import EngineUnavailable, SextantError
from ui.addresses import is_local
from ui.boundary import log_details
from ui.pages_common.safe import as_markdown
from ui.settings import Settings, process_settings

UI = Path(__file__).resolve().parents[1]
PAGES = (("pages_ask/page.py", "Ask", ""), ("pages_explore/page.py", "Explore", "explore"),
         ("pages_sources/page.py", "Sources", "sources"))  # fmt: skip
"""File, name and address of each page."""
REFUSED = "Sextant answers on this machine alone for now; start it with: sextant serve"


def run_app() -> None:
    """Show the page that the address names."""
    st.set_page_config(page_title="Sextant", page_icon=str(UI / "icon.png"), layout="wide")
    st.logo(str(UI / "icon.png"), size="medium")
    st.html(UI / "pages_common" / "style.css")
    given = (st.get_option("server.address"), st.context.ip_address)
    if not all(is_local(address) for address in given if isinstance(address, str)):
        st.error(as_markdown(REFUSED))
        return
    pages = [st.Page(UI / file, title=name, url_path=path, default=not path) for file, name, path in PAGES]
    page = st.navigation(pages, position="top")
    with errors_shown():
        page.run()


def settings() -> Settings:
    """Return the settings of this process. Raises WrongUsage where an option or a variable holds what it cannot."""
    return process_settings()


@contextmanager
def errors_shown() -> Iterator[None]:
    """Show what goes wrong inside as a line; nothing that is raised leaves it, and nobody sees a traceback."""
    try:
        yield
    except EngineUnavailable as error:
        complain(f"{error}. The graph engine starts again when it is asked.")
        st.button("Try again", type="primary")
    except SextantError as error:
        complain(str(error))
    except Exception as error:  # noqa: BLE001 - the outermost call of a page: nothing above could say it better
        complain(_unexpected(error))


def complain(text: str) -> None:
    """Show an error as a line of plain text."""
    st.error(as_markdown(text))


def _unexpected(error: Exception) -> str:
    where = log_details("".join(traceback.format_exception(error)), process_settings().home)
    way_out = f" (details in {where})" if where else ""
    return f"unexpected {type(error).__name__}: {error}{way_out}"
