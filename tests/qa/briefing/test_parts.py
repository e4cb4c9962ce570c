"""The parts of a briefing by themselves: templates, values, series, recipes, Markdown."""

import re
from pathlib import Path

import pytest

from graph.errors import LibraryError
from qa.briefing import (
    Briefing,
    Bullets,
    Chart,
    Figure,
    Figures,
    Mark,
    Quote,
    Section,
    Sentence,
    Source,
    Topic,
    recipe_in,
    shipped_recipes,
    to_markdown,
)
from qa.briefing.numbering import numbered
from qa.briefing.series import without_gaps
from qa.briefing.showing import joined, number, shown
from qa.briefing.template import Slot, fill, read_template

RECIPE = """name: mine
title: "{topic} in short"
about: A test.
labels: [Organization]
sections:
  known:
    heading: Known
    parts:
      home:
        query: countries-of-organization
        with: {organization: "{id}"}
        say: "{organization} is based in {country}"
        bind:
          country: {edge: BASED_IN, from: organization_id, to: country_id}
"""


@pytest.mark.parametrize(
    ("template", "values", "said", "slots"),
    [
        ("{a} is {b}", {"a": "X", "b": "1"}, "X is 1", ("a", "b")),
        ("{a}[, of {b}]", {"a": "X"}, "X", ("a",)),
        ("{a}[, of {b}]", {"a": "X", "b": "Y"}, "X, of Y", ("a", "b")),
        ("{a}[, of {b}]", {"a": "X", "b": "0"}, "X", ("a",)),
        ("{a}[, of {b}]", {"b": "Y"}, None, ()),
    ],
)
def test_a_template_leaves_out_what_is_empty(
    template: str, values: dict[str, str], said: str | None, slots: tuple[str, ...]
) -> None:
    filled = fill(read_template(template), lambda slot: values.get(slot.name))
    assert (filled and filled.text) == said
    assert filled is None or filled.slots == slots


@pytest.mark.parametrize("text", ["there are 3 of {a}", "{a", "a]", "{A}", "{a:one}", "[{a} [{b}]]"])
def test_a_template_that_does_not_hold_is_refused(text: str) -> None:
    with pytest.raises(LibraryError, match=re.escape(repr(text))):
        read_template(text)


def test_a_name_with_digits_is_no_number() -> None:
    assert read_template("equivalents of one H100, at FP16: {a}").slots == ("a",)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "0"), (1533, "1,533"), (186_694_549.0, "186,694,549"), (17.1, "17.1"), (671_000_000_000, "671 billion"),
        (7_616_000_000, "7.616 billion"), (405_853_388_800, "about 405.9 billion"), (989.4e12, "989.4 trillion"),
        (3.4e24, "3.4 × 10^24"), (2_443_870.456, "about 2,443,870"),
        (1.7892e24, "about 1.789 × 10^24"), (-2_500, "-2,500"), (999_999_999, "999,999,999"),
    ],
)  # fmt: skip
def test_numbers_are_exact_or_say_about(value: float, said: str) -> None:
    assert number(value) == said


def test_cells() -> None:
    assert shown(None, Slot(name="a")) is None
    assert shown((), Slot(name="a")) is None
    assert shown(1, Slot(name="a", one="model", many="models")) == "1 model"
    assert shown(2, Slot(name="a", one="model", many="models")) == "2 models"
    assert shown("download_share", Slot(name="a")) == "download share"
    assert shown("deepseek_v3 A", Slot(name="a")) == "deepseek_v3 A"
    assert shown(["A", "B", "C"], Slot(name="a")) == "A, B and C"
    assert joined(["A"], 1_200) == "A and 1,200 more"


def test_a_series_has_no_gaps() -> None:
    assert without_gaps([("2024-12", 2.0), ("2025-02", 1.0)]) == (("2024-12", 2.0), ("2025-01", 0.0), ("2025-02", 1.0))
    assert without_gaps([("2020", 2.0), ("2022", 1.0)]) == (("2020", 2.0), ("2021", 0.0), ("2022", 1.0))
    countries = [("China", 2.0), ("France", 1.0)]
    assert without_gaps(countries) == countries
    far = [("0001", 1.0), ("2024", 1.0)]
    assert without_gaps(far) == far


def test_recipes_that_ship_are_for_different_things() -> None:
    recipes = shipped_recipes()
    labels = [label for recipe in recipes for label in recipe.labels]
    assert sorted(labels) == ["Chip", "Country", "Group", "Model", "Organization", "Policy", "words"]
    assert all(any(section.gathers == "gaps" for section in recipe.sections) for recipe in recipes)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("countries-of-organization", "countries-of", "line 10: countries-of: the library has no query"),
        ("organization: ", "org: ", "line 11: countries-of-organization has no parameter 'org'"),
        ('{organization: "{id}"}', "{}", "line 11: countries-of-organization needs organization"),
        ("{country}", "{land}", "line 12: say: no slot 'land'; possible: organization"),
        ("based in", "based since 2023 in", "line 12: say: 'holds a number|holds a number of its own"),
        ("from: organization_id", "from: organisation", "line 14: from: countries-of-organization has no column"),
        ("          country: {", "          land: {", "line 14: countries-of-organization has no column 'land'"),
        ("edge: BASED_IN, ", "", "line 14: a bind is property and of, or edge"),
        ("labels: [Organization]", "labels: []", "a recipe has labels"),
        ("        say: ", "        show: pie\n        say: ", "line 12: show 'pie' is not one of sentences"),
        ("        say: ", "        show: bars\n        say: ", "shown as bars and lacks label and value"),
        ("        say: ", "        show: figures\n        say: ", "shown as figures and lacks figure and counted"),
        ("        say: ", "        most: some\n        say: ", "line 12: most 'some' is not a whole number"),
        ("        say: ", "        tell: ", "says nothing; write say"),
    ],
)
def test_a_recipe_that_does_not_hold_is_named_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(RECIPE.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(LibraryError) as caught:
        recipe_in(path)
    assert any(one in str(caught.value) for one in said.split("|")), str(caught.value)
    assert str(path) in str(caught.value)


def test_a_recipe_of_the_users_own_is_read(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(RECIPE, encoding="utf-8")
    recipe = recipe_in(path)
    queries = [part.query for section in recipe.sections for part in section.parts]
    assert [query.name for query in queries if query] == ["countries-of-organization"]
    with pytest.raises(LibraryError, match="cannot be read as a recipe"):
        recipe_in(tmp_path / "none.yaml")


HOSTILE = "![x](https://evil.example/p.png) <script>alert(1)</script> [1] `a` | b \u202e"


def hostile() -> Briefing:
    """A briefing all of whose texts come from a document that means harm."""
    quote = Quote(text=HOSTILE, of=HOSTILE, place=HOSTILE, statement="s")
    marks = (Mark(source=3, quotes=(quote,)), Mark(source=2))
    blocks = (
        Bullets(sentences=(Sentence(text=f"{HOSTILE}.", marks=marks),)),
        Figures(figures=(Figure(name=HOSTILE, value=HOSTILE, counted=HOSTILE, marks=marks),)),
        Chart(kind="bars", caption=Sentence(text=f"{HOSTILE}.", marks=marks), points=((HOSTILE, 2.0), ("B", 1.0))),
        Chart(kind="columns", caption=Sentence(text=f"{HOSTILE}.", marks=marks), points=((HOSTILE, 2.0), ("B", 0.0))),
    )
    sources = (
        Source(n=1, ground="record", title="unused"),
        Source(n=2, ground="query", title=HOSTILE, query="q", cypher="RETURN 1", parameters={"thing": HOSTILE}, rows=1),
        Source(n=3, ground="document", title=HOSTILE, url="javascript:alert(1) <b>", publisher=HOSTILE,
               retrieved="2025-01-01", reader=HOSTILE, citation=HOSTILE),
    )  # fmt: skip
    return numbered(
        Briefing(
            title=HOSTILE, topic=Topic(node="n", label="Organization", name=HOSTILE), recipe="lab",
            as_of="2025-03-01", source_alone=None, opening=Sentence(text=f"{HOSTILE}.", marks=marks),
            sections=(Section(heading=HOSTILE, blocks=blocks),), sources=sources, struck=(),
        )
    )  # fmt: skip


def test_sources_are_numbered_as_one_reads_and_unused_ones_are_dropped() -> None:
    assert [(source.n, source.ground) for source in hostile().sources] == [(1, "document"), (2, "query")]


def test_nothing_of_a_document_comes_alive_in_markdown() -> None:
    text = to_markdown(hostile())
    prose = text.replace("Parameters:", "\n")
    assert "<script" not in text
    assert "![" not in re.sub(r"`[^`\n]*`", "", prose)
    assert "\u202e" not in text
    assert not re.search(r"(?<!\\)\[1\](?!\[)[^.*\]]*(?<!\\)\]\(", prose)


def test_every_line_with_a_number_carries_its_marker_before_the_full_stop() -> None:
    body = to_markdown(hostile()).split("## Sources")[0]
    told = [line for line in body.splitlines() if line.startswith("- ") or line.endswith(".")]
    assert told
    assert all(re.search(r"(\[\d+\])+\.( \|)?$", line) for line in told)
