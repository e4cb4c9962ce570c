"""Countries and groups that ship: all of ISO 3166, by every name in use, and who is a member of what, since when."""

from collections import defaultdict
from pathlib import Path

import pytest

from graph.ontology import shipped_ontology
from graph.ontology.dates import first_day
from graph.ontology.naming import normalise_name
from graph.record.types import Statement
from ingest.reference import shipped_entries
from ingest.reference_checks import claimed
from ingest.reference_entries import Entry

ONTOLOGY = shipped_ontology()
COUNTRIES = {e.thing: e for e in shipped_entries() if e.file == "countries.yaml"}
GROUPS = {e.name: e for e in shipped_entries() if e.file == "groups.yaml"}
SHARED = Path(__file__).resolve().parents[2] / "../shared/data"


def values(entry: Entry, predicate: str) -> list[object]:
    return [s.value for s in entry.statements if s.predicate == predicate]


def members(group: str) -> list[Statement]:
    return [s for s in GROUPS[group].statements if s.predicate == "MEMBER_OF"]


def meant_by(name: str) -> set[str]:
    wanted = f"Country:{normalise_name(name)}"
    return {thing for thing, entry in COUNTRIES.items() if wanted in claimed(entry, ONTOLOGY)}


def test_all_countries_are_there_with_their_codes() -> None:
    assert len(COUNTRIES) == 249
    for thing, entry in COUNTRIES.items():
        (iso2,), (iso3,), (region,) = values(entry, "iso2"), values(entry, "iso3"), values(entry, "region")
        assert (thing, entry.keys) == (f"iso2:{iso2}", (f"iso3:{iso3}",))
        assert region in ("Africa", "Americas", "Antarctica", "Asia", "Europe", "Oceania")
        assert any("一" <= char <= "鿿" for name in entry.names for char in name), f"{entry.name} has no Chinese name"


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("US", ["United States", "USA", "US", "U.S.", "United States of America", "美国", "the United States"]),
        ("GB", ["UK", "United Kingdom", "Britain", "英国", "United Kingdom of Great Britain and Northern Ireland"]),
        ("CN", ["China", "PRC", "People's Republic of China", "中国", "中國"]),
        ("KR", ["South Korea", "Korea (Republic of)", "Republic of Korea", "Korea", "韩国"]),
        ("KP", ["North Korea", "DPRK", "朝鲜"]),
        ("AE", ["UAE", "United Arab Emirates", "阿联酋"]),
        ("IR", ["Iran", "Iran (Islamic Republic of)"]),
        ("RU", ["Russia", "Russian Federation", "俄罗斯"]),
        ("TW", ["Taiwan", "台湾", "臺灣"]),
        ("HK", ["Hong Kong", "香港"]),
        ("MO", ["Macao", "Macau"]),
        ("CZ", ["Czechia", "Czech Republic"]),
        ("TR", ["Türkiye", "Turkey"]),
        ("NL", ["Netherlands", "the Netherlands", "荷兰"]),
        ("VN", ["Vietnam", "Viet Nam"]),
        ("CI", ["Côte d’Ivoire", "Ivory Coast"]),
        ("CD", ["DR Congo", "Democratic Republic of the Congo"]),
    ],
)
def test_a_country_is_known_by_the_names_in_use(code: str, names: list[str]) -> None:
    assert {name: meant_by(name) for name in names} == {name: {f"iso2:{code}"} for name in names}


def test_an_adjective_means_one_country_and_is_no_name_of_another() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for thing, entry in COUNTRIES.items():
        for adjective in values(entry, "adjectives"):
            owners[normalise_name(str(adjective))] |= {thing, *meant_by(str(adjective))}
    assert {word: found for word, found in owners.items() if len(found) > 1} == {}
    assert {word: owners[word] for word in ("american", "chinese", "dutch", "british", "emirati")} == {
        "american": {"iso2:US"},
        "chinese": {"iso2:CN"},
        "dutch": {"iso2:NL"},
        "british": {"iso2:GB"},
        "emirati": {"iso2:AE"},
    }


def test_every_member_of_a_group_has_an_adjective() -> None:
    inside = {s.subject for group in GROUPS for s in members(group)}
    assert [COUNTRIES[thing].name for thing in sorted(inside) if not values(COUNTRIES[thing], "adjectives")] == []


@pytest.mark.parametrize(
    ("group", "count"),
    [
        ("European Union", 27),
        ("NATO", 32),
        ("G7", 7),
        ("G8", 0),
        ("G20", 19),
        ("Five Eyes", 5),
        ("BRICS", 10),
        ("Wassenaar Arrangement", 42),
        ("OECD", 38),
        ("ASEAN", 11),
        ("Gulf Cooperation Council", 6),
    ],
)
def test_a_group_has_as_many_members_as_it_counts(group: str, count: int) -> None:
    assert sum("until" not in s.qualifiers for s in members(group)) == count
    assert len({s.subject for s in members(group)}) == len(members(group))
    assert all(s.object == GROUPS[group].thing for s in members(group))


@pytest.mark.parametrize(
    ("group", "country", "dates"),
    [
        ("European Union", "iso2:GB", {"since": "1973-01-01", "until": "2020-01-31"}),
        ("European Union", "iso2:HR", {"since": "2013-07-01"}),
        ("NATO", "iso2:SE", {"since": "2024-03-07"}),
        ("G7", "iso2:CA", {"since": "1976"}),
        ("OECD", "iso2:KR", {"since": "1996"}),
        ("BRICS", "iso2:ID", {"since": "2025-01-06"}),
        ("Five Eyes", "iso2:NZ", {}),
    ],
)
def test_a_membership_has_its_dates(group: str, country: str, dates: dict[str, str]) -> None:
    assert [s.qualifiers for s in members(group) if s.subject == country] == [dates]


def test_no_membership_ends_before_it_begins_nor_begins_after_its_list_was_made() -> None:
    for group, entry in GROUPS.items():
        assert entry.as_of is not None
        for statement in members(group):
            since = str(statement.qualifiers.get("since", "1900"))
            assert first_day(since) <= first_day(str(statement.qualifiers.get("until", "2100")))
            assert first_day(since[: len(entry.as_of)]) <= first_day(entry.as_of), (group, statement.subject)


def test_the_quote_of_a_membership_names_the_country_in_words() -> None:
    for entry in GROUPS.values():
        for statement in entry.statements:
            if statement.predicate == "MEMBER_OF":
                words = entry.text[statement.span.start : statement.span.end]
                assert words.endswith(f"# {COUNTRIES[statement.subject].name}"), words


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real data are not here")
def test_all_countries_of_a_table_of_models_are_known() -> None:
    import csv

    with (SHARED / "epoch" / "all_ai_models.csv").open(encoding="utf-8", newline="") as file:
        cells = [row["Country (from Organization)"] for row in csv.DictReader(file)]
    names = {name.strip() for cell in cells for name in cell.split(",")} - {"", "Multinational"}
    assert len(names) > 40
    assert {name for name in names if len(meant_by(name)) != 1} == set()
