"""``sextant brief``: the real command, its files, and the page in which every sentence leads to its quotes and back."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.qa.briefing.test_parts import hostile
from tests.ui.running import sextant
from ui.brief_page import brief_page
from ui.svg_chart import bars, columns

RECIPE = """name: mine
title: "{topic} in short"
about: A test.
labels: [Organization]
topic: mistralai
sections:
  known:
    heading: Known
    parts:
      models:
        query: model-counts-of-lab
        with: {lab: "{id}"}
        say: "{topic} has {models:model|models}"
"""


class Page(HTMLParser):
    """What stands in a page: ids, links, tags, the visible text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.loads: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            elif tag == "a" and name == "href":
                self.links.append(value or "")
            elif name in ("src", "srcset", "background", "data") or name.startswith("on"):
                self.loads.append(f"{tag} {name}")

    def handle_data(self, data: str) -> None:
        self.text += data


def check_ways(page: Page) -> None:
    """Every marker leads to a place of the page, and from each such place a way leads back."""
    inner = [link[1:] for link in page.links if link.startswith("#")]
    assert len(page.ids) == len(set(page.ids))
    assert inner
    assert set(inner) <= set(page.ids)
    forth = {link for link in inner if link.startswith("e")}
    assert forth == {one for one in page.ids if re.fullmatch(r"e\d+-\d+", one)}
    assert {f"s{one[1:].partition('-')[0]}" for one in forth} == {link for link in inner if link.startswith("s")}


def test_nothing_of_a_document_comes_alive_in_the_page() -> None:
    page = Page(brief_page(hostile()))
    assert page.loads == []
    assert not page.tags & {"script", "img", "iframe", "link", "object", "b"}
    assert [link for link in page.links if not link.startswith("#")] == []
    assert "\u202e" not in page.text
    check_ways(page)


def test_charts_hold_their_numbers_and_are_drawn_to_scale() -> None:
    drawn = bars([("China", "4", 4.0), ("France", "1", 1.0)], "Models")
    widths = [float(width) for width in re.findall(r'<rect [^>]*width="([\d.]+)"', drawn)]
    assert widths[0] == pytest.approx(4 * widths[1], rel=0.01)
    assert ">China</text>" in drawn
    assert ">4</text>" in drawn
    high = columns([("2024", "2", 2.0), ("2025", "0", 0.0), ("2026", "1", 1.0)], "Models")
    heights = [float(height) for height in re.findall(r'<rect [^>]*height="([\d.]+)"', high)]
    assert heights[0] == pytest.approx(2 * heights[2], rel=0.01)
    assert heights[1] == 0
    assert Page(bars([("<script>", "1", 1.0)], '"><b>')).tags <= {"svg", "g", "title", "text", "rect"}


def test_a_briefing_is_printed_written_and_given_as_json(sample_home: Path, tmp_path: Path) -> None:
    printed = sextant(sample_home, "brief", "eo:14110")
    assert printed.code == 0
    assert printed.out.startswith("# Executive Order 14110: what it says, and whom it reaches\n")
    body, _, sources = printed.out.partition("\n## Sources\n")
    for line in body.splitlines():
        if re.search(r"\d", re.sub(r"\[\d+\]", "", line)) and not line.startswith(("#", "| 2", "| 1", "|--")):
            assert re.search(r"\[\d+\]\.( \|)?$", line) or line.startswith("| "), line
    cited = {int(n) for n in re.findall(r"(?<!\\)\[(\d+)\]", body)}
    listed = {int(n) for n in re.findall(r"^\*\*\[(\d+)\]\*\*", sources, re.MULTILINE)}
    assert cited == listed
    assert re.search(r"retrieved \d{4}-\d\d-\d\d", sources)
    assert "To be cited as: " in sources

    page = sextant(sample_home, "brief", "eo:14110", "-o", tmp_path / "m.html")
    assert (page.code, page.out) == (0, "")
    check_ways(Page((tmp_path / "m.html").read_text(encoding="utf-8")))
    text = sextant(sample_home, "brief", "eo:14110", "-o", tmp_path / "m.md")
    assert text.code == 0
    assert (tmp_path / "m.md").read_text(encoding="utf-8") == printed.out

    told = sextant(sample_home, "brief", "eo:14110", "--json").json()
    assert told["status"] == "written"
    assert told["recipe"] == "rule"
    assert told["struck"] == []


def test_as_of_a_day_before_all_sources_nothing_is_said_but_gaps(sample_home: Path) -> None:
    early = sextant(sample_home, "brief", "mistralai", "--as-of", "2001-01-01")
    assert early.code == 0
    assert "- No source on record says anything of mistralai, as of 2001-01-01 [1]." in early.out
    assert "## Timeline" not in early.out
    assert early.out.count("\n- ") == 1


def test_refusals_say_the_way_out(sample_home: Path, tmp_path: Path) -> None:
    unknown = sextant(sample_home, "brief", "mistralay")
    assert (unknown.code, unknown.out) == (1, "")
    assert "nearest: mistralai" in unknown.err
    wrong = sextant(sample_home, "brief", "mistralai", "-o", tmp_path / "m.txt")
    assert (wrong.code, "written to .md or .html" in wrong.err) == (2, True)
    alone = sextant(sample_home, "brief", "lab")
    assert (alone.code, "sextant brief TOPIC --recipe lab" in alone.err) == (2, True)
    none = sextant(sample_home, "brief", "mistralai", "--recipe", "labs")
    assert (
        none.code,
        "no recipe has this name; there are chip, country, group, lab, model, rule, words" in none.err,
    ) == (2, True)
    other = sextant(sample_home, "brief", "mistralai", "--recipe", "country", "--json")
    assert other.code == 1
    assert other.json()["status"] == "refused"


def test_words_that_name_nothing_are_briefed_on_or_refused(sample_home: Path) -> None:
    told = sextant(sample_home, "brief", "licences of models")
    assert told.code == 0
    assert told.out.startswith("# licences of models: what texts and figures on record say\n")
    assert re.search(r"^- Licences by how many models are under them: .*\[\d+\]\.$", told.out, re.MULTILINE)
    nothing = sextant(sample_home, "brief", "qwerty asdf")
    assert (nothing.code, nothing.out) == (1, "")
    assert "qwerty asdf: nothing on record has this name" in nothing.err


def test_a_recipe_of_the_users_own_says_itself_what_it_is_about(sample_home: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(RECIPE, encoding="utf-8")
    ran = sextant(sample_home, "brief", path)
    assert ran.code == 0
    assert re.search(r"^- mistralai has \d+ models \[\d\]\.$", ran.out, re.MULTILINE)
    path.write_text(RECIPE.replace("{topic} has", "{topic} has 5 and"), encoding="utf-8")
    wrong = sextant(sample_home, "brief", path)
    assert wrong.code == 1
    assert "mine.yaml line 13" in wrong.err
    assert "holds a number of its own" in wrong.err
