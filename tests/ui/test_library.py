"""``sextant cypher`` with the library: its list, queries by name, pages, and the statements behind rows."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.ui.running import sextant

OWN = """// name: licences-here
// title: All licences
// group: mine
// questions: [Which licences are there?]
// returns:
//   licence: Its name.

MATCH (x:License) RETURN x.name AS licence ORDER BY licence
"""
MISTRAL = "mistralai/Mistral-7B-v0.1"


def test_the_list_needs_no_home(tmp_path: Path) -> None:
    ran = sextant(tmp_path / "none", "cypher")
    assert (ran.code, ran.err) == (0, "")
    for said in ("labs and countries", "labs-of-country", "country=China", "data quality"):
        assert said in ran.out
    assert not (tmp_path / "none").exists()
    listed = sextant(tmp_path / "none", "cypher", "--json").lines()
    assert len(listed) >= 40
    assert listed[0].keys() == {"name", "title", "group", "questions", "parameters", "returns", "cypher", "own"}


def test_a_query_runs_by_its_name(sample_home: Path) -> None:
    ran = sextant(sample_home, "cypher", "derivation-kinds", "--param", f"model={MISTRAL}", "--json")
    assert ran.lines() == [{"kind": None, "models": 2}, {"kind": "quantized", "models": 1}]
    rows = sextant(sample_home, "cypher", "descendants-of", "--param", f"model={MISTRAL}", "--format", "json").lines()
    assert "TheBloke/Mistral-7B-v0.1-GGUF" in [row["descendant"] for row in rows]
    few = sextant(
        sample_home, "cypher", "descendants-of", "--param", f"model={MISTRAL}", "--param", "limit=1", "--json"
    )
    assert few.lines() == rows[:1]


def test_an_empty_result_of_a_named_query_has_its_columns(sample_home: Path) -> None:
    ran = sextant(sample_home, "cypher", "labs-of-country", "--param", "country=Nowhere", "--format", "csv")
    assert (ran.code, ran.out) == (0, "lab,kind,founded,models\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("labs-of-contry",), "nearest: labs-of-country"),
        (("labs-of-country",), '--param "country=China"'),
        (("labs-of-country", "--param", "contry=China"), "did you mean country?"),
        (("labs-of-country", "--param", "country=China", "--param", "limit=x"), "limit 'x' is not a whole number"),
        (("--param", "country=China"), "no query"),
        (("labs-by-country", "--evidence", "--format", "csv"), "--evidence"),
        (("labs-by-country", "-o", "rows.xlsx"), ".csv, .json, .html"),
    ],
)
def test_wrong_usage_is_one_line(sample_home: Path, arguments: tuple[str, ...], said: str) -> None:
    ran = sextant(sample_home, "cypher", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1


def test_files_of_the_user_join_the_list(home: Path, cards: Path) -> None:
    assert sextant(home, "ingest", cards).code == 0
    (home / "library").mkdir()
    (home / "library" / "licences-here.cypher").write_text(OWN, encoding="utf-8")
    (home / "library" / "broken.cypher").write_text("MATCH (n) RETURN n\n", encoding="utf-8")
    listed = sextant(home, "cypher")
    assert "mine (your own)" in listed.out
    assert listed.err.count("\n") == 1
    assert "broken.cypher line 1: no header" in listed.err
    assert sextant(home, "cypher", "licences-here", "--format", "csv").out == "licence\napache-2.0\nllama2\nmit\n"
    assert sextant(home, "cypher", "broken").code == 1


def test_rows_are_followed_to_their_statements(sample_home: Path) -> None:
    query = "MATCH (m:Model {name: $name})-[r:LICENSED_UNDER]->(x) RETURN m.name AS model, r"
    arguments = ("cypher", query, "--param", f"name={MISTRAL}", "--evidence")
    evidence = sextant(sample_home, *arguments, "--json").json()["evidence"]
    assert isinstance(evidence, list)
    (one,) = evidence
    assert one["shown"] == f"{MISTRAL} -LICENSED_UNDER-> apache-2.0"
    assert [statement["quote"] for statement in one["statements"]] == ["license: apache-2.0"]
    text = sextant(sample_home, *arguments).out
    assert '"license: apache-2.0" - ' in text
    nothing = sextant(sample_home, "cypher", "RETURN 1 AS one", "--evidence", "--json")
    assert nothing.json() == {"one": 1, "evidence": []}
    assert "hold no nodes" in nothing.err


def page_data(path: Path) -> dict[str, Any]:
    page = path.read_text(encoding="utf-8")
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    data: dict[str, Any] = json.loads(found[1])
    # All that a browser could fetch; links that a reader may click are made from the data, by script.
    without = page.replace(found[1], "").replace("http://www.w3.org/2000/svg", "")
    assert re.search(r"https?:|//[a-z]+\.|src=|<link|@import|url\(", without) is None
    assert "default-src 'none'" in without
    return data


def test_a_page_has_the_rows_and_the_graph_of_them(sample_home: Path, tmp_path: Path) -> None:
    file = tmp_path / "around.html"
    ran = sextant(sample_home, "cypher", "around", "--param", f"name={MISTRAL}", "--evidence", "-o", file)
    assert (ran.code, ran.out) == (0, "")
    data = page_data(file)
    assert data["columns"] == ["path"]
    names = {str(node["name"]) for node in data["nodes"]}
    assert {MISTRAL, "mistralai", "apache-2.0", "HuggingFaceH4/zephyr-7b-beta"} <= names
    ids = {node["id"] for node in data["nodes"]}
    assert len(data["links"]) == len(data["rows"])
    assert all(link["start"] in ids and link["end"] in ids for link in data["links"])
    assert set(data["evidence"]) == ids | {link["id"] for link in data["links"]}


def test_a_page_of_relations_alone_has_their_ends_and_one_of_values_has_no_graph(
    sample_home: Path, tmp_path: Path
) -> None:
    file = tmp_path / "rows.html"
    sextant(sample_home, "cypher", "MATCH ()-[r:LICENSED_UNDER]->() RETURN r ORDER BY r.id LIMIT 3", "-o", file)
    data = page_data(file)
    assert len(data["links"]) == 3
    assert len(data["nodes"]) >= 4
    sextant(sample_home, "cypher", "RETURN 1 AS one", "-o", file)
    assert (page_data(file)["nodes"], page_data(file)["rows"]) == ([], [["1"]])


def test_what_documents_say_cannot_leave_the_data_of_a_page(sample_home: Path, tmp_path: Path) -> None:
    evil = "</script><script>alert(1)</script><img src=x onerror=alert(1)> & __DATA__"
    file = tmp_path / "evil.html"
    sextant(sample_home, "cypher", "RETURN $evil AS said", "--param", f"evil={evil}", "-o", file)
    assert page_data(file)["rows"] == [[evil]]
    assert file.read_text(encoding="utf-8").count("<script") == 2
