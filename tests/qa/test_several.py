"""Texts of several questions: where they are taken apart, what is carried over, and what must stay whole."""

from pathlib import Path

import pytest
import yaml

from qa.desk import Desk
from qa.found import Named, names_in
from qa.several import Split, split

CASES = yaml.safe_load(Path(__file__).with_name("several.yaml").read_text("utf-8"))


def taken_apart(text: str, desk: Desk) -> Split:
    def names(said: str) -> tuple[Named, ...]:
        return names_in(said, desk)

    return split(text, names, desk.ontology)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["question"])[:60])
def test_a_text_is_taken_apart_where_it_asks_several_things(case: dict[str, object], field: Desk) -> None:
    found = taken_apart(str(case["question"]), field)
    if "parts" not in case:
        assert len(found.parts) == 1, [part.text for part in found.parts]
    else:
        assert [part.text for part in found.parts] == case["parts"]
        assert [at for at, part in enumerate(found.parts, start=1) if part.open] == case.get("open", [])


def test_a_part_that_names_nothing_is_searched_for_with_what_it_looks_back_on(field: Desk) -> None:
    found = taken_apart("Who developed GPT-4? What did the run cost? Quote the clause. Who owns NVIDIA?", field)
    assert [part.searched for part in found.parts] == [
        "Who developed GPT-4?",
        "Who developed GPT-4? What did the run cost?",
        "Who developed GPT-4? What did the run cost? Quote the clause.",
        "Who owns NVIDIA?",
    ]
    assert [part.asked for part in found.parts] == [part.text for part in found.parts]
