"""What a row says of a figure: how far it is from what was promised and from what it is compared with."""

from dataclasses import replace
from pathlib import Path

import pytest

from bench.inputs import SMALL, generated_cards, inputs_of
from bench.rows import LIMITS, BenchError, Figure, Limit, load_limits, percentile, rows_of
from bench.table import missed, number, table

LESS = Limit(better="less", limit=2.0, against="nothing done", holds="the disk")
MORE = Limit(better="more", limit=100.0, against="", holds="the processor")
KNOWN = {"search": LESS, "cards": MORE}
SEARCH = Figure(name="search", value=4.0, unit="s", baseline=0.5)


def test_a_ratio_is_to_the_baseline_and_a_margin_to_the_promise() -> None:
    slow, fast, many, few = rows_of(
        [
            SEARCH,
            replace(SEARCH, value=1.0),
            Figure(name="cards", value=250.0, unit="cards/s"),
            Figure(name="cards", value=25.0, unit="cards/s"),
        ],
        KNOWN,
    )
    assert (slow.ratio, slow.margin, slow.kept) == (8.0, 0.5, False)
    assert (fast.ratio, fast.margin, fast.kept) == (2.0, 2.0, True)
    assert (many.ratio, many.margin, many.kept) == (None, 2.5, True)
    assert (few.margin, few.kept) == (0.25, False)
    assert missed([slow, fast, many, few]) == [slow, few]


def test_where_nothing_is_promised_nothing_is_broken() -> None:
    (row,) = rows_of([SEARCH], {"search": replace(LESS, limit=None)})
    assert (row.margin, row.kept, missed([row])) == (None, None, [])


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        (replace(SEARCH, name="serach"), "'serach'"),
        (replace(SEARCH, baseline=None), "against"),
        (Figure(name="cards", value=1.0, unit="cards/s", baseline=1.0), "against"),
        (replace(SEARCH, baseline=0.0), "too short"),
    ],
)
def test_a_figure_that_cannot_be_judged_is_refused(figure: Figure, said: str) -> None:
    with pytest.raises(BenchError, match=said):
        rows_of([figure], KNOWN)


def test_the_limits_that_ship_are_read() -> None:
    limits = load_limits()
    assert limits["search, warm process: p95"].limit == 150
    assert limits["cards: whole run"].better == "more"
    assert all(one.holds and not one.holds.startswith(" ") for one in limits.values())


@pytest.mark.parametrize(
    "text",
    [
        "cards: {better: more, holds: x, limits: 3}",
        "cards: {better: faster, holds: x}",
        "cards: {better: more}",
        "cards: {better: more, holds: x, limit: soon}",
        "- cards",
        "cards: [",
    ],
)
def test_limits_that_say_something_else_are_refused_by_the_name_of_their_file(text: str, tmp_path: Path) -> None:
    file = tmp_path / LIMITS.name
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BenchError, match=LIMITS.name):
        load_limits(file)


def test_rows_of_a_name_stand_together_and_are_explained_once() -> None:
    cards = Figure(name="cards", value=50.0, unit="cards/s")
    text = table(rows_of([replace(SEARCH, at="first"), cards, replace(SEARCH, at="second", value=1.0)], KNOWN))
    first, second, why, other, reason = text.splitlines()[2:]
    assert "search (first)" in first
    assert "0.5x MISSED" in first
    assert "search (second)" in second
    assert "MISSED" not in second
    assert why.strip() == "against nothing done. the disk"
    assert "cards" in other
    assert "MISSED" in other
    assert reason.strip() == "the processor"


@pytest.mark.parametrize(
    ("value", "shown"),
    [(12_345.6, "12,346"), (12.34, "12.3"), (1.5, "1.50"), (0.99987, "0.99987"), (0.01234, "0.0123")],
)
def test_a_number_has_the_digits_that_say_something(value: float, shown: str) -> None:
    assert number(value) == shown


def test_percentiles_are_values_that_were_measured() -> None:
    taken = [float(one) for one in range(100, 0, -1)]
    assert percentile(taken, 0.5) in (50.0, 51.0)
    assert percentile(taken, 0.95) == 95.0
    assert percentile([3.0], 0.95) == 3.0
    with pytest.raises(BenchError):
        percentile([], 0.5)


def test_generated_cards_are_the_same_in_every_run(tmp_path: Path) -> None:
    one, two = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("README.md")}
        for folder in (generated_cards(tmp_path / name, 30) for name in ("one", "two"))
    )
    assert len(one) == 30
    assert one == two
    assert any(b"base_model: lab-" in text for text in one.values())


def test_without_real_data_it_is_said_what_stands_for_them(tmp_path: Path) -> None:
    given = inputs_of(tmp_path, None, None, SMALL)
    assert "generated" in given.told["cards"]
    assert "sample" in given.told["texts"]
    assert "synthetic" in given.told["vectors"]
    assert "sample" in given.told["home"]
    assert len(list(given.cards.rglob("README.md"))) == SMALL.cards


def test_real_data_are_taken_where_they_are(tmp_path: Path) -> None:
    cards, laws = tmp_path / "data" / "cards", tmp_path / "data" / "agora" / "fulltext"
    laws.mkdir(parents=True)
    generated_cards(cards, 3)
    given = inputs_of(tmp_path / "scratch", tmp_path / "data", None, SMALL)
    assert (given.cards, given.texts) == (cards, laws)
    assert given.told["cards"].startswith("3 real cards")
