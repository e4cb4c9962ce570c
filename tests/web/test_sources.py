"""The page at ``/sources``: what is held, adding with progress, set aside, forgetting with a preview."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from graph.errors import SourceError
from tests.ui.conftest import CARDS
from tests.ui.running import sextant
from tests.web.conftest import Opener, shown
from ui.pages_sources.adding import keep_files, safe_name, wanted
from ui.pages_sources.jobs import JOBS
from ui.settings import Settings


def press(page: AppTest, label: str) -> None:
    next(one for one in page.button if one.label == label).click().run()


def finished(page: AppTest) -> None:
    """Wait for the work that was begun, and look at the page again."""
    job = JOBS.last
    assert job is not None
    assert job.thread is not None
    job.thread.join(120)
    assert job.ended
    page.run()


def test_what_is_held_is_told_by_source(open_page: Opener, web_home: Path) -> None:
    page = open_page(web_home, "sources")
    table = page.dataframe[0].value
    assert list(table["source"]) == ["model cards"]
    assert list(table["documents"]) == [5]
    assert any("No passage has a vector yet" in one.value for one in page.caption)
    (chosen,) = [one for one in page.selectbox if one.label == "More about a source"]
    chosen.set_value("model cards").run()
    assert "LICENSED_UNDER" in shown(page)


def test_an_empty_home_offers_the_sample(open_page: Opener, home: Path) -> None:
    page = open_page(home, "sources")
    press(page, "Add the sample")
    finished(page)
    assert not page.error
    assert "49 new" in page.success[0].value
    assert sextant(home, "status", "--json").json()["documents"] == 49
    press(page, "Close")
    assert not page.success


def test_files_are_handed_in_kept_and_forgotten(open_page: Opener, home: Path) -> None:
    page = open_page(home, "sources")
    page.file_uploader[0].upload("card.md", CARDS["zeta/Tuned-7B"].encode())
    press(page, "Add")
    finished(page)
    assert "1 new" in page.success[0].value
    kept = home / "uploads" / "card.md"
    assert kept.is_file()
    next(one for one in page.text_input if one.key == "forget-named").set_value(str(kept))
    press(page, "Show what would go")
    assert "1 document" in page.warning[0].value
    press(page, "Forget 1 document for good")
    finished(page)
    assert "Forgot 1 document, 1 version" in page.success[0].value
    assert not kept.exists()
    assert sextant(home, "status", "--json").json()["documents"] == 0


def test_what_cannot_be_read_is_set_aside_with_its_reason(open_page: Opener, home: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad" / "README.md"
    bad.parent.mkdir()
    bad.write_bytes(b"")
    sextant(home, "ingest", bad)
    page = open_page(home, "sources")
    assert any("could not be read" in one.value for one in page.caption)
    assert any("README.md" in one.value.to_string() for one in page.dataframe)


def test_a_document_that_is_not_there_is_one_line(open_page: Opener, web_home: Path) -> None:
    page = open_page(web_home, "sources")
    next(one for one in page.text_input if one.key == "forget-named").set_value("no such thing")
    press(page, "Show what would go")
    assert "no document on record" in page.error[0].value
    assert not page.exception


@pytest.mark.parametrize("line", ["/etc/passwd", "../secret", "sample.csv", "D:\\x.md"])
def test_paths_of_this_machine_are_no_addresses(line: str) -> None:
    with pytest.raises(SourceError, match="neither an address"):
        wanted(f"https://example.org/a\n{line}")


def test_addresses_and_ids_are_taken_a_line_each() -> None:
    assert wanted(" https://example.org/a \n\nhf:Qwen/Qwen2.5-7B\n") == ["https://example.org/a", "hf:Qwen/Qwen2.5-7B"]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("card.md", "card.md"),
        ("../../etc/passwd", "etc/passwd"),
        ("/abs/x.csv", "abs/x.csv"),
        ("..\\..\\x.md", "x.md"),
        ("a:b|c?.md", "a_b_c_.md"),
        ("acme/Base-7B/README.md", "acme/Base-7B/README.md"),
    ],
)
def test_no_name_leads_out_of_the_uploads(name: str, kept: str) -> None:
    assert safe_name(name) == kept


@pytest.mark.parametrize("name", ["..", "/", "", " . "])
def test_a_name_of_nothing_is_refused(name: str) -> None:
    with pytest.raises(SourceError, match="rename"):
        safe_name(name)


def test_kept_files_lie_below_the_home(tmp_path: Path) -> None:
    (path,) = keep_files(Settings(home=tmp_path), [("../../x/y.md", b"text")])
    assert path == tmp_path / "uploads" / "x" / "y.md"
    assert path.read_bytes() == b"text"
