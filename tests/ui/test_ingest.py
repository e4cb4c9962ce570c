"""``sextant ingest`` and the commands that show what it did, on real files and the real engine."""

import json
from pathlib import Path

from tests.ui.conftest import write_card
from tests.ui.running import sextant


def documents(home: Path, *arguments: str | Path) -> tuple[int, dict[str, int]]:
    ran = sextant(home, "ingest", *arguments, "--json")
    told = ran.json()["documents"]
    assert isinstance(told, dict)
    assert list(told) == ["new", "unchanged", "changed", "removed", "set_aside"]
    return ran.code, {name: count for name, count in told.items() if count}


def rows(home: Path, query: str, *arguments: str) -> list[dict[str, object]]:
    return sextant(home, "cypher", query, "--json", *arguments).lines()


def test_new_unchanged_changed_removed_and_back(home: Path, cards: Path) -> None:
    assert documents(home, cards) == (0, {"new": 4})
    assert documents(home, cards) == (0, {"unchanged": 4})
    changed = cards / "zeta" / "Tuned-7B" / "README.md"
    before = changed.read_text()
    changed.write_text(before.replace("llama2", "mit"))
    gone = cards / "acme" / "Base-7B-GGUF" / "README.md"
    kept = gone.read_text()
    gone.unlink()
    assert documents(home, cards) == (0, {"unchanged": 2, "changed": 1, "removed": 1})
    licences = "MATCH (m:Model)-[:LICENSED_UNDER]->(l) RETURN m.name AS model, l.name AS licence ORDER BY model"
    assert rows(home, licences) == [
        {"model": "acme/Base-7B", "licence": "apache-2.0"},
        {"model": "zeta/Tuned-7B", "licence": "mit"},
    ]
    gone.write_text(kept)
    assert documents(home, cards) == (0, {"unchanged": 3, "changed": 1})
    assert len(rows(home, licences)) == 3


def test_the_same_card_three_times_by_turns_is_three_versions(home: Path, cards: Path) -> None:
    card = cards / "zeta" / "Plain" / "README.md"
    for text, day in (("A", "2024-01-01"), ("B", "2024-02-01"), ("A", "2024-03-01")):
        card.write_text(text)
        assert sextant(home, "ingest", card, "--published", day).code == 0
    status = sextant(home, "status", "--json").json()
    assert (status["documents"], status["versions"]) == (1, 3)


def test_as_of_answers_as_the_sources_of_that_day(home: Path, cards: Path) -> None:
    card = cards / "zeta" / "Tuned-7B" / "README.md"
    sextant(home, "ingest", card, "--published", "2024-01-10")
    card.write_text(card.read_text().replace("llama2", "mit"))
    sextant(home, "ingest", card, "--published", "2024-06-01")
    query = "MATCH (:Model)-[:LICENSED_UNDER]->(l) RETURN l.name AS licence"
    assert rows(home, query) == [{"licence": "mit"}]
    assert rows(home, query, "--as-of", "2024-05-31") == [{"licence": "llama2"}]
    assert rows(home, query, "--as-of", "2024-06-01") == [{"licence": "mit"}]
    assert rows(home, query, "--as-of", "2024-01-09") == []


def test_bad_files_are_set_aside_one_by_one_and_can_be_retried(home: Path, cards: Path) -> None:
    empty = write_card(cards, "bad/Empty", b"")
    write_card(cards, "bad/Binary", bytes(range(256)) * 40)
    write_card(cards, "bad/Yaml", "---\nlicense: [mit\nlanguage: {en\n: :\n---\ntext\n")
    write_card(cards, "odd/Bytes", b"---\nlicense: mit\n---\nGr\xfc\xdfe\n")
    write_card(cards, "odd/Mark", b"\xef\xbb\xbf---\nlicense: mit\n---\ntext\n")
    write_card(cards, "odd/Crlf", b"---\r\nlicense: mit\r\nbase_model: acme/Base-7B\r\n---\r\ntext\r\n")
    code, told = documents(home, cards)
    assert (code, told) == (3, {"new": 7, "set_aside": 3})
    aside = sextant(home, "status", "--set-aside", "--json").lines()
    assert sorted(str(one["document" if "document" in one else "address"]).split("/")[-2] for one in aside) == [
        "Binary",
        "Empty",
        "Yaml",
    ]
    assert all(one["reason"] for one in aside)
    empty.write_text("---\nlicense: mit\n---\nNow it is whole.\n")
    code, told = documents(home, cards)
    assert (code, told) == (3, {"new": 1, "unchanged": 7, "set_aside": 2})
    assert sextant(home, "doctor").code == 0


def test_dry_run_writes_nothing(no_home: Path, cards: Path) -> None:
    ran = sextant(no_home, "ingest", cards, "--dry-run", "--json")
    assert ran.json()["documents"] == {"new": 4, "unchanged": 0, "changed": 0, "removed": 0, "set_aside": 0}
    assert not (no_home / "record.db").exists()


def test_other_kinds_of_files_wait_and_are_counted(home: Path, cards: Path) -> None:
    (cards / "table.csv").write_text("a,b\n1,2\n")
    ran = sextant(home, "ingest", cards, "--no-embed")
    assert ran.code == 0
    assert "1 file that nothing reads: 1 .csv" in ran.err


def test_what_is_not_there_or_not_yet_read_is_one_line(no_home: Path, home: Path, tmp_path: Path) -> None:
    missing = sextant(no_home, "ingest", tmp_path / "nowhere")
    assert not no_home.exists()
    assert missing.code == 1
    assert missing.err.count("\n") == 1
    assert "nowhere" in missing.err
    assert "nothing reads ftp: addresses" in sextant(home, "ingest", "ftp://example.org/x").err
    assert "is no id of the Hub" in sextant(home, "ingest", "hf:Qwen Qwen").err
    assert sextant(home, "ingest").code == 2
    dated = sextant(home, "ingest", "sample", "--published", "last year")
    assert dated.code == 1
    assert "last year" in dated.err


def test_forgetting_leaves_no_trace(home: Path, cards: Path) -> None:
    secret = "unmistakable-words-of-a-card"
    write_card(cards, "zeta/Secret", f"---\nlicense: mit\n---\n{secret}\n")
    documents(home, cards)
    ran = sextant(home, "forget", "zeta/Secret", "--json")
    assert ran.json() == {"documents": 1, "versions": 1, "statements": 3, "pending": []}
    assert rows(home, "MATCH (n) WHERE n.name CONTAINS 'Secret' RETURN n.name AS name") == []
    for file in home.glob("record.db*"):
        assert secret.encode() not in file.read_bytes()
    assert sextant(home, "forget", "zeta/Secret").code == 1


def test_export_says_each_statement_with_its_quote(home: Path, cards: Path) -> None:
    documents(home, cards)
    lines = sextant(home, "export", "statements", "-").lines()
    said = [line for line in lines if "quote" in line]
    assert len({line["id"] for line in said}) == len(said) > 10
    for line in said:
        path = Path(str(line["document"]).removeprefix("file://"))
        if line["place"] == "text":
            start, end = line["start"], line["end"]
            assert isinstance(start, int)
            assert isinstance(end, int)
            assert path.read_text()[start:end] == line["quote"]
    languages = [line["value"] for line in said if line.get("property") == "languages"]
    assert sorted(map(str, languages)) == ["en", "no"]
    assert {"subject", "predicate", "object", "kind"} <= next(line for line in said if line.get("kind")).keys()


def test_a_rebuilt_graph_is_the_same(home: Path, cards: Path) -> None:
    documents(home, cards)
    query = "MATCH (n) OPTIONAL MATCH (n)-[r]->(m) RETURN n, r, m.id AS to ORDER BY n.id, r.id"
    before = sextant(home, "cypher", query, "--json").out
    assert sextant(home, "rebuild").code == 0
    assert sextant(home, "cypher", query, "--json").out == before
    assert sextant(home, "stop", "--json").json() == {"stopped": True}
    assert sextant(home, "stop", "--json").json() == {"stopped": False}
    assert sextant(home, "cypher", query, "--json").out == before


def test_status_counts_by_source(sample_home: Path) -> None:
    sources = {str(line["name"]): line for line in sextant(sample_home, "status", "--sources", "--json").lines()}
    source = sources["model cards"]
    assert source["documents"] == 28
    assert json.dumps(source["predicates"]).count(":") >= 8
