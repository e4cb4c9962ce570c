"""Records of policies in JSON: the shape of the Federal Register's API, and the sample that ships."""

import json
from pathlib import Path

import pytest

from graph.record.types import Reading, SetAside
from ingest.sources.federal_register import READER
from tests.ingest.policies.making import quotes, raw, read_all, reading, told
from tests.ingest.recognising import head_of, raw_of

SAMPLE = Path(__file__).resolve().parents[3] / "ingest" / "sample" / "policies"
RULE: dict[str, object] = {
    "document_number": "2031-04567",
    "title": "Counting of Certain Birds; Corrections",
    "type": "Rule",
    "action": "Interim final rule; request for comments.",
    "abstract": "The bureau requires that owls be counted by those who keep them, and says how they are told apart.",
    "publication_date": "2031-03-04",
    "effective_on": "2031-04-01",
    "citation": "96 FR 12345",
    "agencies": [
        {"raw_name": "DEPARTMENT OF BIRDS", "name": "Birds Department", "id": 54, "parent_id": None},
        {"raw_name": "Bureau of Owls", "name": "Owls Bureau", "id": 61, "parent_id": 54},
    ],
    "agency_names": ["Birds Department", "Owls Bureau"],
    "topics": ["Exports", "Owls"],
    "html_url": "https://www.federalregister.gov/documents/2031/03/04/2031-04567/counting-of-certain-birds",
    "page_length": 12,
    "significant": True,
    "images": {},
}
ORDER: dict[str, object] = {
    "document_number": "2031-00111",
    "title": "Protecting Owls",
    "type": "Presidential Document",
    "subtype": "Executive Order",
    "executive_order_number": "14999",
    "signing_date": "2031-01-20",
    "publication_date": "2031-01-28",
    "agencies": [{"raw_name": "EXECUTIVE OFFICE", "name": "Executive Office of the President", "id": 538}],
    "executive_order_notes": "Revokes: EO 14110, October 30, 2023\nAmends: EO 13526, December 29, 2009; EO 12333\n"
    "See: EO 14028\nRevoked by: EO 15001, May 1, 2031",
    "html_url": "https://www.federalregister.gov/d/2031-00111",
}
PROPOSAL: dict[str, object] = {
    "document_number": "2031-00222",
    "title": "Proposed Counting of Crows",
    "type": "Proposed Rule",
    "publication_date": "2031-02-03",
    "effective_on": None,
    "agencies": [],
}


def one_of(record: dict[str, object]) -> Reading:
    return reading(READER, raw("document.json", json.dumps(record)))


def test_a_rule_has_its_numbers_dates_and_maker() -> None:
    key = "federal-register:2031-04567"
    found = one_of(RULE)
    assert told(found) == {
        f"{key} official_name Counting of Certain Birds; Corrections",
        f"{key} summary {RULE['abstract']}",
        f"{key} kind Interim final rule",
        f"{key} tags Exports",
        f"{key} tags Owls",
        f"{key} identifier 96 FR 12345",
        f"{key} names 96 FR 12345",
        f"{key} status enacted",
        f"{key} enacted 2031-03-04",
        f"{key} effective 2031-04-01",
        f"{key} JURISDICTION iso2:US",
        f"Agency:Owls Bureau ISSUED {key}",
        "Agency:Owls Bureau PART_OF Agency:Birds Department",
    }
    assert quotes(found, "effective") == ["effective_on: 2031-04-01"]
    document = found.document
    assert (document.published, document.publisher) == ("2031-03-04", "Owls Bureau")
    assert document.url == RULE["html_url"]
    assert found.unread == {"page_length": 1, "significant": 1}
    assert [passage.heading for passage in found.passages] == ["abstract", "action"]


def test_an_order_says_what_it_revokes_and_by_which_it_was_revoked() -> None:
    found = one_of(ORDER)
    assert {
        "eo:14999 REPEALS eo:14110",
        "eo:14999 AMENDS eo:13526",
        "eo:14999 AMENDS eo:12333",
        "eo:15001 REPEALS eo:14999",
        "eo:14999 status defunct",
        "eo:14999 enacted 2031-01-20",
        "eo:14999 kind Executive Order",
        "eo:14999 identifier EO 14999",
        "eo:14999 names Executive Order 14999",
        "Agency:Executive Office of the President ISSUED eo:14999",
    } <= told(found)
    assert not any("14028" in one for one in told(found))
    assert "eo:14999 status enacted" not in told(found)


def test_a_proposal_is_introduced_when_it_is_printed() -> None:
    key = "federal-register:2031-00222"
    assert {f"{key} status proposed", f"{key} introduced 2031-02-03"} <= told(one_of(PROPOSAL))
    assert not any(" enacted " in one for one in told(one_of(PROPOSAL)))


def test_results_are_a_document_each_with_an_address_of_its_own() -> None:
    results = json.dumps({"count": 3, "results": [RULE, ORDER, PROPOSAL, RULE]})
    found = read_all(READER, raw("documents.json", results))
    addresses = [one.document.address for one in found if isinstance(one, Reading)]
    assert addresses == [
        f"file:///data/documents.json#{name}" for name in ("2031-04567", "2031-00111", "2031-00222", "4")
    ]
    lines = read_all(READER, raw("documents.json", f"{json.dumps(RULE)}\n{json.dumps(ORDER)}\n"))
    assert [len(one.statements) for one in lines if isinstance(one, Reading)] == [13, len(one_of(ORDER).statements)]


def test_a_full_text_is_cut_by_its_divisions() -> None:
    body = "<html><body><h2>Section 1. Purpose.</h2><p>Owls matter.</p><p>Section 2. Words.</p><p>An owl.</p>"
    found = one_of({**RULE, "body_html": body})
    assert [one.heading for one in found.passages][2:] == ["Section 1. Purpose", "Section 2. Words"]
    assert "<p>" not in found.document.text
    plain = one_of({**RULE, "raw_text": "SEC. 1. OWLS.\n\nThey are counted."})
    assert [one.heading for one in plain.passages][2:] == ["SEC. 1. OWLS"]


def test_what_cannot_be_read_is_kept() -> None:
    found = one_of({**RULE, "effective_on": "in spring", "disposition_notes": "See the notes."})
    assert [(one.field, one.value) for one in found.leftovers] == [
        ("effective_on", "in spring"),
        ("disposition_notes", "See the notes."),
    ]
    assert not quotes(found, "effective")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b"{", "the JSON does not parse"),
        (b"[" * 100_000, "the JSON does not parse"),
        (b'{"a":' * 100_000, "the JSON does not parse"),
        (b'[{"a":[]},' * 600_000, "the file is too large"),
        (b"[" + b"{}," * 60_000 + b"{}]", "the file is too large"),
        (b"[1, 2]", "the file holds no record of this source"),
        (b'{"results": []}', "the file holds no record of this source"),
        (b'{"document_number": "2031-1"}', "the file holds no record of this source"),
    ],
)
def test_what_is_no_record_is_set_aside_with_a_reason(data: bytes, reason: str) -> None:
    (one,) = read_all(READER, raw("document.json", data))
    assert isinstance(one, SetAside)
    assert one.reason == reason


def test_odd_characters_and_depth_cost_nothing_else() -> None:
    odd = (
        '{"title": "Owls \\ud800 \\u0000 \\u4e2d", "document_number": "2031-4", "x": ' + "[" * 50 + "1" + "]" * 50 + "}"
    )
    found = reading(READER, raw("document.json", odd))
    assert found.document.title == "Owls ? \ufffd 中"
    assert found.unread == {"values beyond the bound": 1}


def test_it_is_known_by_its_fields() -> None:
    assert READER.recognise(raw("x.json", json.dumps(RULE)).head) == 0.9
    assert READER.recognise(raw("x.json", json.dumps({"title": "A", "abstract": "B", "date": "C"})).head) == 0.0
    assert READER.recognise(raw("x.csv", "document_number,title,agencies,citation").head) == 0.0


def test_the_sample_is_read() -> None:
    found = {}
    for path in sorted(SAMPLE.glob("*.json")):
        assert READER.recognise(head_of(path)) == 0.9
        (one,) = READER.read(raw_of(path))
        assert isinstance(one, Reading)
        found[path.stem] = told(one)
    assert "eo:14148 REPEALS eo:14110" in found["us-eo-14148"]
    assert "federal-register:2023-23055 AMENDS Policy:87 FR 62186" in found["us-bis-2023-advanced-computing"]
    assert "federal-register:2022-21658 names 87 FR 62186" in found["us-bis-2022-advanced-computing"]
    assert "federal-register:2022-21658 TARGETS Country:China" in found["us-bis-2022-advanced-computing"]
    assert "celex:32024R1689 JURISDICTION Group:European Union" in found["eu-ai-act"]
    assert "eo:14110 status defunct" in found["us-eo-14110"]
    assert sum(" ISSUED " in one for one in found["china-generative-ai-interim-measures"]) == 7
