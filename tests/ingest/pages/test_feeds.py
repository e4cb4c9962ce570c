"""Feeds of all formats: one document an entry, none lost, and no markup in a text."""

import json
from io import BytesIO
from pathlib import Path

import feedparser  # type: ignore[import-untyped]
import pytest

from graph.record.types import Reading
from ingest.sources import feeds, shipped_readers
from ingest.sources.feeds import READER
from tests.ingest.pages.reading import aside, only, raw, read_all
from tests.ingest.recognising import raw_of, surest

FEEDS = Path(__file__).resolve().parents[3] / "../shared/data/feeds"

RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>The &lt;b&gt;Ledger&lt;/b&gt;</title><language>en-gb</language>
<item><title>Qwen2.5 is out &amp;amp; open</title><link>https://ledger.example/a?utm_source=rss</link><guid>tag:1</guid>
<pubDate>Thu, 19 Sep 2024 23:30:00 -0800</pubDate><description>What the licence says.</description>
<content:encoded><![CDATA[<p>Qwen2.5 has <b>72</b> billion<br>parameters.</p><script>x()</script><p hidden>no</p>
<ul><li>one</li><li>two</li></ul>]]></content:encoded><category>ai</category><category>open</category></item>
<item><title>Second</title><description>Only a &lt;i&gt;summary&lt;/i&gt;</description></item></channel></rss>"""

ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>F</title>
<entry><id>urn:1</id><title type="text">A &lt; B</title><published>2024-09</published>
<updated>2025-01-01T00:00:00Z</updated>
<link href="https://a.example/1"/><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>Ein <b>Text</b>.</p>
<p>Noch einer.</p></div></content></entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="x"><title>R</title></channel><item rdf:about="https://r.example/1"><title>One</title>
<link>https://r.example/1</link><description>Text</description></item></rdf:RDF>"""


def readings(data: bytes, name: str = "feed.xml") -> list[Reading]:
    found = read_all(READER, raw(data, name))
    assert all(isinstance(one, Reading) for one in found)
    return [one for one in found if isinstance(one, Reading)]


def test_rss() -> None:
    first, second = readings(RSS.encode())
    document = first.document
    assert document.address == "file:///saved/feed.xml#tag:1"
    assert (document.title, document.publisher) == ("Qwen2.5 is out & open", "The Ledger")
    assert (document.url, document.published, document.language) == ("https://ledger.example/a", "2024-09-19", "en")
    assert document.text == "What the licence says.\n\nQwen2.5 has 72 billion\n\nparameters.\n\none\n\ntwo"
    assert first.unread["tags"] == 2
    assert (second.document.title, second.document.text) == ("Second", "Only a summary")
    assert second.document.published is None


def test_atom_in_the_precision_given() -> None:
    (one,) = readings(ATOM.encode())
    document = one.document
    assert (document.title, document.text) == ("A < B", "Ein Text.\n\nNoch einer.")
    assert (document.published, document.language, document.url) == ("2024-09", "de", "https://a.example/1")


def test_rdf() -> None:
    (one,) = readings(RDF.encode())
    assert (one.document.title, one.document.text, one.document.url) == ("One", "Text", "https://r.example/1")


def test_json_feed() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "J",
        "language": "en-US",
        "items": [
            {
                "id": 7,
                "url": "https://j.example/7",
                "content_html": "<p>Hello &amp; more</p>",
                "date_published": "2024-02-03",
            },
            {"id": "8", "content_text": "Plain <text>", "tags": ["a", "b"]},
            "no item",
        ],
    }
    data = json.dumps(feed).encode()
    first, second = readings(data, "feed.json")
    assert feeds.recognise(raw(data, "feed.json").head) > 0.5
    assert (first.document.address[-2:], first.document.text, first.document.published) == (
        "#7",
        "Hello & more",
        "2024-02-03",
    )
    assert (second.document.text, second.document.publisher, second.unread) == ("Plain <text>", "J", {"tags": 2})


def test_a_summary_that_begins_the_text_is_not_repeated() -> None:
    item = "<description>The model is…</description><content:encoded>The model is open.</content:encoded>"
    (one,) = readings(RSS[: RSS.index("<item>")].encode() + f"<item>{item}</item></channel></rss>".encode())
    assert one.document.text == "The model is open."


def test_two_entries_of_one_id_are_two_documents() -> None:
    item = "<item><guid>1</guid><title>{}</title></item>"
    found = readings(f"<rss version='2.0'><channel>{item.format('a')}{item.format('b')}</channel></rss>".encode())
    assert [one.document.address.partition("#")[2] for one in found] == ["1", "1~2"]
    assert [one.document.title for one in found] == ["a", "b"]


def test_entries_without_an_id_keep_their_address_when_others_come() -> None:
    def feed(*titles: str) -> bytes:
        return f"<rss><channel>{''.join(f'<item><title>{t}</title></item>' for t in titles)}</channel></rss>".encode()

    before = {one.document.title: one.document.address for one in readings(feed("a", "b"))}
    after = {one.document.title: one.document.address for one in readings(feed("new", "a", "b"))}
    assert before.items() <= after.items()


def test_a_date_that_is_none_is_kept_as_left_over() -> None:
    one = only(
        READER, raw(b"<rss><channel><item><title>a</title><pubDate>soon</pubDate></item></channel></rss>", "f.xml")
    )
    assert [(x.field, x.value, x.reason) for x in one.leftovers] == [("published", "soon", "it is no date")]


def test_the_encoding_of_the_server() -> None:
    feed = "<rss version='2.0'><channel><item><title>深度求索发布新版模型</title></item></channel></rss>"
    one = only(READER, raw(feed.encode("gb18030"), "f.xml", charset="gb18030"))
    assert one.document.title == "深度求索发布新版模型"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b"<rss version='2.0'><channel><title>t</title></channel></rss>", "the feed holds no entry"),
        (b"nothing of the kind", "the feed does not parse"),
        (b"{not json", "the feed does not parse"),
        (b'{"items": {}}', "the feed does not parse"),
        (b"<rss>" + b" " * 10_000_001, "the file is too large"),
        (b"\x1f\x8b\x08cut", "the compressed file is damaged"),
    ],
)
def test_set_aside(data: bytes, reason: str) -> None:
    assert aside(READER, raw(data, "feed.xml")).reason == reason


BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
HOSTILE = {
    "bomb": f'<!DOCTYPE l [<!ENTITY a0 "boom">{BOMB}]><rss><channel><item><title>x&a11;</title></item></channel></rss>',
    "file": '<!DOCTYPE l [<!ENTITY a SYSTEM "FILE">]><rss><channel><item><title>x&a;</title></item></channel></rss>',
    "include": '<!DOCTYPE l [<!ENTITY % a SYSTEM "FILE">%a;]><rss>'
    "<channel><item><title>x</title></item></channel></rss>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_entities_bring_nothing_in(name: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET", encoding="utf-8")
    for one in read_all(READER, raw(HOSTILE[name].replace("FILE", secret.as_uri()).encode(), "feed.xml")):
        assert isinstance(one, Reading)
        said = one.document.title + one.document.text
        assert "SECRET" not in said
        assert "boomboom" not in said
        assert len(said) < 100


def test_bytes_that_look_like_an_address_or_a_file_are_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "other.xml"
    path.write_text(RSS, encoding="utf-8")
    for data in (str(path), path.as_uri(), "feed:https://127.0.0.1:9/x"):
        assert aside(READER, raw(data.encode(), "feed.xml")).reason == "the feed does not parse"


@pytest.mark.skipif(not FEEDS.exists(), reason="the shared feeds are not beside this repository")
def test_no_entry_of_the_torture_cases_is_lost() -> None:
    entries = 0
    for path in sorted(FEEDS.iterdir()):
        found = raw_of(path)
        assert surest(shipped_readers(), found.head) is READER, path.name
        expected = feedparser.parse(BytesIO(found.data)).entries
        got = [one for one in read_all(READER, found) if isinstance(one, Reading)]
        assert len(got) == len(expected), path.name
        assert len({one.document.address for one in got}) == len(got), path.name
        for one, entry in zip(got, expected, strict=True):
            # What the library's own sanitiser leaves of a text stands in ours.
            if "<" not in (summary := entry.get("summary", "")) and "&" not in summary:
                assert "".join(summary.split()) in "".join(one.document.text.split()), path.name
        entries += len(got)
    assert entries > 300
