"""Questions about three small documents: quoted by whole sentences, or refused with what is missing."""

import dataclasses
from itertools import pairwise

import pytest

from qa.quoting.answering import quoted, windows
from qa.quoting.asked import read_asked
from qa.quoting.data import say
from qa.quoting.told import doubted
from qa.quoting.types import Quoted
from qa.reply import Answer
from tests.qa.quoting.shelf import BOAT, Shelf, candidate, shelf

ENDS = (".", "?", "!")


def ask(question: str, library: Shelf | None = None) -> Quoted:
    return quoted(question, (), library or shelf())


@pytest.mark.parametrize(
    ("question", "within"),
    [
        ("How soon must the owner of a ferry tell the harbour office about a crash in Norland?", "within ten days"),
        ("What is the fine in Norland for an owner who does not report?", "$400"),
        ("Why must train drivers in Sudland take a rest?", "because tired drivers miss signals"),
        ("How many recordings was Lark Large 2 trained on?", "3 million recordings"),
    ],
)
def test_the_sentence_that_answers_is_quoted(question: str, within: str) -> None:
    found = ask(question)
    assert any(within in quote.text for quote in found.quotes), found


def test_quotes_are_one_to_three_whole_sentences_as_they_stand() -> None:
    found = ask("How soon must the owner of a ferry tell the harbour office about a crash in Norland?")
    for quote in found.quotes:
        assert quote.text == quote.candidate.text[quote.start : quote.end]
        assert quote.text.endswith(ENDS)
        assert quote.start == 0 or quote.candidate.text[: quote.start].rstrip().endswith(ENDS)
        assert 1 <= quote.text.count(". ") + 1 <= 3


def test_no_more_than_three_quotes_and_none_over_another() -> None:
    found = ask("What must the owner of a ferry in Norland do?")
    assert len(found.quotes) <= 3
    spans = sorted((quote.candidate.document, quote.start, quote.end) for quote in found.quotes)
    assert all(a[0] != b[0] or a[2] <= b[1] for a, b in pairwise(spans))


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("How soon must an accident of a ferry be reported in Estland?", "names"),
        ("How many recordings was Lark Large 3 trained on?", "names"),
        ("How much do train drivers in Sudland pay for the cab?", "figure"),
    ],
)
def test_a_question_that_no_document_answers_is_refused_with_what_is_missing(question: str, missing: str) -> None:
    found = ask(question)
    assert found.quotes == ()
    assert found.missing == missing


def test_a_question_about_something_else_is_refused() -> None:
    assert ask("why is the moon made of green cheese according to bakers and astronomers").quotes == ()


def test_nothing_on_the_shelf_is_a_refusal() -> None:
    assert ask("What must the owner of a ferry do?", Shelf(())).quotes == ()


def test_figures_of_two_documents_that_differ_are_kept() -> None:
    library = Shelf(
        (
            candidate(1, "Gazette", "The Norland ferry Swift was bought by the harbour for $20 million in May."),
            candidate(2, "Courier", "The Norland ferry Swift was bought by the harbour at a price of $40 million."),
        )
    )
    question = "At what price was the Norland ferry Swift bought by the harbour?"
    assert {figure.said for figure in ask(question, library).differing} == {"$20 million", "$40 million"}


def test_figures_that_agree_within_rounding_do_not_differ() -> None:
    library = Shelf(
        (
            candidate(1, "Gazette", "The Norland ferry Swift was bought by the harbour for $20 million in May."),
            candidate(2, "Courier", "The Norland ferry Swift was bought by the harbour for $20.3 million in all."),
        )
    )
    assert ask("At what price was the Norland ferry Swift bought by the harbour?", library).differing == ()


@pytest.mark.parametrize(("other", "told"), [("3 May 2024", {"12 March 2024", "3 May 2024"}), ("March 2024", set())])
def test_dates_of_two_documents_that_differ_are_kept(other: str, told: set[str]) -> None:
    library = Shelf(
        (
            candidate(
                1, "Gazette", "The Norland Ferry Act was signed by the governor on 12 March 2024 at the harbour."
            ),
            candidate(2, "Courier", f"The Norland Ferry Act was signed by the governor in {other} before the crowd."),
        )
    )
    found = ask("When was the Norland Ferry Act signed by the governor?", library)
    assert len({quote.candidate.document for quote in found.quotes}) == 2
    assert {figure.said for figure in found.differing} == told


def test_of_joined_names_one_is_enough_for_a_quote() -> None:
    found = ask("What must owners of ferries and drivers of trains do in Norland and Sudland?")
    assert {quote.candidate.title for quote in found.quotes} == {one.title for one in shelf().documents[:2]}


def test_a_refusal_names_the_documents_that_were_found_first() -> None:
    assert ask("How soon must an accident of a ferry be reported in Estland?").near[0] == shelf().documents[0].title


def test_a_name_in_the_title_counts_for_the_sentences_below_it() -> None:
    asked = read_asked("When may the office of Norland inspect a ferry?", (), shelf().rarity)
    met = {w.candidate.document: w.measures["met"] for w in windows(asked, shelf())}
    assert met == {1: 1.0, 2: 0.0, 3: 0.0}


def test_a_name_elsewhere_in_a_long_document_on_other_matters_does_not_count() -> None:
    long = candidate(4, "News of the week", BOAT + "\n\n" + "Bread was dear. " * 1000 + "Quarks was opened.")
    part = dataclasses.replace(long, end=len(BOAT))
    library = Shelf((part,))
    asked = read_asked("How much is a ferry fined by Quarks?", (), library.rarity)
    assert {w.measures["met"] for w in windows(asked, library)} == {0.0}


def test_an_answer_that_is_doubted_says_so_and_nothing_else_changes() -> None:
    text = f'{say("head_one")} "Owls." [1]'
    told = doubted(Answer(question="Q", status="passages", text=text, lead=say("head_one")))
    assert told.text == f'{say("unsure_one")} "Owls." [1]'
    assert told.lead == say("unsure_one")
    assert doubted(Answer(question="Q", status="no_answer", text="None.")).text == "None."
