"""What the pages are made of: safe text, charts, quotes in context, queries made ready to run."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from graph.explore.context import AROUND, Cell, Context, Contexts
from graph.record.reader import RecordReader
from graph.record.types import StoredDocument
from ui.pages_ask.nearest import ready
from ui.pages_common.charts import chart_of
from ui.pages_common.quotes import context_html
from ui.pages_common.safe import as_html, as_markdown, escaped, web_address
from ui.pages_common.tables import frame_of


@given(st.text())
def test_html_of_a_text_holds_no_tag_and_no_turn_of_direction(text: str) -> None:
    told = escaped(text)
    assert not set("<>\"'\u202e\u2066\x00") & set(told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("![x](http://a)", "\\!\\[x\\]\\(http\\://a\\)"),
        (":red[x] $y$", "\\:red\\[x\\] \\$y\\$"),
        ("<b>", "\\<b\\>"),
        ("  # a\n\n- b", "\\# a  \n\\- b"),
        ("Qwen2.5", "Qwen2\\.5"),
    ],
)
def test_markdown_of_a_text_means_nothing(text: str, told: str) -> None:
    assert as_markdown(text) == told


def test_a_text_has_a_reading_direction_of_its_own() -> None:
    assert as_html("\u202eabc") == "<bdi>\ufffdabc</bdi>"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "//a", "", None, "http://["]
)
def test_what_is_no_address_of_the_web(url: str | None) -> None:
    assert web_address(url) is None


def test_bars_for_a_count_by_group() -> None:
    chart = chart_of(("country", "kind", "labs"), [("A", "x", 9), ("B", "y", 4)])
    assert chart is not None
    assert (chart.kind, chart.group, chart.value) == ("bar", "country", "labs")
    assert chart.points == (("A", 9.0), ("B", 4.0))


def test_of_many_groups_in_the_order_of_their_numbers_the_first_are_shown() -> None:
    chart = chart_of(("a", "n"), [(f"g{n}", 100 - n) for n in range(40)])
    assert chart is not None
    assert (len(chart.points), chart.of, chart.points[0]) == (30, 40, ("g0", 100.0))


def test_a_line_for_a_series_in_the_order_of_time() -> None:
    chart = chart_of(("month", "models"), [("2024-02", 3), ("2024-01", 5)])
    assert chart is not None
    assert (chart.kind, chart.points) == ("line", (("2024-01", 5.0), ("2024-02", 3.0)))
    years = chart_of(("year", "models"), [(2023, 3), (2024, 5)])
    assert years is not None
    assert years.kind == "line"


def test_a_whole_year_is_no_point_between_months() -> None:
    chart = chart_of(("month", "models"), [("2024", 900), ("2024-01", 5), ("2024-03", 3)])
    assert chart is not None
    assert (chart.points, chart.of) == ((("2024-01", 5.0), ("2024-03", 3.0)), 3)
    assert chart_of(("month", "models"), [("2024", 900), ("2024-01", 5)]) is None


def test_points_in_time_stand_as_far_apart_as_they_are() -> None:
    def script() -> None:
        from ui.pages_common.charts import chart_of, draw_chart

        chart = chart_of(("month", "models"), [("2023", 1), ("2024-01", 5), ("2024-02", 3), ("2025-02", 9)])
        assert chart is not None
        draw_chart(chart)

    page = AppTest.from_function(script).run()
    assert not page.exception
    spec = json.loads((page.get("arrow_vega_lite_chart") or page.get("vega_lite_chart"))[0].proto.spec)
    axis = spec["encoding"]["x"]
    assert (axis["type"], axis["scale"]["type"], axis["axis"]["format"]) == ("temporal", "utc", "%Y-%m")
    assert "3 rows of one precision, of 4" in page.caption[0].value


@pytest.mark.parametrize(
    ("columns", "rows"),
    [
        (("a",), [("x",), ("y",)]),
        (("a", "n"), [("x", 1)]),
        (("a", "n"), [("x", 1), ("x", 2)]),
        (("a", "n"), [("x", 1), ("y", None)]),
        (("a", "n"), [("x", "1"), ("y", "2")]),
        (("a", "n"), [("x", True), ("y", False)]),
        (("a", "n"), [(None, 1), ("y", 2)]),
        (("a", "n"), [(f"g{n}", n) for n in range(31)]),
        (("n", "m"), [(10.5, 1), (11.5, 2)]),
        (("a", "b", "n"), [("x", "p", 1), ("y", "q", 2)]),
    ],
)
def test_no_chart_for_what_is_neither(columns: tuple[str, ...], rows: list[tuple[object, ...]]) -> None:
    assert chart_of(columns, rows) is None


def test_a_table_keeps_numbers_and_tells_columns_apart() -> None:
    frame = frame_of(("n", "n", "t"), [(1, 2.5, "\u202ex"), (None, None, ["a", 1])])
    assert list(frame.columns) == ["n", "n (2)", "t"]
    assert str(frame.dtypes.iloc[0]) == "Int64"
    assert list(frame["t"]) == ["\ufffdx", '["a", 1]']


def test_numbers_too_large_for_a_browser_are_text() -> None:
    assert list(frame_of(("n",), [(2**60,)])["n"]) == [str(2**60)]


def test_commands_are_made_ready_to_run(tmp_path: Path) -> None:
    (one,) = ready(['sextant cypher models-of-lab --param lab="Mistral AI" --param bad=1'], tmp_path)
    assert (one.name, dict(one.parameters)) == ("models-of-lab", {"lab": "Mistral AI"})
    assert one.shown_for("Mistral AI?").endswith(": Mistral AI")
    (china,) = ready(['sextant cypher labs-of-country --param country="China"'], tmp_path)
    assert china.shown_for("Which Chinese labs are there?").endswith(": China")
    assert china.shown_for("Which labs are there?").endswith(": China (an example)")
    assert ready(["sextant cypher no-such-query", "'", "", "sextant cypher"], tmp_path) == []


def test_a_quote_stands_in_its_context(web_home: Path) -> None:
    with RecordReader(web_home / "record.db") as reader:
        contexts = Contexts(reader)
        address = next(d.address for d in reader.documents() if "Tuned" in d.address)
        found = contexts.of("license: llama2", statement=None, url=address)
        assert found is not None
        assert found.before == "---\n"
        assert found.after.startswith("\nbase_model: acme/Base-7B")
        assert (found.cut_before, found.cut_after) == (False, False)
        by_id = next(s for s in reader.statements() if s.quote == "license: llama2")
        again = contexts.of(by_id.quote, statement=by_id.id, url="")
        assert again == found
        assert contexts.of("not there", statement=None, url=address) is None
        assert contexts.of("x", statement="00" * 16, url=address) is None


def test_a_context_is_cut_at_words_and_a_table_gives_its_row(home: Path, tmp_path: Path) -> None:
    from tests.ui.conftest import write_card
    from tests.ui.running import sextant

    words = " ".join(f"word{n}" for n in range(1000))
    write_card(tmp_path / "cards", "acme/Long", f"---\nlicense: mit\n---\n{words} middle {words}\n")
    assert sextant(home, "ingest", tmp_path / "cards").code == 0
    with RecordReader(home / "record.db") as reader:
        address = next(d.address for d in reader.documents())
        found = Contexts(reader).of("middle", statement=None, url=address)
    assert found is not None
    assert found.cut_before
    assert found.cut_after
    assert found.before.startswith("word")
    assert found.after.rsplit(" ", 1)[-1].startswith("word")
    assert len(found.before) <= AROUND
    assert len(found.after) <= AROUND


def test_the_row_of_a_table_shows_what_it_is_about_and_the_quoted_cell() -> None:
    row = tuple(Cell(column=f"c{n}", text=f"<v{n}>", quoted=n == 20) for n in range(30))
    document = StoredDocument(
        number=1, address="a", source="s", kind="table", title="t", url=None, publisher=None, published=None,
        retrieved="2026-01-01", language=None, begins="2026-01-01", ends=None,
    )  # fmt: skip
    told = context_html(
        Context(document=document, place=None, before="", quote="x", after="", cut_before=True, cut_after=True, row=row)
    )
    assert [n for n in range(30) if f"&lt;v{n}&gt;" in told] == [0, 1, 18, 19, 20, 21, 22]
    assert told.count("…") == 2
    assert "<mark><bdi>&lt;v20&gt;</bdi></mark>" in told
