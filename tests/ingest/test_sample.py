"""The form of the sample that ships: what is listed is there, what is there is listed, and every card can be read."""

import csv
import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

SAMPLE = Path(__file__).resolve().parents[2] / "ingest" / "sample"
LISTING = (SAMPLE / "README.md").read_text(encoding="utf-8")
LISTED = re.findall(r"^\| `([^`]+)` \|", LISTING, flags=re.MULTILINE)
PRESENT = sorted(p.relative_to(SAMPLE).as_posix() for p in SAMPLE.rglob("*") if p.is_file())
DOCUMENTS = [name for name in PRESENT if name != "README.md"]
CARDS = [name for name in DOCUMENTS if name.startswith("cards/")]
SECTIONS = dict(re.findall(r"^## (\w+) \((\d+)\)$", LISTING, flags=re.MULTILINE))

MOST_BYTES = 6_000
COUNTRY_OF_ORG = {
    "Qwen": "CN",
    "THUDM": "CN",
    "deepseek-ai": "CN",
    "google": "US",
    "meta-llama": "US",
    "microsoft": "US",
    "mistralai": "FR",
    "stabilityai": "GB",
    "CohereForAI": "CA",
    "upstage": "KR",
    "pfnet": "JP",
    "tiiuae": "AE",
    "ai21labs": "IL",
}
POLICY_FIELDS = {"name", "official_name", "identifier", "kind", "status", "issued_by", "jurisdiction", "summary", "url"}
STATUSES = {"proposed", "enacted", "defunct"}
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def read(name: str) -> str:
    return (SAMPLE / name).read_text(encoding="utf-8")


def front_matter(name: str) -> Mapping[str, object]:
    opening, block, body = re.split(r"^---\n", read(name), maxsplit=2, flags=re.MULTILINE)
    assert opening == ""
    assert body.strip()
    front = yaml.safe_load(block)
    assert isinstance(front, dict)
    return front


def hub_id(name: str) -> str:
    return name.removeprefix("cards/").removesuffix("/README.md")


def bases(name: str) -> list[str]:
    said = front_matter(name).get("base_model", [])
    return [said] if isinstance(said, str) else [str(base) for base in said] if isinstance(said, list) else []


def test_the_listing_and_the_folder_name_the_same_documents() -> None:
    assert len(LISTED) == len(set(LISTED))
    assert sorted(LISTED) == DOCUMENTS


def test_the_listing_counts_each_kind() -> None:
    counted = {kind: sum(n.startswith(f"{kind.lower()}/") for n in DOCUMENTS) for kind in SECTIONS}
    assert counted == {kind: int(count) for kind, count in SECTIONS.items()}
    assert sum(counted.values()) == len(DOCUMENTS) >= 40


def test_the_listing_says_what_is_read_of_each_kind() -> None:
    assert "Of papers, news and policies structure and metadata are read" in " ".join(LISTING.split())
    assert "wait" not in LISTING


@pytest.mark.parametrize("name", DOCUMENTS)
def test_each_document_is_small_utf8_and_has_a_source(name: str) -> None:
    raw = (SAMPLE / name).read_bytes()
    assert len(raw) <= MOST_BYTES
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    assert re.search(r"https://\S+\.\S+", raw.decode("utf-8"))


@pytest.mark.parametrize("name", CARDS)
def test_each_card_is_at_org_and_name_and_links_to_its_page(name: str) -> None:
    assert re.fullmatch(r"cards/[\w.-]+/[\w.-]+/README\.md", name)
    assert front_matter(name)["license"]
    assert f"<https://huggingface.co/{hub_id(name)}>" in read(name)


def test_cards_are_linked_by_their_bases() -> None:
    known = {hub_id(name) for name in CARDS}
    linked = [name for name in CARDS if known.intersection(bases(name))]
    assert len(linked) >= 6
    assert not [name for name in CARDS if hub_id(name) in bases(name)]


def test_labs_come_from_many_countries() -> None:
    orgs = {hub_id(name).split("/")[0] for name in CARDS}
    assert len({COUNTRY_OF_ORG[org] for org in orgs if org in COUNTRY_OF_ORG}) >= 6


def test_some_cards_have_scores() -> None:
    assert sum("model-index" in front_matter(name) for name in CARDS) >= 2


def test_a_derived_card_states_another_licence_than_its_base() -> None:
    licence = {hub_id(name): front_matter(name)["license"] for name in CARDS}
    pairs = {(hub_id(name), base) for name in CARDS for base in bases(name) if base in licence}
    assert ("deepseek-ai/DeepSeek-R1-Distill-Llama-70B", "meta-llama/Llama-3.3-70B-Instruct") in pairs
    assert len([1 for derived, base in pairs if licence[derived] != licence[base]]) >= 2


@pytest.mark.parametrize("name", [n for n in DOCUMENTS if n.startswith("news/")])
def test_each_news_note_has_its_fields(name: str) -> None:
    front = front_matter(name)
    assert set(front) == {"title", "publisher", "published", "url"}
    assert name.startswith(f"news/{front['published']}-")


@pytest.mark.parametrize("name", [n for n in DOCUMENTS if n.startswith("papers/")])
def test_each_paper_has_its_fields(name: str) -> None:
    paper = json.loads(read(name))
    assert set(paper) == {"title", "arxiv_id", "authors", "published", "summary", "url"}
    assert DAY.fullmatch(paper["published"])
    assert paper["url"] == f"https://arxiv.org/abs/{paper['arxiv_id']}"


@pytest.mark.parametrize("name", [n for n in DOCUMENTS if n.startswith("policies/")])
def test_each_policy_has_its_fields(name: str) -> None:
    policy = json.loads(read(name))
    assert policy.keys() >= POLICY_FIELDS
    assert policy["status"] in STATUSES
    days = [policy[key] for key in ("introduced", "enacted", "published", "effective", "repealed") if key in policy]
    assert days
    assert all(DAY.fullmatch(day) for day in days)


def test_the_chip_table_has_a_source_in_each_row() -> None:
    rows = list(csv.DictReader(read("tables/ai-chips.csv").splitlines()))
    assert len(rows) >= 12
    assert len({(row["maker"], row["chip"]) for row in rows}) == len(rows)
    for row in rows:
        assert row["source_url"].startswith("https://")
        assert DAY.fullmatch(f"{row['year']}-01-01")
        assert float(row["fp16_or_bf16_tflops_dense"]) > 0
