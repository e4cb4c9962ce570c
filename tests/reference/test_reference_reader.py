"""Reference data read into documents: statements with quotes, identity alone, judgements on keys, strict errors."""

import re
import time
from pathlib import Path

import pytest

from graph.errors import SourceError
from graph.ontology import shipped_ontology
from graph.record.reader import RecordReader
from graph.record.store import Record
from graph.record.types import Judgement, Reading
from graph.record.writing import check_evidence
from graph.views.gather import who_is_who
from ingest.reference import (
    SOURCE,
    digest,
    judgements_of,
    load_entries,
    read_reference,
    reference_judgements,
    shipped_entries,
    to_reading,
)
from ingest.reference_checks import clashes, dangling
from ingest.reference_entries import Entry, read_entries

ONTOLOGY = shipped_ontology()
WHEN = "2026-11-25T08:00:00.000000Z"
LAB = """\
# Labs.

- thing: Lab:Z.ai
  name: Z.ai
  names: [Zhipu AI, "智谱AI"]  # since 2025
  keys: [hf-org:zai-org, hf-org:zai-research]
  former: [hf-org:THUDM]
  source: https://www.z.ai/about
  as_of: 2025-07
  kind: company
  founded: 2019
  BASED_IN: iso2:CN
  PARTNERED_WITH:
    - {to: "Lab:Other", date: 2020-05}   # another one

- thing: Chip:H100
  name: H100
  source: https://nvidia.example/h100
  memory_gb: 80
  transistors_millions: 8e4
  from:
    MAKES: ["Chipmaker:Nvidia"]
"""


def entries(text: str) -> tuple[Entry, ...]:
    return read_entries("labs.yaml", text, ONTOLOGY)


def readings(text: str) -> list[Reading]:
    return [to_reading(entry, "full", WHEN) for entry in entries(text)]


def said(reading: Reading) -> set[tuple[object, ...]]:
    return {
        (s.subject, s.predicate, s.object or s.value, *(f"{k} {v}" for k, v in s.qualifiers.items()))
        for s in reading.statements
    }


def quote(reading: Reading, predicate: str) -> list[str]:
    return [s.span.cut(reading.document) for s in reading.statements if s.predicate == predicate]


def test_an_entry_says_its_names_properties_and_edges() -> None:
    lab, chip = readings(LAB)
    assert said(lab) == {
        ("Lab:Z.ai", "name", "Z.ai"),
        ("Lab:Z.ai", "names", "Zhipu AI"),
        ("Lab:Z.ai", "names", "智谱AI"),
        ("Lab:Z.ai", "kind", "company"),
        ("Lab:Z.ai", "founded", "2019"),
        ("Lab:Z.ai", "BASED_IN", "iso2:CN"),
        ("Lab:Z.ai", "PARTNERED_WITH", "Lab:Other", "date 2020-05"),
    }
    assert said(chip) == {
        ("Chip:H100", "name", "H100"),
        ("Chip:H100", "memory_gb", 80.0),
        ("Chip:H100", "transistors_millions", 80000.0),
        ("Chipmaker:Nvidia", "MAKES", "Chip:H100"),
    }


def test_an_entry_is_a_document_whose_text_are_its_own_lines() -> None:
    lab, chip = (reading.document for reading in readings(LAB))
    assert lab.text + "\n\n" + chip.text + "\n" == LAB.partition("\n\n")[2]
    assert (lab.address, lab.title, lab.source) == ("sextant:reference/labs.yaml#Lab:Z.ai", "Z.ai", SOURCE.name)
    assert (lab.url, lab.publisher, lab.published) == ("https://www.z.ai/about", "z.ai", "2025-07")
    assert chip.published == SOURCE.words["as_of"][0]


def test_a_quote_goes_from_the_field_to_the_item() -> None:
    lab, chip = readings(LAB)
    assert quote(lab, "names") == ["names: [Zhipu AI", 'names: [Zhipu AI, "智谱AI"']
    assert quote(lab, "kind") == ["kind: company"]
    assert quote(chip, "MAKES") == ['MAKES: ["Chipmaker:Nvidia"']


def test_in_a_list_of_lines_a_quote_is_the_items_own_line_with_the_comment_behind_it() -> None:
    lab, _ = readings(LAB)
    assert quote(lab, "PARTNERED_WITH") == ['- {to: "Lab:Other", date: 2020-05}   # another one']


def test_a_block_of_text_ends_with_its_last_line_and_not_with_the_next_entry() -> None:
    block = "- thing: Policy:A\n  name: A\n  source: https://a.example/\n  summary: >-\n    One\n    two.\n\n"
    first, second = readings(block + LAB.partition("\n\n")[2])[:2]
    assert first.document.text == block.rstrip()
    assert said(first) == {("Policy:A", "name", "A"), ("Policy:A", "summary", "One two.")}
    assert quote(first, "summary") == ["summary: >-\n    One\n    two."]
    assert second.document.text.startswith("- thing: Lab:Z.ai\n")


def test_identity_alone_has_names_membership_and_classes_but_no_other_fact() -> None:
    lab, _ = entries(LAB)
    assert {s.predicate for s in to_reading(lab, "names", WHEN).statements} == {"name", "names"}
    met = {s.predicate for reading in read_reference("names", WHEN) for s in reading.statements}
    assert met >= {"name", "names", "MEMBER_OF", "openness", "iso2", "iso3", "spdx"}
    assert met <= set(SOURCE.reads["identity"])
    assert len(read_reference("names", WHEN)) == len(read_reference("full", WHEN))
    assert read_reference("none") == ()
    assert reference_judgements("none") == ()


def test_keys_and_former_ids_are_judged_to_be_keys_of_the_thing() -> None:
    lab, chip = entries(LAB)
    found = {(j.left, j.right, j.renamed, j.kind, j.author_kind) for j in judgements_of(lab, ONTOLOGY)}
    assert found == {
        ("Lab:Z.ai", "hf-org:zai-org", False, "same", "typed key"),
        ("hf-org:zai-org", "hf-org:zai-research", True, "same", "typed key"),
        ("hf-org:zai-org", "hf-org:THUDM", True, "same", "typed key"),
    }
    assert list(judgements_of(chip, ONTOLOGY)) == []


def test_on_record_all_keys_and_names_of_an_entry_are_one_thing(tmp_path: Path) -> None:
    card = "- thing: hf-org:thudm\n  name: THUDM\n  source: https://a.example/\n  BASED_IN: Country:P. R. China\n"
    cards = [to_reading(entry, "full", WHEN) for entry in read_entries("cards.yaml", card, ONTOLOGY)]
    judgements = [j for entry in entries(LAB) for j in judgements_of(entry, ONTOLOGY)]
    path = write(tmp_path, [*readings(LAB), *cards, *read_reference("full", WHEN)], judgements)
    with RecordReader(path) as reader:
        node_of = who_is_who(reader, ONTOLOGY).node_of
    assert node_of["hf-org:thudm"] == node_of["Lab:Z.ai"] == node_of["hf-org:zai-research"]
    assert node_of["Country:P. R. China"] == node_of["iso2:CN"]


def write(folder: Path, documents: list[Reading], judgements: list[Judgement]) -> Path:
    with Record(folder / "record.db") as record:
        record.put_sources([SOURCE.to_record_source()])
        record.write(documents)
        for judgement in judgements:
            record.judge(judgement)
    return folder / "record.db"


def test_the_reference_is_written_once_and_again_when_more_of_it_is_wanted(tmp_path: Path) -> None:
    names, full = read_reference("names", WHEN), read_reference("full", WHEN)
    with Record(tmp_path / "record.db") as record:
        assert set(record.write(names)) == {"new"}
        assert set(record.write(read_reference("names", WHEN))) == {"unchanged"}
        assert set(record.write(full)) == {"changed"}


def test_the_digest_tells_what_is_read() -> None:
    assert digest("full") == digest("full")
    assert len({digest("full"), digest("names"), digest("none")}) == 3


def test_all_that_ships_is_read_in_two_seconds_of_processor_time() -> None:
    shipped_entries.cache_clear()
    started = time.process_time()
    assert len(read_reference("full")) > 400
    assert time.process_time() - started < 2


def test_all_quotes_of_what_ships_hold_what_they_are_quoted_for() -> None:
    for reading in read_reference("full", WHEN):
        check_evidence(reading)
        for statement in reading.statements:
            words = statement.span.cut(reading.document)
            assert statement.predicate in words or words.startswith("-"), (reading.document.address, statement)


def test_no_name_or_key_means_two_things() -> None:
    assert clashes(shipped_entries(), ONTOLOGY) == []


def test_the_ends_of_edges_have_entries() -> None:
    assert dangling(shipped_entries(), ONTOLOGY, frozenset({"iso2", "iso3", "spdx"})) == []


def test_a_name_of_two_things_is_noticed_and_of_two_labels_is_not() -> None:
    two = LAB + "- thing: Organization:Zhipu\n  name: zhipu ai\n  source: https://a.example/\n"
    (clash,) = clashes(entries(two), ONTOLOGY)
    assert re.search(r"'Organization:zhipu ai' means 2 things: .*Lab:Z.ai; .*Organization:Zhipu", clash)
    other = LAB + "- thing: Country:Zhipu AI\n  name: Zhipu AI\n  source: https://a.example/\n"
    assert clashes(entries(other), ONTOLOGY) == []


def test_an_end_without_an_entry_is_noticed() -> None:
    found = dangling(entries(LAB), ONTOLOGY, frozenset({"iso2"}))
    assert [line.partition(": ")[2] for line in found] == [
        "MAKES Chipmaker:Nvidia has no entry",
        "BASED_IN iso2:CN has no entry",
        "PARTNERED_WITH Lab:Other has no entry",
    ]


def test_a_thing_has_one_entry() -> None:
    again = "- thing: Organization:z.AI\n  name: Z\n  source: https://a.example/\n"
    with pytest.raises(SourceError, match=r"more.yaml line 1: .* has an entry already, labs.yaml line 3"):
        load_entries([("labs.yaml", LAB), ("more.yaml", again)], ONTOLOGY)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  name: Z.ai\n", "", r"line 3: the entry has no name; add it"),
        ("  source: https://www.z.ai/about\n", "", r"line 3: the entry has no source"),
        ("source: https://www.z.ai/about", "source: z.ai", r"line 8: source 'z.ai' is no address"),
        ("as_of: 2025-07", "as_of: July", r"line 9: as_of 'July' is not a date"),
        ("thing: Lab:Z.ai", "thing: Labs:Z.ai", r"line 3: 'Labs:Z.ai': 'Labs' is neither a label nor a key scheme"),
        ("thing: Lab:Z.ai", "thing: Z.ai", r"line 3: 'Z.ai' is not a key"),
        ("iso2:CN", "iso2:CHN", r"line 12: 'iso2:CHN' is not written as keys of iso2 are"),
        ("BASED_IN: iso2:CN", "BASED_IN: Chip:H100", r"line 12: BASED_IN ends at Country, and Chip:H100 is of Chip"),
        ("[hf-org:zai-org,", "[hf:zai-org/x,", r"line 6: hf:zai-org/x is a key of Model, and the entry is of Org"),
        ("kind: company", "kind: firma", r"line 10: kind 'firma' is not one of company, university"),
        ("kind: company", "kind: [company]", r"line 10: Organization has one kind, not a list"),
        ("kind: company", "colour: red", r"line 10: Organization has no field 'colour'; possible: thing, name"),
        ("kind: company", "kind: company\n  kind: company", r"line 11: an entry has the field 'kind' twice"),
        ("kind: company", "kind:", r"line 10: kind is not a text"),
        ("memory_gb: 80", "memory_gb: much", r"line 19: memory_gb 'much' is not a finite number"),
        ("date: 2020-05", "until: 2020-05", r"line 14: PARTNERED_WITH has no qualifier 'until'; possible: date"),
        ('to: "Lab:Other", ', "", r"line 14: PARTNERED_WITH has no 'to'"),
        ("MAKES: [", "MAKE: [", r"line 22: there is no edge 'MAKE'; possible: ACQUIRED"),
        ("names: [Zhipu AI,", "names: [Z.ai,", r"line 5: 'Z.ai' stands in names too"),
        ("names: [Zhipu AI,", "names: [智谱AI,", r"line 5: names has an item twice"),
        ('["Chipmaker:Nvidia"]', '["Chipmaker:Nvidia"', r"labs.yaml line \d+: .*; mend the YAML"),
        ("- thing: Lab:Z.ai\n  name", "thing: Lab:Z.ai\nname", r"labs.yaml line \d+: "),
    ],
)
def test_an_error_names_file_and_line_and_what_is_possible(old: str, new: str, message: str) -> None:
    assert old in LAB
    with pytest.raises(SourceError, match=f"labs.yaml {message}" if message.startswith("line") else message):
        entries(LAB.replace(old, new))


def test_trust_is_given_for_words_of_the_ontology() -> None:
    known = {"name", "names", *ONTOLOGY.edges} | {name for node in ONTOLOGY.nodes.values() for name in node.properties}
    assert set(SOURCE.trust_in) | set(SOURCE.reads["identity"]) <= known
