"""Answers from record, names and graph about films: rows, citations, disputes, questions back, refusals."""

import json

import pytest

from graph.record.lens import Lens
from qa.answer import answer
from qa.desk import Desk
from qa.reply import Answer

KEYS = [
    "id", "question", "status", "text", "values", "columns", "rows", "entities", "understood", "cypher", "params",
    "as_of", "parts", "citations", "readings", "nearest", "ms",
]  # fmt: skip


def ask(question: str, desk: Desk) -> Answer:
    return answer(question, desk)


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("Which films did Jean Vigo direct?", ["L'Atalante", "Zéro de conduite"]),
        ("Jean Vigo's films", ["L'Atalante", "Zéro de conduite"]),
        ("Who directed Zéro de conduite?", ["Jean Vigo"]),
        ("How many films has Gaumont produced?", [2]),
        ("When was L'Atalante released?", ["1934-04-24"]),
        ("When did The Hitch-Hiker premiere?", ["1953"]),
        ("What languages are spoken in Cléo from 5 to 7?", None),
        ("Languages of Cléo from 5 to 7?", ["French", "Italian"]),
        ("How long does Cléo from 5 to 7 run?", [90]),
        ("Which genre does L'Atalante belong to?", ["drama"]),
        ("Which films produced by Gaumont belong to the genre drama?", ["L'Atalante"]),
        ("Which films by Jean Vigo belong to drama?", ["L'Atalante"]),
        ("films by Jean Vigo that do not belong to drama", ["Zéro de conduite"]),
        ("films directed by Jean Vigo or by Ida Lupino", ["L'Atalante", "The Hitch-Hiker", "Zéro de conduite"]),
        ("silent films produced by Gaumont", ["Zéro de conduite"]),
        ("restricted films", ["Zéro de conduite"]),
        ("Which films follow The Mariner Returns?", ["The Mariner Forever"]),
        ("Which films follow The Mariner, directly or indirectly?", ["The Mariner Forever", "The Mariner Returns"]),
        ("Which studios produced films directed by Jean Vigo?", ["Gaumont"]),
        ("Did Jean Vigo direct L'Atalante?", [True]),
        ("Did Jean Vigo direct The Hitch-Hiker?", [False]),
        ("Is Zéro de conduite silent?", [True]),
        ("Is The Hitch-Hiker restricted?", [False]),
        ("films in the Italian language", ["Cléo from 5 to 7"]),
        ("French films", None),
        ("Did Ida Lupino act in Open?", [True]),
    ],
)
def test_values(question: str, values: list[object] | None, desk: Desk) -> None:
    found = ask(question, desk)
    if values is None:
        assert found.status == "no_answer", found.text
    else:
        assert found.status == "answered", found.text
        assert sorted(found.values, key=str) == sorted(values, key=str)


def test_how_many_is_as_many_as_which(desk: Desk) -> None:
    for who in ("Jean Vigo", "Ida Lupino", "Agnès Varda"):
        which = ask(f"Which films did {who} direct?", desk)
        many = ask(f"How many films did {who} direct?", desk)
        assert many.values == (len(which.rows),)


def test_not_and_its_opposite_part_the_set(desk: Desk) -> None:
    all_ = set(ask("films by Jean Vigo", desk).values)
    of = set(ask("films by Jean Vigo that belong to drama", desk).values)
    rest = set(ask("films by Jean Vigo that do not belong to drama", desk).values)
    assert of | rest == all_
    assert of & rest == set()


def test_every_value_has_a_citation_whose_quote_says_it(desk: Desk) -> None:
    found = ask("Which films did Jean Vigo direct?", desk)
    assert [c.n for c in found.citations] == [1, 2]
    assert {c.quote for c in found.citations} == {
        "Person:Jean Vigo DIRECTED imdb:tt0024844",
        "Person:Jean Vigo DIRECTED imdb:tt0024803",
    }
    assert all(f"[{c.n}]" in found.text for c in found.citations)
    assert found.entities["L'Atalante"].id == "imdb:tt0024844"
    assert "tt0024844" in found.entities["L'Atalante"].names


def test_a_chain_is_cited_step_by_step(desk: Desk) -> None:
    found = ask("Which films follow The Mariner, directly or indirectly?", desk)
    assert {c.quote for c in found.citations} == {"Film:The Mariner Returns SEQUEL_OF Film:The Mariner"} | {
        "Film:The Mariner Forever SEQUEL_OF Film:The Mariner Returns"
    }


def test_a_count_names_the_query_and_witnesses(desk: Desk) -> None:
    found = ask("How many films has Gaumont produced?", desk)
    assert "counted by the query" in found.text
    assert "[1]" in found.text
    assert "count(DISTINCT x)" in found.cypher
    assert found.params == {"p1": ["Studio:gaumont"]}


def test_values_that_differ_are_all_told_with_who_says_them(desk: Desk) -> None:
    found = ask("What is the running time of L'Atalante?", desk)
    assert found.status == "disputed"
    assert "89 according to The Archive [1]" in found.text
    assert "65 according to The Guide [2]" in found.text
    assert found.values == (89,)


def test_things_that_differ_where_there_is_one_at_a_time_are_told_too(desk: Desk) -> None:
    found = ask("Which film does The Mariner Forever follow?", desk)
    assert found.status == "disputed"
    assert found.values == ("The Mariner Returns",)
    assert "The Mariner according to The Guide" in found.text


def test_a_name_of_two_things_is_asked_back_with_questions_that_can_be_asked(desk: Desk) -> None:
    found = ask("Who directed Solaris?", desk)
    assert found.status == "ambiguous"
    assert len(found.readings) == 2
    given = {value for reading in found.readings for value in ask(reading, desk).values}
    assert given == {"Andrei Tarkovsky", "Steven Soderbergh"}


def test_a_name_of_two_things_of_which_one_answers_is_no_question(desk: Desk) -> None:
    assert ask("Did Andrei Tarkovsky direct Solaris?", desk).status in ("answered", "ambiguous")


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("When was Zéro de conduite released?", "The record holds no release date of Zéro de conduite."),
        ("Who produced Cléo from 5 to 7?", "The record holds no producers of Cléo from 5 to 7."),
        ("Which films did Orson Welles direct?", 'Nothing called "Orson" is on record.'),
        ("Is Zéro de conduite a sequel to L'Atalante?", "The record does not say whether"),
    ],
)
def test_silence_of_the_record_is_told(question: str, reason: str, desk: Desk) -> None:
    found = ask(question, desk)
    assert found.status == "no_answer"
    assert found.reason.startswith(reason)
    assert found.rows == ()


def test_the_json_form_has_the_keys_of_the_contract(desk: Desk) -> None:
    told = answer("Who directed L'Atalante?", desk, id="q1").as_json()
    assert list(told) == KEYS
    assert told["id"] == "q1"
    assert told["as_of"] == "2026-03-02"
    assert told["citations"][0]["document"] == {  # type: ignore[index,call-overload]
        "title": "The Archive", "url": "https://films.example/archive",
        "publisher": "The Archive", "published": "2024-05-17",
    }  # fmt: skip
    assert json.loads(json.dumps(told)) == told
    refused = answer("Why?", desk).as_json()
    assert list(refused) == [*KEYS, "reason"]


def test_a_lens_narrows_the_witnesses_and_says_its_day(desk: Desk) -> None:
    """The graph of this desk is the record's as it stands; witnesses alone are narrowed here."""
    guide = Desk(
        ontology=desk.ontology, names=desk.names, graph=desk.graph, record=desk.record, today=desk.today,
        lens=Lens(as_of="2026-03-01"),
    )  # fmt: skip
    found = ask("How long does Cléo from 5 to 7 run?", guide)
    assert found.as_of == "2026-03-01"
    assert found.status == "answered"
