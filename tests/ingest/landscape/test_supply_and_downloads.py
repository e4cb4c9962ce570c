"""ETO's supply chain, downloads by organization and lists of chips: small tables, and the real ones beside pandas."""

import random
from collections import Counter
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from graph.record.types import Reading
from ingest.folder import beside, found_at
from ingest.reader import Raw
from ingest.sources import shipped_readers
from ingest.sources.chip_lists import READER as CHIPS
from ingest.sources.downloads import READER as DOWNLOADS
from ingest.sources.eto import READER as ETO
from tests.ingest.policies.making import check, quotes, raw, reading, shared, told
from tests.ingest.recognising import head_of, raw_of, surest

PROVIDERS = (
    "provider_name,alias,provider_id,provider_type,country\nUSA,United States,P1,country,\n"
    "Various countries,,P5,country,\nEUR,Europe,P312,country,EUR\nOwl Tools,Owl Tools Inc.,P60,organization,JPN\n"
)
PROVISION = (
    "provider_name,provider_id,provided_name,provided_id,share_provided,year,source\n"
    "USA,P1,Owl tools,N7,54.5,2025,counted\nOwl Tools,P60,Owl tools,N7,,2025,\n"
    "Various countries,P5,Owl tools,N7,1.0,2025,\nUSA,P1,Fabrication,S2,12,2022,\n"
)
INPUTS = (
    "input_id,input_name,type,stage_name,stage_id,description,year,market_share_chart_global_market_size_info\n"
    "N7,Owl tools,tool_resource,,,Tools that make owls out of sand and light.,2025,$1.5 billion (2025)\n"
    "N8,Crow gas,material_resource,Fabrication,S2,,,$3 billion (all gases)\nN9,Nest,process,,,,,$40.1 million\n"
)
SEQUENCE = (
    "input_name,input_id,goes_into_name,goes_into_id,is_type_of_name,is_type_of_id\n"
    "Owl tools,N7,Nest,N9,,\nSmall owl tools,N10,,,Owl tools,N7\n"
)
STAGES = (
    "stage_id,stage_name,description,market_share_chart_global_market_size_info\n"
    "S2,Fabrication,Where owls are made of sand and light by careful hands.,$574 billion (2022)\n"
)


def test_who_provides_what_is_said_of_countries_and_firms() -> None:
    found = reading(ETO, raw("provision.csv", PROVISION, beside={"providers.csv": PROVIDERS}))
    assert told(found) == {
        "eto-input:N7 name Owl tools",
        "eto-provider:P60 name Owl Tools",
        "iso3:USA PROVIDES eto-input:N7",
        "eto-provider:P60 PROVIDES eto-input:N7",
        "iso3:USA PROVIDES SupplyInput:Fabrication",
    }
    shares = [dict(s.qualifiers) for s in found.statements if s.predicate == "PROVIDES"]
    assert shares == [{"share": 54.5, "year": "2025"}, {"year": "2025"}, {"share": 12.0, "year": "2022"}]
    assert [one.value for one in found.leftovers] == ["Owl tools"]
    assert found.unread == {"source": 1}


def test_providers_that_are_countries_are_no_organizations() -> None:
    found = reading(ETO, raw("providers.csv", PROVIDERS))
    assert told(found) == {
        "eto-provider:P60 name Owl Tools",
        "eto-provider:P60 names Owl Tools Inc.",
        "eto-provider:P60 BASED_IN iso3:JPN",
    }


def test_the_size_of_a_market_is_that_of_the_input_alone() -> None:
    found = reading(ETO, raw("inputs.csv", INPUTS))
    assert {
        "eto-input:N7 market_size 1500000000.0",
        "eto-input:N9 market_size 40100000.0",
        "eto-input:N7 kind tool",
        "eto-input:N8 stage fabrication",
        "eto-input:N8 PART_OF SupplyInput:Fabrication",
    } <= told(found)
    assert [one.value for one in found.leftovers] == ["$3 billion (all gases)"]
    assert quotes(found, "market_size") == ["$1.5 billion (2025)", "$40.1 million"]
    assert [one.heading for one in found.passages] == ["N7 > description"]
    stages = reading(ETO, raw("stages.csv", STAGES))
    assert told(stages) == {
        "SupplyInput:Fabrication kind process",
        "SupplyInput:Fabrication market_size 574000000000.0",
    }


def test_what_goes_into_what_and_what_is_a_kind_of_what() -> None:
    found = told(reading(ETO, raw("sequence.csv", SEQUENCE)))
    assert {"eto-input:N7 GOES_INTO eto-input:N9", "eto-input:N10 VARIANT_OF eto-input:N7"} <= found
    assert sum(" name " in one for one in found) == 3


def test_downloads_are_measured_in_the_month_of_the_file_name() -> None:
    text = "author,sum,count,region\nbirdlab,1234.0,4,us\ncrow,9.0,1,unknown\n"
    found = reading(DOWNLOADS, raw("by_org_2031-02.csv", text))
    values = {(s.subject.split(";")[0], s.value) for s in found.statements if s.predicate == "value"}
    assert values == {
        ("Measurement:downloads of hf-org:birdlab", 1234.0),
        ("Measurement:model count of hf-org:birdlab", 4.0),
        ("Measurement:downloads of hf-org:crow", 9.0),
        ("Measurement:model count of hf-org:crow", 1.0),
    }
    assert {s.value for s in found.statements if s.predicate == "as_of"} == {"2031-02"}
    assert {"hf-org:birdlab region us", "hf-org:birdlab BASED_IN iso2:US"} <= told(found)
    assert not any("crow region" in one for one in told(found))
    assert found.document.published == "2031-02"


def test_without_a_month_in_its_name_no_day_is_made_up() -> None:
    found = reading(DOWNLOADS, raw("orgs.csv", "author,sum,count,region\nbirdlab,1234.0,4,us\n"))
    assert not [s for s in found.statements if s.predicate == "as_of"]


def test_the_sample_of_chips_is_read() -> None:
    path = Path(__file__).resolve().parents[3] / "ingest" / "sample" / "tables" / "ai-chips.csv"
    assert surest(shipped_readers(), head_of(path)) is CHIPS
    (one,) = CHIPS.read(raw_of(path))
    checked = check(one)
    assert isinstance(checked, Reading)
    assert {
        "Chip:H100 SXM memory_gb 80.0",
        "Chip:H100 SXM flops_fp16 989000000000000.0",
        "Organization:NVIDIA MAKES Chip:H100 SXM",
        "Chip:H100 SXM released 2022",
    } <= told(checked)
    assert checked.unread == {"source_url": 14}


@cache
def read_table(name: str) -> Reading:
    path = shared(f"data/{name}")
    reader = surest(shipped_readers(), head_of(path))
    assert reader in (ETO, DOWNLOADS)
    plain = raw_of(path)
    others = beside(found_at(path, path.parent), reader.companions, 10**8)
    (one,) = reader.read(Raw(head=plain.head, data=plain.data, retrieved=plain.retrieved, beside=others))
    checked = check(one)
    assert isinstance(checked, Reading)
    return checked


def cells(name: str) -> "pd.DataFrame":
    return pd.read_csv(shared(f"data/{name}"), dtype=str, encoding="utf-8-sig", keep_default_na=False)


SEVERAL = ("P5", "P312")
"""Providers that stand for several countries."""


def test_the_real_shares_are_those_of_the_cells() -> None:
    table, found = cells("eto_chips/provision.csv"), read_table("eto_chips/provision.csv")
    kinds = {row["provider_id"]: row["provider_type"] for _, row in cells("eto_chips/providers.csv").iterrows()}
    said = {(s.subject, s.object, s.qualifiers.get("share")) for s in found.statements if s.predicate == "PROVIDES"}
    rows = [row for _, row in table.iterrows() if row["provider_id"] not in SEVERAL]
    for row in random.Random(3).sample(rows, 50):
        number = row["provider_id"]
        subject = f"iso3:{row['provider_name']}" if kinds[number] == "country" else f"eto-provider:{number}"
        stage = row["provided_id"].startswith("S")
        target = f"SupplyInput:{row['provided_name']}" if stage else f"eto-input:{row['provided_id']}"
        share = float(row["share_provided"]) if row["share_provided"] else None
        assert (subject, target, share) in said, row["provider_name"]
    assert len(table) == 1300
    assert sum(s.predicate == "PROVIDES" for s in found.statements) == len(rows)
    assert len(found.leftovers) == 1300 - len(rows)


@pytest.mark.parametrize(
    ("name", "column", "predicate"),
    [
        ("inputs.csv", "input_name", "name"),
        ("inputs.csv", "type", "kind"),
        ("inputs.csv", "stage_name", "stage"),
        ("sequence.csv", "goes_into_id", "GOES_INTO"),
        ("sequence.csv", "is_type_of_id", "VARIANT_OF"),
    ],
)
def test_the_real_tables_lose_no_cell(name: str, column: str, predicate: str) -> None:
    counts = Counter(s.predicate for s in read_table(f"eto_chips/{name}").statements)
    assert counts[predicate] == sum(bool(cell) for cell in cells(f"eto_chips/{name}")[column])


def test_the_real_sizes_are_read_or_left_over() -> None:
    found, table = read_table("eto_chips/inputs.csv"), cells("eto_chips/inputs.csv")
    sizes = [s for s in found.statements if s.predicate == "market_size"]
    told_sizes = sum(bool(cell) for cell in table["market_share_chart_global_market_size_info"])
    assert len(sizes) + len(found.leftovers) == told_sizes == 103
    scales = {"million": 1e6, "billion": 1e9}
    for one in random.Random(2).sample(sizes, 50):
        figure, scale = one.span.cut(found.document).lstrip("$").split()[:2]
        assert isinstance(one.value, float)
        assert abs(one.value - float(figure) * scales[scale]) < 1


def test_the_real_downloads_are_those_of_the_cells() -> None:
    name = "downloads/by_org_2023-08.csv"
    table, found = cells(name), read_table(name)
    said = {(s.subject, s.value) for s in found.statements if s.predicate == "value"}
    assert len(table) == 500
    assert len(said) == 1000
    for _, row in table.sample(50, random_state=4).iterrows():
        values = {value for subject, value in said if f" of hf-org:{row['author']};" in subject}
        assert values == {float(row["sum"]), float(row["count"])}
