"""Normal forms of names."""

from graph.ontology.naming import normalise_name


def test_a_plus_behind_a_word_makes_another_name() -> None:
    assert normalise_name("HumanEval+") != normalise_name("HumanEval")
    assert normalise_name("Command R+") == normalise_name("command-r plus")
    assert normalise_name("a + b") == normalise_name("a b")
