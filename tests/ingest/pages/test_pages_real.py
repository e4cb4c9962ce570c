"""Real and imitated pages: the article at least as well as by trafilatura alone, and the metadata as people read it."""

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from ingest.reader import Reader
from ingest.sources import articles, pages, shipped_readers
from tests.ingest.pages.reading import only
from tests.ingest.recognising import head_of, raw_of, surest

ROOT = Path(__file__).resolve().parents[3]
PAGES = ROOT / "../shared/data/html"
DEV = ROOT / "../shared/evals/extraction/dev"
GOLD = DEV / "gold.jsonl"


@pytest.mark.slow
@pytest.mark.skipif(not PAGES.exists(), reason="the shared pages are not beside this repository")
def test_the_article_is_found_at_least_as_well_as_by_trafilatura_alone() -> None:
    command = [sys.executable, str(ROOT / "bench" / "pages.py"), str(PAGES), "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=300)
    measured = json.loads(done.stdout)
    assert measured["f1"]["ours"] >= measured["f1"]["trafilatura alone"]
    assert measured["f1"]["ours"] >= 0.965
    found = {field: counts["ours"] for field, counts in measured["metadata"].items()}
    assert found["title"] == found["publisher"] == 91
    assert found["published"] >= 86
    assert measured["metadata"]["published"]["agree"] >= 80


@pytest.mark.skipif(not PAGES.exists(), reason="the shared pages are not beside this repository")
def test_every_real_page_is_read() -> None:
    for path in sorted(PAGES.glob("*.html.gz")):
        assert surest(shipped_readers(), head_of(path)) is pages.READER
        assert len(only(pages.READER, raw_of(path)).document.text) > 100, path.name


def gold() -> list[dict[str, str | None]]:
    lines = GOLD.read_text(encoding="utf-8").splitlines() if GOLD.exists() else []
    return [one for line in lines if (one := json.loads(line))["file"].endswith((".html", ".md"))]


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"[\u4e00-\u9fff]|\w+", text)
    return Counter(tuple(words[at : at + 4]) for at in range(len(words) - 3))


@pytest.mark.skipif(not GOLD.exists(), reason="the shared evaluation set is not beside this repository")
def test_metadata_and_bodies_of_imitated_sites() -> None:
    wrong, shares = Counter[str](), []
    for one in gold():
        path = DEV / "documents" / str(one["file"])
        reader: Reader = articles.READER if path.suffix == ".md" else pages.READER
        assert surest(shipped_readers(), head_of(path)) is reader
        document = only(reader, raw_of(path)).document
        for field in ("published", "publisher", "title", "url"):
            wrong[field] += getattr(document, field) != one.get(field)
        if reader is pages.READER:
            true = shingles((DEV / "text" / f"{one['id']}.txt").read_text(encoding="utf-8"))
            found = shingles(document.text)
            shares.append(2 * (true & found).total() / (true.total() + found.total()))
    # One markdown post says nowhere but in its sentences who made it.
    assert +wrong == Counter({"publisher": 1})
    assert len(shares) == 30
    assert sum(shares) / len(shares) > 0.99
    assert min(shares) > 0.9
