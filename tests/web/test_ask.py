"""The page at ``/``: a question, its answer, its quotes, and an address that gives the same again."""

from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.running import sextant
from tests.web.conftest import Opener, htmls, shown

QUESTION = "Which models are derived from acme/Base-7B?"


def button(page: AppTest, label: str) -> None:
    next(one for one in page.button if one.label == label).click().run()


def test_a_question_is_answered_with_quotes_in_their_context(open_page: Opener, web_home: Path) -> None:
    page = open_page(web_home)
    page.text_input[0].set_value(QUESTION)
    button(page, "Ask")
    assert not page.error
    assert not page.exception
    answer = next(one for one in htmls(page) if "sx-answer" in one)
    assert "Computed" in answer
    assert '<a class="sx-cite" href="#cite-p0-1">[1]</a>' in answer
    sources = next(one for one in htmls(page) if 'id="cite-p0-1"' in one)
    assert "license: llama2\n<mark>base_model: acme/Base-7B</mark>" in sources
    assert "2024-03-01" in sources
    assert page.query_params["q"] == QUESTION
    assert [one.value for one in page.code if "MATCH" in one.value]


def test_the_address_gives_the_same_answer(open_page: Opener, web_home: Path) -> None:
    page = open_page(web_home, q=QUESTION)
    assert page.text_input[0].value == QUESTION
    assert "acme/Base-7B-GGUF" in shown(page)


def test_the_day_in_the_address_narrows_what_was_known(open_page: Opener, web_home: Path) -> None:
    page = open_page(web_home, q=QUESTION, as_of="2024-02-29")
    assert "No answer" in shown(page)
    assert page.date_input[0].value is not None
    page = open_page(web_home, q=QUESTION, as_of="2024-03-01")
    assert "Computed" in shown(page)


@pytest.mark.parametrize("day", ["soon", "2024", "2024-13-01", "9999-01-01"])
def test_what_is_no_day_is_said(open_page: Opener, web_home: Path, day: str) -> None:
    page = open_page(web_home, q=QUESTION, as_of=day)
    assert ["YYYY" in one.value for one in page.error] == [True]


def test_examples_are_questions_that_this_graph_answers(open_page: Opener, web_home: Path) -> None:
    page = open_page(web_home)
    examples = [one for one in page.button if one.key and one.key.startswith("example-")]
    assert 1 <= len(examples) <= 4
    for example in examples:
        again = open_page(web_home)
        next(one for one in again.button if one.key == example.key).click().run()
        assert "Computed" in shown(again) or "Sources disagree" in shown(again)
        assert again.text_input[0].value == again.query_params["q"]


def test_several_rows_come_as_a_table_that_can_be_taken_away(open_page: Opener, web_home: Path) -> None:
    page = open_page(web_home, q=QUESTION)
    (table,) = page.dataframe
    assert sorted(table.value.iloc[:, 0]) == ["acme/Base-7B-GGUF", "zeta/Tuned-7B"]
    assert [one.proto.label for one in page.get("download_button")] == ["Download as CSV"]


def test_a_refusal_says_why(open_page: Opener, web_home: Path) -> None:
    page = open_page(web_home, q="Who made the moon?")
    assert "No answer" in shown(page)
    assert "moon" in shown(page)
    assert not page.error


def test_the_nearest_queries_are_links_filled_in_for_the_day_that_was_asked(open_page: Opener, web_home: Path) -> None:
    page = open_page(web_home, q="Is acme/Base-7B any good for me?", as_of="2024-03-02")
    links = [dict(parse_qsl(one.proto.query_string)) for one in page.get("page_link") if one.proto.query_string]
    assert links
    assert all(one["as_of"] == "2024-03-02" for one in links)
    assert "acme/Base-7B" in str(links)
    found = open_page(web_home, "explore", **links[0])
    assert not found.error
    assert [one for one in found.text_input if one.value in links[0].values()]


def test_text_of_documents_stays_text(open_page: Opener, web_home: Path) -> None:
    page = open_page(web_home, q="Which datasets was acme/Evil-7B trained on?")
    told = "\n".join(htmls(page))
    assert "&lt;img src=https://outside.example/i.png" in told
    for piece in ("<img", "<script", "<iframe", 'javascript:window.pwned=6"', "\u202e", "<svg"):
        assert piece not in told


def test_an_engine_that_was_stopped_starts_again(open_page: Opener, web_home: Path) -> None:
    assert sextant(web_home, "stop").code == 0
    page = open_page(web_home, q="Which models are derived from acme/Base-7B ?")
    assert not page.error
    assert "Computed" in shown(page)


@pytest.mark.parametrize(
    "question", ["x" * 5000, "'; DROP TABLE document; --", "\u202e\u0000[1](x)", "<script>alert(1)</script>", "?" * 40]
)
def test_nothing_that_is_typed_shows_a_traceback(open_page: Opener, web_home: Path, question: str) -> None:
    page = open_page(web_home, q=question)
    assert not page.exception
    assert "Traceback" not in shown(page)
    assert "No answer" in shown(page)


def test_a_damaged_home_is_one_line(open_page: Opener, tmp_path: Path) -> None:
    place = tmp_path / "damaged"
    place.mkdir()
    (place / "record.db").write_bytes(b"this is no database" * 100)
    page = open_page(place, q=QUESTION)
    assert not page.exception
    assert len(page.error) == 1
    assert "record" in page.error[0].value
