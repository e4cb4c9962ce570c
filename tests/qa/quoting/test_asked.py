"""What a question asks for: kinds of answers, names, numbers of names, what is counted."""

import pytest

from qa.quoting.asked import Asked, read_asked
from qa.quoting.types import SaidName

COMMON = {"owl": 1.0, "report": 2.0, "longest": 2.0, "which": 1.0}


def rarity(word: str) -> float:
    return COMMON.get(word, 8.0)


def asked(question: str, *said: SaidName) -> Asked:
    return read_asked(question, said, rarity)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What does the ferry cost?", "money"),
        ("How much was the owner fined?", "money"),
        ("What penalty does the act set?", "penalty"),
        ("How soon must an accident be reported?", "duration"),
        ("What share of ferries is inspected?", "share"),
        ("What's their share of the harbour?", "share"),
        ("How far do ferries get in the test?", "percent"),
        ("How many ferries are there?", "number"),
        ("When did the act take effect?", "date"),
        ("Who inspects ferries?", None),
        ("Why do drivers rest?", None),
    ],
)
def test_the_kind_of_figure_asked_for(question: str, kind: str | None) -> None:
    strict = asked(question).strict
    assert (strict.name if strict else None) == kind


@pytest.mark.parametrize(
    ("question", "kind"), [("Who inspects ferries?", "who"), ("Why do drivers rest?", "why"), ("May owls sing?", "may")]
)
def test_other_kinds_are_asked_for_too(question: str, kind: str) -> None:
    assert kind in [one.name for one in asked(question).kinds]


@pytest.mark.parametrize(
    ("kind", "text", "shown"),
    [
        ("How much does it cost?", "It costs $40.", True),
        ("How much does it cost?", "It costs 40 million dollars.", True),
        ("How much does it cost?", "The portal is studied under (1).", False),
        ("How soon must it be reported?", "within ten days after the accident", True),
        ("How soon must it be reported?", "as the office sees fit", False),
        ("What share is inspected?", "It inspects 40% of them.", True),
        ("What share is inspected?", "It inspects 40 ferries.", False),
        ("How many are there?", "There are forty of them.", True),
        ("How many are there?", "as paragraph (3) says", False),
        ("When does it begin?", "It begins on 1 May 2026.", True),
    ],
)
def test_an_answer_shows_the_kind(kind: str, text: str, shown: bool) -> None:
    strict = asked(kind).strict
    assert strict is not None
    assert strict.shown_in(text) is shown


def names(question: str, *said: SaidName) -> set[str]:
    return {name.names[0] for name in asked(question, *said).names}


def test_words_with_capitals_and_figures_are_names_but_not_at_the_head_of_a_sentence() -> None:
    assert names("Longest report of Norland on A9 ferries?") == {"Norland", "A9"}


def test_a_word_at_the_head_that_is_hardly_known_is_a_name() -> None:
    assert names("Nordavia: may owls sing?") == {"Nordavia"}


def test_words_that_tell_no_thing_are_no_names() -> None:
    assert names("Which AI report of 2025 is it?") == set()


def test_a_known_name_is_met_by_any_of_its_names() -> None:
    (name,) = asked("What of Norland?", SaidName(start=8, end=15, names=("Norland", "Norlandic"))).names
    assert name.within(frozenset(("norland", "law")))
    assert name.within(frozenset(("norland",)))
    assert not name.within(frozenset(("sudland",)))


def test_a_name_keeps_its_number_and_a_year_is_none() -> None:
    assert asked("How was Lark Large 2 trained?").versions == ("large2",)
    assert asked("What happened in Norland 2025?").versions == ()


def test_places_in_an_order_are_kept_in_all_spellings() -> None:
    assert asked("Which is the third-largest ferry?").ordinals == (("third", "3rd", "#3"),)


def test_what_is_counted_is_found() -> None:
    question = asked("How many volunteers recorded larks?")
    assert [question.text[a:b] for a, b in question.counted][:1] == ["volunteers"]
    assert asked("Who recorded larks?").counted == ()


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which ferries of Norland are named twice at 100%?", {"Norland"}),
        ("Norland says it has 34,000 ferries: is it so?", {"Norland"}),
        ("What does section 230 say of Norland?", {"Norland", "230"}),
        ("Does Rule 14 bind Norland?", {"Rule", "14", "Norland"}),
        ("Which ferries couldn't sail to Norland?", {"Norland"}),
    ],
)
def test_a_quantity_is_no_name_and_the_number_of_a_thing_is(question: str, expected: set[str]) -> None:
    assert names(question) == expected


def test_names_that_are_joined_are_told_from_names_that_are_not() -> None:
    beside = {name.names[0]: name.beside for name in asked("Of Norland and Sudland, what does Estland say?").names}
    assert beside["Norland"] == beside["Sudland"] != 0
    assert beside["Estland"] == 0


def test_a_name_with_its_number_keeps_no_ending() -> None:
    assert asked("What was Lark's 2 trained on?").versions == ("lark2",)


def test_a_word_that_only_begins_as_a_sum_asks_for_none() -> None:
    assert asked("Were fine-tuned copies covered?").strict is None
