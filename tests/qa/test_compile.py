"""What query graphs are compiled to: golden texts on two ontologies, with no names but theirs."""

from dataclasses import replace

import pytest

from graph.errors import QueryError
from graph.ontology import Ontology, shipped_ontology
from qa.answer import answer
from qa.compile import compile_query, compile_witnesses
from qa.desk import Desk
from qa.query import Holds, Linked, Query, Selection, Thing

VIGO = Selection(label="Person", things=(Thing(node="Person:jean vigo", label="Person", name="Jean Vigo"),))
BASE = Selection(label="Model", things=(Thing(node="hf:org/base", label="Model", name="org/base"),))
MIT = Selection(label="License", things=(Thing(node="License:mit", label="License", name="mit"),))
DIRECTED = Linked(edge="DIRECTED", forward=False, to=VIGO)


def test_one_step_from_a_named_thing(ontology: Ontology) -> None:
    made = compile_query(Query(of=Selection(label="Film", where=(DIRECTED,))), ontology)
    assert made.text == (
        "UNWIND $p1 AS y1_id MATCH (y1:Person {id: y1_id})\n"
        "MATCH (x:Film)<-[r2:DIRECTED]-(y1)\n"
        "RETURN DISTINCT x.id AS id, x.name AS name ORDER BY name, id"
    )
    assert made.parameters == {"p1": ["Person:jean vigo"]}


def test_a_count_counts_things_and_not_ways_to_them(ontology: Ontology) -> None:
    made = compile_query(Query(of=Selection(label="Film", where=(DIRECTED,)), fold="count"), ontology)
    assert made.text.endswith("RETURN count(DISTINCT x) AS number")


def test_a_property_of_a_named_thing(ontology: Ontology) -> None:
    made = compile_query(Query(of=VIGO, property="born"), ontology)
    assert made.text == (
        "UNWIND $p1 AS x_id MATCH (x:Person {id: x_id})\n"
        "RETURN DISTINCT x.id AS id, x.name AS name, x.born AS value ORDER BY name, id"
    )


def test_a_chain_never_leads_back_to_where_it_began() -> None:
    link = Linked(edge="DERIVED_FROM", forward=True, to=BASE, chain=True, qualifiers=(("kind", "quantized"),))
    made = compile_query(Query(of=Selection(label="Model", where=(link,))), shipped_ontology())
    assert made.text.splitlines()[1:] == [
        "MATCH (x:Model)-[r2:DERIVED_FROM*1..15]->(y1)",
        "WHERE all(step IN r2 WHERE step.kind = $p2) AND x.id <> y1.id",
        "RETURN DISTINCT x.id AS id, x.name AS name ORDER BY name, id",
    ]
    assert made.parameters == {"p1": ["hf:org/base"], "p2": "quantized"}


def test_not_means_that_something_else_is_on_record() -> None:
    link = Linked(edge="LICENSED_UNDER", forward=True, to=MIT, negated=True)
    made = compile_query(Query(of=Selection(label="Model", where=(link,))), shipped_ontology())
    assert made.text.splitlines()[:2] == [
        "MATCH (x:Model)",
        "WHERE EXISTS { MATCH (x)-[r4:LICENSED_UNDER]->(y3:License) } AND "
        "NOT (EXISTS { MATCH (x)-[r2:LICENSED_UNDER]->(y1:License) WHERE y1.id IN $p1 })",
    ]


def test_values_go_in_as_parameters_however_they_are_written(ontology: Ontology) -> None:
    evil = "R' OR 1 = 1 //"
    holds = Holds(label="Film", property="rating", values=(evil,))
    listed = Holds(label="Film", property="languages", values=("French",), multiple=True, negated=True)
    made = compile_query(Query(of=Selection(label="Film", where=(holds, listed))), ontology)
    assert evil not in made.text
    assert made.parameters == {"p1": [evil], "p2": ["French"]}
    assert "x.rating IN $p1" in made.text
    assert "x.languages IS NOT NULL AND NOT (any(held IN x.languages WHERE held IN $p2))" in made.text


def test_witnesses_are_asked_for_the_shown_things_alone(ontology: Ontology) -> None:
    made = compile_witnesses(Query(of=Selection(label="Film", where=(DIRECTED,))), ontology, ["imdb:tt0024844"])
    assert "WHERE x.id IN $p2" in made.text
    assert made.text.endswith("startNode(r2).id AS start_r2, endNode(r2).id AS end_r2")
    assert [step.edge for step in made.steps] == ["DIRECTED"]


@pytest.mark.parametrize(
    "query",
    [
        Query(of=Selection(label="Film) DETACH DELETE (n")),
        Query(of=Selection(label="Film", role="Nobody")),
        Query(of=Selection(label="Film", where=(Linked(edge="LOVES", forward=True, to=VIGO),))),
        Query(of=Selection(label="Film", where=(Holds(label="Film", property="x} //", values=(1,)),))),
        Query(of=VIGO, property="born} RETURN 1 //"),
    ],
    ids=["label", "role", "edge", "property held", "property asked"],
)
def test_what_the_ontology_does_not_know_is_never_written(query: Query, ontology: Ontology) -> None:
    with pytest.raises(QueryError):
        compile_query(query, ontology)


def test_a_line_that_is_reached_stands_for_its_variants_and_one_that_is_asked_about_for_itself() -> None:
    ontology = shipped_ontology()
    line = Selection(label="Chip", things=(Thing(node="Chip:h 100", label="Chip", name="H100"),))
    used = Linked(edge="TRAINED_WITH", forward=True, to=line)
    made = compile_query(Query(of=Selection(label="Model", where=(used,))), ontology)
    assert made.text.splitlines()[0] == (
        "UNWIND $p1 AS y1_id MATCH (y1_line:Chip {id: y1_id})<-[:VARIANT_OF*0..3]-(y1:Chip)"
    )
    unused = replace(used, negated=True)
    assert "(y1)-[:VARIANT_OF*0..3]->(y1_line) WHERE y1_line.id IN $p1" in (
        compile_query(Query(of=Selection(label="Model", where=(unused,))), ontology).text
    )
    variants = Linked(edge="VARIANT_OF", forward=True, to=line)
    assert "_line" not in compile_query(Query(of=Selection(label="Chip", where=(variants,))), ontology).text
    assert "_line" not in compile_query(Query(of=line, property="released"), ontology).text


def test_what_was_trained_on_a_variant_was_trained_on_the_line(field: Desk) -> None:
    found = answer("Which models were trained on the H800?", field)
    assert found.values == ("Llama 3",), found.text
    assert answer("Was Llama 3 trained on H800s?", field).values == (True,)
    assert answer("Which models were not trained on the H800?", field).values == ("DeepSeek-V3",)
