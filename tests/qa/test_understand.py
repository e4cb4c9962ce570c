"""What questions are understood as, on films: golden readings, what changes nothing, and refusals."""

import pytest

from graph.ontology import Ontology
from graph.views.names import Names
from qa.query import Query
from qa.understand import Understanding, understand
from qa.words import as_question, understood


def read(question: str, ontology: Ontology, names: Names) -> Understanding:
    return understand(question, ontology, names)


def only(question: str, ontology: Ontology, names: Names) -> Query:
    """Return the reading of a question that has one at the least cost."""
    found = read(question, ontology, names)
    assert found.readings, found.reason
    best = [r.query for r in found.readings if r.cost == found.readings[0].cost]
    assert len(best) == 1, [understood(q, ontology) for q in best]
    return best[0]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Which films did Jean Vigo direct?", "films directed by Jean Vigo"),
        ("Who directed L'Atalante?", "people that directed L'Atalante"),
        ("Who is the director of L'Atalante?", "people that directed L'Atalante"),
        ("L'Atalante director?", "people that directed L'Atalante"),
        ("everything Jean Vigo has directed", "films directed by Jean Vigo"),
        ("When was L'Atalante released?", "release date of L'Atalante"),
        ("When did L'Atalante come out?", "release date of L'Atalante"),
        ("How long is L'Atalante's running time?", "runtime of L'Atalante"),
        ("What is the running time of L'Atalante?", "runtime of L'Atalante"),
        ("Which languages are there in L'Atalante?", None),
        ("How long does Cléo from 5 to 7 run?", "runtime of Cléo from 5 to 7"),
        ("When was Agnès Varda born?", "date of birth of Agnès Varda"),
        ("How many films has Gaumont produced?", "number of films produced by Gaumont"),
        ("number of films financed by Gaumont", "number of films produced by Gaumont"),
        ("Which films follow The Mariner?", "films directly a sequel to The Mariner"),
        ("Which films are followed by The Mariner Returns?", "films that The Mariner Returns is directly a sequel to"),
        ("Which film does The Mariner Returns follow?", "films that The Mariner Returns is directly a sequel to"),
        (
            "Which films follow The Mariner, directly or indirectly?",
            "films directly or indirectly a sequel to The Mariner",
        ),
        ("silent films directed by Jean Vigo", "films that are silent and directed by Jean Vigo"),
        ("Which films by Jean Vigo were produced by Gaumont?", "films directed by Jean Vigo and produced by Gaumont"),
        ("films directed by Jean Vigo or Ida Lupino", "films directed by Ida Lupino or Jean Vigo"),
        ("films directed by Jean Vigo or by Ida Lupino", "films directed by Ida Lupino or Jean Vigo"),
        (
            "films by Jean Vigo that were not produced by Gaumont",
            "films directed by Jean Vigo and not produced by Gaumont",
        ),
        ("Which studios produced films directed by Jean Vigo?", "studios that produced films directed by Jean Vigo"),
        ("By whom was L'Atalante directed?", "people that directed L'Atalante"),
        ("Did Jean Vigo direct L'Atalante?", "whether Jean Vigo directed L'Atalante"),
        (
            "Is The Mariner Returns a sequel to The Mariner?",
            "whether The Mariner Returns is directly a sequel to The Mariner",
        ),
        ("films in the French language", "films that are of language French"),
        ("films by Jean Vigo in French language", "films that are of language French and directed by Jean Vigo"),
        ("Is Zéro de conduite silent?", "whether Zéro de conduite is silent"),
        ("restricted films produced by Gaumont", "films that are of rating R and produced by Gaumont"),
    ],
)
def test_a_question_is_understood(question: str, words: str | None, ontology: Ontology, names: Names) -> None:
    if words is None:
        assert read(question, ontology, names).readings == ()
    else:
        assert understood(only(question, ontology, names), ontology) == words


SAME = [
    [
        "Which films did Jean Vigo direct?",
        "which films did jean vigo direct",
        "WHICH FILMS DID JEAN VIGO DIRECT?",
        "Which film did Jean Vigo direct?",
        "Please tell me which films Jean Vigo directed.",
        "Could you list the films that Jean Vigo has directed?",
        "Which movies were directed by Jean Vigo?",
        "films directed by Jean Vigo",
        "films by Jean Vigo, please",
        "Show me all films made by Jean Vigo",
    ],
    [
        "How many films did Gaumont produce?",
        "how many films were produced by Gaumont",
        "How many movies has Gaumont financed?",
        "Please give me the number of films produced by Gaumont",
        "count of films that Gaumont produced",
    ],
    [
        "What is the runtime of L'Atalante?",
        "L'Atalante's running time?",
        "How long does L'Atalante last?",
        "Tell me the length of L'Atalante.",
        "What running time does L'Atalante have?",
        "runtime of l'atalante",
    ],
]


@pytest.mark.parametrize("questions", SAME, ids=lambda questions: questions[0])
def test_politeness_case_number_voice_and_synonyms_change_nothing(
    questions: list[str], ontology: Ontology, names: Names
) -> None:
    first = only(questions[0], ontology, names)
    for question in questions[1:]:
        assert only(question, ontology, names) == first, question


def test_which_and_how_many_speak_of_the_same_things(ontology: Ontology, names: Names) -> None:
    which = only("Which films has Gaumont produced?", ontology, names)
    many = only("How many films has Gaumont produced?", ontology, names)
    assert (which.of, many.fold) == (many.of, "count")


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Which films did Orson Welles direct?", 'Nothing called "Orson"'),
        ("Why did Jean Vigo direct L'Atalante?", '"Why"'),
        ("Which films will Jean Vigo direct?", '"will"'),
        ("Which is the best film by Jean Vigo?", '"best"'),
        ("Who directed L'Atalante in 1999?", '"1999"'),
        ("What is the budget of Jean Vigo?", "Jean Vigo was found"),
        ("films by genre", "no relation or property connects"),
        ("How many films do Gaumont and Filmakers each have?", '"each"'),
        ("L'Atalante", "L'Atalante was found"),
        ("?", "no question"),
        ("films " * 70, "longer than"),
        ("Which films directed by Jean Vigo have a genre other than the rating?", "no relation or property"),
    ],
)
def test_what_is_not_accounted_for_is_refused_with_its_reason(
    question: str, reason: str, ontology: Ontology, names: Names
) -> None:
    found = read(question, ontology, names)
    assert found.readings == ()
    assert reason in found.reason


def test_an_unknown_name_is_told_with_the_nearest(ontology: Ontology, names: Names) -> None:
    found = read("Who directed Hitchhiker-X9?", ontology, names)
    assert found.readings == ()
    assert "The Hitch-Hiker" in found.nearest
    assert "Nearest: " in found.reason


def test_a_misspelt_name_is_read_as_the_name_it_is_near_to(ontology: Ontology, names: Names) -> None:
    query = only("Which films did Ida Lupinno direct?", ontology, names)
    assert understood(query, ontology) == "films directed by Ida Lupino"


def test_a_name_of_two_things_gives_two_readings_that_can_be_asked(ontology: Ontology, names: Names) -> None:
    found = read("Who directed Solaris?", ontology, names)
    assert len(found.readings) == 2


def test_a_reading_printed_as_a_question_is_understood_as_itself(ontology: Ontology, names: Names) -> None:
    for question in (
        "Which films did Jean Vigo direct?",
        "Who directed L'Atalante?",
        "When was L'Atalante released?",
        "How many films has Gaumont produced?",
        "Which films follow The Mariner, directly or indirectly?",
        "Is The Mariner Returns a sequel to The Mariner?",
        "Which studios produced films directed by Jean Vigo?",
    ):
        query = only(question, ontology, names)
        assert only(as_question(query, ontology), ontology, names) == query, as_question(query, ontology)
