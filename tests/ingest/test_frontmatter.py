"""Front matter: exact offsets, values as written, repairs that are said, bounds that hold."""

import time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ingest.frontmatter import MAX_CHARACTERS, Broken, FrontMatter, front_matter_end, read_front_matter
from ingest.yaml_nodes import scalars


def front(text: str) -> FrontMatter:
    found = read_front_matter(text)
    assert isinstance(found, FrontMatter), found
    return found


def broken(text: str) -> Broken:
    found = read_front_matter(text)
    assert isinstance(found, Broken), found
    return found


def values(text: str) -> dict[str, str]:
    return {f.key: f.value.value for f in front(text).fields if isinstance(f.value, yaml.ScalarNode)}


def test_values_stay_as_written() -> None:
    card = "---\nlanguage: no\narxiv: 2304.08480\nversion: 1.10\ngated: Yes\nday: 2024-01-01\n---\n# M"
    assert values(card) == {
        "language": "no",
        "arxiv": "2304.08480",
        "version": "1.10",
        "gated": "Yes",
        "day": "2024-01-01",
    }


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_offsets_hold_for_every_line_end_and_beyond_the_basic_plane(end: str) -> None:
    card = end.join(["---", "title: 😀 𝒳", "tags: [é, b]", "license: mit", "---", "# Text"])
    found = front(card)
    for node in (node for field in found.fields for node in scalars(field.value)):
        assert card[found.offset + node.start_mark.index : found.offset + node.end_mark.index] == node.value
    assert [card[f.start :].split(":")[0] for f in found.fields] == ["title", "tags", "license"]
    assert card[found.end :].strip() == "# Text"


PLAIN = st.text(st.characters(categories=("L", "N", "So"), exclude_characters="\x85"), min_size=1, max_size=8)


@given(st.lists(st.tuples(PLAIN, PLAIN), min_size=1, max_size=8), st.sampled_from(["\n", "\r\n"]))
def test_offsets_of_any_words(pairs: list[tuple[str, str]], end: str) -> None:
    card = end.join(["---", *(f'k{n}: "{key}{value}"' for n, (key, value) in enumerate(pairs)), "---", "text"])
    found = front(card)
    assert len(found.fields) == len(pairs)
    for field, (key, value) in zip(found.fields, pairs, strict=True):
        at = found.offset + field.value.start_mark.index
        assert card[at : found.offset + field.value.end_mark.index] == f'"{key}{value}"'


@pytest.mark.parametrize(
    "card", ["# Title\ntext", "text\n---\nlicense: mit\n---\n", "--- \x20x\n", "----\na: 1\n----\n"]
)
def test_a_card_without_front_matter(card: str) -> None:
    assert front(card) == FrontMatter()
    assert front_matter_end(card) == 0


def test_an_empty_front_matter_is_passed_over() -> None:
    assert front("---\n---\n# M") == FrontMatter(end=7)


def test_prose_between_two_rules_is_text() -> None:
    found = front("---\nA model, with no metadata\n---\n# M")
    assert (found.fields, found.end) == ((), 0)
    assert found.repairs == ("what stands between two lines --- is no metadata: read as text",)


def test_blank_lines_before_are_said() -> None:
    found = front("\n\n---\nlicense: mit\n---\n")
    assert [field.key for field in found.fields] == ["license"]
    assert found.repairs == ("blank lines before the front matter passed over",)


def test_an_unclosed_front_matter_ends_at_the_first_blank_line_or_heading() -> None:
    found = front("---\nlicense: mit\ntags:\n- x\n\n# Title\ntext: here")
    assert [field.key for field in found.fields] == ["license", "tags"]
    assert found.repairs == ("the front matter is never closed: taken to end before line 5",)


def test_an_unclosed_front_matter_that_is_none_is_text() -> None:
    found = front("---\n\n### Overview:\n  description: a model\n")
    assert found.fields == ()
    assert found.repairs == ("the front matter that line 1 opens is never closed: read as text",)


@pytest.mark.parametrize(
    ("line", "value", "said"),
    [
        ("title: Qwen: a model", "Qwen: a model", "a colon in an unquoted value"),
        ("title: @qwen", "@qwen", "a character that cannot begin an unquoted value"),
        ("title: `qwen`", "`qwen`", "a character that cannot begin an unquoted value"),
        ("title: *qwen*", "*qwen*", "a character that cannot begin an unquoted value"),
        ("title: *qwen", "*qwen", "a character that cannot begin an unquoted value"),
        ('title: "qwen', "qwen", "a quotation mark that is never closed"),
        ('title: "C:\\qwen"', "C:\\qwen", "a backslash in a quoted value"),
        ('title: "qwen" and more', '"qwen" and more', "quotation marks inside a value"),
        ("title: qw\x07en", "qw en", "characters that YAML does not allow"),
    ],
)
def test_a_repair_is_made_and_said(line: str, value: str, said: str) -> None:
    card = f"---\nlicense: mit\n{line}\ntask: text\n---\n"
    found = front(card)
    if "never closed" in said:  # The open quotation mark spans lines up to the end.
        assert values(card)["license"] == "mit"
        assert values(card)["title"] == value
    else:
        assert values(card) == {"license": "mit", "title": value, "task": "text"}
    assert found.repairs == (f"line 3: {said}",)


def test_tabs_are_read_as_spaces() -> None:
    card = "---\nlicense: mit\nwidget:\n\t- text: a\n\t- text: b\n---\n"
    found = front(card)
    assert [field.key for field in found.fields] == ["license", "widget"]
    assert found.repairs == ("line 4: tabs at the start of lines read as spaces",)


def test_what_cannot_be_mended_is_broken_with_its_line() -> None:
    found = broken("---\nlicense: mit\ntags:\n  - a\n b: c\n---\n")
    assert found.reason == "the YAML front matter does not parse"
    assert found.detail.startswith("line 5: ")


def test_a_colon_without_a_key_before_it_is_not_taken_for_text() -> None:
    assert broken("---\nlicense:mit\ntags: x\n---\n").reason == "the YAML front matter does not parse"


BOMBS = {
    "laughs": "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30)),
    "cycle": "a: &a [*a]\n",
    "deep": "a: " + "[" * 100_000 + "]" * 100_000 + "\n",
    "deep blocks": "a:\n" + "- " * 100_000 + "x\n",
    "braces": "a: " + "{a: " * 50_000 + "\n",
    "quotes": 'a: "' * 100_000 + "\n",
    "colons": "a: " + "x: " * 200_000 + "\n",
    "large": "a: " + "x " * MAX_CHARACTERS + "\n",
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_costs_no_time(name: str) -> None:
    started = time.process_time()
    broken(f"---\n{BOMBS[name]}---\n")
    assert time.process_time() - started < 2


def test_an_alias_of_a_text_is_read() -> None:
    assert values("---\na: &name mit\nlicense: *name\n---\n") == {"a": "mit", "license": "mit"}


def test_no_tag_makes_anything() -> None:
    assert values("---\na: !!python/object/apply:os.getcwd []\nlicense: !!python/name:os.sep mit\n---\n") == {
        "license": "mit"
    }
