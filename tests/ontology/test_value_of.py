"""What a quantity says of a property: in the property's unit, or nothing."""

import pytest

from graph.ontology import PropertyType, shipped_ontology
from graph.ontology.quantities import read_quantity
from graph.ontology.values import Value, value_of


def of(label: str, name: str) -> PropertyType:
    ontology = shipped_ontology()
    return ontology.nodes[label].properties[name] if label in ontology.nodes else ontology.edges[label].qualifiers[name]


def said(text: str, label: str, name: str, *, unit: str | None = None, approximate: bool = False) -> Value | None:
    quantity = read_quantity(text)
    assert quantity is not None
    return value_of(quantity, of(label, name), unit=unit, approximate=approximate)


@pytest.mark.parametrize(
    ("text", "label", "name", "value"),
    [
        ("671B parameters", "Model", "parameters", 671_000_000_000),
        ("671B", "Model", "parameters", 671_000_000_000),
        ("37B active", "Model", "active_parameters", 37_000_000_000),
        ("128K context", "Model", "context_length", 128_000),
        ("14.8T tokens", "Model", "training_tokens", 14_800_000_000_000),
        ("3.3e24 FLOP", "Model", "training_compute_flop", 3.3e24),
        ("$5.576M", "Model", "training_cost_usd", 5_576_000.0),
        ("54 days", "Model", "training_hours", 1296.0),
        ("2,048 H800 GPUs", "Model", "training_chip_count", 2048),
        ("25 MW", "Model", "training_power_w", 25e6),
        ("80GB", "Chip", "memory_gb", 80.0),
        ("3.35TB/s", "Chip", "memory_bandwidth_gb_s", 3350.0),
        ("700W", "Chip", "tdp_w", 700.0),
        ("5 nm", "Chip", "process_nm", 5.0),
        ("80 billion transistors", "Chip", "transistors_millions", 80_000.0),
        ("814 mm2", "Chip", "die_mm2", 814.0),
        ("1.98 GHz", "Chip", "clock_mhz", 1980.0),
        ("989 TFLOPS", "Chip", "flops_fp16", 989e12),
        ("700 W", "Cluster", "power_mw", 0.0007),
        ("100,000 H100s", "Cluster", "chip_count", 100_000),
        ("17%", "PROVIDES", "share", 17.0),
    ],
)
def test_a_quantity_is_a_value_in_the_unit_of_the_property(text: str, label: str, name: str, value: Value) -> None:
    assert said(text, label, name) == value


@pytest.mark.parametrize(
    ("text", "label", "name"),
    [
        ("2.788M H800 hours", "Model", "training_hours"),
        ("37B active", "Model", "parameters"),
        ("671B parameters", "Model", "active_parameters"),
        ("671B", "Model", "training_tokens"),
        ("1e24 FLOP", "Chip", "flops_fp16"),
        ("€5M", "Model", "training_cost_usd"),
        ("80 GB", "Chip", "memory_bandwidth_gb_s"),
        ("150 MWh", "Cluster", "power_mw"),
        ("0.5", "Model", "parameters"),
        ("over 100B parameters", "Model", "parameters"),
        ("8x7B", "Model", "parameters"),
        ("7B-70B", "Model", "parameters"),
        ("$5 per million tokens", "Chip", "price_usd"),
        ("671B", "Model", "library"),
        ("2024", "Model", "released"),
    ],
)
def test_another_unit_a_bound_or_a_range_is_no_value(text: str, label: str, name: str) -> None:
    assert said(text, label, name) is None


def test_about_a_figure_is_a_value_only_where_that_is_wanted() -> None:
    assert said("~100B parameters", "Model", "parameters") is None
    assert said("~100B parameters", "Model", "parameters", approximate=True) == 100_000_000_000
    assert said("over 100B parameters", "Model", "parameters", approximate=True) is None


def test_the_unit_may_stand_beside_the_value() -> None:
    assert said("17%", "Measurement", "value") is None
    assert said("17%", "Measurement", "value", unit="percent") == 17.0
    assert said("$1.5 billion", "ACQUIRED", "amount", unit="USD") == 1.5e9
    assert said("€1.5 billion", "ACQUIRED", "amount", unit="USD") is None
