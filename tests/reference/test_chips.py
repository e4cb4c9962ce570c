"""The AI chips that ship: lines and variants, names that mean one chip, and figures that follow from one another."""

import csv
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from graph.ontology import shipped_ontology
from graph.ontology.dates import is_before
from graph.ontology.naming import normalise_name, parse_key
from ingest.reference import shipped_entries
from ingest.reference_checks import claimed

ONTOLOGY = shipped_ontology()
CHIPS = {e.thing: e for e in shipped_entries() if e.file == "chips.yaml"}
MEANT = {normal: thing for thing, entry in CHIPS.items() for normal in claimed(entry, ONTOLOGY)}
SHARED = Path(__file__).resolve().parents[2] / "../shared/data"
BITS = {
    "flops_fp64": 64,
    "flops_fp32": 32,
    "flops_fp16": 16,
    "flops_fp8": 8,
    "flops_fp4": 4,
    "ops_int8": 8,
    "ops_int4": 4,
}


def value(chip: str, predicate: str) -> object:
    found = [s.value for s in CHIPS[chip].statements if s.predicate == predicate]
    return found[0] if found else None


def number(chip: str, predicate: str) -> float | None:
    found = value(chip, predicate)
    assert found is None or isinstance(found, float)
    return found


def ends(chip: str, predicate: str) -> set[str]:
    """Return the normal forms of the other ends of the edges of a type that the entry of a chip says."""
    said = [s for s in CHIPS[chip].statements if s.predicate == predicate]
    others = [s.subject if s.object == chip else s.object or "" for s in said]
    return {parse_key(other, ONTOLOGY).normal for other in others}


def lines(chip: str) -> Iterable[str]:
    return [MEANT[normal] for normal in ends(chip, "VARIANT_OF")]


def rate(names: Counter[str]) -> float:
    return sum(n for name, n in names.items() if f"Chip:{normalise_name(name)}" in MEANT) / names.total()


@pytest.mark.parametrize(
    ("name", "thing"),
    [
        ("NVIDIA H100 SXM5 80GB", "Chip:NVIDIA H100 SXM"),
        ("h100", "Chip:H100"),
        ("Tesla V100", "Chip:V100"),
        ("NVIDIA A100 SXM4 80 GB", "Chip:NVIDIA A100 SXM4 80 GB"),
        ("A100-SXM4-80GB", "Chip:NVIDIA A100 SXM4 80 GB"),
        ("昇腾910B", "Chip:Huawei Ascend 910B"),
        ("思元590", "Chip:Cambricon MLU590"),
        ("AMD Radeon Instinct MI250X", "Chip:AMD Instinct MI250X"),
        ("Gaudi", "Chip:Intel Gaudi"),
        ("Gaudi2", "Chip:Intel Gaudi 2"),
        ("Trainium1", "Chip:AWS Trainium1"),
        ("TPUv4", "Chip:Google TPU v4"),
        ("Trillium", "Chip:Google TPU v6e"),
        ("WSE-3", "Chip:Cerebras WSE-3"),
    ],
)
def test_a_name_in_use_means_its_chip(name: str, thing: str) -> None:
    assert MEANT[f"Chip:{normalise_name(name)}"] == thing


@pytest.mark.parametrize("name", ["A100 80GB", "TITAN X", "4090", "H100 80GB"])
def test_a_name_that_may_mean_several_chips_is_no_alias(name: str) -> None:
    assert f"Chip:{normalise_name(name)}" not in MEANT


def test_siblings_that_differ_in_a_number_or_a_suffix_are_chips_of_their_own() -> None:
    siblings = [
        "A100",
        "A800",
        "H100",
        "H800",
        "H200",
        "H20",
        "B200",
        "GB200",
        "L40",
        "L40S",
        "Ascend 910B",
        "Ascend 910C",
    ]
    assert len({MEANT[f"Chip:{normalise_name(name)}"] for name in siblings}) == len(siblings)


def test_a_variant_has_its_line_the_same_maker_and_is_not_older() -> None:
    variants = [(chip, line) for chip in CHIPS for line in lines(chip)]
    assert len(variants) > 70
    for chip, line in variants:
        assert ends(chip, "MAKES") == ends(line, "MAKES"), f"{chip} and {line} have different makers"
        released, first = value(chip, "released"), value(line, "released")
        if released is not None and first is not None:
            assert not is_before(str(released), str(first)), f"{chip} is older than {line}"


def test_a_system_is_no_form_of_the_chip_in_it() -> None:
    assert [chip for chip in CHIPS if chip.startswith("Chip:Cerebras") and lines(chip)] == []


def test_no_line_is_a_variant_of_itself_by_any_way() -> None:
    for chip in CHIPS:
        above, met = list(lines(chip)), set[str]()
        while above:
            line = above.pop()
            assert line != chip, f"{chip} is above itself"
            if line not in met:
                met.add(line)
                above.extend(lines(line))


def test_total_processing_performance_follows_from_the_peak_figures() -> None:
    with_tpp = [chip for chip in CHIPS if value(chip, "tpp") is not None]
    assert len(with_tpp) > 50
    for chip in with_tpp:
        peaks = {name: number(chip, name) for name in BITS}
        highest = max(peak / 1e12 * BITS[name] for name, peak in peaks.items() if peak is not None)
        assert number(chip, "tpp") == pytest.approx(highest, rel=6e-4), f"{chip} has another TPP than {highest}"


def test_performance_density_is_by_the_area_of_the_die() -> None:
    dense = [chip for chip in CHIPS if value(chip, "performance_density") is not None]
    assert len(dense) > 10
    for chip in dense:
        tpp, area, density = (number(chip, name) for name in ("tpp", "die_mm2", "performance_density"))
        assert tpp is not None
        assert area is not None
        assert density == pytest.approx(tpp / area, rel=6e-3), chip


def test_what_is_classed_under_3a090_is_above_its_thresholds() -> None:
    classed = {chip: str(value(chip, "eccn")) for chip in CHIPS if value(chip, "eccn") is not None}
    assert {"3A090.a", "3A090.b"} == set(classed.values())
    for chip, eccn in classed.items():
        tpp = number(chip, "tpp")
        if tpp is not None:
            assert (tpp >= 4800) == (eccn == "3A090.a"), f"{chip} with a TPP of {tpp} is classed {eccn}"
            assert tpp >= 2400, chip


def test_an_export_status_names_its_rule_or_how_it_was_told() -> None:
    said = {chip: str(value(chip, "export_status")) for chip in CHIPS if value(chip, "export_status") is not None}
    assert {"Chip:A100", "Chip:H100", "Chip:A800", "Chip:H800", "Chip:H20", "Chip:H200", "Chip:B200"} <= set(said)
    assert [
        chip for chip, status in said.items() if " FR " not in status and "as the government told" not in status
    ] == []


def test_figures_lie_in_the_range_of_real_chips() -> None:
    bounds = {
        "memory_gb": (0.2, 300),
        "tdp_w": (5, 1500),
        "process_nm": (3, 65),
        "memory_bandwidth_gb_s": (30, 80_000),
        "interconnect_gb_s": (100, 2000),
        "flops_fp16": (7e12, 3e15),
        "flops_fp8": (1e14, 6e15),
    }
    for name, (least, most) in bounds.items():
        found = {chip: number(chip, name) for chip in CHIPS}
        assert {chip: v for chip, v in found.items() if v is not None and not least <= v <= most} == {}, name


@pytest.mark.skipif(not (SHARED / "epoch").is_dir(), reason=f"the tables of Epoch are not at {SHARED / 'epoch'}")
def test_most_of_epochs_chips_are_known_by_their_spelling() -> None:
    with (SHARED / "epoch/ml_hardware.csv").open(encoding="utf-8") as table:
        hardware = Counter(row["Hardware name"] for row in csv.DictReader(table))
    with (SHARED / "epoch/all_ai_models.csv").open(encoding="utf-8") as table:
        cells = [row["Training hardware"] for row in csv.DictReader(table)]
    training = Counter(name.strip() for cell in cells for name in cell.split(",") if name.strip())
    assert rate(hardware) > 0.95
    assert rate(training) > 0.98
