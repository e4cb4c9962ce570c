"""arXiv's feeds: each entry a paper, what is odd about one costs no other, and no XML that is made to harm is read."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.record.types import Reading, SetAside
from ingest.reader import HEAD, Head, Raw
from ingest.sources.arxiv_atom import READER
from tests.ingest.papers.checking import check_reading, quotes, said

ADDRESS = "https://export.arxiv.org/api/query?id_list=2101.00001"
START = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" '
    'xmlns:arxiv="http://arxiv.org/schemas/atom"><title>arXiv Query</title>'
)
ENTRY = """<entry>
  <id>http://arxiv.org/abs/2101.00001v2</id>
  <title>A Tale of
    Two Scales &amp; More</title>
  <updated>2021-03-04T05:06:07Z</updated>
  <published>2021-01-01T00:00:00Z</published>
  <summary>  First line.
Second line.
  </summary>
  <author><name>Ada Lovelace</name><arxiv:affiliation>Analytical Engines</arxiv:affiliation></author>
  <author><name>Alan  Turing</name></author>
  <arxiv:doi>10.1000/xyz.123</arxiv:doi>
  <arxiv:comment>12 pages</arxiv:comment>
  <link href="http://arxiv.org/abs/2101.00001v2" rel="alternate"/>
  <category term="cs.CL" scheme="http://arxiv.org/schemas/atom"/>
</entry>"""


def raw(text: str | bytes) -> Raw:
    data = text if isinstance(text, bytes) else text.encode()
    head = Head(name="query", start=data[:HEAD], address=ADDRESS)
    return Raw(head=head, data=data, retrieved="2026-11-25T08:00:00.000000Z")


def feed(*entries: str) -> str:
    return START + "".join(entries) + "</feed>"


def read(text: str | bytes) -> list[Reading | SetAside]:
    found = list(READER.read(raw(text)))
    for one in found:
        if isinstance(one, Reading):
            check_reading(one)
    return found


def readings(text: str | bytes) -> list[Reading]:
    return [one for one in read(text) if isinstance(one, Reading)]


def reasons(text: str | bytes) -> list[str]:
    return [one.reason for one in read(text) if isinstance(one, SetAside)]


def test_a_whole_entry() -> None:
    (paper,) = readings(feed(ENTRY))
    assert {s.subject for s in paper.statements} == {"arxiv:2101.00001"}
    assert said(paper, "name") == ["A Tale of Two Scales & More"]
    assert said(paper, "arxiv_id") == ["2101.00001"]
    assert said(paper, "authors") == ["Ada Lovelace", "Alan Turing"]
    assert quotes(paper, "authors") == ["Ada Lovelace", "Alan Turing"]
    assert (said(paper, "published"), quotes(paper, "published")) == (["2021-01-01"], ["2021-01-01T00:00:00Z"])
    assert said(paper, "doi") == ["10.1000/xyz.123"]
    assert paper.unread == {"author.affiliation": 1, "comment": 1, "link": 1, "category": 1}
    assert paper.leftovers == ()


def test_the_document_is_that_of_its_version() -> None:
    (paper,) = readings(feed(ENTRY))
    document = paper.document
    assert (document.address, document.kind) == (f"{ADDRESS}#2101.00001", "paper")
    assert (document.url, document.publisher) == ("https://arxiv.org/abs/2101.00001v2", "arXiv")
    assert document.published == "2021-03-04"
    assert document.text.endswith("Abstract\n\nFirst line.\nSecond line.\n")
    assert "author.affiliation: Analytical Engines\n" in document.text
    assert document.text[paper.passages[-1].start :] == "First line.\nSecond line.\n"


def test_two_versions_of_a_paper_are_two_documents() -> None:
    found = readings(feed(ENTRY, ENTRY.replace("00001v2", "00001v1")))
    assert [one.document.address.partition("#")[2] for one in found] == ["2101.00001", "2101.00001v1"]
    assert reasons(feed(ENTRY, ENTRY, ENTRY)) == ["the record stands there twice"]


def test_what_is_no_paper_costs_no_other() -> None:
    error = "<entry><id>http://arxiv.org/api/errors#incorrect_id</id><title>Error</title></entry>"
    found = read(feed(error, ENTRY))
    assert [type(one) for one in found] == [SetAside, Reading]
    assert isinstance(found[0], SetAside)
    assert (found[0].address, found[0].reason) == (f"{ADDRESS}#entry 1", "the record names no paper")


def test_odd_values_are_left_over() -> None:
    odd = ENTRY.replace("10.1000/xyz.123", "see the journal").replace("2021-01-01T00:00:00Z", "soon")
    (paper,) = readings(feed(odd.replace("Ada Lovelace", "A" * 300)))
    assert said(paper, "doi") == said(paper, "published") == []
    assert [(x.field, x.reason) for x in paper.leftovers] == [
        ("author", "it is too long for a name"),
        ("published", "it is no date"),
        ("doi", "it is no DOI"),
    ]


def test_a_feed_that_breaks_off_keeps_what_came() -> None:
    broken = feed(ENTRY, ENTRY.replace("00001", "00002"))[:-200]
    found = read(broken)
    assert [type(one) for one in found] == [Reading, SetAside]
    assert reasons(broken) == ["the XML does not parse"]


@pytest.mark.parametrize("text", ["", "<", "<feed/>", "no XML", START, "\0", "<feed>" * 100_000])
def test_what_is_no_feed_is_set_aside(text: str) -> None:
    (reason,) = reasons(text)
    assert reason in ("the XML does not parse", "the feed holds no paper")


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "declared",
    [
        f'<!DOCTYPE feed [<!ENTITY l0 "ha">{LAUGHS}]>',
        '<!DOCTYPE feed [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE feed SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
@pytest.mark.parametrize("used", ["&l9;", "&x;", ""])
def test_a_document_type_is_refused(declared: str, used: str) -> None:
    text = feed(ENTRY.replace("12 pages", used)).replace("<feed", f"{declared}<feed", 1)
    started = time.process_time()
    found = read(text)
    assert time.process_time() - started < 2
    assert [one.reason for one in found if isinstance(one, SetAside)] == ["the XML declares a document type"]
    assert len(found) == 1


@pytest.mark.parametrize(
    "inside", ["<a/>" * 3_000_000, "<a>" * 200_000, "x" * 11_000_000, "<a " + "b='' " * 10_000 + "/>"]
)
def test_time_and_memory_are_bounded(inside: str) -> None:
    started = time.process_time()
    found = read(feed(ENTRY, f"<entry>{inside}</entry>"))
    assert time.process_time() - started < 5
    assert [type(one) for one in found] == [Reading, SetAside]


def test_only_feeds_of_arxiv_are_recognised() -> None:
    assert READER.recognise(raw(feed(ENTRY)).head) > 0.9
    assert READER.recognise(raw(feed(ENTRY).encode("utf-16")).head) > 0.9
    assert readings(feed(ENTRY).replace("UTF-8", "UTF-16").encode("utf-16"))
    for other in ("<feed xmlns='http://www.w3.org/2005/Atom'><id>urn:x</id></feed>", "<rss/>", "", "{}"):
        assert READER.recognise(raw(other).head) == 0


@given(st.lists(st.sampled_from([ENTRY, "<entry>", "</entry>", "<id>", "</id>", "&amp;", "&x;", "é", "<a:b/>"])))
def test_anything_like_a_feed(parts: list[str]) -> None:
    assert all(isinstance(one, Reading | SetAside) for one in read(feed(*parts)))


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    assert read(data)
    assert read(START.encode() + data)
