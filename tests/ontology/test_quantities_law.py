"""What holds of every quantity and every text: what is written reads the same, nothing crashes, time is linear."""

import time
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.ontology.dates import find_dates, read_date
from graph.ontology.quantities import Qualifier, Quantity, find_quantities, read_quantity, write_quantity

UNITS = [
    *("parameters", "active parameters", "trainable parameters", "tokens", "FLOP", "FLOP/s", "OP/s", "GB", "GB/s"),
    *("MWh", "MW", "W", "nm", "mm2", "MHz", "percent", "percentage points", "hours", "chip hours", "chips"),
    *("H100 equivalents", "transistors", "downloads", "likes", "users", "citations", "employees"),
    *("USD", "EUR", "GBP", "JPY", "CNY", "KRW", "¥"),
    None,
]
QUALIFIERS: list[Qualifier] = ["exact", "about", "over", "at least", "under", "at most"]

units = st.sampled_from(UNITS)
qualifiers = st.sampled_from(QUALIFIERS)
figures = st.one_of(
    st.integers(min_value=-(2**62), max_value=2**62),
    st.floats(min_value=1e-6, max_value=1e30, allow_nan=False),
)
texts = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from("0123456789.,- ~%$€¥KMBTxe×^{}[]()/+GB亿万千百十点一二三多约以上年月日Wnm\u00a0\u2009²⁶\n*`>"),
    ),
    max_size=80,
)


@given(figures, units, qualifiers)
def test_reading_what_is_written_gives_back_the_figure(
    value: int | float, unit: str | None, qualifier: Qualifier
) -> None:
    read = read_quantity(write_quantity(Quantity(value=value, unit=unit, qualifier=qualifier)))
    assert read is not None
    assert (read.unit, read.qualifier) == (unit, qualifier)
    assert read.value == value or float(read.value or 0) == value


@given(st.integers(0, 10**15), st.integers(1, 10**15), units)
def test_reading_what_is_written_gives_back_the_range(low: int, more: int, unit: str | None) -> None:
    quantity = Quantity(value=None, unit=unit, low=low, high=low + more)
    assert read_quantity(write_quantity(quantity)) == quantity


@given(st.integers(2, 9999), st.integers(1, 10**12), st.sampled_from(["parameters", "GB", "tokens"]))
def test_reading_what_is_written_gives_back_the_parts(times: int, each: int, unit: str) -> None:
    quantity = Quantity(value=None, unit=unit, times=times, each=each)
    assert read_quantity(write_quantity(quantity)) == quantity


@given(st.integers(0, 10**12), st.integers(1990, 2035))
def test_reading_what_is_written_gives_back_the_year_of_dollars(value: int, year: int) -> None:
    quantity = Quantity(value=value, unit="USD", year=year)
    assert read_quantity(write_quantity(quantity)) == quantity


@given(st.integers(0, 2**62), st.sampled_from(["{:,}", "{}", "{:_}", "{:.12e}"]))
def test_all_ways_to_write_a_number_say_the_same(value: int, form: str) -> None:
    quantity = read_quantity(form.format(value))
    assert quantity is not None
    assert quantity.value == pytest.approx(value, rel=1e-11)


@given(texts)
def test_no_text_crashes_and_places_are_those_of_the_text(text: str) -> None:
    read_quantity(text)
    read_quantity(text, "nm")
    end = 0
    for one in find_quantities(text):
        assert end <= one.start < one.end <= len(text)
        end = one.end


@given(texts, texts)
def test_a_text_around_a_quantity_does_not_move_it(before: str, after: str) -> None:
    text = f"{before}\n\nIt took 14.8 trillion tokens.\n\n{after}"
    assert "14.8 trillion tokens" in {text[one.start : one.end] for one in find_quantities(text)}


@pytest.mark.parametrize(
    "piece",
    [
        "9",
        "亿",
        "一",
        "1,",
        "1 ",
        "1-",
        "$",
        "10^",
        "1x",
        "[",
        "(",
        "~",
        "over ",
        "2024-",
        "百分之",
        "9.",
        "*",
        " a million",
    ],
)
@pytest.mark.parametrize("read", [find_quantities, find_dates])
def test_time_grows_with_the_text_alone(piece: str, read: Callable[[str], Iterator[object]]) -> None:
    text = piece * (100_000 // len(piece))
    start = time.process_time()
    assert len(list(read(text))) <= len(text)
    assert read_quantity(text) is None
    assert read_date(text) is None
    assert time.process_time() - start < 5
