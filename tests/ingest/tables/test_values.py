"""What a cell says by a rule of a mapping: figures, dates, truth and closed lists, or why it says nothing."""

import pytest

from tests.ingest.tables.making import reading


def one_value(spec: str, cell: str, prop: str = "memory_gb", thing: str = "Chip") -> tuple[list[object], list[str]]:
    """Return the values that a cell gives by a rule, and what is left over."""
    mapping = f"things: {{x: '{thing}:{{name}}'}}\nproperties: {{x: {{{prop}: {spec}}}}}"
    found = reading(mapping, f'name\tv\nA\t"{cell}"\n')
    return [s.value for s in found.statements], [x.reason for x in found.leftovers]


@pytest.mark.parametrize(
    ("spec", "cell", "value"),
    [
        ("v", "80", 80.0),
        ("v", "1,024.5", 1024.5),
        ("v", "80 GB HBM3", 80.0),
        ("{column: v, times: 1e-9}", "32000000000.0", 32.0),
        ("{column: v, units: {GB: 1, MB: 0.001, TB: 1000}}", "500 MB SRAM", 0.5),
        ("{column: v, units: {GB: 1}}", "288 gb (soldered)", 288.0),
        ("{column: v, number_in_text: true}", "N3P", 3.0),
        ("{column: v, number_in_text: true}", "N5 or N5P", 5.0),
        ("{column: v, words: {plenty: 512}}", "Plenty", 512.0),
        ("{value: 7}", "anything", 7.0),
    ],
)
def test_figures(spec: str, cell: str, value: float) -> None:
    assert one_value(spec, cell) == ([value], [])


@pytest.mark.parametrize(
    ("spec", "cell", "reason"),
    [
        ("v", "over 80", "not one figure in a unit that fits"),
        ("v", "80-94 GB", "not one figure in a unit that fits"),
        ("v", "80 W", "not one figure in a unit that fits"),
        ("v", "eighty or so", "not a number"),
        ("v", "Infinity", "not a number"),
        ("{column: v, units: {GB: 1}}", "80 GB + 12 GB", "several numbers in it"),
        ("{column: v, number_in_text: true}", "N3P, N6", "several numbers in it"),
        ("{column: v, number_in_text: true}", "custom", "no number in it"),
    ],
)
def test_what_is_no_figure_is_left_over_with_row_and_column(spec: str, cell: str, reason: str) -> None:
    assert one_value(spec, cell) == ([], [f"row 2, column v: {reason}"])


@pytest.mark.parametrize("cell", ["", " ", "-", "n/a", "NaN", "null", "None"])
def test_cells_that_say_nothing_give_nothing(cell: str) -> None:
    assert one_value("v", cell) == ([], [])


@pytest.mark.parametrize(
    ("spec", "cell", "value"),
    [
        ("v", "2024-05-17", "2024-05-17"),
        ("v", "2024-05", "2024-05"),
        ("v", "2024.0", "2024"),
        ("v", "2024-05-17 18:08:31+00:00", "2024-05-17"),
        ("v", "17 May 2024", "2024-05-17"),
        ("v", "5/17/2024", "2024-05-17"),
        ("{column: v, day_first: false}", "5/6/2024", "2024-05-06"),
        ("{column: v, day_first: true}", "5/6/2024", "2024-06-05"),
        ("{column: v, precision: year}", "2022-01-01", "2022"),
    ],
)
def test_dates_keep_their_precision(spec: str, cell: str, value: str) -> None:
    assert one_value(spec, cell, "released") == ([value], [])


@pytest.mark.parametrize("cell", ["5/6/2024", "2024-13", "2023-02-29", "soon"])
def test_what_is_no_sure_date_is_left_over(cell: str) -> None:
    assert one_value("v", cell, "released") == ([], ["row 2, column v: not a date"])


def test_shares_in_percent_fit_the_property() -> None:
    assert one_value("v", "38%", "hardware_utilization", "Model") == ([0.38], [])


def test_truth_and_whole_numbers() -> None:
    assert one_value("v", "Yes", "gated", "Model") == ([True], [])
    assert one_value("v", "perhaps", "gated", "Model") == ([], ["row 2, column v: neither true nor false"])
    assert one_value("v", "247000000.00000003", "parameters", "Model") == ([247000000], [])
    assert one_value("v", "6.7B", "parameters", "Model") == ([6700000000], [])
    assert one_value("v", "7.5", "parameters", "Model")[0] == []
    assert one_value("{column: v, times: 1e9}", "16.4", "parameters", "Model") == ([16400000000], [])


def test_closed_values_are_checked_and_words_lead_to_them() -> None:
    assert one_value("v", "Existing", "status", "Cluster") == ([("existing")], [])
    assert one_value("{column: v, words: {Building: planned}}", "building", "status", "Cluster") == (["planned"], [])
    values, reasons = one_value("v", "haunted", "status", "Cluster")
    assert values == []
    assert "is not one of existing, planned, decommissioned" in reasons[0]
