"""AGORA's tables and texts: small ones written by hand."""

import csv
import io

import pytest

from graph.record.types import Reading, SetAside
from ingest.sources.agora import READER as TABLES
from ingest.sources.agora_texts import READER as TEXTS
from tests.ingest.policies.making import quotes, raw, read_all, reading, told

AUTHORITIES = (
    "\ufeffName,Jurisdiction,Parent authority\n"
    "Private-sector companies,,\nFederal government,United States,\nState governments,United States,\n"
    "United States Congress,United States,Federal government\nGeorgia,United States,State governments\n"
    '"Owl City, GA",United States,Local governments\nGovernment of the United Kingdom,Other countries,\n'
    "Chinese central government,China,\nEuropean Union,Multinational,\n"
)
GROUPS = ("Harms: Financial loss", "Strategies: Licensing, registration, and certification")
COLUMNS = (
    "AGORA ID",
    "Official name",
    "Casual name",
    "Link to document",
    "Authority",
    "Collections",
    "Most recent activity",
    "Most recent activity date",
    "Proposed date",
    "Annotated?",
    "Primarily applies to the government",
    "Primarily applies to the private sector",
    "Short summary",
    "Long summary",
    "Tags",
    "Summaries and tags may include unreviewed machine output",
    "Official plaintext retrieved",
    *GROUPS,
)
OWLS = {
    "AGORA ID": "11",
    "Official name": 'Owl Authorization Act for Fiscal Year 2031, Section 7 ("Owls")',
    "Casual name": 'FY2031 OAA, Section 7 ("Owls")',
    "Link to document": "https://www.congress.gov/bill/122nd-congress/house-bill/9/text",
    "Authority": "United States Congress",
    "Collections": "U.S. federal laws;Editors' Picks",
    "Most recent activity": "Enacted",
    "Most recent activity date": "2031-02-03",
    "Proposed date": "2030-12-01",
    "Annotated?": "true",
    "Primarily applies to the government": "true",
    "Primarily applies to the private sector": "false",
    "Short summary": "Owls are counted by those who keep them, and crows by nobody at all.",
    "Tags": "Harms: Financial loss",
    "Summaries and tags may include unreviewed machine output": "false",
    "Official plaintext retrieved": "2031-05-06",
    "Harms: Financial loss": "True",
    "Strategies: Licensing, registration, and certification": "False",
}
CROWS = {
    **OWLS,
    "AGORA ID": "12",
    "Official name": "To amend the Public Birds Act to count crows.",
    "Casual name": "Georgia Crow Act (SB 205)",
    "Link to document": "https://www.congress.gov/bill/122nd-congress/senate-bill/12",
    "Authority": "Georgia",
    "Collections": "",
    "Most recent activity": "Defunct",
    "Proposed date": "",
    "Summaries and tags may include unreviewed machine output": "true",
    "Official plaintext retrieved": "2031-07",
    "Strategies: Licensing, registration, and certification": "True",
}


def table(*rows: dict[str, str]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return "\ufeff" + out.getvalue()


def policies(*rows: dict[str, str]) -> Reading:
    return reading(TABLES, raw("documents.csv", table(*rows), beside={"authorities.csv": AUTHORITIES}))


def test_a_row_tells_all_that_its_columns_say() -> None:
    assert told(policies(OWLS)) == {
        'agora:11 name FY2031 OAA, Section 7 ("Owls")',
        'agora:11 official_name Owl Authorization Act for Fiscal Year 2031, Section 7 ("Owls")',
        "agora:11 status enacted",
        "agora:11 introduced 2030-12-01",
        "agora:11 enacted 2031-02-03",
        "agora:11 last_activity 2031-02-03",
        "agora:11 applies_to government",
        "agora:11 collections U.S. federal laws",
        "agora:11 collections Editors' Picks",
        "agora:11 tags Harms: Financial loss",
        "agora:11 summary Owls are counted by those who keep them, and crows by nobody at all.",
        "Organization:United States Congress ISSUED agora:11",
        "agora:11 JURISDICTION Country:United States",
        "agora:11 PART_OF Policy:Owl Authorization Act for Fiscal Year 2031",
        "agora:11 names FY2031 OAA, Section 7",
    }


def test_names_numbers_and_amendments_are_read_out_of_the_names() -> None:
    found = policies(OWLS, CROWS)
    assert {
        "agora:12 AMENDS Policy:Public Birds Act",
        "agora:12 names Georgia Crow Act",
        "agora:12 names SB 205",
        "agora:12 identifier SB 205",
        "agora:12 tags Strategies: Licensing, registration, and certification",
        "agora:12 JURISDICTION Country:United States",
        "agora:12 status defunct",
    } <= told(found)
    assert quotes(found, "AMENDS") == ["Public Birds Act"]
    assert not any("agora:12 enacted" in one or "agora:12 introduced" in one for one in told(found))
    assert found.document.published == "2031-07"
    assert found.unread == {"Annotated?": 2}


@pytest.mark.parametrize(
    ("casual", "names"),
    [
        ("Owl Act (Companion document)", set()),
        ("Owl Act (Draft for comment)", set()),
        ("Owl Act (2031)", set()),
        ('Owl Measures (Annex "Owls")', set()),
        ("Owl Act", set()),
        ("Owl Diffusion Rule (US BIS)", {"Owl Diffusion Rule"}),
        ("Executive Order on Owls (EO 14999)", {"Executive Order on Owls", "EO 14999"}),
        ("New York A6453 (OWL Act)", {"New York A6453", "OWL Act"}),
        ("Georgia AB 96 (Owls: Technology)", {"Georgia AB 96"}),
    ],
)
def test_only_what_names_the_same_text_is_a_name(casual: str, names: set[str]) -> None:
    found = policies({**OWLS, "Casual name": casual})
    assert {str(s.value) for s in found.statements if s.predicate == "names"} == names


def test_a_name_that_two_rows_share_is_no_name_of_either() -> None:
    found = policies({**OWLS, "Casual name": "Owl Plan (Meta)"}, {**CROWS, "Casual name": "Owl Plan (Google)"})
    assert not [s for s in found.statements if s.predicate == "names"]


def test_a_bill_that_is_no_section_has_the_number_of_its_address() -> None:
    found = policies({**OWLS, "Official name": "Owl Act", "Casual name": "Owl Act"})
    assert "agora:11 identifier H.R. 9 (122nd Congress)" in told(found)
    assert not [s for s in found.statements if s.predicate == "PART_OF"]


@pytest.mark.parametrize(
    ("authority", "place"),
    [
        ("Government of the United Kingdom", "Country:United Kingdom"),
        ("Government of Canada", "Country:Canada"),
        ("European Union", "Group:European Union"),
        ("Chinese central government", "Country:China"),
        ("Georgia", "Country:United States"),
        ("Private-sector companies", None),
        ("Someone new", None),
    ],
)
def test_where_a_policy_holds_follows_from_who_made_it(authority: str, place: str | None) -> None:
    found = policies({**OWLS, "Authority": authority})
    assert [s.object for s in found.statements if s.predicate == "JURISDICTION"] == ([place] if place else [])


def test_without_the_table_of_authorities_all_else_is_read() -> None:
    found = reading(TABLES, raw("documents.csv", table(OWLS)))
    assert told(policies(OWLS)) - told(found) == {"agora:11 JURISDICTION Country:United States"}


def test_what_a_machine_wrote_is_less_sure() -> None:
    sure = {s.predicate: s.confidence for s in policies(OWLS).statements}
    unsure = {s.predicate: s.confidence for s in policies(CROWS).statements}
    assert (sure["summary"], unsure["summary"]) == (1.0, 0.8)
    assert sure["status"] == unsure["status"] == 1.0


def test_authorities_have_their_place_level_and_whole() -> None:
    found = told(reading(TABLES, raw("authorities.csv", AUTHORITIES)))
    assert {
        "Organization:Georgia BASED_IN Country:United States",
        "Organization:Georgia level state",
        "Organization:Georgia kind government",
        "Organization:Georgia PART_OF Organization:State governments",
        "Organization:United States Congress kind legislature",
        "Organization:United States Congress level federal",
        "Organization:Owl City, GA level local",
        "Organization:Government of the United Kingdom BASED_IN Country:United Kingdom",
        "Organization:Government of the United Kingdom region Other countries",
        "Organization:Government of the United Kingdom level national",
        "Organization:Chinese central government BASED_IN Country:China",
        "Organization:European Union region Multinational",
    } <= found
    assert not any("Organization:European Union BASED_IN" in one for one in found)


def test_collections_are_found_by_search_alone() -> None:
    text = '\ufeffName,Description\nOwl laws,"Laws on owls, and on birds that look like owls."\nOther,\n'
    found = reading(TABLES, raw("collections.csv", text))
    assert found.statements == ()
    assert [(p.heading, found.document.text[p.start : p.end]) for p in found.passages] == [
        ("Owl laws > Description", "Laws on owls, and on birds that look like owls.")
    ]
    assert found.unread == {"Name": 2}
    assert TABLES.recognise(raw("collections.csv", text).head) > 0.9
    assert TABLES.recognise(raw("people.csv", text).head) == 0.0


TEXT = "SEC. 7. OWLS.\n\nSection 5 of the Owl Act of 1991 (15 U.S.C. 5511) is amended by striking crows."


def test_a_text_is_told_of_by_the_table_above_it() -> None:
    beside = {"../documents.csv": table(OWLS, CROWS)}
    found = reading(TEXTS, raw("11.txt", TEXT, folders=("fulltext", "agora"), beside=beside))
    document = found.document
    assert document.title == 'Owl Authorization Act for Fiscal Year 2031, Section 7 ("Owls")'
    assert (document.publisher, document.published, document.url) == (
        "United States Congress",
        "2031-02-03",
        OWLS["Link to document"],
    )
    assert "agora:11 AMENDS Policy:Owl Act of 1991" in told(found)
    assert quotes(found, "official_name") == [document.title]
    assert [one.heading for one in found.passages] == ["SEC. 7. OWLS"]


def test_a_text_without_its_row_is_read_all_the_same() -> None:
    found = reading(TEXTS, raw("99.txt", TEXT, folders=("fulltext", "agora"), beside={"../documents.csv": table(OWLS)}))
    assert found.document.title == "SEC. 7. OWLS."
    assert found.document.published is None
    assert found.document.repairs == ("../documents.csv has no row for it: title by its own words, date unknown",)


def test_texts_are_known_by_their_place_and_tables_by_their_columns() -> None:
    assert TEXTS.recognise(raw("11.txt", TEXT, folders=("fulltext", "agora")).head) > 0.9
    assert TEXTS.recognise(raw("11.txt", TEXT, folders=("texts", "agora")).head) == 0.0
    assert TEXTS.recognise(raw("notes.txt", TEXT, folders=("fulltext", "agora")).head) == 0.0
    assert TABLES.recognise(raw("d.csv", table(OWLS)).head) > 0.9
    assert TABLES.recognise(raw("d.csv", "Name,Country\nA,B\n").head) == 0.0


@pytest.mark.parametrize("data", [b"", b"\0" * 40, b"AGORA ID,Official name\n", b"\xff\xfe"])
def test_what_is_no_table_or_text_is_set_aside(data: bytes) -> None:
    for reader, name in ((TABLES, "documents.csv"), (TEXTS, "1.txt")):
        found = read_all(reader, raw(name, data))
        assert isinstance(found[0], SetAside) or reader is TEXTS
