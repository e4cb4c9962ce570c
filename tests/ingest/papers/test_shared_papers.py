"""The papers at hand beside the repository: all are read, and what they say agrees with a plain reading."""

import json
from collections import Counter
from pathlib import Path

import pytest

from graph.record.types import Reading
from ingest.reader import Reader
from ingest.sources import abstracts, arxiv_atom, daily_papers
from tests.ingest.papers.checking import check_reading, said
from tests.ingest.recognising import head_of, raw_of

PAPERS = Path(__file__).resolve().parents[4] / "shared" / "data" / "papers"
needs_papers = pytest.mark.skipif(not PAPERS.is_dir(), reason="needs ../shared/data/papers")


@needs_papers
def test_abstracts_agree_with_the_lines() -> None:
    path = PAPERS / "arxiv_theme.jsonl"
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    found = list(abstracts.READER.read(raw_of(path)))
    assert len(found) == len(lines)
    assert abstracts.READER.recognise(head_of(path)) > 0.8
    unread: Counter[str] = Counter()
    for reading, line in zip(found, lines, strict=True):
        assert isinstance(reading, Reading), reading
        check_reading(reading)
        assert said(reading, "arxiv_id") == [line["id"]]
        assert said(reading, "authors") == [" ".join(name.split()) for name in line["authors"]]
        assert said(reading, "published") == [line["published_at"][:10]]
        assert line["abstract"].strip() in reading.document.text
        unread.update(reading.unread)
    assert unread == {"categories": sum(len(line["categories"]) for line in lines), "primary_category": len(lines)}


@needs_papers
@pytest.mark.parametrize(
    ("name", "reader", "papers", "authors"),
    [("arxiv_response.xml", arxiv_atom.READER, 2, 21), ("hf_daily_response.json", daily_papers.READER, 3, 39)],
    ids=["arxiv", "daily"],
)
def test_saved_answers(name: str, reader: Reader, papers: int, authors: int) -> None:
    path = PAPERS / name
    assert reader.recognise(head_of(path)) > 0.9
    found = list(reader.read(raw_of(path)))
    readings = [one for one in found if isinstance(one, Reading)]
    assert len(found) == len(readings) == papers
    for reading in readings:
        check_reading(reading)
    assert sum(len(said(reading, "authors")) for reading in readings) == authors
