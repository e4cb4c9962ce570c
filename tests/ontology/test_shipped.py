"""The ontology that ships: the types and properties of the design, and words that can be told apart."""

import json
import re
from pathlib import Path

import pytest

from graph.ontology import Ontology, PropertyType, load_ontology, shipped_ontology
from graph.ontology.naming import normalise_name
from graph.ontology.reference_page import main, reference_page

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT / "../shared"

PROPERTIES = {
    "Country": "iso2 iso3 adjectives region",
    "Group": "kind",
    "Organization": "kind level region founded",
    "Model": (
        "parameters active_parameters context_length training_tokens training_compute_flop training_cost_usd "
        "training_hours training_power_w training_chip_count hardware_utilization batch_size epochs released "
        "accessibility confidence domain task modality languages library tags citations notability foundation "
        "hub_id gated"
    ),
    "Chip": (
        "kind architecture released price_usd memory_gb memory_bandwidth_gb_s interconnect_gb_s tdp_w "
        "process_nm transistors_millions die_mm2 clock_mhz flops_fp64 flops_fp32 flops_tf32 flops_fp16 "
        "flops_fp8 flops_fp4 ops_int8 ops_int4 tpp performance_density eccn export_status"
    ),
    "Policy": (
        "official_name status introduced enacted effective last_activity kind identifier applies_to tags "
        "collections summary"
    ),
    "License": "spdx family openness restrictions",
    "Dataset": "hub_id size languages",
    "Benchmark": "domain default_metric",
    "Paper": "arxiv_id doi published authors citations",
    "Cluster": (
        "status certainty operational decommissioned power_mw h100_equivalents performance_flops cost_usd "
        "chip_count sector"
    ),
    "SupplyInput": "kind stage market_size",
    "Document": "url title publisher published retrieved source copy_of language",
    "Measurement": "metric value unit as_of window scope definition",
}
QUALIFIERS = {
    "DEVELOPED": "role",
    "MEMBER_OF": "since! until",
    "DERIVED_FROM": "kind",
    "TRAINED_WITH": "count",
    "EVALUATED_ON": "score metric! config! split! label!",
    "PARTNERED_WITH": "date!",
    "INVESTED_IN": "amount currency date!",
    "ACQUIRED": "amount currency date",
    "CONTAINS": "count primary",
    "PROVIDES": "share year!",
}
PLAIN = (
    "BASED_IN PART_OF MAKES FABRICATES VARIANT_OF LICENSED_UNDER TRAINED_ON TRAINED_AT DESCRIBED_IN ISSUED RESTRICTS "
    "TARGETS JURISDICTION AMENDS REPEALS USES OWNS OPERATES LOCATED_IN GOES_INTO OF"
)


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return shipped_ontology()


def test_it_has_the_types_and_properties_of_the_design(ontology: Ontology) -> None:
    assert {label: " ".join(node.properties) for label, node in ontology.nodes.items()} == PROPERTIES
    qualifiers = {
        kind: " ".join(f"{q.name}!" if q.identifying else q.name for q in edge.qualifiers.values())
        for kind, edge in ontology.edges.items()
    }
    assert qualifiers == {**QUALIFIERS, **dict.fromkeys(PLAIN.split(), "")}


def test_it_is_read_once_and_is_what_its_folder_holds(ontology: Ontology) -> None:
    assert shipped_ontology() is ontology
    assert load_ontology(ROOT / "graph" / "ontology") == ontology


def test_roles_and_ways_of_the_edges(ontology: Ontology) -> None:
    shown = {edge.type: edge.source_role for edge in ontology.edges.values() if edge.source_role}
    assert shown == {"DEVELOPED": "Lab", "MAKES": "Chipmaker", "FABRICATES": "Chipmaker", "ISSUED": "Agency"}
    assert [e.type for e in ontology.edges.values() if e.symmetric] == ["PARTNERED_WITH"]
    assert {e.type for e in ontology.edges.values() if not e.multiple} == {"LICENSED_UNDER", "LOCATED_IN", "OF"}
    assert {e.type for e in ontology.edges.values() if e.transitive} == {
        "PART_OF",
        "VARIANT_OF",
        "DERIVED_FROM",
        "GOES_INTO",
    }
    assert [n.label for n in ontology.nodes.values() if not n.entity] == ["Document"]


def all_properties(ontology: Ontology) -> list[tuple[str, PropertyType]]:
    nodes = [(node.label, prop) for node in ontology.nodes.values() for prop in node.properties.values()]
    return nodes + [(edge.type, prop) for edge in ontology.edges.values() for prop in edge.qualifiers.values()]


def test_every_type_and_property_can_be_asked_for(ontology: Ontology) -> None:
    assert all(node.nouns for node in ontology.nodes.values())
    assert all(edge.words.forward for edge in ontology.edges.values())
    assert [(owner, prop.name) for owner, prop in all_properties(ontology) if not prop.words.nouns] == []


def test_what_has_a_unit_or_an_order_is_of_a_kind_that_can(ontology: Ontology) -> None:
    for owner, prop in all_properties(ontology):
        if prop.unit or prop.words.most or prop.words.least:
            assert prop.kind in ("integer", "number", "date"), (owner, prop.name)
        if "when" in prop.words.asks:
            assert prop.kind == "date", (owner, prop.name)


def test_no_two_properties_share_a_word_but_for_hyphens(ontology: Ontology) -> None:
    for node in ontology.nodes.values():
        for slot in ("nouns", "verbs", "adjectives", "most", "least"):
            words = [{normalise_name(w) for w in getattr(prop.words, slot)} for prop in node.properties.values()]
            assert len(set().union(*words)) == sum(map(len, words)), (node.label, slot)


@pytest.mark.parametrize(
    ("scheme", "good", "bad"),
    [
        ("hf", ["Qwen/Qwen2.5-7B", "gpt2", "01-ai/Yi-34B"], ["a/b/c", "a b", "", "https://huggingface.co/a/b"]),
        ("hf-org", ["Qwen", "01-ai", "cis-lmu"], ["a/b", ""]),
        ("arxiv", ["2412.19437", "0704.0001", "cs/0112017", "math.GT/0309136"], ["2412.19437v2", "1234"]),
        ("doi", ["10.1038/s41586-021-03819-2"], ["https://doi.org/10.1038/x", "10.1/x"]),
        ("eo", ["14110"], ["EO 14110", "1"]),
        ("public-law", ["117-263"], ["Pub. L. 117-263"]),
        ("us-bill", ["118-hr-4814", "118-S-1"], ["hr-4814"]),
        ("federal-register", ["2023-24283", "E8-1234", "C1-2023"], ["88 FR 73458"]),
        ("celex", ["32024R1689", "52021PC0206", "32016R0679R(02)"], ["2024/1689"]),
        ("spdx", ["Apache-2.0", "GPL-3.0-or-later"], ["Apache 2.0"]),
        ("iso2", ["CN", "us"], ["CHN"]),
        ("iso3", ["CHN"], ["CN"]),
        ("lei", ["529900T8BM49AURSDO55"], ["529900"]),
        ("ror", ["00f54p054"], ["https://ror.org/00f54p054"]),
        ("acl", ["P19-1001", "2020.acl-main.1"], ["acl-main"]),
    ],
)
def test_a_key_pattern_takes_real_keys_and_no_others(
    ontology: Ontology, scheme: str, good: list[str], bad: list[str]
) -> None:
    found = ontology.scheme(scheme)
    assert found is not None
    pattern = re.compile(found[1].pattern or "")
    assert [key for key in good if not pattern.fullmatch(key)] == []
    assert [key for key in bad if pattern.fullmatch(key)] == []


def test_the_reference_page_is_up_to_date(ontology: Ontology, tmp_path: Path) -> None:
    main([str(tmp_path / "page.md")])
    page = (tmp_path / "page.md").read_text(encoding="utf-8")
    assert page == (ROOT / "docs" / "ontology.md").read_text(encoding="utf-8"), (
        "run python -m graph.ontology.reference_page"
    )
    for name in [*ontology.nodes, *ontology.edges]:
        assert page.count(f"\n### {name}\n") == 1


def test_the_reference_page_of_another_ontology_has_its_types() -> None:
    page = reference_page(load_ontology(Path(__file__).parent / "films"))
    assert "| `runtime_min` | Length of the film as first shown. | integer, min |" in page
    assert "[Person](#person) → [Film](#film). A person directed a film" in page


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real data are not here")
def test_real_repositories_of_the_hub_are_keys(ontology: Ontology) -> None:
    found, org = ontology.scheme("hf"), ontology.scheme("hf-org")
    assert found is not None
    assert org is not None
    pattern, names = re.compile(found[1].pattern or ""), re.compile(org[1].pattern or "")
    cards = [path.parent for path in (SHARED / "data" / "cards").glob("*/*/README.md")]
    assert len(cards) > 3000
    assert [
        c for c in cards if not pattern.fullmatch(f"{c.parent.name}/{c.name}") or not names.fullmatch(c.parent.name)
    ] == []


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real data are not here")
def test_the_relations_and_properties_of_the_gold_are_there(ontology: Ontology) -> None:
    lines = (SHARED / "evals" / "extraction" / "dev" / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    known = set(ontology.edges) | {prop.name for _, prop in all_properties(ontology)}
    known |= set(ontology.nodes["Measurement"].properties["metric"].values)
    said = {s.get("predicate") or s["property"] for line in lines for s in json.loads(line).get("statements", ())}
    assert said
    assert said - known == set()
