"""The things that a question names, whatever becomes of the question."""

from itertools import pairwise

import pytest

from qa.desk import Desk
from qa.found import names_in


def found(text: str, desk: Desk) -> list[tuple[str, str]]:
    return [(one.said, one.things[0].name) for one in names_in(text, desk)]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Which models has DeepSeek released?", [("DeepSeek", "DeepSeek")]),
        ("who trained on H100s", [("H100", "H100")]),
        ("Chinese and French labs", [("Chinese", "China"), ("French", "France")]),
        ("DeepSeek-V3 against deepseek-v3", [("DeepSeek-V3", "DeepSeek-V3"), ("deepseek-v3", "DeepSeek-V3")]),
        ("Llama 3's licence, and OpenAI's", [("Llama 3", "Llama 3"), ("OpenAI", "OpenAI")]),
        ("What AI law applied on 1 March 2024?", []),
        ("Which labs are there?", []),
        ("", []),
    ],
)
def test_names_are_found_with_the_names_on_record(text: str, named: list[tuple[str, str]], field: Desk) -> None:
    assert found(text, field) == named


def test_an_adjective_is_told_by_a_value_and_no_name(field: Desk) -> None:
    (one,) = names_in("Chinese labs", field)
    assert one.told
    assert one.labels == {"Country"}


def test_names_do_not_overlap(field: Desk) -> None:
    places = [(one.start, one.end) for one in names_in("the EU AI Act in the EU, the Colorado AI Act", field)]
    assert len(places) == 3
    assert all(before[1] <= after[0] for before, after in pairwise(places))


def test_films_and_people_are_found_just_so(desk: Desk) -> None:
    assert found("Did Jean Vigo direct L'Atalante?", desk) == [("Jean Vigo", "Jean Vigo"), ("L'Atalante", "L'Atalante")]
