"""What is looked for of a query: words, pairs of words, whether it asks."""

import pytest

from graph.explore.search.phrases import PhraseScorer
from graph.explore.search.reasons import phrases_met, words_met
from graph.explore.search.terms import is_question, pairs_of, query_terms


def test_words_that_tell_nothing_are_left_out() -> None:
    found = query_terms("Which of the models are licensed under it?")
    assert set(found.terms) == {"model", "=models", "licens", "=licensed"}
    assert found.terms["model"] + found.terms["=models"] == 1.0


def test_a_query_of_nothing_else_keeps_them() -> None:
    assert set(query_terms("to be or not to be").said.values()) == {"to", "be", "or", "not"}


@pytest.mark.parametrize("query", ["", "  ", "?!", "—"])
def test_a_query_without_words_looks_for_nothing(query: str) -> None:
    found = query_terms(query)
    assert not found.terms
    assert not found.pairs


def test_numbers_and_names_count_as_much_as_a_word() -> None:
    found = query_terms("Qwen2.5-7B in 2024")
    assert found.terms["2024"] == found.terms["qwen2.5-7b"] == 1.0
    assert "7b" in found.terms


def test_words_joined_by_a_dash_count_by_themselves_already() -> None:
    found = query_terms("high-risk systems")
    assert found.terms["high-risk"] < found.terms["risk"] + found.terms["=risk"]


def test_a_possessive_is_the_word() -> None:
    assert {"china", "=china"} <= set(query_terms("China's rules").terms)


def test_pairs_skip_what_tells_nothing() -> None:
    assert ("system", "record") in pairs_of("The systems and their records")
    assert query_terms("the systems of record").pairs == (("system", "record"),)


def test_pairs_of_unspaced_scripts_are_of_signs_that_overlap() -> None:
    assert set(query_terms("出口管制").pairs) <= pairs_of("美国的出口管制清单")
    assert not set(query_terms("出口管制").pairs) & pairs_of("进口货物")


@pytest.mark.parametrize(
    ("query", "asks"),
    [
        ("Who pays when a firm is examined?", True),
        ("who pays when a firm is examined", True),
        ("deadline to register a system - how soon?", True),
        ('What is "open"?"', True),
        ("哪些芯片受限制", True),
        ("芯片受限制吗", True),
        ("Requires agencies to report quarterly.", False),
        ("open weights licence", False),
        ("", False),
    ],
)
def test_questions_are_told(query: str, asks: bool) -> None:
    assert is_question(query) is asks


def test_a_phrase_weighs_as_much_as_its_words_are_rare() -> None:
    scorer = PhraseScorer([("direct", "hire"), ("hire", "author")], {"direct": 1.0, "hire": 3.0, "author": 4.0})
    assert scorer.score({("direct", "hire")}) == pytest.approx(4 / 11)
    assert scorer.score({("direct", "hire"), ("hire", "author"), ("x", "y")}) == pytest.approx(1.0)
    assert scorer.score(set()) == 0.0
    assert PhraseScorer([], {}).score({("a", "b")}) == 0.0


def test_what_was_met_is_told_as_the_query_says_it() -> None:
    terms = query_terms("quarterly reports of direct hiring authority")
    text = "The agency reports each hire made under the direct hire authority."
    assert words_met(text, terms, {"author": 5.0, "report": 1.0})[0] == "authority"
    assert "quarterly" not in words_met(text, terms, {})
    assert phrases_met(text, terms) == ("direct hiring authority",)
