"""Answers of every kind on the page, drawn from hand-written ones."""

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from qa.reply import Answer, Citation
from tests.web.conftest import htmls, shown
from ui.pages_ask.asked import Part, Told
from ui.pages_common.homes import State
from ui.settings import Settings

FIRST = Citation(
    n=1, quote="7 billion <b>parameters</b>", title="Card *of* X", url="https://a.example/x", publisher="A",
    published="2024-05", statement="",
)  # fmt: skip
SECOND = replace(FIRST, n=2, quote="8 billion", title="Table of B", url="file:///data/b.csv", publisher="B")
PLAIN = Answer(question="Q?", status="answered", text="X has 7 [1].", citations=(FIRST,), as_of="2026-01-01")


def draw(*answers: Answer, whole: Answer | None = None) -> AppTest:
    """Draw answers as the parts of a whole."""

    def script(told: object, state: object) -> None:
        from ui.pages_ask.answer_view import draw_answer

        draw_answer(told, state)  # type: ignore[arg-type]

    parts = tuple(Part(answer=one, contexts={}) for one in answers)
    told = Told(whole=whole or answers[0], parts=parts)
    state = State(settings=Settings(home=Path("none")), change=1, today="2026-01-01")
    page = AppTest.from_function(script, args=(told, state)).run()
    assert not page.exception
    return page


def test_quoted_passages_are_told_from_what_was_computed() -> None:
    page = draw(replace(PLAIN, status="passages", text="“7 billion” [1]"))
    assert "Quoted, not computed" in shown(page)
    assert "Computed</span>" not in shown(page)
    assert "Computed</span>" in shown(draw(PLAIN))


def test_sources_that_disagree_stand_side_by_side() -> None:
    page = draw(replace(PLAIN, status="disputed", text="A says 7 [1]; B says 8 [2].", citations=(FIRST, SECOND)))
    (cards,) = [one for one in htmls(page) if "sx-cards" in one]
    assert cards.count('class="sx-card"') == 2
    assert "7 billion" in cards
    assert "8 billion" in cards
    assert 'id="cite-p0-2"' in cards


def test_citations_that_the_sentence_does_not_mark_are_folded() -> None:
    page = draw(replace(PLAIN, citations=(FIRST, SECOND)))
    (told,) = [one for one in htmls(page) if 'id="cite-p0-1"' in one]
    assert told.index('id="cite-p0-1"') < told.index("1 more") < told.index('id="cite-p0-2"')


def test_a_link_leads_to_the_web_alone() -> None:
    page = draw(replace(PLAIN, citations=(FIRST, SECOND, replace(FIRST, n=3, url="javascript:alert(1)"))))
    told = "\n".join(htmls(page))
    assert 'href="https://a.example/x"' in told
    assert 'rel="noopener noreferrer"' in told
    assert 'href="file:' not in told
    assert 'href="javascript:' not in told
    assert "<b>parameters" not in told


def test_readings_can_be_chosen() -> None:
    page = draw(replace(PLAIN, status="ambiguous", text="Which?", readings=("Is it *A*?", "Is it B?"), citations=()))
    assert [one.label for one in page.button] == ["Is it \\*A\\*?", "Is it B?"]


def test_each_part_says_how_it_came_about() -> None:
    refused = Answer(question="R?", status="no_answer", text="Not known.", reason="Not known.")
    page = draw(PLAIN, refused, whole=PLAIN)
    assert [one for one in htmls(page) if "sx-part" in one and "R?" in one]
    assert 'href="#cite-p0-1"' in shown(page)
    assert "No answer" in shown(page)


def test_a_count_by_group_has_a_chart_and_a_table() -> None:
    rows = (("France", 9), ("China", 4), ("Japan", 1))
    page = draw(replace(PLAIN, columns=("country", "labs"), rows=rows))
    assert page.get("arrow_vega_lite_chart") or page.get("vega_lite_chart")
    assert list(page.dataframe[0].value["labs"]) == [9, 4, 1]


@pytest.mark.parametrize("text", ["[2] and [99]", "[1](http://x)", "![1](x)"])
def test_only_marks_of_its_own_citations_are_links(text: str) -> None:
    told = next(one for one in htmls(draw(replace(PLAIN, text=text))) if "sx-answer" in one)
    assert 'href="http' not in told
    assert told.count("<a ") == text.count("[1]")


LAW = replace(FIRST, n=3, quote="enacted", title="Table of laws", statement="00" * 16)
QUOTED = replace(
    PLAIN, status="passages", lead="Not plainly said. Found:",
    text='Not plainly said. Found: "7" [1] (Card of X) "8" [2] (Table of B) X is enacted [3].\nNot checked: Nine.',
    tail="X is enacted [3]. Not checked: Nine.", citations=(FIRST, replace(SECOND, quote="**8** billion"), LAW),
)  # fmt: skip


def test_each_quote_stands_by_itself_and_what_is_said_of_them_before_and_behind() -> None:
    page = draw(QUOTED)
    told = next(one for one in htmls(page) if "Quoted, not computed" in one)
    assert told.count('class="sx-said"') == 2
    assert "<b>parameters" not in told
    assert "“<bdi>8 billion</bdi>”" in told
    order = (
        "Not plainly said",
        'id="cite-p0-1"',
        'id="cite-p0-2"',
        'X is enacted <a class="sx-cite" href="#cite-p0-3"',
    )
    assert [told.index(one) for one in order] == sorted(told.index(one) for one in order)
    assert 'id="cite-p0-3"' not in told
    (left,) = [one for one in htmls(page) if 'id="cite-p0-3"' in one]
    assert 'id="cite-p0-1"' not in left


def test_prose_that_cites_passages_is_shown_as_it_is() -> None:
    told = next(
        one for one in htmls(draw(replace(QUOTED, lead="", tail="", read_by="scripted:one"))) if "sx-answer" in one
    )
    assert "sx-said" not in told
    assert 'href="#cite-p0-2"' in told


def test_the_titles_of_the_nearest_queries_are_left_to_their_links() -> None:
    refused = Answer(
        question="Labs?", status="no_answer", reason="Not known.", nearest=("sextant cypher no-such-query",),
        text="Not known. Nearest to it on record: Labs of a country.\nSaid and not checked: Nine.",
    )  # fmt: skip
    told = next(one for one in htmls(draw(refused)) if "sx-answer" in one)
    assert "Nearest to it" not in told
    assert "Not known.<br>Said and not checked: Nine." in told


def test_each_part_says_what_it_answers_and_below_all_stands_what_was_not_checked() -> None:
    parts = (replace(PLAIN, question="First?"), replace(PLAIN, question="Second?", text="Y has 8 [1]."))
    whole = replace(PLAIN, text="(1) First?\nX has 7 [1].\n\n(2) Second?\nY has 8 [1].\n\nNot checked: Ten.")
    told = "\n".join(htmls(draw(*parts, whole=whole)))
    assert told.index("First?") < told.index("X has 7") < told.index("Second?") < told.index("Not checked: Ten.")


def test_a_past_day_is_explained() -> None:
    assert any("without a date" in one.value for one in draw(replace(PLAIN, as_of="2024-05-01")).caption)
    assert not any("without a date" in one.value for one in draw(PLAIN).caption)


def test_a_question_longer_than_its_field_stands_above_its_answer() -> None:
    assert not any("sx-asked" in one for one in htmls(draw(PLAIN)))
    for question, look in (("Which <b> " + "x" * 40, "longish"), ("Which <b> " + "x" * 200, "long")):
        told = next(one for one in htmls(draw(replace(PLAIN, question=question))) if "sx-asked" in one)
        assert f'sx-asked {look}"' in told
        assert "Which &lt;b&gt;" in told
