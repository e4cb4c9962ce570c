"""Articles of markdown and plain text: title, date and text, with the description and without the tags."""

from collections import Counter
from pathlib import Path

import pytest

from ingest.sources import articles, shipped_readers
from ingest.sources.articles import READER
from tests.ingest.pages.reading import aside, only, raw
from tests.ingest.recognising import head_of, raw_of, surest

DATA = Path(__file__).resolve().parents[3] / "../shared/data"

POST = """---
title: "Introducing Kite-7B"
date: '2026-01-20T23:58:51Z'
publisher: Kitestring
author: The speech group
canonical_url: https://kite.example/7b
lang: en-US
description: >-
  **Kite-7B** is a small
  model.
companies: [olmo, openai]
models:
  - kite-7b
---

# Introducing Kite-7B

Today we release it.
"""


def test_front_matter() -> None:
    reading = only(READER, raw(POST.encode(), "post.md"))
    document = reading.document
    assert (document.title, document.published, document.publisher) == (
        "Introducing Kite-7B",
        "2026-01-20",
        "Kitestring",
    )
    assert (document.url, document.language, document.kind) == ("https://kite.example/7b", "en", "news")
    assert document.text == "**Kite-7B** is a small model.\n\n# Introducing Kite-7B\n\nToday we release it."
    assert reading.unread == {"author": 1, "companies": 2, "models": 1}
    assert reading.statements == ()
    assert reading.passages[-1].heading == "Introducing Kite-7B"


@pytest.mark.parametrize(
    ("name", "text", "title", "published"),
    [
        ("a.md", "# Heron 2 notes\n\nToronto, 3 March 2026. Heron 2 is out.", "Heron 2 notes", "2026-03-03"),
        ("a.md", "# Heron 2 notes\n\n*3 March 2026*\n\nHeron 2 is out.", "Heron 2 notes", "2026-03-03"),
        ("2026-03-03-heron.md", "Heron 2 is out.", "2026-03-03-heron", "2026-03-03"),
        ("a.md", "---\ntitle: T\ndate: 2026\n---\nText", "T", "2026"),
        ("a.md", "---\ntitle: T\ndate: 2026-03\n---\nText", "T", "2026-03"),
        ("heron_2.txt", "Heron 2 is out, and it is the best of its size by far.\nMore text.", "heron_2", None),
        ("a.txt", "Heron 2 is out\n\nIt is the best of its size, its makers say, by far.", "Heron 2 is out", None),
        (
            "a.txt",
            "Heron 2 is out\n6 August 2025\n\nIt is the best, its makers say, by far.",
            "Heron 2 is out",
            "2025-08-06",
        ),
        (
            "a.txt",
            "深度求索发布新版模型\n\n2025年3月25日 来源：东湖科技报\n\n总部位于杭州。",
            "深度求索发布新版模型",
            "2025-03-25",
        ),
    ],
)
def test_title_and_date(name: str, text: str, title: str, published: str | None) -> None:
    document = only(READER, raw(text.encode(), name)).document
    assert (document.title, document.published) == (title, published)


def test_a_date_that_is_none_is_left_over_and_the_given_one_holds() -> None:
    reading = only(READER, raw(b"---\ntitle: T\ndate: soon\n---\nText", "a.md", published="2024-05"))
    assert [(x.field, x.value) for x in reading.leftovers] == [("date", "soon")]
    assert reading.document.published == "2024-05"


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    text = b"---\ntitle: T\n---\n---\n\nFirst\n\n---\n\nSecond"
    reading = only(READER, raw(text, "a.md"))
    assert reading.document.text == "First\n\n---\n\nSecond"
    assert reading.passages[-1].end == len(reading.document.text)


def test_other_encodings() -> None:
    text = "深度求索发布新版模型\n\n" + "总部位于杭州的公司又一次选择在夜里更新。" * 5
    assert only(READER, raw(text.encode("gb18030"), "a.txt")).document.text == text
    assert only(READER, raw(text.encode("utf-16"), "a.txt")).document.language == "zh"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b"---\ntitle: T\n---\n", "the file holds nothing but white space"),
        (b"---\ntitle: [\n---\nText", "the YAML front matter does not parse"),
        (b"---\na: &a [x]\nb: *a\n---\nText", "the YAML front matter repeats lists or mappings by aliases"),
        (bytes(500), "the file is binary"),
    ],
)
def test_set_aside(data: bytes, reason: str) -> None:
    assert aside(READER, raw(data, "a.md")).reason == reason


@pytest.mark.parametrize(
    ("name", "data", "source"),
    [
        ("a.md", POST.encode(), "news articles"),
        ("a.md", b"# Title\n\ntext", "news articles"),
        ("a.md", b"---\nlicense: mit\n---\ntext", "model cards"),
        ("README.md", b"# About this folder", None),
        ("LICENSE.txt", b"Permission is hereby granted", None),
        ("a.txt", b"Some text", "news articles"),
        ("a.csv", b"a,b", None),
    ],
)
def test_recognise(name: str, data: bytes, source: str | None) -> None:
    reader = surest(shipped_readers(), raw(data, name).head)
    assert (reader.rules.name if reader else None) == source


def test_html_inside_markdown_stays_as_written() -> None:
    text = "# T\n\n<b>bold</b> & more"
    assert only(READER, raw(text.encode(), "a.md")).document.text == text


@pytest.mark.skipif(not DATA.exists(), reason="the shared data are not beside this repository")
def test_the_daily_issues() -> None:
    unread = Counter[str]()
    paths = sorted((DATA / "news").glob("*.md"))
    for path in paths:
        assert surest(shipped_readers(), head_of(path)) is READER
        reading = only(READER, raw_of(path))
        assert len(reading.document.published or "") == 10
        assert not reading.document.text.startswith("---")
        assert max(passage.end for passage in reading.passages) == len(reading.document.text)
        unread.update(reading.unread)
    assert len(paths) == 315
    assert {"companies", "models", "people", "topics"} <= set(unread)
    assert {"title", "date", "description"}.isdisjoint(unread)


@pytest.mark.skipif(not DATA.exists(), reason="the shared data are not beside this repository")
def test_the_seed_article() -> None:
    path = DATA / "seed_article.txt"
    assert surest(shipped_readers(), head_of(path)) is READER
    reading = only(READER, raw_of(path, published="2025-11"))
    assert reading.document.text.encode() == path.read_bytes().strip()
    assert reading.document.published == "2025-11"
    assert articles.SOURCE.name == reading.document.source
