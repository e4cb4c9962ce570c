"""The page that lists the sources."""

from pathlib import Path

from ingest.sources import shipped_readers
from ingest.sources_page import main, sources_page

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_of_the_sources_is_up_to_date(tmp_path: Path) -> None:
    main([str(tmp_path / "sources.md")])
    assert (ROOT / "docs" / "sources.md").read_bytes() == (tmp_path / "sources.md").read_bytes(), (
        "run python -m ingest.sources_page"
    )


def test_each_source_is_told_of_with_its_licence_and_citation() -> None:
    page = sources_page()
    for reader in shipped_readers():
        assert f"## {reader.rules.name}\n" in page
        assert " ".join(reader.rules.citation.split()) in page
