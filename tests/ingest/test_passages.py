"""Passages: exact offsets, headings and kinds, sizes in tokens, nothing lost, and time in proportion to the text."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.record.types import Passage
from graph.views.index.tokens import count_tokens
from ingest.frontmatter import front_matter_end
from ingest.laws import split_law
from ingest.passages import MAX_CHARACTERS, MAX_TOKENS, split_markdown, split_plain
from tests.ingest.policies.making import shared

Split = Callable[[str], tuple[Passage, ...]]
PROSE = "The owls of the wood are counted every night by the people of the town. " * 3


def cut(text: str) -> list[tuple[str, str]]:
    return [(p.heading, text[p.start : p.end]) for p in split_markdown(text)]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(p.kind, text[p.start : p.end]) for p in split_markdown(text)]


def test_headings_are_the_path_to_a_passage() -> None:
    text = "Before.\n\n# One\n\nFirst.\n\n## Two\nSecond.\n\n### Deep ###\n\nThird.\n\n## Four\n\nFourth.\n"
    assert cut(text) == [
        ("", "Before."),
        ("One", "# One\n\nFirst."),
        ("One > Two", "## Two\nSecond."),
        ("One > Two > Deep", "### Deep ###\n\nThird."),
        ("One > Four", "## Four\n\nFourth."),
    ]


def test_a_heading_is_never_alone() -> None:
    assert cut("# One\n\n## Two\ntext\n# Three\n# Four\nmore\n## Five\n") == [
        ("One > Two", "# One\n\n## Two\ntext"),
        ("Four", "# Three\n# Four\nmore\n## Five"),
    ]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("## [Owl](https://owls.example) **7B**", "Owl 7B"),
        ("Owl 7B\n======", "Owl 7B"),
        ("<h2 align='center'><b>Owl 7B</b></h2>", "Owl 7B"),
        ("**Owl 7B**", "Owl 7B"),
    ],
)
def test_headings_of_other_forms(line: str, title: str) -> None:
    assert cut(f"{line}\n\nIt sings.\n") == [(title, f"{line}\n\nIt sings.")]


def test_a_comment_in_a_code_fence_is_no_heading() -> None:
    text = "# One\n```python\n# load\n\nx = 1\n```\n~~~~\n# a\n~~~\n# b\n~~~~\n# Two\nend\n"
    assert [heading for heading, _ in cut(text)] == ["One", "Two"]


@pytest.mark.parametrize("line", ["#no", "####### seven", "    # code", "#", "**It sings.**", "text\n---"])
def test_lines_that_are_no_heading(line: str) -> None:
    assert cut(f"before\n{line}\n\ntext\n") == [("", f"before\n{line}\n\ntext".strip())]


def test_the_front_matter_gives_one_passage() -> None:
    text = "---\n" + "tags: a\n" * 400 + "---\n# One\ntext"
    (heading, front), body = cut(text)
    assert heading == ""
    assert front.startswith("---\ntags: a")
    assert 150 < count_tokens(front) <= MAX_TOKENS
    assert body == ("One", "# One\ntext")
    assert split_markdown(text)[0].kind == "code"


def test_whole_paragraphs_are_put_together() -> None:
    paragraphs = [f"{n} " + "word " * 60 for n in range(6)]
    pieces = [piece for _, piece in cut("\n\n".join(paragraphs))]
    assert len(pieces) == 2
    assert all(piece.lstrip()[0].isdigit() and count_tokens(piece) <= MAX_TOKENS for piece in pieces)


def test_a_long_paragraph_is_cut_between_sentences_and_its_end_is_not_tiny() -> None:
    pieces = [piece for _, piece in cut(PROSE * 8)]
    assert len(pieces) > 1
    assert all(piece.startswith("The owls") and piece.endswith("town.") for piece in pieces)
    assert min(map(count_tokens, pieces)) > 40


def test_a_long_sentence_is_cut_between_words() -> None:
    pieces = [piece for _, piece in cut("word " * 2000)]
    assert all(piece.startswith("word") and piece.endswith("word") for piece in pieces)
    assert all(count_tokens(piece) <= MAX_TOKENS for piece in pieces)


def test_a_lead_in_goes_with_what_it_leads_to() -> None:
    text = "word " * 190 + "\n\nThese are counted:\n\n" + "- owl\n" * 40
    assert cut(text)[1][1].startswith("These are counted:")


def test_code_and_tables_are_apart_and_a_few_words_of_code_are_not() -> None:
    code = "```python\n" + "print(owls, wrens)\n" * 10 + "```"
    table = "| Bird | Count |\n|---|---|\n" + "| Owl of the wood | 3 |\n" * 5
    assert kinds(f"# One\n\n{PROSE}\n\n{code}\n\n{table}\n{PROSE}\n") == [
        ("text", f"# One\n\n{PROSE.strip()}"),
        ("code", code),
        ("table", table.strip()),
        ("text", PROSE.strip()),
    ]
    assert [kind for kind, _ in kinds(f"{PROSE}\n\n```\npip install owl\n```\n\n{PROSE}")] == ["text"]


def test_parts_of_a_long_table_have_its_header() -> None:
    rows = [f"| Owl-{n} | {n}.5 | the wood |" for n in range(60)]
    text = "# Counts\n\n| Bird | **Score** | Place |\n|---|---|---|\n" + "\n".join(rows)
    first, *others = split_markdown(text)
    assert first.heading == "Counts"
    assert text[first.start : first.end].startswith("# Counts\n\n| Bird")
    assert {one.heading for one in others} == {"Counts > Bird | Score | Place"}
    assert all(text[one.start : one.end].startswith("| Owl-") and text[one.end - 1] == "|" for one in others)
    assert {one.kind for one in split_markdown(text)} == {"table"}


def test_a_table_in_html_is_cut_between_its_rows() -> None:
    rows = "".join(f"<tr>\n <td>Owl-{n}</td>\n <td>{n}.5</td>\n</tr>\n" for n in range(60))
    text = f"<table>\n<tr><th>Bird</th><th>Score</th></tr>\n{rows}</table>\n"
    first, *others = split_markdown(text)
    assert first.heading == ""
    assert {one.heading for one in others} == {"Bird | Score"}
    assert all(text[one.start : one.start + 3] == "<tr" for one in others)


@pytest.mark.parametrize(
    "paragraph",
    [
        "[More Information Needed]",
        "- **Developed by:** [More Information Needed]\n- **License:** [More Information Needed]",
        "<!-- Say here what the model is for. -->",
        "[![badge](https://owls.example/b.svg)](https://owls.example)",
        "- [Use](#use)\n- [Limits](#limits)",
        '<p align="center"><img src="owl.png"/></p>',
        "We use cookies to make this site work.",
        "© 2026 Owl Press. All rights reserved.",
        "Subscribe to our newsletter for more owls",
        "-----",
    ],
)
def test_what_says_nothing_of_its_own_is_boilerplate(paragraph: str) -> None:
    assert kinds(f"# Uses\n\n{paragraph}\n") == [("boilerplate", f"# Uses\n\n{paragraph}")]


@pytest.mark.parametrize(
    "paragraph",
    ["[Owl](https://owls.example) is a model.", "Cookies are eaten by owls.", "<b>Owls</b> sing.", "It shares rights."],
)
def test_what_says_something_is_not(paragraph: str) -> None:
    assert kinds(paragraph) == [("text", paragraph)]


def test_lines_that_stand_as_titles_head_a_plain_text() -> None:
    text = f"Why owls\n\n{PROSE}\n\nA short line.\n\nWhat next\n\n{PROSE}"
    assert [one.heading for one in split_plain(text)] == ["Why owls", "What next"]


MARKDOWN = st.lists(
    st.sampled_from(
        [
            "# A",
            "## B",
            "text",
            "x" * 1500,
            "",
            "  ",
            "```",
            "~~~",
            "---",
            "a: b",
            "word " * 300,
            "\u2028",
            "\r",
            "| a | b |",
            "|---|---|",
            "<table>",
            "<tr><td>a",
            "</table>",
            "<!--",
            "-->",
            "**B**",
            "====",
            "鸟会飞。" * 90,
            "SEC. 2. OWLS.",
            "Article 5",
            "- item;",
            "(a) item:",
            "[More Information Needed]",
            "\x0b",
            "\x0c",
            "각" * 400,
        ]
    )
    | st.text(max_size=20),
    max_size=30,
).map("\n".join)
SPLITS = pytest.mark.parametrize("split", [split_markdown, split_plain, split_law])


@SPLITS
@given(text=MARKDOWN)
@settings(deadline=None)
def test_passages_are_in_order_small_and_trimmed(split: Split, text: str) -> None:
    last = 0
    for passage in split(text):
        piece = text[passage.start : passage.end]
        assert last <= passage.start < passage.end <= len(text)
        assert piece == piece.strip()
        assert len(piece) <= MAX_CHARACTERS
        assert count_tokens(piece) <= MAX_TOKENS
        last = passage.end


@SPLITS
@given(text=MARKDOWN)
@settings(deadline=None)
def test_every_character_is_in_one_passage(split: Split, text: str) -> None:
    last = front_matter_end(text) if split is split_markdown else 0
    passages = [one for one in split(text) if one.start >= last]
    for passage in passages:
        assert not text[last : passage.start].strip()
        last = passage.end
    assert not text[last:].strip()


@pytest.mark.parametrize(
    "piece",
    [
        "x",
        "word ",
        "# a\n",
        "a\n\n",
        "```\n",
        "- \n",
        "\n",
        "-",
        "~~~x\n",
        "\n---x",
        "`",
        "| a |\n",
        "<table>",
        "<tr>",
        "<!--",
        "(a) x ",
        "a. ",
        "鸟",
        "각",
        "](#",
        "![",
        "**a**\n\n",
        "<",
        "a: b\n",
    ],
)
@SPLITS
def test_time_is_in_proportion_to_the_text(split: Split, piece: str) -> None:
    def seconds(characters: int) -> float:
        text, best = piece * (characters // len(piece)), 99.0
        for _ in range(2):
            started = time.process_time()
            split(text)
            best = min(best, time.process_time() - started)
        return best

    assert seconds(200_000) < 12 * max(seconds(50_000), 0.03)


@pytest.mark.slow
def test_five_megabytes_of_hostile_text() -> None:
    text = "".join(f"# h{n}\n<!-- {n} | (a) “x{n}. [y](#z) `q` <tr> 鸟。\n" for n in range(110_000))
    assert len(text) > 4_000_000
    started = time.process_time()
    assert split_markdown(text)
    assert time.process_time() - started < 60


def test_real_laws_are_cut_to_size() -> None:
    sizes = [
        count_tokens(text[one.start : one.end])
        for path in sorted(shared("data/agora/fulltext").iterdir())[::10]
        for text in [path.read_text(encoding="utf-8", errors="replace")]
        for one in split_law(text)
    ]
    assert max(sizes) <= MAX_TOKENS
    assert sum(size < 24 for size in sizes) < 0.04 * len(sizes)
