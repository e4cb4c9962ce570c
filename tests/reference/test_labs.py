"""The labs, public bodies and families that ship: names that mean one, units and seats, families and base models."""

import csv
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from graph.ontology import shipped_ontology
from graph.ontology.dates import is_before
from graph.ontology.naming import parse_key
from ingest.reference import shipped_entries
from ingest.reference_checks import claimed
from ingest.reference_entries import Entry

ONTOLOGY = shipped_ontology()
FILES = {"labs.yaml", "universities.yaml", "agencies.yaml"}
BODIES = {e.thing: e for e in shipped_entries() if e.file in FILES}
FAMILIES = {e.thing: e for e in shipped_entries() if e.file == "families.yaml"}
MEANT = {n: e.thing for e in (*BODIES.values(), *FAMILIES.values()) for n in claimed(e, ONTOLOGY)}
SHARED = Path(__file__).resolve().parents[2] / "../shared/data"
HOUSES_OF_OTHERS = {"openai-community", "distilbert", "BlinkDL", "state-spaces", "core42"}
"""Namespaces in which base models lie that others developed."""


def meant(key: str) -> str:
    return MEANT[parse_key(key, ONTOLOGY).normal]


def values(entry: Entry, predicate: str) -> list[str]:
    return [str(s.value) for s in entry.statements if s.predicate == predicate and s.value is not None]


def outward(entry: Entry, edge: str) -> set[str]:
    """Return the ends of the edges of a type that start from the thing of an entry."""
    return {s.object or "" for s in entry.statements if s.predicate == edge and s.subject == entry.thing}


def inward(entry: Entry, edge: str) -> set[str]:
    """Return the starts of the edges of a type that end at the thing of an entry."""
    return {s.subject for s in entry.statements if s.predicate == edge and s.object == entry.thing}


def above(thing: str, nearest: Callable[[str], Iterable[str]]) -> set[str]:
    """Return all that lies above a thing. Raises AssertionError where the thing lies above itself."""
    found: set[str] = set()
    edge = {thing}
    while edge:
        edge = {up for one in edge for up in nearest(one)} - found
        found |= edge
    assert thing not in found, f"{thing} lies above itself"
    return found


def wholes(thing: str) -> Iterable[str]:
    return [meant(key) for key in outward(BODIES[thing], "PART_OF")]


def lines_of(thing: str) -> Iterable[str]:
    return [meant(key) for key in outward(FAMILIES[thing], "VARIANT_OF")]


def known(name: str) -> bool:
    return any(parse_key(f"{prefix}:{name}", ONTOLOGY).normal in MEANT for prefix in ("Organization", "hf-org"))


def rate(names: Counter[str]) -> float:
    return sum(n for name, n in names.items() if known(name)) / names.total()


def column(path: str, name: str) -> list[str]:
    file = SHARED / path
    if not file.exists():
        pytest.skip(f"{path} of the shared data is not here")
    with file.open(encoding="utf-8-sig", newline="") as rows:
        return [row[name] or "" for row in csv.DictReader(rows)]


@pytest.mark.parametrize(
    ("key", "thing"),
    [
        ("Organization:深度求索", "Lab:DeepSeek"),
        ("hf-org:deepseek-ai", "Lab:DeepSeek"),
        ("hf-org:THUDM", "Lab:Zhipu AI"),
        ("hf-org:zai-org", "Lab:Zhipu AI"),
        ("Organization:智谱AI", "Lab:Zhipu AI"),
        ("Organization:FAIR", "Lab:Meta"),
        ("hf-org:Facebook", "Lab:Meta"),
        ("Organization:Google Research", "Lab:Google"),
        ("Organization:Deep Mind", "Lab:Google DeepMind"),
        ("hf-org:CohereForAI", "Lab:Cohere Labs"),
        ("Organization:零一万物", "Lab:01.AI"),
        ("Organization:上海人工智能实验室", "Lab:Shanghai AI Laboratory"),
        ("Organization:MIT", "Organization:Massachusetts Institute of Technology"),
        ("Organization:清华大学", "Organization:Tsinghua University"),
        ("Chipmaker:台積電", "Chipmaker:TSMC"),
        ("Organization:NVIDIA Corp.", "Chipmaker:Nvidia"),
        ("Organization:BIS", "Agency:Bureau of Industry and Security"),
        ("Organization:工信部", "Agency:Ministry of Industry and Information Technology"),
        ("Organization:the White House", "Agency:Executive Office of the President"),
        ("Model:通义千问", "Model:Qwen"),
        ("Model:CodeLlama", "Model:Code Llama"),
    ],
)
def test_a_name_or_namespace_in_use_means_its_body_or_family(key: str, thing: str) -> None:
    assert meant(key) == thing


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Alibaba", "Alibaba Cloud"),
        ("Alibaba", "Ant Group"),
        ("Huawei", "Huawei Cloud"),
        ("Huawei", "HiSilicon"),
        ("Meta", "MetaX"),
        ("DeepSeek", "High-Flyer"),
        ("Google", "Google DeepMind"),
        ("LG", "LG AI Research"),
        ("Zhipu AI", "Tsinghua University"),
        ("BIS", "Bank for International Settlements"),
        ("Department of Commerce", "MOFCOM"),
        ("BigScience", "BigCode"),
        ("UK AI Safety Institute", "US AI Safety Institute"),
        ("Northeastern University", "Northeastern University (China)"),
    ],
)
def test_a_unit_a_neighbour_or_a_namesake_is_a_body_of_its_own(left: str, right: str) -> None:
    assert meant(f"Organization:{left}") != meant(f"Organization:{right}")


def test_units_lead_to_the_body_they_are_part_of() -> None:
    assert {"Lab:Alibaba Cloud", "Lab:Alibaba"} <= above("Lab:Qwen", wholes)
    assert "Agency:Department of Commerce" in above("Agency:Bureau of Industry and Security", wholes)
    for thing in BODIES:
        above(thing, wholes)


def test_every_body_has_a_kind_and_labs_of_many_countries_are_there() -> None:
    assert [thing for thing, entry in BODIES.items() if len(values(entry, "kind")) != 1] == []
    seats = Counter(c for e in BODIES.values() if e.file == "labs.yaml" for c in outward(e, "BASED_IN"))
    wanted = ["US", "CN", "GB", "FR", "DE", "CA", "JP", "KR", "IN", "AE", "IL", "SA", "SG", "TW", "RU"]
    assert [code for code in wanted if not seats[f"iso2:{code}"]] == []
    assert sum(e.thing.startswith(("Lab:", "Chipmaker:")) for e in BODIES.values()) >= 150


def test_a_public_body_of_a_country_says_which() -> None:
    levels = {"federal", "state", "local", "national"}
    placed = [e for e in BODIES.values() if levels & set(values(e, "level"))]
    assert len(placed) > 100
    assert [e.thing for e in placed if len(outward(e, "BASED_IN")) != 1] == []


def test_an_address_on_the_hub_follows_from_a_key_or_a_base_model() -> None:
    home = "https://huggingface.co/"
    for entry in (*BODIES.values(), *FAMILIES.values()):
        if entry.source.startswith(home) and entry.source != home:
            owner = entry.source.removeprefix(home).split("/")[0]
            assert known(owner) or owner in HOUSES_OF_OTHERS, f"{entry.thing}: {entry.source}"


def test_every_family_has_developers_that_are_known() -> None:
    own = {thing: {meant(key) for key in inward(entry, "DEVELOPED")} for thing, entry in FAMILIES.items()}
    makers = {thing: found.union(*(own[line] for line in above(thing, lines_of))) for thing, found in own.items()}
    assert [thing for thing, found in makers.items() if not found] == []
    assert len(set().union(*makers.values())) >= 25


def test_base_models_lie_in_a_namespace_of_who_developed_the_family() -> None:
    for entry in FAMILIES.values():
        makers = {meant(key) for key in inward(entry, "DEVELOPED")}
        for base in inward(entry, "VARIANT_OF"):
            space = base.removeprefix("hf:").split("/")[0]
            if space not in HOUSES_OF_OTHERS:
                owner = meant(f"hf-org:{space}")
                assert {owner, *above(owner, wholes)} & makers, f"{base} of {entry.thing}"


def test_what_is_no_model_of_its_own_has_members_and_bears_the_repository_of_its_own_name() -> None:
    parents = {parent for thing in FAMILIES for parent in above(thing, lines_of)}
    with_members = parents | {thing for thing, entry in FAMILIES.items() if inward(entry, "VARIANT_OF")}
    assert {"Model:Claude 3", "Model:GPT-4", "Model:Gemini 1.5", "Model:Phi-3", "Model:Mistral 7B"} <= with_members
    assert not with_members & {"Model:Claude 3 Opus", "Model:XVERSE-13B"}
    assert FAMILIES["Model:DeepSeek-R1"].keys == ("hf:deepseek-ai/DeepSeek-R1",)


def test_no_base_model_bears_the_name_of_its_family() -> None:
    for entry in FAMILIES.values():
        for base in inward(entry, "VARIANT_OF"):
            short = parse_key(f"Model:{base.rsplit('/', 1)[-1]}", ONTOLOGY).normal
            assert short not in set(claimed(entry, ONTOLOGY)), f"{base} is {entry.thing} itself"


def test_no_family_comes_before_its_line() -> None:
    for thing, entry in FAMILIES.items():
        for line in above(thing, lines_of):
            for own in values(entry, "released"):
                before = [d for d in values(FAMILIES[line], "released") if is_before(own, d)]
                assert before == [], f"{thing} of {own} comes before {line}"


def test_the_labs_of_the_atom_project_are_known() -> None:
    assert rate(Counter(column("atom/models.csv", "org"))) >= 0.90


def test_the_organizations_of_epochs_models_are_known() -> None:
    cells = column("epoch/all_ai_models.csv", "Organization")
    assert rate(Counter(one.strip() for cell in cells for one in cell.split(",") if one.strip())) >= 0.85
