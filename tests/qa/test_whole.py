"""Texts of several questions answered: part by part, numbered through, and refused with what is nearest."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answer import answer
from qa.desk import Desk
from qa.found import Named, names_in
from qa.nearest import Suggestion
from qa.reply import Answer
from qa.several import split
from qa.whole import BEST, Ways, answer_whole

QUESTIONS = [
    "Which films did Jean Vigo direct?",
    "How many films has Gaumont produced?",
    "When was L'Atalante released?",
    "Who directed Zéro de conduite?",
    "Is Zéro de conduite silent?",
]
REFUSED = "Which films are the very best?"


def suggested(_question: str, _named: object) -> tuple[Suggestion, ...]:
    one = Suggestion(name="films", title="All films", command="sextant cypher films", given={}, examples={}, score=1.0)
    return (one,)


def quoted(question: str) -> Answer:
    """Quote one film's text for every question about it, and nothing for others."""
    if "best" in question:
        return Answer(question=question, status="passages", text="It is said to be good.")
    return Answer(question=question, status="no_answer", text="Nothing bears on it.")


def ask(text: str, desk: Desk, *, quote: bool = False, always: bool = False) -> Answer:
    ways = Ways(
        compute=lambda one: answer(one, desk),
        quote=quoted if quote else None,
        nearest=suggested,
        always=always,
    )
    return answer_whole(text, desk, ways)


def test_one_question_has_no_parts_and_is_answered_as_it_is(desk: Desk) -> None:
    found = ask(QUESTIONS[0], desk)
    assert (found.status, found.parts) == ("answered", ())
    assert found.text == answer(QUESTIONS[0], desk).text


def test_the_citations_of_parts_are_numbered_through(desk: Desk) -> None:
    found = ask(" ".join(QUESTIONS), desk)
    assert [part.status for part in found.parts] == ["answered"] * len(QUESTIONS)
    assert [one.n for one in found.citations] == list(range(1, len(found.citations) + 1))
    assert found.citations == tuple(one for part in found.parts for one in part.citations)
    for part in found.parts:
        assert {int(n) for n in re.findall(r"\[(\d+)\]", part.text)} <= {one.n for one in part.citations}
        assert part.text in found.text


def test_the_status_of_the_whole_is_the_best_of_its_parts(desk: Desk) -> None:
    assert ask(f"{QUESTIONS[0]} {REFUSED}", desk).status == "answered"
    assert ask(f"{REFUSED} {REFUSED}", desk).status == "no_answer"
    assert ask(f"{REFUSED} Who made the worst?", desk, quote=True).status == "passages"
    assert ask(f"{REFUSED} {QUESTIONS[1]}", desk, quote=True).status == "answered"
    assert BEST[0] == "answered"
    assert BEST[-1] == "no_answer"


def test_a_pronoun_takes_the_name_of_the_part_before(desk: Desk) -> None:
    found = ask("Who directed L'Atalante, and when was it released?", desk)
    assert [part.values for part in found.parts] == [("Jean Vigo",), ("1934-04-24",)]


def test_a_pronoun_that_may_mean_several_things_is_not_guessed(desk: Desk) -> None:
    found = ask("Which films did Jean Vigo direct? Who is their best actor?", desk)
    assert [part.status for part in found.parts] == ["answered", "no_answer"]


def test_what_the_text_claims_is_said_not_to_be_checked(desk: Desk) -> None:
    found = ask("L'Atalante was shot in 1970. Who directed it?", desk)
    assert found.values == ("Jean Vigo",)
    assert "not checked: L'Atalante was shot in 1970." in found.text


def test_who_asks_changes_nothing(desk: Desk) -> None:
    assert ask(f"I am a journalist. {QUESTIONS[0]}", desk).values == ask(QUESTIONS[0], desk).values


def test_what_narrows_a_question_is_never_dropped(desk: Desk) -> None:
    assert ask("Which films did Jean Vigo direct? Only those that nobody saw.", desk).status == "no_answer"


def test_a_refusal_says_why_and_what_is_nearest(desk: Desk) -> None:
    found = ask("Which films by Jean Vigo won the grandest prizes?", desk)
    assert found.status == "no_answer"
    assert "Jean Vigo (person)" in found.text
    assert "grandest prizes" in found.text
    assert "no answer to it: All films" in found.text
    assert found.nearest == ("sextant cypher films",)
    assert "All films" not in found.reason


def test_nearest_queries_come_with_an_answer_on_request_alone(desk: Desk) -> None:
    assert ask(QUESTIONS[0], desk).nearest == ()
    assert ask(QUESTIONS[0], desk, always=True).nearest == ("sextant cypher films",)


def test_passages_are_no_answer_to_what_asks_for_a_verdict(desk: Desk) -> None:
    assert ask("What do you think is the best film?", desk, quote=True).status == "no_answer"
    assert ask("Which is the best film?", desk, quote=True).status == "passages"


def test_the_meaning_of_a_word_is_not_taken_for_the_things_it_fits(desk: Desk) -> None:
    assert ask("What is 'silent'?", desk).status == "no_answer"
    assert ask("Which films are silent?", desk).status == "answered"


def test_the_json_of_an_answer_has_its_parts_without_id_and_question(desk: Desk) -> None:
    told = ask(f"{QUESTIONS[0]} {QUESTIONS[1]}", desk).as_json()
    parts = told["parts"]
    assert isinstance(parts, list)
    assert len(parts) == 2
    assert all(isinstance(part, dict) and not {"id", "question"} & part.keys() for part in parts)
    assert told["question"] == f"{QUESTIONS[0]} {QUESTIONS[1]}"


JOINS = ["{a} {b}", "{a}\n{b}", "1. {a}\n2. {b}", "- {a}\n- {b}", "I am a student. {a} {b} Thanks!", "{a} And {b}"]


@given(pair=st.lists(st.sampled_from(QUESTIONS), min_size=2, max_size=2), join=st.sampled_from(JOINS))
def test_two_questions_are_answered_as_each_alone(pair: list[str], join: str, desk: Desk) -> None:
    found = ask(join.format(a=pair[0], b=pair[1]), desk)
    assert [part.values for part in found.parts] == [ask(one, desk).values for one in pair]


PIECES = [*QUESTIONS, "it", "and", "; ", "\n- ", "1) ", "?", ". ", ",", "those", "Only", "in"]


@given(text=st.text(max_size=200) | st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join))
def test_any_text_is_taken_apart_into_texts_that_can_be_asked(text: str, desk: Desk) -> None:
    def names(said: str) -> tuple[Named, ...]:
        return names_in(said, desk)

    found = split(text, names, desk.ontology)
    assert found.parts
    assert all(part.asked.strip() or not text.strip() for part in found.parts)
    assert split(text, names, desk.ontology) == found


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question_alone_stays_as_it_is(text: str, desk: Desk) -> None:
    def names(said: str) -> tuple[Named, ...]:
        return names_in(said, desk)

    (part,) = split(text, names, desk.ontology).parts
    assert (part.text, part.said, part.open) == (text, text, False)


def test_passages_are_no_answer_to_what_is_understood_and_not_on_record(desk: Desk) -> None:
    def always(question: str) -> Answer:
        return Answer(question=question, status="passages", text="A page says something.")

    ways = Ways(compute=lambda one: answer(one, desk), quote=always, nearest=suggested)
    silent = answer_whole("What is the rating of Cléo from 5 to 7?", desk, ways)
    assert (silent.status, silent.nearest) == ("no_answer", ("sextant cypher films",))
    assert "holds no" in silent.text
    assert answer_whole("What is said of Cléo from 5 to 7?", desk, ways).status == "passages"


def test_what_speaks_of_something_that_was_never_said_is_not_searched_for(desk: Desk) -> None:
    ways = Ways(compute=lambda one: answer(one, desk), quote=lambda one: quoted(f"{one} best"), nearest=suggested)
    found = answer_whole("Why do they give the rights away?", desk, ways)
    assert found.status == "no_answer"
    assert "ask it with the name" in found.text
    assert answer_whole("Why do critics like Jean Vigo?", desk, ways).status == "passages"
