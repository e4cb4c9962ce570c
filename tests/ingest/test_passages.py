"""Passages: exact offsets, headings, nothing lost, and time in proportion to the text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.passages import MAX_CHARACTERS, split_markdown


def cut(text: str) -> list[tuple[str, str]]:
    return [(p.heading, text[p.start : p.end]) for p in split_markdown(text)]


def test_headings_are_the_path_to_a_passage() -> None:
    text = "Before.\n\n# One\n\nFirst.\n\n## Two\nSecond.\n\n### Deep ###\n\nThird.\n\n## Four\n\nFourth.\n"
    assert cut(text) == [
        ("", "Before."),
        ("One", "# One\n\nFirst."),
        ("One > Two", "## Two\nSecond."),
        ("One > Two > Deep", "### Deep ###\n\nThird."),
        ("One > Four", "## Four\n\nFourth."),
    ]


def test_a_heading_alone_above_a_deeper_one_is_no_passage() -> None:
    assert cut("# One\n\n## Two\ntext\n# Three\n# Four\n") == [
        ("One > Two", "## Two\ntext"),
        ("Three", "# Three"),
        ("Four", "# Four"),
    ]


def test_a_comment_in_a_code_fence_is_no_heading() -> None:
    text = "# One\n```python\n# load\n\nx = 1\n```\n~~~~\n# a\n~~~\n# b\n~~~~\n# Two\nend\n"
    assert [heading for heading, _ in cut(text)] == ["One", "Two"]


@pytest.mark.parametrize("line", ["#no", "####### seven", "    # code", "#"])
def test_lines_that_are_no_heading(line: str) -> None:
    assert cut(f"{line}\ntext\n") == [("", f"{line}\ntext".strip())]


def test_the_front_matter_gives_one_passage() -> None:
    text = "---\n" + "tags: a\n" * 400 + "---\n# One\ntext"
    (heading, front), body = cut(text)
    assert heading == ""
    assert front.startswith("---\ntags: a")
    assert 1000 < len(front) <= MAX_CHARACTERS
    assert body == ("One", "# One\ntext")


def test_whole_paragraphs_are_put_together() -> None:
    paragraphs = [f"{n} " + "word " * 100 for n in range(6)]
    pieces = [piece for _, piece in cut("\n\n".join(paragraphs))]
    assert len(pieces) == 3
    assert all(piece.lstrip()[0].isdigit() and len(piece) <= MAX_CHARACTERS for piece in pieces)


def test_a_long_paragraph_is_cut_between_words() -> None:
    pieces = [piece for _, piece in cut("word " * 2000)]
    assert all(piece.startswith("word") and piece.endswith("word") for piece in pieces)


MARKDOWN = st.lists(
    st.sampled_from(
        ["# A", "## B", "text", "x" * 1500, "", "  ", "```", "~~~", "---", "a: b", "word " * 300, "\u2028", "\r"]
    )
    | st.text(max_size=20),
    max_size=30,
).map("\n".join)


@given(MARKDOWN)
def test_passages_are_in_order_short_and_trimmed(text: str) -> None:
    last = 0
    for passage in split_markdown(text):
        assert last <= passage.start < passage.end <= len(text)
        assert passage.end - passage.start <= MAX_CHARACTERS
        piece = text[passage.start : passage.end]
        assert piece == piece.strip()
        last = passage.end


@given(MARKDOWN.map(lambda text: f"Text.\n{text}"))
def test_no_text_is_left_out_but_bare_headings(text: str) -> None:
    last, between = 0, []
    for passage in split_markdown(text):
        between.append(text[last : passage.start])
        last = passage.end
    between.append(text[last:])
    left = [line for part in between for line in part.split("\n") if line.strip()]
    assert all(line.startswith("#") for line in left)


@pytest.mark.parametrize("piece", ["x", "word ", "# a\n", "a\n\n", "```\n", "- \n", "\n", "-", "~~~x\n", "\n---x", "`"])
def test_time_is_in_proportion_to_the_text(piece: str) -> None:
    split_markdown(piece * 1000)
    started = time.process_time()
    split_markdown(piece * (2_000_000 // len(piece)))
    assert time.process_time() - started < 5
