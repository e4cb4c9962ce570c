"""Sentences: where they end in each kind of text, with exact offsets, in time in proportion to the text."""

import time
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from graph.views.index.sentences import sentences


class Case(NamedTuple):
    text: str
    cut: list[str]
    leads: list[str] | None


def cases() -> list[Case]:
    told = yaml.load(Path(__file__).with_name("sentences.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    return [Case(one["text"], one["is"], one.get("leads")) for one in told]


def single(text: str) -> str:
    return " ".join(text.split())


def test_there_are_sixty_cases() -> None:
    assert len(cases()) >= 60


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.text[:40])
def test_sentences_end_where_a_reader_ends_them(case: Case) -> None:
    found = sentences(case.text)
    assert [single(case.text[one.start : one.end]) for one in found] == case.cut
    if case.leads is not None:
        assert [single(case.text[slice(*one.lead)]) if one.lead else "" for one in found] == case.leads


def test_offsets_are_those_of_the_whole_text() -> None:
    text = "Not this. One owl. Two owls. Nor this."
    start, end = text.index("One"), text.index(" Nor")
    assert [text[one.start : one.end] for one in sentences(text, start, end)] == ["One owl.", "Two owls."]


def test_headings_say_that_they_are() -> None:
    assert [one.is_heading for one in sentences("# Owls\nThey sing.")] == [True, False]


def test_a_long_sentence_is_cut_at_its_items() -> None:
    items = [
        f"({letter}) count all the owls of the {letter} kind in the wood and write down what they sing"
        for letter in "abcdefgh"
    ]
    text = f"The keeper shall {'; '.join(items)}. Then it ends."
    found = sentences(text)
    assert len(found) == 9
    assert all(one.lead and text[slice(*one.lead)] == "The keeper shall" for one in found[1:8])


PIECES = [
    "Owl. ",
    "(a) ",
    "Sec. 3. ",
    "- ",
    "\n",
    "\n\n",
    "# ",
    "| a | b |\n",
    "<tr>",
    "</tr>",
    "“",
    "”.",
    "。",
    "[x](y. z)",
    "`",
    "e.g. ",
]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=40).map("".join))
def test_sentences_are_in_order_trimmed_and_not_blank(text: str) -> None:
    last = 0
    for one in sentences(text):
        assert last <= one.start < one.end <= len(text)
        piece = text[one.start : one.end]
        assert piece == piece.strip()
        assert one.lead is None or 0 <= one.lead[0] < one.lead[1] <= len(text)
        last = one.end


@pytest.mark.parametrize(
    "piece",
    ["x", "a. ", "(a) ", "“", "[", "](", "`", "<tr>", "<", "- a\n", "1.", "\n", ".", "; (a) x ", "。", "A.", "<td>"],
)
def test_time_is_in_proportion_to_the_text(piece: str) -> None:
    def seconds(characters: int) -> float:
        text, best = piece * (characters // len(piece)), 99.0
        for _ in range(2):
            started = time.process_time()
            sentences(text)
            best = min(best, time.process_time() - started)
        return best

    # Eight times the text: 8 times the time, 64 times where it grew with the square; other processes make it vary.
    assert seconds(800_000) < 30 * max(seconds(100_000), 0.02)
