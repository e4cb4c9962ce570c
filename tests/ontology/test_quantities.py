"""Quantities as whole cells: the figure in the ontology's unit, with what limits it."""

import pytest

from graph.ontology.quantities import Figure, Qualifier, Quantity, read_quantity


def read(text: str, hint: str | None = None) -> Quantity:
    quantity = read_quantity(text, hint)
    assert quantity is not None, text
    return quantity


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("671B", 671_000_000_000, None),
        ("671 billion parameters", 671_000_000_000, "parameters"),
        ("671B-parameter", 671_000_000_000, "parameters"),
        ("1.5T tokens", 1_500_000_000_000, "tokens"),
        ("14.8 trillion", 14_800_000_000_000, None),
        ("6710亿", 671_000_000_000, None),
        ("6,710 亿参数", 671_000_000_000, "parameters"),
        ("1.2万亿", 1_200_000_000_000, None),
        ("3亿5000万", 350_000_000, None),
        ("一百二十亿参数", 12_000_000_000, "parameters"),
        ("一亿三千万", 130_000_000, None),
        ("三点五亿", 350_000_000, None),
        ("两千亿", 200_000_000_000, None),
        ("37B active", 37_000_000_000, "active parameters"),
        ("37 billion activated parameters per token", 37_000_000_000, "active parameters"),
        ("0.5B", 500_000_000, None),
        ("350M", 350_000_000, None),
        ("128K", 128_000, None),
        ("128k context", 128_000, "tokens"),
        ("128Ki", 131_072, None),
        ("131,072", 131_072, None),
        ("131 072 tokens", 131_072, "tokens"),
        ("131\u00a0072", 131_072, None),
        ("131\u202f072\u00a0tokens", 131_072, "tokens"),
        ("１２８Ｋ", 128_000, None),
        ("1M tokens", 1_000_000, "tokens"),
        ("two hundred million users", 200_000_000, "users"),
        ("two million five hundred thousand dollars", 2_500_000, "USD"),
        ("half a million downloads", 500_000, "downloads"),
        ("3e24 FLOP", 3e24, "FLOP"),
        ("2.8 × 10^24", 2.8e24, None),
        ("2.8 \\times 10^{24}", 2.8e24, None),
        ("2.15e25 FLOPs", 2.15e25, "FLOP"),
        ("10^26", 1e26, None),
        ("10²⁶", 1e26, None),
        ("10 to the 26th power", 1e26, None),
        ("10^26 FLOPS", 1e26, "FLOP"),
        ("1.3 ZFLOP", 1.3e21, "FLOP"),
        ("10 petaFLOP/s-days", 8.64e20, "FLOP"),
        ("989 TFLOPS", 989e12, "FLOP/s"),
        ("5.1 exaFLOP/s", 5.1e18, "FLOP/s"),
        ("3,958 TOPS", 3958e12, "OP/s"),
        ("US$5.6M", 5_600_000, "USD"),
        ("$5.576 million", 5_576_000, "USD"),
        ("5.6 million US dollars", 5_600_000, "USD"),
        ("€200 million", 200_000_000, "EUR"),
        ("¥1 billion", 1_000_000_000, "¥"),
        ("10亿元", 1_000_000_000, "CNY"),
        ("1000亿日元", 100_000_000_000, "JPY"),
        ("RMB 100m", 100_000_000, "CNY"),
        ("100万美元", 1_000_000, "USD"),
        ("$-5", -5, "USD"),
        ("80GB", 80, "GB"),
        ("80 GiB", 85.89934592, "GB"),
        ("141 GB HBM3e", 141, "GB"),
        ("500 MB SRAM", 0.5, "GB"),
        ("3.35TB/s", 3350, "GB/s"),
        ("3.35 TB per second", 3350, "GB/s"),
        ("900 GB/s (NVLink)", 900, "GB/s"),
        ("400 Gb/s", 50, "GB/s"),
        ("5 nm", 5, "nm"),
        ("7纳米", 7, "nm"),
        ("814 mm²", 814, "mm2"),
        ("1.41 GHz", 1410, "MHz"),
        ("700W", 700, "W"),
        ("2.5 kW", 2500, "W"),
        ("150 MW", 150, "MW"),
        ("1 GW", 1000, "MW"),
        ("12 kWh", 0.012, "MWh"),
        ("54 days", 1296, "hours"),
        ("2.788M H800 hours", 2_788_000, "chip hours"),
        ("2.788M H800 GPU hours", 2_788_000, "chip hours"),
        ("2,048 Nvidia H800 GPUs", 2048, "chips"),
        ("16x H100", 16, "chips"),
        ("100,000 H100s", 100_000, "chips"),
        ("80 billion transistors", 80_000_000_000, "transistors"),
        ("17%", 17, "percent"),
        ("−17 %", -17, "percent"),
        ("17.1 percent", 17.1, "percent"),
        ("百分之十七", 17, "percent"),
        ("百分之17.1", 17.1, "percent"),
        ("2个百分点", 2, "percentage points"),
        ("1,5", 1.5, None),
        ("1,500", 1500, None),
        ("0,500", 0.5, None),
        ("1.234.567,89", 1_234_567.89, None),
        ("1'000'000", 1_000_000, None),
        ("12,34,567", 1_234_567, None),
    ],
)
def test_a_figure_is_read_in_the_unit_of_the_ontology(text: str, value: Figure, unit: str | None) -> None:
    quantity = read(text)
    assert quantity == Quantity(value=quantity.value, unit=unit)
    assert quantity.value == pytest.approx(value, rel=1e-12)
    assert quantity.plain


@pytest.mark.parametrize("text", ["671B", "3e9", "1,000", "80 GB", "100%"])
def test_whole_numbers_are_ints(text: str) -> None:
    assert isinstance(read(text).value, int)


@pytest.mark.parametrize(
    ("text", "value", "qualifier"),
    [
        ("~3.5 million", 3_500_000, "about"),
        ("approximately 3.5 million", 3_500_000, "about"),
        ("约6710亿", 671_000_000_000, "about"),
        ("600 W (estimate)", 600, "about"),
        ("over 100", 100, "over"),
        ("over 100,000", 100_000, "over"),
        ("more than 2,000 chips", 2000, "over"),
        ("> 5%", 5, "over"),
        ("6710多亿", 671_000_000_000, "over"),
        ("超过3万亿tokens", 3_000_000_000_000, "over"),
        ("at least 5", 5, "at least"),
        ("no fewer than 5", 5, "at least"),
        ("≥ 5%", 5, "at least"),
        ("100+", 100, "at least"),
        ("100+ GPUs", 100, "at least"),
        ("100万以上", 1_000_000, "at least"),
        ("less than $5M", 5_000_000, "under"),
        ("不到10%", 10, "under"),
        ("up to 1M tokens", 1_000_000, "at most"),
        ("no more than 5", 5, "at most"),
        ("not exceeding 5 percent", 5, "at most"),
        ("不超过10亿", 1_000_000_000, "at most"),
    ],
)
def test_what_limits_a_figure_is_kept(text: str, value: Figure, qualifier: Qualifier) -> None:
    quantity = read(text)
    assert (quantity.value, quantity.qualifier, quantity.plain) == (value, qualifier, False)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("10-15 GW", 10_000, 15_000, "MW"),
        ("between 10 and 15", 10, 15, None),
        ("from 10 to 15 MW", 10, 15, "MW"),
        ("5-7", 5, 7, None),
        ("10% to 15%", 10, 15, "percent"),
        ("7B–70B", 7_000_000_000, 70_000_000_000, None),
        ("$10-15 billion", 10_000_000_000, 15_000_000_000, "USD"),
        ("$10 million to $15 million", 10_000_000, 15_000_000, "USD"),
        ("500 to 1 million", 500, 1_000_000, None),
        ("10至15亿元", 1_000_000_000, 1_500_000_000, "CNY"),
    ],
)
def test_a_range_has_two_ends_and_no_value(text: str, low: Figure, high: Figure, unit: str | None) -> None:
    assert read(text) == Quantity(value=None, unit=unit, low=low, high=high)


def test_parts_are_not_added_up() -> None:
    assert read("8x7B") == Quantity(value=None, times=8, each=7_000_000_000)
    assert read("8 × 7B parameters") == Quantity(value=None, times=8, each=7_000_000_000, unit="parameters")
    assert read("2x80GB") == Quantity(value=None, times=2, each=80, unit="GB")


@pytest.mark.parametrize(
    ("text", "value", "per"),
    [
        ("$0.14/M tokens", 0.14, "million tokens"),
        ("$0.55 per million tokens", 0.55, "million tokens"),
        ("$2 per GPU hour", 2, "chip hour"),
        ("$20/month", 20, "month"),
        ("$20 a month", 20, "month"),
        ("$0.10/kWh", 0.1, "kWh"),
        ("50 tokens/s", 50, "second"),
        ("20 requests per second", None, ""),
    ],
)
def test_a_rate_says_what_it_is_for_each_of(text: str, value: Figure | None, per: str) -> None:
    quantity = read_quantity(text)
    if value is None:
        assert quantity is None
    else:
        assert quantity is not None
        assert (quantity.value, quantity.per, quantity.plain) == (value, per, False)


@pytest.mark.parametrize("text", ["5.6 million 2023 USD", "$5.6M (2023 USD)", "$5.6 million (in 2023 dollars)"])
def test_dollars_keep_their_year(text: str) -> None:
    assert read(text) == Quantity(value=5_600_000, unit="USD", year=2023)


@pytest.mark.parametrize(
    ("text", "hint", "value", "unit"),
    [
        ("128K", "tokens", 128_000, "tokens"),
        ("80000000000", "bytes", 80, "GB"),
        ("340m", "parameters", 340_000_000, "parameters"),
        ("7 B", "parameters", 7_000_000_000, "parameters"),
        ("5 FLOPS", "FLOP", 5, "FLOP"),
        ("3e15 FLOPs", "FLOP/s", 3e15, "FLOP/s"),
        ("¥5", "CNY", 5, "CNY"),
        ("700 W", "MW", 700, "W"),
        ("80", "million", 80, "million"),
        ("4N", "nm", 4, "nm"),
        ("N5", "nm", 5, "nm"),
        ("TSMC N3P", "nm", 3, "nm"),
        ("5 nm", "nm", 5, "nm"),
        ("12", "barrels", 12, "barrels"),
    ],
)
def test_the_place_of_a_cell_gives_the_unit_that_it_lacks(text: str, hint: str, value: Figure, unit: str) -> None:
    assert read(text, hint) == Quantity(value=value, unit=unit)


def test_a_hint_may_have_the_year_of_dollars() -> None:
    assert read("5.6", "2023 USD") == read("$5.6", "2023 USD") == Quantity(value=5.6, unit="USD", year=2023)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "GPT-4",
        "A100-80GB",
        "5 apples",
        "7B and 13B",
        "671B parameters, 37B active",
        "007",
        "1e999",
        "1e400",
        "9" * 41,
        "5E002",
        "1,234,56",
        "1.2.3",
        "10x",
        "4N",
        "18A",
        "a million and a half",
        "数百万",
        "1979 TFLOPS (sparse)",
        "9" * 300,
        "\ud800",
    ],
)
def test_what_is_not_one_quantity_is_none(text: str) -> None:
    assert read_quantity(text) is None
