"""The 3,255 real cards against their front matter as an independent script read it. Skipped where the data is not."""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.ontology import shipped_ontology
from graph.ontology.naming import parse_key
from graph.record.types import Reading, SetAside
from ingest.folder import Found, find_documents
from ingest.sources.model_cards import SOURCE, org_and_name, read_card

DATA = Path(__file__).resolve().parents[2] / ".." / "shared" / "data"
CARDS, GOLD = DATA / "cards", DATA / "gold" / "cards.csv"
pytestmark = pytest.mark.skipif(not GOLD.is_file(), reason="the real cards are not there: ../shared/data")

COLUMNS = {
    "license": ("LICENSED_UNDER", "license"),
    "license_name": ("LICENSED_UNDER", "license_name"),
    "language": ("languages", "language"),
    "base_model": ("DERIVED_FROM", "base_model"),
    "datasets": ("TRAINED_ON", "datasets"),
    "pipeline_tag": ("task", "pipeline_tag"),
    "library_name": ("library", "library_name"),
    "tags": ("tags", "tags"),
}
BLANK_LINES = "blank lines before the front matter passed over"


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading | SetAside]:
    found = {}
    for card in find_documents([CARDS]):
        assert isinstance(card, Found)
        org_name = org_and_name(tuple(parent.name for parent in card.path.parents))
        assert org_name is not None
        found[org_name] = read_card(card.path.read_bytes(), card.path.as_uri(), org_name, "t")
    return found


def gold_values(cell: str) -> set[str]:
    """The values of a cell; what YAML made of ``no`` is put back."""
    if not cell.startswith("["):
        values: list[object] = [False if cell == "False" else cell] if cell else []
    else:
        values = json.loads(cell)
    return {" ".join(str("no" if value is False else value).split()) for value in values if value is not None}


def read_values(reading: Reading, predicate: str, field: str) -> set[str]:
    """What was read from one field, and what of it was left over."""
    values = set()
    for s in reading.statements:
        if s.method == "front matter" and s.predicate == predicate and field_of(reading, s.span.start) == field:
            values.add(str(s.value) if s.object is None else s.object.partition(":")[2])
    return values | {x.value for x in reading.leftovers if x.field == field}


def field_of(reading: Reading, start: int) -> str:
    """The top-level key at or above an offset."""
    line_end = reading.document.text.find("\n", start)
    above = reading.document.text[: line_end if line_end >= 0 else None]
    return str(re.findall(r"^([\w-]+)[ \t]*:", above, flags=re.MULTILINE)[-1])


def differences(readings: dict[str, Reading | SetAside]) -> Iterator[tuple[str, str, set[str], set[str]]]:
    with GOLD.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            reading = readings[row["hf_id"]]
            for column, (predicate, field) in COLUMNS.items():
                wanted = gold_values(row[column])
                if column == "license" and row["license_name"]:
                    wanted.discard("other")  # The name says what licence it is.
                found = read_values(reading, predicate, field) if isinstance(reading, Reading) else set()
                if wanted != found:
                    yield row["hf_id"], column, wanted, found


def reason(reading: Reading | SetAside, column: str, wanted: set[str], found: set[str]) -> str:
    """Why a cell may differ; "" where nothing explains it."""
    if isinstance(reading, SetAside):
        return "set aside"
    if not wanted and BLANK_LINES in reading.document.repairs:
        return "the independent script reads no front matter after blank lines; the Hub's client does"
    if not wanted and reading.document.address.endswith("lighteternal/stsb-xlm-r-greek-transfer/README.md"):
        return "the independent script refuses tabs inside brackets"
    return ""


def test_cells_agree_with_an_independent_reading(readings: dict[str, Reading | SetAside]) -> None:
    cells = len(readings) * len(COLUMNS)
    found = list(differences(readings))
    why = Counter(reason(readings[card], column, wanted, got) for card, column, wanted, got in found)
    unexplained = [d for d in found if not reason(readings[d[0]], d[1], d[2], d[3])]
    assert len(found) <= 0.005 * cells, why
    assert unexplained == []


def test_all_are_read_but_the_empty_one(readings: dict[str, Reading | SetAside]) -> None:
    assert len(readings) == 3255
    aside = {name: x.reason for name, x in readings.items() if isinstance(x, SetAside)}
    assert aside == {"patrickvonplaten/t5-tiny-random": "the file is empty"}


def test_the_source_yields_what_it_expects(readings: dict[str, Reading | SetAside]) -> None:
    read = [x for x in readings.values() if isinstance(x, Reading)]
    assert sum(len(x.statements) for x in read) / len(read) >= SOURCE.expect["statements"]
    assert 1 - len(read) / len(readings) <= SOURCE.expect["set_aside"]


def test_each_quote_and_passage_is_in_its_card(readings: dict[str, Reading | SetAside]) -> None:
    for reading in readings.values():
        if isinstance(reading, Reading):
            for span in [s.span for s in reading.statements] + [x.span for x in reading.leftovers]:
                quote = span.cut(reading.document)
                assert quote.strip()
                assert len(quote) <= 500
                assert quote.count("\n") < 4
            assert all(reading.document.text[p.start : p.end].strip() for p in reading.passages)


def test_each_quote_says_its_value(readings: dict[str, Reading | SetAside]) -> None:
    for reading in readings.values():
        if isinstance(reading, SetAside):
            continue
        for s in reading.statements:
            if s.method == "front matter" and s.predicate not in ("EVALUATED_ON", "gated"):
                value = str(s.value) if s.object is None else s.object.partition(":")[2]
                assert value in " ".join(s.span.cut(reading.document).split()), s


def test_each_key_is_one_of_the_ontology(readings: dict[str, Reading | SetAside]) -> None:
    ontology, met = shipped_ontology(), set()
    for reading in readings.values():
        if isinstance(reading, Reading):
            met |= {s.subject for s in reading.statements} | {s.object for s in reading.statements if s.object}
    for key in met:
        parts = parse_key(key, ontology)
        scheme = ontology.scheme(parts.scheme) if parts.scheme else None
        assert scheme is None or scheme[1].pattern is None or re.fullmatch(scheme[1].pattern, parts.value), key
