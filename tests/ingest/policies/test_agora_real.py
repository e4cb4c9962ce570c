"""AGORA as it is: rows compared with what another reader finds in the cells, and the questions asked of it."""

import json
import random
from collections import Counter, defaultdict
from functools import cache

import pandas as pd
import pytest

from graph.record.types import Reading, Statement
from ingest.folder import beside, found_at
from ingest.reader import Raw
from ingest.sources import shipped_readers
from ingest.sources.agora import READER as TABLES
from ingest.sources.agora_texts import READER as TEXTS
from tests.ingest.policies.making import check, shared
from tests.ingest.recognising import head_of, raw_of, surest

ROWS = 50


@cache
def read_table(name: str) -> Reading:
    path = shared(f"data/agora/{name}")
    plain = raw_of(path)
    others = beside(found_at(path, path.parent), TABLES.companions, 10**8)
    (one,) = TABLES.read(Raw(head=plain.head, data=plain.data, retrieved=plain.retrieved, beside=others))
    checked = check(one)
    assert isinstance(checked, Reading)
    return checked


def cells(name: str) -> "pd.DataFrame":
    return pd.read_csv(shared(f"data/agora/{name}"), dtype=str, encoding="utf-8-sig", keep_default_na=False)


def by_subject(statements: tuple[Statement, ...]) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for one in statements:
        found[one.subject][one.predicate].append(str(one.object if one.object is not None else one.value))
        if one.predicate == "ISSUED" and one.object is not None:
            found[one.object]["by"].append(one.subject.removeprefix("Organization:"))
    return found


def single(text: str) -> list[str]:
    return [" ".join(text.split())] if text.strip() else []


def several(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split(";") if part.strip()]


def expected(row: "pd.Series[str]") -> dict[str, list[str]]:
    enacted = row["Most recent activity"] == "Enacted"
    addressees = {"government": "the government", "private sector": "the private sector"}
    return {
        "name": single(row["Casual name"]),
        "official_name": single(row["Official name"]),
        "by": single(row["Authority"]),
        "status": [row["Most recent activity"].lower()],
        "introduced": single(row["Proposed date"]),
        "enacted": single(row["Most recent activity date"]) if enacted else [],
        "last_activity": single(row["Most recent activity date"]),
        "collections": several(row["Collections"]),
        "tags": several(row["Tags"]),
        "summary": single(row["Short summary"]),
        "applies_to": [name for name, long in addressees.items() if row[f"Primarily applies to {long}"] == "true"],
    }


def test_the_table_of_policies_says_what_its_cells_say() -> None:
    table, found = cells("documents.csv"), by_subject(read_table("documents.csv").statements)
    rows = [row for _, row in table.iterrows()]
    assert len(rows) == 644
    for row in random.Random(5).sample(rows, ROWS):
        said = found[f"agora:{row['AGORA ID']}"]
        for predicate, values in expected(row).items():
            assert sorted(said[predicate]) == sorted(values), (row["AGORA ID"], predicate)
    counts = Counter(one.predicate for one in read_table("documents.csv").statements)
    for predicate in set(expected(rows[0])) - {"by"}:
        assert counts[predicate] == sum(len(expected(row)[predicate]) for row in rows), predicate
    assert counts["ISSUED"] == 644


def test_columns_that_no_rule_reads_are_counted() -> None:
    unread = read_table("documents.csv").unread
    assert unread["Validated?"] == 644
    assert not [name for name in unread if name.startswith(("Harms:", "Strategies:", "Tags", "Short"))]


def test_subjects_in_columns_of_their_own_agree_with_the_column_of_tags() -> None:
    table = cells("documents.csv")
    groups = [name for name in table.columns if name.split(":")[0] in ("Applications", "Harms", "Incentives")]
    said = {(s.subject, s.value) for s in read_table("documents.csv").statements if s.predicate == "tags"}
    for _, row in table.iterrows():
        for name in groups:
            assert ((f"agora:{row['AGORA ID']}", name) in said) == (row[name] == "True")


def test_the_table_of_authorities_says_what_its_cells_say() -> None:
    table, found = cells("authorities.csv"), by_subject(read_table("authorities.csv").statements)
    assert len(table) == 105
    for _, row in table.iterrows():
        said = found[f"Organization:{row['Name']}"]
        assert said["region"] == single(row["Jurisdiction"])
        assert said["PART_OF"] == [f"Organization:{name}" for name in single(row["Parent authority"])]
        if row["Jurisdiction"] in ("United States", "China"):
            assert said["BASED_IN"] == [f"Country:{row['Jurisdiction']}"]


def test_nearly_every_policy_holds_somewhere() -> None:
    counts = Counter(one.predicate for one in read_table("documents.csv").statements)
    assert counts["JURISDICTION"] >= 620
    assert counts["PART_OF"] >= 160


def test_every_text_is_read_with_its_title_and_date() -> None:
    folder = shared("data/agora/fulltext")
    table = {row["AGORA ID"]: row for _, row in cells("documents.csv").iterrows()}
    read = 0
    for path in sorted(folder.iterdir()):
        assert surest(shipped_readers(), head_of(path)) is TEXTS
        plain = raw_of(path)
        others = beside(found_at(path, folder.parent), TEXTS.companions, 10**8)
        (one,) = TEXTS.read(Raw(head=plain.head, data=plain.data, retrieved=plain.retrieved, beside=others))
        checked = check(one)
        assert isinstance(checked, Reading)
        row, document = table[path.stem], checked.document
        assert document.title == " ".join(row["Official name"].split())
        assert document.publisher == row["Authority"]
        assert document.published in (row["Most recent activity date"], row["Proposed date"])
        read += 1
    assert read == 642


def test_what_answers_questions_about_laws_can_be_quoted() -> None:
    folder = shared("data/agora/fulltext")
    lines = shared("evals/passages/dev.jsonl").read_text(encoding="utf-8").splitlines()
    asked = [one for one in map(json.loads, lines) if one["corpus"] == "laws" and one["quote"]]
    for one in asked:
        (found,) = TEXTS.read(raw_of(folder / one["document"]))
        assert isinstance(found, Reading)
        assert " ".join(one["quote"].split()) in " ".join(found.document.text.split())
    assert len(asked) == 55


@pytest.mark.parametrize("name", ["documents.csv", "authorities.csv", "collections.csv"])
def test_its_tables_are_known_by_their_shape(name: str) -> None:
    path = shared(f"data/agora/{name}")
    assert surest(shipped_readers(), head_of(path)) is TABLES
