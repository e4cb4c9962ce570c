"""``sextant cypher``, ``entity``, ``doctor`` and ``status``, on the sample and the real engines."""

import os
import signal
import stat
import sys
from pathlib import Path

import pytest

from graph.engine import wipe
from tests.engines import neo4j_graph, neo4j_server
from tests.ui.running import sextant

WRITES = (
    "CREATE (:Lab {id: 'evil'})",
    "MATCH (n) DETACH DELETE n",
    "MATCH (n) SET n.name = 'evil'",
    "MERGE (:Lab {id: 'evil'}) RETURN 1 AS one",
)


def test_rows_as_json_csv_table_and_file(sample_home: Path, tmp_path: Path) -> None:
    query = "MATCH (m:Model {name: $name})-[:LICENSED_UNDER]->(l) RETURN m.name AS model, l.name AS licence"
    arguments = ("cypher", query, "--param", "name=mistralai/Mistral-7B-v0.1")
    row = {"model": "mistralai/Mistral-7B-v0.1", "licence": "apache-2.0"}
    assert sextant(sample_home, *arguments, "--json").json() == row
    assert sextant(sample_home, *arguments, "--format", "json").json() == row
    assert sextant(sample_home, *arguments, "--format", "csv").out == "model,licence\n" + ",".join(row.values()) + "\n"
    assert "apache-2.0" in sextant(sample_home, *arguments).out
    file = tmp_path / "rows.csv"
    assert sextant(sample_home, *arguments, "-o", file).code == 0
    assert file.read_text() == "model,licence\n" + ",".join(row.values()) + "\n"
    assert sextant(sample_home, *arguments, "-o", tmp_path / "rows.xyz").code == 2
    assert sextant(sample_home, "cypher", "-", "--json", stdin="RETURN 1 AS one;").json() == {"one": 1}


def test_the_same_query_prints_the_same_bytes(sample_home: Path) -> None:
    query = "MATCH (n:Model) RETURN n ORDER BY n.id"
    assert sextant(sample_home, "cypher", query, "--json").out == sextant(sample_home, "cypher", query, "--json").out


@pytest.mark.parametrize("query", WRITES)
def test_nothing_writes(sample_home: Path, query: str) -> None:
    count = "MATCH (n) RETURN count(n) AS n"
    before = sextant(sample_home, "cypher", count, "--json").out
    ran = sextant(sample_home, "cypher", query)
    assert ran.code == 1
    assert ran.err.count("\n") == 1
    assert sextant(sample_home, "cypher", count, "--json").out == before


def test_a_wrong_query_is_one_line(sample_home: Path) -> None:
    ran = sextant(sample_home, "cypher", "MATCH (n RETURN n")
    assert ran.code == 1
    assert ran.out == ""
    assert ran.err.startswith("sextant: ")
    assert ran.err.count("\n") == 1
    assert sextant(sample_home, "cypher", "RETURN 1", "--param", "nonsense").code == 2


def test_an_entity_with_its_witnesses(sample_home: Path) -> None:
    told = sextant(sample_home, "entity", "mistralai/Mistral-7B-v0.1", "--json").json()
    assert told["label"] == "Model"
    topics = told["topics"]
    assert isinstance(topics, list)
    licence = next(topic for topic in topics if topic["predicate"] == "LICENSED_UNDER")
    (saying,) = licence["sayings"]
    assert saying["name"] == "apache-2.0"
    assert "apache-2.0" in saying["witnesses"][0]["quote"]
    text = sextant(sample_home, "entity", "mistralai/Mistral-7B-v0.1").out
    assert "apache-2.0" in text
    assert '"license: apache-2.0"' in text


def test_an_unknown_or_shared_name(sample_home: Path) -> None:
    ran = sextant(sample_home, "entity", "Mistrall-7B-v0.1")
    assert ran.code == 1
    assert "nearest" in ran.err
    assert sextant(sample_home, "entity", "hf-org:Qwen", "--json").json()["id"] == "hf-org:Qwen"


def test_a_lens_of_a_source_that_is_not_there_names_what_is_near(sample_home: Path) -> None:
    ran = sextant(sample_home, "cypher", "RETURN 1 AS one", "--source", "model card")
    assert ran.code == 1
    assert "nearest: model cards" in ran.err
    kept = sextant(sample_home, "cypher", "MATCH (m:Model) RETURN count(m) AS n", "--source", "qwen", "--json").json()
    assert isinstance(kept["n"], int)
    assert 0 < kept["n"] < 10


def test_doctor_finds_all_well(sample_home: Path) -> None:
    checks = sextant(sample_home, "doctor", "--json").lines()
    assert {check["check"] for check in checks} >= {"parts", "ontology", "record", "quotes", "graph"}
    assert all(check["well"] for check in checks)


def test_a_killed_engine_is_started_anew_and_has_lost_nothing(home: Path, cards: Path) -> None:
    sextant(home, "ingest", cards)
    query = "MATCH (n) RETURN n ORDER BY n.id"
    before = sextant(home, "cypher", query, "--json").out
    pid = int((home / "views" / "engine" / "endpoint.json").read_text().split('"pid": ')[1].split(",")[0].rstrip("}"))
    os.kill(pid, signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
    assert sextant(home, "cypher", query, "--json").out == before


def test_a_damaged_view_is_set_aside_and_built_anew_with_one_line(home: Path, cards: Path) -> None:
    sextant(home, "ingest", cards)
    query = "MATCH (n) RETURN n ORDER BY n.id"
    before = sextant(home, "cypher", query, "--json").out
    sextant(home, "stop")
    for file in (home / "views" / "engine" / "databases" / "graph").iterdir():
        if file.is_file():
            file.write_bytes(b"damaged" * 100)
    ran = sextant(home, "cypher", query, "--json")
    assert ran.out == before
    assert ran.err.count("\n") == 1
    assert "set aside" in ran.err


@pytest.mark.skipif(sys.platform == "win32", reason="no file modes there")
def test_passwords_are_private(sample_home: Path) -> None:
    assert stat.S_IMODE((sample_home / "views" / "engine" / "endpoint.json").stat().st_mode) == 0o600


def test_a_graph_on_a_server_belongs_to_one_home(home: Path, cards: Path, tmp_path: Path) -> None:
    server = neo4j_server()
    secret = {"NEO4J_USERNAME": server.username, "NEO4J_PASSWORD": server.password, "SEXTANT_GRAPH": server.url}
    query = "MATCH (n) WHERE NOT n:_Sextant RETURN n ORDER BY n.id"
    wipe(neo4j_graph())
    assert sextant(home, "ingest", cards, **secret).code == 0
    there = sextant(home, "cypher", query, "--json", **secret).out
    assert there == sextant(home, "cypher", query, "--json").out
    other = tmp_path / "other"
    sextant(other, "init", "--reference", "none")
    sextant(other, "ingest", cards / "acme")
    refused = sextant(other, "cypher", query, **secret)
    assert refused.code == 1
    assert "another Sextant home" in refused.err
    assert server.password not in refused.err
    assert sextant(home, "cypher", query, "--json", **secret).out == there
    assert sextant(other, "rebuild", "graph", "--take-over", **secret).code == 0
    assert sextant(other, "cypher", query, "--json", **secret).out != there
    sextant(other, "stop")
