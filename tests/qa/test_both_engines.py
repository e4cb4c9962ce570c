"""The Cypher that questions are compiled to, on the embedded engine and on a real Neo4j."""

from graph.engine import Graph
from graph.views.catchup import Task, catch_up
from qa.answer import answer
from qa.desk import Desk
from tests.engines import graph

__all__ = ["graph"]

ASKED: list[tuple[str, list[object]]] = [
    ("Which films did Jean Vigo direct?", ["L'Atalante", "Zéro de conduite"]),
    ("films by Jean Vigo that do not belong to drama", ["Zéro de conduite"]),
    ("Which films follow The Mariner, directly or indirectly?", ["The Mariner Forever", "The Mariner Returns"]),
    ("Which studios produced films directed by Jean Vigo?", ["Gaumont"]),
    ("How many films has Gaumont produced?", [2]),
    ("Languages of Cléo from 5 to 7?", ["French", "Italian"]),
    ("films in the Italian language", ["Cléo from 5 to 7"]),
    ("restricted films", ["Zéro de conduite"]),
    ("directors of films produced by Gaumont", ["Jean Vigo"]),
    ("Which film does The Mariner Forever follow?", ["The Mariner Returns"]),
    ("Is The Hitch-Hiker restricted?", [False]),
]


def test_questions_have_the_same_answers_on_every_engine(graph: Graph, desk: Desk) -> None:
    lock = desk.record.path.with_suffix(".other")
    catch_up(Task(graph=graph, reader=desk.record, ontology=desk.ontology, lock=lock))
    here = Desk(ontology=desk.ontology, names=desk.names, graph=graph, record=desk.record, today=desk.today)
    for question, values in ASKED:
        found, known = answer(question, here), answer(question, desk)
        assert list(found.values) == values, (question, found.text)
        assert (found.text, found.rows) == (known.text, known.rows)
