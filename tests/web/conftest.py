"""Homes for the tests of the pages, and pages run as Streamlit runs them."""

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.conftest import CARDS, bare_home, home, write_card  # noqa: F401
from tests.ui.running import ROOT, sextant
from tests.web.hostile import write_hostile
from ui.pages_common.open_homes import HOMES

Opener = Callable[..., AppTest]
APP = ROOT / "ui" / "app.py"


@pytest.fixture(scope="session")
def web_home(tmp_path_factory: pytest.TempPathFactory, bare_home: Path) -> Iterator[Path]:  # noqa: F811
    """A home with a few cards, one of them hostile; tests only read it."""
    folder = tmp_path_factory.mktemp("web")
    place = folder / "home"
    shutil.copytree(bare_home, place)
    for name, text in CARDS.items():
        write_card(folder / "cards", name, text)
    write_hostile(folder / "cards")
    assert sextant(place, "ingest", folder / "cards", "--published", "2024-03-01").code == 0
    yield place
    sextant(place, "stop")


@pytest.fixture(autouse=True)
def main_module() -> Iterator[None]:
    """Puts the main module back: a page that runs replaces it, and processes started later would run the page."""
    before = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = before


@pytest.fixture(autouse=True, scope="module")
def homes_closed() -> Iterator[None]:
    """Closes the homes that pages keep open: their folders go with the tests."""
    yield
    HOMES.let_go()


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> Opener:
    """Opens a page on a home: ``open_page(home, "explore", q="...")``, with what its address says."""

    def opened(place: Path, page: str = "ask", **address: str) -> AppTest:
        monkeypatch.setenv("SEXTANT_HOME", str(place))
        monkeypatch.setattr("sys.argv", ["app.py"])
        test = AppTest.from_file(str(APP), default_timeout=60)
        if page != "ask":
            test.run()
            test.switch_page(f"pages_{page}/page.py")
        for name, value in address.items():
            test.query_params[name] = value
        return test.run()

    return opened


def shown(page: AppTest) -> str:
    """Return all that a page shows as text: its own HTML, and what Streamlit draws."""
    told = [str(getattr(one, "value", "")) for one in page.main if hasattr(one, "value")]
    return "\n".join([*told, *htmls(page)])


def htmls(page: AppTest) -> list[str]:
    """Return the pieces of HTML of a page."""
    return [one.proto.body for one in page.get("html")]
