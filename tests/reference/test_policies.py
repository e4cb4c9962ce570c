"""The policies that ship: names and numbers that mean one text, dates in order, links by rule, what bears on chips."""

import pytest

from graph.ontology import shipped_ontology
from graph.ontology.dates import is_before
from graph.ontology.naming import normalise_name, parse_key
from ingest.reference import shipped_entries
from ingest.reference_checks import claimed
from ingest.reference_entries import Entry

ONTOLOGY = shipped_ontology()
POLICIES = {e.thing: e for e in shipped_entries() if e.file == "policies.yaml"}
MEANT = {normal: thing for thing, entry in POLICIES.items() for normal in claimed(entry, ONTOLOGY)}
CHIPS = {normal for e in shipped_entries() if e.file == "chips.yaml" for normal in claimed(e, ONTOLOGY)}
OCTOBER_2022 = "Policy:Advanced computing and semiconductor manufacturing rule of October 2022"
OCTOBER_2023 = "Policy:Advanced computing rule of October 2023"


def values(policy: str, predicate: str) -> list[str]:
    return [str(s.value) for s in POLICIES[policy].statements if s.predicate == predicate]


def targets(policy: str, predicate: str) -> set[str]:
    said = [s.object or "" for s in POLICIES[policy].statements if s.predicate == predicate]
    return {parse_key(key, ONTOLOGY).normal for key in said}


def issuers(policy: str) -> set[str]:
    return {s.subject for s in POLICIES[policy].statements if s.predicate == "ISSUED"}


def keys(entry: Entry, scheme: str) -> list[str]:
    return [key.partition(":")[2] for key in entry.keys if key.startswith(f"{scheme}:")]


@pytest.mark.parametrize(
    ("key", "thing"),
    [
        ("eo:14110", "Policy:Safe, Secure, and Trustworthy Development and Use of Artificial Intelligence"),
        ("Policy:EO 14110", "Policy:Safe, Secure, and Trustworthy Development and Use of Artificial Intelligence"),
        ("celex:32024R1689", "Policy:EU AI Act"),
        ("celex:32024r1689", "Policy:EU AI Act"),
        ("Policy:Regulation (EU) 2024/1689", "Policy:EU AI Act"),
        ("federal-register:2022-21658", OCTOBER_2022),
        ("federal-register:2025-00636", "Policy:AI Diffusion Rule"),
        ("public-law:117-167", "Policy:CHIPS and Science Act"),
        ("uk-legislation:ukpga/2023/50", "Policy:Online Safety Act 2023"),
        ("Policy:GDPR", "Policy:General Data Protection Regulation"),
        ("Policy:SB 53", "Policy:Transparency in Frontier Artificial Intelligence Act"),
        ("Policy:生成式人工智能服务管理暂行办法", "Policy:Interim measures for generative AI services of China"),
        ("Policy:AI推進法", "Policy:AI Promotion Act of Japan"),
        ("Policy:인공지능기본법", "Policy:AI Basic Act of Korea"),
    ],
)
def test_a_number_or_name_in_use_means_its_policy(key: str, thing: str) -> None:
    assert MEANT[parse_key(key, ONTOLOGY).normal] == thing


def test_orders_rules_and_acts_with_near_numbers_are_policies_of_their_own() -> None:
    near = [
        "EO 14110",
        "EO 14117",
        "EO 14141",
        "EO 14148",
        "EO 14179",
        "SB 53",
        "SB 1047",
        "M-24-10",
        "M-25-21",
        "M-25-22",
    ]
    assert len({MEANT[f"Policy:{normalise_name(name)}"] for name in near}) == len(near)


def test_there_are_policies_of_all_who_matter() -> None:
    jurisdictions = [place for policy in POLICIES for place in targets(policy, "JURISDICTION")]
    least = {"iso2:us": 40, "iso2:cn": 15, "Group:european union": 12, "iso2:gb": 6, "iso2:jp": 2, "iso2:kr": 1}
    assert {place: n for place, n in least.items() if jurisdictions.count(place) < n} == {}


def test_every_policy_has_a_kind_and_an_issuer() -> None:
    assert [policy for policy in POLICIES if len(values(policy, "kind")) != 1 or not issuers(policy)] == []


def test_a_policy_is_not_in_force_before_it_was_made() -> None:
    for policy in POLICIES:
        made = [*values(policy, "introduced"), *values(policy, "enacted")]
        assert made == sorted(made), f"{policy} was enacted before it was introduced"
        early = [(day, first) for day in values(policy, "effective") for first in made if is_before(day, first)]
        assert early == [], policy


def test_the_status_fits_the_dates() -> None:
    for policy in POLICIES:
        status = values(policy, "status")
        if status == ["proposed"]:
            assert values(policy, "introduced"), policy
            assert not values(policy, "enacted"), policy
        if status == ["enacted"]:
            assert values(policy, "enacted"), policy


def test_what_was_repealed_is_defunct_and_older() -> None:
    ended = {(policy, MEANT[key]) for policy in POLICIES for key in targets(policy, "REPEALS")}
    assert ("Policy:Initial Rescissions of Harmful Executive Orders and Actions", MEANT["eo:14110"]) in ended
    for policy, other in ended:
        assert values(other, "status") == ["defunct"], f"{policy} repealed {other}"
        assert is_before(values(other, "enacted")[0], values(policy, "enacted")[0]), f"{policy} repealed {other}"


def test_what_is_amended_is_older() -> None:
    changed = {(policy, MEANT[key]) for policy in POLICIES for key in targets(policy, "AMENDS")}
    assert (OCTOBER_2023, OCTOBER_2022) in changed
    assert [
        pair for pair in changed if not is_before(values(pair[1], "enacted")[0], values(pair[0], "enacted")[0])
    ] == []


def test_a_link_follows_from_the_number_where_there_is_one() -> None:
    linked = 0
    for scheme in ("federal-register", "celex", "uk-legislation"):
        found = ONTOLOGY.scheme(scheme)
        assert found is not None
        assert found[1].url is not None
        for entry in POLICIES.values():
            addresses = [found[1].url.format(value=key) for key in keys(entry, scheme)]
            assert addresses in ([], [entry.source])
            linked += len(addresses)
    assert linked > 50


def test_an_executive_order_has_its_number_in_name_key_and_identifier() -> None:
    orders = {entry.keys[0].partition(":")[2]: entry for entry in POLICIES.values() if keys(entry, "eo")}
    assert len(orders) >= 14
    for number, entry in orders.items():
        assert f"EO {number}" in entry.names
        assert values(entry.thing, "identifier")[0].startswith(f"Executive Order {number}")
        assert len(keys(entry, "federal-register")) == 1


def test_a_chip_that_a_policy_restricts_is_a_chip_of_the_reference() -> None:
    restricted = {key for policy in POLICIES for key in targets(policy, "RESTRICTS") if key.startswith("Chip:")}
    assert restricted <= CHIPS
    assert {"Chip:a 100", "Chip:h 100"} <= targets(OCTOBER_2022, "RESTRICTS")
    assert {"Chip:a 800", "Chip:h 800"} <= targets(OCTOBER_2023, "RESTRICTS") - targets(OCTOBER_2022, "RESTRICTS")


def test_the_ai_act_applies_in_steps() -> None:
    steps = ["2024-08-01", "2025-02-02", "2025-08-02", "2026-08-02", "2027-08-02"]
    assert values("Policy:EU AI Act", "effective") == steps
