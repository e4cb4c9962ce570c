"""Whatever the bytes, a page, feed or article is read or set aside, in time in proportion to its size."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.record.types import Reading
from ingest.decode import MAX_BYTES
from ingest.pages.tree import MAX_CHARACTERS, MAX_DEPTH
from ingest.reader import Reader
from ingest.sources import articles, feeds, pages
from tests.ingest.pages.reading import aside, only, raw, read_all

READERS = {"page.html": pages.READER, "feed.xml": feeds.READER, "post.md": articles.READER, "post.txt": articles.READER}
SIZE = 150_000
"""Characters of a hostile file: at the square of its size it would take minutes."""
LIMIT = 8.0
"""Seconds of the processor."""

OPEN = "<html><head><title>T</title></head><body>"
ITEM = '<?xml version="1.0"?><rss version="2.0"><channel><item><title>a</title><description>'
PIECES = [
    *("<div>", "<b>", "<span>x", "<table><tr><td>", "<ul><li>a", "<p>word", "<form><p>x", "<div><p>some words of text"),
    *("<ol><li><p>x", "<h2>a</h2><p>b</p>", "<blockquote>", "<select><option>", "<table><tr><td>a</td></tr></table>"),
    *(
        "<",
        "<a ",
        "<a href=/>x",
        '<a href="',
        "<!--",
        "<script>",
        "<textarea>",
        "<![CDATA[",
        "&",
        "&amp",
        "&#0;",
        "x<br>",
    ),
    *(
        '<p class="date author">',
        "<time>",
        "<div hidden>",
        "<div itemprop=author itemscope>",
        '<p style="display',
        "<svg>",
    ),
    *("January 2024 ", "1 ", " ", "\n", "a | b - ", "</div>", "2024-01", "来源：", "by A "),
]
HEADS = [
    "<meta name=a content=b>",
    "<title>",
    '<meta property="og:title" content="',
    "<!DOCTYPE ",
    '<script type="application/ld+json">[',
]


def timed(reader: Reader, name: str, text: str) -> None:
    data = text.encode()
    started = time.process_time()
    found = raw(data, name)
    reader.recognise(found.head)
    read_all(reader, found)
    assert time.process_time() - started < LIMIT


@pytest.mark.parametrize("piece", [*PIECES, *HEADS])
def test_pages_of_one_thing_again_and_again(piece: str) -> None:
    start = "" if piece in HEADS else OPEN
    timed(pages.READER, "page.html", start + piece * (SIZE // len(piece)))


@pytest.mark.parametrize(
    "piece",
    [*PIECES[:6], "<", "&lt;div&gt;", "&eacute;", "<![CDATA[", "<!--", "</item><item>", "<item>", "<?", " ", "<a:b>"],
)
def test_feeds_of_one_thing_again_and_again(piece: str) -> None:
    timed(feeds.READER, "feed.xml", ITEM + piece * (SIZE // len(piece)))
    timed(feeds.READER, "feed.xml", ITEM.replace("<title>a</title><description>", "") + piece * (SIZE // len(piece)))


@pytest.mark.parametrize("piece", ["---\n", "a: b\n", "# a\n", "- ", "2024-01 ", "x", "\n", "> ", "|", "*"])
@pytest.mark.parametrize("name", ["post.md", "post.txt"])
def test_articles_of_one_thing_again_and_again(piece: str, name: str) -> None:
    timed(articles.READER, name, piece * (SIZE // len(piece)))
    timed(articles.READER, name, "---\ntitle: T\n---\n" + piece * (SIZE // len(piece)))


@pytest.mark.parametrize("name", READERS)
def test_a_line_of_a_hundred_megabytes_is_set_aside(name: str) -> None:
    data = b"<rss>" + b"x" * 100_000_000
    started = time.process_time()
    assert aside(READERS[name], raw(data, name)).reason == "the file is too large"
    assert time.process_time() - started < 1


def test_text_below_the_depth_that_is_kept_is_not_lost() -> None:
    deep = 5 * MAX_DEPTH
    html = f"{OPEN}{'<div>' * deep}The sentence far down.{'</div>' * deep}<p>The sentence after it.</p>"
    text = only(pages.READER, raw(html.encode())).document.text
    assert text == "The sentence far down.\n\nThe sentence after it."


def test_pictures_inside_a_page_do_not_count() -> None:
    picture = "data:image/png;base64," + "A" * (MAX_CHARACTERS + 1)
    html = f'{OPEN}<p>Seen.</p><img src="{picture}"></body>'
    assert len(html) < MAX_BYTES
    assert only(pages.READER, raw(html.encode())).document.text == "Seen."
    assert aside(pages.READER, raw(f"{OPEN}{'A' * MAX_CHARACTERS}".encode())).reason == "the file is too large"
    assert aside(pages.READER, raw(f"{OPEN}{'<p>' * 200_000}x".encode())).reason == "the file is too large"


def test_escapes_that_spell_no_character() -> None:
    html = OPEN + '<script type="application/ld+json">{"@type": "Article", "headline": "a\\ud800b\\u0000"}</script><p>x'
    assert only(pages.READER, raw(html.encode())).document.title == "a\ufffdb\ufffd"
    post = b'---\ntitle: "a\\0b"\n---\ntext'
    assert only(articles.READER, raw(post, "a.md")).document.title == "a\ufffdb"


WORDS = st.sampled_from(
    [
        *(
            "<html>",
            "<head>",
            "<body>",
            "<p>",
            "</p>",
            "<h1>",
            "T",
            "<title>",
            "</title>",
            "<article>",
            "<table><tr><td>",
        ),
        *(
            "<meta property=og:title content='",
            "<meta charset=gb2312>",
            "<link rel=canonical href=",
            "https://a.b/2024/01/c",
        ),
        *(
            "<script type=application/ld+json>",
            "</script>",
            '{"@type": "Article",',
            '"headline":',
            '"x"',
            "}",
            "[",
            '"@id": "#a"',
        ),
        *(
            "<rss>",
            "<channel>",
            "<item>",
            "</item>",
            "<feed xmlns='http://www.w3.org/2005/Atom'>",
            "<entry>",
            "<guid>",
            "<link>",
        ),
        *(
            "<pubDate>",
            "<description>",
            "<![CDATA[",
            "]]>",
            "&lt;",
            "&#0;",
            "&#xD800;",
            "<!DOCTYPE a [",
            "<!ENTITY b 'c'>",
            "&b;",
        ),
        *(
            "---\n",
            "title: ",
            "date: ",
            "description: |\n  ",
            "\n",
            " ",
            "2024-01-02",
            "20 Feb 2026",
            "by A B",
            "来源：某报",
            "作者：某",
        ),
        *(
            "<time datetime=",
            "<div class='byline date'>",
            "<div hidden>",
            "<!--",
            "-->",
            "\ufeff",
            "\0",
            "\ud7ff",
            "😀",
            "\x1b",
        ),
        *(
            '{"version": "https://jsonfeed.org/version/1.1", "items": [',
            '{"id": "',
            '"content_html": "',
            "\\ud800",
            "'",
            '"',
            ">",
        ),
    ]
)
TEXTS = st.lists(WORDS | st.text(max_size=4), max_size=25).map("".join)
CODECS = st.sampled_from(["utf-8", "utf-16", "gb18030", "cp1252", "utf-16-le"])
NAMES = st.sampled_from(sorted(READERS))
CHARSETS = st.sampled_from(["", "utf-8", "gb2312", "nonsense", "rot13"])


def check(name: str, data: bytes, charset: str) -> None:
    found = raw(data, name, charset=charset or None)
    for reader in READERS.values():
        assert 0 <= reader.recognise(found.head) <= 1
    once, again = (read_all(READERS[name], found) for _ in range(2))
    assert once == again
    addresses = [one.document.address for one in once if isinstance(one, Reading)]
    assert len(set(addresses)) == len(addresses)


@settings(max_examples=400)
@given(NAMES, TEXTS, CODECS, CHARSETS)
def test_anything_like_a_page_a_feed_or_an_article(name: str, text: str, codec: str, charset: str) -> None:
    check(name, text.encode(codec, "replace"), charset)


@given(NAMES, st.binary(max_size=300), CHARSETS)
def test_any_bytes(name: str, data: bytes, charset: str) -> None:
    check(name, data, charset)
    check(name, b"\x1f\x8b\x08" + data, charset)
