"""`sextant ask` quotes documents for what it cannot compute, by the real command."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.ui.running import sextant

LAW = """# Harbour Boat Act of Norland

The Harbour Boat Act of Norland applies to all ferries. Each owner of a ferry must report an accident to the harbour
office within ten days. An owner who does not report is fined not more than $400. The harbour office may inspect a
ferry at any time of the day.
"""
NEWS = """# Trains in Sudland

Drivers of trains in Sudland rest for eight hours between two journeys, because tired drivers miss signals.
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("passages")
    (folder / "boats.md").write_text(LAW, encoding="utf-8")
    (folder / "trains.md").write_text(NEWS, encoding="utf-8")
    home = folder / "home"
    assert sextant(home, "init", "--reference", "none").code == 0
    assert sextant(home, "ingest", "--published", "2025-03-01", folder / "boats.md", folder / "trains.md").code == 0
    return home


def test_a_question_that_is_not_computed_is_answered_by_quotes(home: Path) -> None:
    told = sextant(home, "ask", "How soon must a ferry owner in Norland tell the harbour of a crash?", "--json").json()
    assert told["status"] == "passages"
    citations = told["citations"]
    assert isinstance(citations, list)
    assert 1 <= len(citations) <= 3
    first = citations[0]
    assert "within ten days" in first["quote"]
    assert first["quote"] in LAW
    assert first["statement"] is None
    assert first["document"]["url"] == (home.parent / "boats.md").as_uri()
    assert first["document"]["published"] == "2025-03-01"
    assert "[1]" in str(told["text"])
    assert "2025-03-01" in str(told["text"])


def test_what_no_document_says_is_refused_with_what_was_searched(home: Path) -> None:
    told = sextant(home, "ask", "How soon must a ferry owner in Estland tell the harbour of a crash?", "--json").json()
    assert told["status"] == "no_answer"
    assert told["citations"] == []
    assert "Estland" in str(told["text"])
    assert "of 2 documents" in str(told["text"])


def test_a_day_before_the_documents_has_nothing_to_quote(home: Path) -> None:
    question = "How soon must a ferry owner in Norland tell the harbour of a crash?"
    told = sextant(home, "ask", question, "--as-of", "2024-01-01", "--json").json()
    assert told["status"] == "no_answer"


def test_a_file_of_questions_opens_the_passages_once(home: Path, tmp_path: Path) -> None:
    questions = [
        {"id": "a", "question": "Why must train drivers in Sudland rest?"},
        {"id": "b", "question": "What is the fine for a ferry owner in Norland who does not report an accident?"},
    ]
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(map(json.dumps, questions)), encoding="utf-8")
    told = sextant(home, "ask", "--file", file, "--json").lines()
    assert [one["id"] for one in told] == ["a", "b"]
    assert "tired" in json.dumps(told[0]["citations"])
    assert "$400" in json.dumps(told[1]["citations"])


ROW = {
    "AGORA ID": "7",
    "Official name": "Harbour Boat Act of Norland",
    "Casual name": "Harbour Boat Act",
    "Link to document": "https://www.congress.gov/bill/122nd-congress/house-bill/9",
    "Authority": "United States Congress",
    "Collections": "",
    "Most recent activity": "Defunct",
    "Most recent activity date": "2031-02-03",
    "Proposed date": "2030-12-01",
    "Short summary": "Boats are counted.",
    "Long summary": "",
    "Tags": "",
}
AUTHORITIES = "Name,Jurisdiction,Parent authority\nUnited States Congress,United States,Federal government\n"


def test_beside_quotes_of_a_law_stands_where_the_law_stands(tmp_path: Path) -> None:
    out = io.StringIO()
    writer = csv.DictWriter(out, ROW)
    writer.writeheader()
    writer.writerow(ROW)
    agora, home = tmp_path / "agora", tmp_path / "home"
    (agora / "fulltext").mkdir(parents=True)
    (agora / "documents.csv").write_text(out.getvalue(), encoding="utf-8")
    (agora / "authorities.csv").write_text(AUTHORITIES, encoding="utf-8")
    (agora / "fulltext" / "7.txt").write_text(LAW, encoding="utf-8")
    assert sextant(home, "init", "--reference", "none").code == 0
    assert sextant(home, "ingest", agora).code == 0
    told = sextant(home, "ask", "How soon must a ferry owner in Norland tell the harbour of a crash?", "--json").json()
    assert told["status"] == "passages"
    citations = told["citations"]
    assert isinstance(citations, list)
    stands = [one for one in citations if one["quote"] == "Defunct"]
    assert len(stands) == 1
    assert stands[0]["statement"] is not None
    assert f"defunct on 2031-02-03 [{stands[0]['n']}]" in str(told["text"])
