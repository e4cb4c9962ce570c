"""Refusals: what no record holds is told by how it is asked, and what was understood and what is missing is said."""

import pytest

from graph.ontology import Ontology
from qa.desk import Desk
from qa.found import Named, names_in
from qa.refusing import asks_for_things, limit_of, why_not

CERTAIN = [
    ("Begin with Yes or No. Will the agency publish the list?", "commitment"),
    ("Will you commit to handing over the files?", "commitment"),
    ("Should we buy the H100 or wait?", "advice"),
    ("Which of these should I pick for a bot that answers customers?", "advice"),
    ("What do you think of the new rules?", "verdict"),
    ("Is that not a conflict of interest?", "verdict"),
    ("Have the export controls been effective?", "verdict"),
    ("When will they stop giving weights away?", "forecast"),
    ("Will the bill pass this year?", "forecast"),
    ("Follow the curve: who is ahead then?", "forecast"),
]
LIKELY = [
    ("Will Kimi-K5 have open weights?", "forecast"),
    ("Why did the lab withdraw it?", "motive"),
    ("Should the bureau list foundational technologies?", "verdict"),
    ("Which sizes am I allowed to build a product on?", "ruling"),
    ("When will the B300 be cleared for export?", "forecast"),
]
PLAIN = [
    "Which models has DeepSeek released?",
    "What must a provider do before it places a system on the market?",
    "How many parameters does GPT-4 have?",
    "What was the effective date of the Colorado AI Act?",
    "Which licence does Llama 3 have?",
    "Who is responsible for the register?",
    "How soon must a firm retrain so that banned output does not come back?",
    "What penalty may the agency impose?",
    "Which labs shall report, and to whom?",
]


@pytest.mark.parametrize(("question", "kind"), CERTAIN)
def test_what_can_be_nothing_else_is_told_for_certain(question: str, kind: str) -> None:
    limit = limit_of(question, certain=True)
    assert limit is not None
    assert limit.kind == kind


@pytest.mark.parametrize(("question", "kind"), LIKELY)
def test_what_a_text_may_well_say_is_told_only_where_none_does(question: str, kind: str) -> None:
    limit = limit_of(question)
    assert limit is not None
    assert limit.kind == kind
    assert limit_of(question, certain=True) is None


@pytest.mark.parametrize("question", PLAIN)
def test_a_question_of_fact_is_no_such_thing(question: str) -> None:
    assert limit_of(question) is None


@pytest.mark.parametrize(
    ("question", "picks"),
    [
        ("For how many models is the size known?", True),
        ("Which open chips fall short of the rule?", True),
        ("Which makers of open models are left?", True),
        ("Which law requires a watermark?", False),
        ("What must providers of models report?", False),
    ],
)
def test_what_picks_or_counts_things_is_told_from_what_a_text_may_say(question: str, picks: bool, field: Desk) -> None:
    assert asks_for_things(question, names_in(question, field), field.ontology) is picks


def reason(question: str, desk: Desk, grammar: str = "", before: str = "") -> str:
    def names(text: str) -> tuple[Named, ...]:
        return names_in(text, desk) if text else ()

    return why_not(question, names, desk.ontology, grammar, before)


def test_a_refusal_says_what_was_understood_and_what_is_missing(field: Desk) -> None:
    said = reason("How many customers has NVIDIA turned away for its chips?", field)
    assert "NVIDIA (organization)" in said
    assert "it asks about chips" in said
    assert '"customers"' in said
    assert '"turned"' in said
    assert '"how"' not in said


def test_a_name_that_is_not_on_record_is_told_as_the_grammar_tells_it(field: Desk) -> None:
    grammar = 'Nothing called "Zebra-9" is on record.'
    assert grammar in reason("Who developed Zebra-9?", field, grammar)


def test_words_that_are_known_but_not_connected_are_told_to_be(field: Desk) -> None:
    said = reason("DeepSeek-V3 of H100", field)
    assert "DeepSeek-V3 (model), H100 (chip)" in said
    assert "No relation or property on record connects them" in said


def test_a_part_is_understood_with_what_it_looks_back_on(field: Desk) -> None:
    assert "GPT-4 (model)" in reason("how sure is anyone?", field, before="What is the size of GPT-4?")


def test_a_limit_comes_first_and_no_verdict_follows(field: Desk) -> None:
    said = reason("Have the rules on the H100 been effective?", field)
    assert said.startswith("This asks for a verdict")
    assert "H100 (chip)" in said


def test_of_words_that_mean_nothing_here_that_is_said(ontology: Ontology, desk: Desk) -> None:
    assert "None of its words" in reason("what is it then?", desk)
    assert ontology.digest == desk.ontology.digest
