"""A model's query: guarded, told what is wrong, and answered by our own code from statements, or not at all."""

import json

import pytest

from graph.engine import Graph
from qa.desk import Desk
from qa.model.querying import TRIES, Tried, by_query, cypher_in
from qa.model.types import Model
from tests.qa.films import ATALANTE, CLEO, HIKER, ZERO
from tests.qa.model.scripted import Scripted, cypher, guard_of

VIGO = "Which films did Jean Vigo helm?"
GOOD = "MATCH (p:Person)-[r:DIRECTED]->(f:Film) WHERE p.name = 'Jean Vigo' RETURN f"


def ask(question: str, desk: Desk, *lines: str) -> tuple[Tried, Scripted]:
    chat = Scripted(lines)
    return by_query(question, Model(name="scripted:one", chat=chat), desk, guard_of(desk)), chat


def digest(graph: Graph) -> object:
    return graph.read("MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n) AS n, count(r) AS r").rows


def test_rows_sentence_and_citations_are_made_from_statements(desk: Desk) -> None:
    answer = ask(VIGO, desk, cypher(GOOD))[0].answer
    assert answer is not None
    assert (answer.status, answer.read_by, answer.cypher) == ("answered", "scripted:one", GOOD)
    assert sorted(map(str, answer.values)) == ["L'Atalante", "Zéro de conduite"]
    assert {one.id for one in answer.entities.values()} == {ATALANTE, ZERO}
    assert {one.quote for one in answer.citations} == {f"Person:Jean Vigo DIRECTED {film}" for film in (ATALANTE, ZERO)}
    assert "scripted:one" in answer.text
    assert "[1]" in answer.text
    assert "[2]" in answer.text
    assert answer.as_json()["read_by"] == "scripted:one"


def test_a_value_is_cited_by_the_statement_that_says_it_and_a_dispute_is_shown(desk: Desk) -> None:
    query = f"MATCH (f:Film {{id: '{ATALANTE}'}}) RETURN f.name AS film, f.runtime_min AS minutes"
    answer = ask("How lengthy is L'Atalante?", desk, cypher(query))[0].answer
    assert answer is not None
    assert answer.rows == (("L'Atalante", 89),)
    assert answer.status == "disputed"
    assert "runtime of L'Atalante" in answer.text or "length of L'Atalante" in answer.text
    assert "65" in answer.text
    assert {one.quote for one in answer.citations} >= {f"{ATALANTE} runtime_min 89", f"{ATALANTE} runtime_min 65"}


def test_a_number_says_that_it_was_computed_and_cites_some_of_what_it_went_over(desk: Desk) -> None:
    query = "MATCH (p:Person {name: 'Jean Vigo'})-[:DIRECTED]->(f:Film) RETURN count(f) AS films"
    answer = ask("How many films did Jean Vigo helm?", desk, cypher(query))[0].answer
    assert answer is not None
    assert answer.values == (2,)
    assert answer.citations
    assert "computed by the query" in answer.text


def test_groups_are_counted_each_with_a_witness(desk: Desk) -> None:
    query = "MATCH (p:Person)-[:DIRECTED]->(f:Film) RETURN p, count(f) AS films ORDER BY films DESC"
    answer = ask("How many films did each person helm?", desk, cypher(query))[0].answer
    assert answer is not None
    assert answer.rows[0] == ("Jean Vigo", 2)
    assert len(answer.citations) >= len(answer.rows)


def test_an_error_and_an_empty_result_go_back_with_the_reason_at_most_twice(desk: Desk) -> None:
    wrong = "MATCH (p:Person {name: 'Jean Vigo'})-[:DIRECTS]->(f:Film) RETURN f"
    tried, chat = ask(VIGO, desk, cypher("MATCH (p:Person RETURN p"), cypher(wrong), cypher(GOOD))
    assert tried.answer is not None
    assert "DIRECTED" in chat.heard[2][-1].text
    tried, chat = ask(VIGO, desk, cypher(wrong))
    assert tried.answer is None
    assert len(chat.heard) == TRIES
    assert "DIRECTS" in tried.why


WRITES = [
    "CREATE (n:Film {name: 'Jean Vigo'}) RETURN n",
    "MATCH (p:Person {name: 'Jean Vigo'})-[r:DIRECTED]->(f:Film) DETACH DELETE f",
    "MATCH (p:Person {name: 'Jean Vigo'})-[r:DIRECTED]->(f:Film) SET f.name = 'x' RETURN f",
    "MATCH (p:Person {name: 'Jean Vigo'}) MERGE (p)-[:DIRECTED]->(f:Film {name: 'New'}) RETURN f",
    "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "CALL dbms.components()",
    "MATCH (f:Film) RETURN f; MATCH (n) DETACH DELETE n",
    "UNWIND range(1, 100000000000) AS i RETURN count(i) AS n",
]


@pytest.mark.parametrize("query", WRITES)
def test_what_does_more_than_read_is_refused_and_changes_nothing(desk: Desk, query: str) -> None:
    before = digest(desk.graph)
    tried, _ = ask(VIGO, desk, cypher(query))
    assert tried.answer is None
    assert digest(desk.graph) == before


OTHER_QUESTIONS = [
    ("Which films did Jean Vigo helm?", "MATCH (p:Person {name: 'Agnès Varda'})-[r:DIRECTED]->(f:Film) RETURN f"),
    ("Which films did Jean Vigo helm?", "MATCH (p:Person)-[r:DIRECTED]->(f:Film) RETURN f"),
    ("Which films did Jean Vigo helm?", "MATCH (p:Person {name: 'Jean Vigo'}) RETURN p"),
    ("Which films did Jean Vigo helm in 1934?", GOOD),
    ("Which films did Jean Vigo helm?", GOOD + " LIMIT 1"),
    ("Which films did Jean Vigo not helm?", GOOD),
    ("How many films did Jean Vigo helm?", GOOD),
    ("Which films did Jean Vigo helm for Rosebud?", GOOD),
    (
        "Which films did Ida Lupino direct so well?",
        "MATCH (p:Person {name: 'Ida Lupino'})-[:ACTED_IN]->(f:Film) RETURN f",
    ),
    ("What runtime has Cléo from 5 to 7, pray?", f"MATCH (f:Film {{id: '{CLEO}'}}) RETURN f.languages"),
    ("Which films did Jean Vigo never helm?", GOOD.replace("RETURN", "AND f.id IS NOT NULL RETURN")),
    ("Which of the films of Jean Vigo is the longest?", GOOD),
    (
        "How many films that Gaumont paid for did Jean Vigo helm?",
        "MATCH (s:Studio {name: 'Gaumont'})-[:PRODUCED]->(f:Film)<-[:DIRECTED]-(p:Person {name: 'Jean Vigo'})"
        " RETURN count(f) AS n",
    ),
    ("Which films did Jean Vigo helm?", GOOD.replace("WHERE", "WHERE f.runtime_min > 80 AND")),
]


@pytest.mark.parametrize(("question", "query"), OTHER_QUESTIONS)
def test_a_query_that_asks_something_else_is_not_answered(desk: Desk, question: str, query: str) -> None:
    tried, chat = ask(question, desk, cypher(query))
    assert tried.answer is None
    assert len(chat.heard) == TRIES


UNFOLLOWED = [
    "MATCH (d:Document)-[:MENTIONS]->(f:Film)<-[:DIRECTED]-(p:Person {name: 'Jean Vigo'}) RETURN f",
    "MATCH (p:Person {name: 'Jean Vigo'})-->(f:Film) RETURN f",
    "MATCH (p:Person {name: 'Jean Vigo'})-[r:DIRECTED]->(f:Film) RETURN f.name + ' is the best' AS film",
    "MATCH (p:Person {name: 'Jean Vigo'})-[r:DIRECTED]->(f:Film) RETURN f, 'a masterpiece' AS verdict",
    "MATCH (p:Person {name: 'Jean Vigo'})-[r:DIRECTED]->(f:Film) RETURN f, f.statements",
]


@pytest.mark.parametrize("query", UNFOLLOWED)
def test_a_row_that_no_statement_says_is_not_shown(desk: Desk, query: str) -> None:
    assert ask(VIGO, desk, cypher(query))[0].answer is None


def test_what_a_model_calls_its_columns_and_what_it_remarks_is_not_shown(desk: Desk) -> None:
    query = GOOD.replace("RETURN f", "/* Vigo stole them */ RETURN f AS `stolen films`")
    answer = ask(VIGO, desk, cypher(query))[0].answer
    assert answer is not None
    assert answer.columns == ("film",)
    assert "stole them" not in json.dumps(answer.as_json())


def test_a_unit_is_no_name(desk: Desk) -> None:
    query = "MATCH (f:Film) WHERE f.runtime_min > 89 RETURN f, f.runtime_min"
    answer = ask("Which films boast over 89 GB of runtime?", desk, cypher(query))[0].answer
    assert answer is not None
    assert answer.values == (("Cléo from 5 to 7", 90),)
    assert "excludes" not in answer.text


def test_what_is_excluded_is_said_to_be_so_as_far_as_the_record_knows(desk: Desk) -> None:
    query = "MATCH (f:Film) WHERE NOT (f)<-[:DIRECTED]-(:Person {name: 'Jean Vigo'}) RETURN f"
    answer = ask("Which films did Jean Vigo not helm?", desk, cypher(query))[0].answer
    assert answer is not None
    assert "L'Atalante" not in answer.values
    assert "as far as the record knows" in answer.text


def test_a_model_that_gives_up_is_not_asked_again(desk: Desk) -> None:
    tried, chat = ask("Is Jean Vigo overrated?", desk, "NONE")
    assert (tried.answer, len(chat.heard)) == (None, 1)


def test_all_of_an_order_counts_and_a_superlative_may_be_cut_at_one(desk: Desk) -> None:
    query = "MATCH (f:Film) WHERE f.runtime_min IS NOT NULL RETURN f, f.runtime_min ORDER BY f.runtime_min DESC LIMIT 1"
    answer = ask("Which film is lengthiest, the longest of all?", desk, cypher(query))[0].answer
    assert answer is not None
    assert answer.rows == (("Cléo from 5 to 7", 90),)
    assert answer.citations[0].quote == f"{CLEO} runtime_min 90"


def test_names_reach_the_model_as_data(desk: Desk) -> None:
    _, chat = ask(VIGO, desk, cypher(GOOD))
    system, user = chat.heard[0]
    assert "DIRECTED" in system.text
    held = json.loads(user.text)
    assert held["question"] == VIGO
    assert held["names"][0]["may_be"][0]["id"] == "Person:jean vigo"


@pytest.mark.parametrize(
    ("reply", "query"),
    [
        ("Sure!\n```cypher\nMATCH (n) RETURN n\n```\nDone.", "MATCH (n) RETURN n"),
        ("```\nMATCH (n)\nRETURN n", "MATCH (n)\nRETURN n"),
        ("MATCH (n) RETURN n", "MATCH (n) RETURN n"),
        ("I think:\nOPTIONAL MATCH (n) RETURN n", "OPTIONAL MATCH (n) RETURN n"),
        ("a match for you", ""),
        ("", ""),
        ("```cypher\n" + "x" * 5000 + "```", ""),
    ],
)
def test_the_query_is_found_in_a_reply(reply: str, query: str) -> None:
    assert cypher_in(reply) == query


def test_a_chain_is_cited_link_by_link(desk: Desk) -> None:
    query = "MATCH (f:Film)-[r:SEQUEL_OF*1..3]->(g:Film {name: 'The Mariner'}) RETURN DISTINCT f"
    answer = ask("Which films go back to The Mariner?", desk, cypher(query))[0].answer
    assert answer is not None
    assert set(answer.values) == {"The Mariner Returns", "The Mariner Forever"}
    assert all("SEQUEL_OF" in one.quote for one in answer.citations)
    assert HIKER not in {one.id for one in answer.entities.values()}
