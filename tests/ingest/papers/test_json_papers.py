"""Papers in JSON: abstracts of any common shape, and the Hub's daily papers."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.record.types import Reading, SetAside
from ingest.reader import HEAD, Head, Raw, Reader
from ingest.sources import abstracts, daily_papers
from tests.ingest.papers.checking import check_reading, measured, quotes, said

RETRIEVED = "2026-11-25T08:00:00.000000Z"
FILE = "file:///data/papers.jsonl"
PAPER = {
    "id": "2101.00001v3",
    "title": "A Tale\n of Scales",
    "authors": ["Ada Lovelace", "Alan Turing"],
    "abstract": "First line.\nSecond line. ",
    "url": "https://arxiv.org/abs/2101.00001v3",
    "published_at": "2021-01-01T10:00:00Z",
    "categories": ["cs.CL", "cs.LG"],
}
DAILY = {
    "paper": {
        "id": "2101.00001",
        "title": "A Tale of Scales",
        "summary": "First line.",
        "authors": [{"name": "Ada Lovelace", "hidden": False}, {"name": "Alan Turing", "hidden": True, "_id": "x"}],
        "publishedAt": "2021-01-01T00:00:00.000Z",
        "submittedOnDailyAt": "2021-01-05T10:00:00.000Z",
        "upvotes": 86,
        "linkedModels": [{"id": "org/model", "likes": 3}, {"id": "not an id"}],
        "organization": {"name": "org"},
    },
    "publishedAt": "2020-12-31T20:00:00.000Z",
    "title": "A Tale of Scales",
    "linkedDatasets": ["org/data"],
    "numComments": 3,
}


def raw(data: object, address: str = FILE, published: str | None = None) -> Raw:
    content = data if isinstance(data, bytes) else json.dumps(data).encode()
    head = Head(name=address.rpartition("/")[2], start=content[:HEAD], address=address)
    return Raw(head=head, data=content, retrieved=RETRIEVED, published=published)


def read(reader: Reader, data: object, address: str = FILE, published: str | None = None) -> list[Reading | SetAside]:
    found = list(reader.read(raw(data, address, published)))
    for one in found:
        if isinstance(one, Reading):
            check_reading(one)
    return found


def one(reader: Reader, data: object, address: str = FILE, published: str | None = None) -> Reading:
    (found,) = read(reader, data, address, published)
    assert isinstance(found, Reading), found
    return found


def test_an_abstract() -> None:
    paper = one(abstracts.READER, [PAPER])
    assert {s.subject for s in paper.statements} == {"arxiv:2101.00001"}
    assert said(paper, "name") == ["A Tale of Scales"]
    assert (said(paper, "arxiv_id"), quotes(paper, "arxiv_id")) == (["2101.00001"], ["2101.00001v3"])
    assert said(paper, "authors") == ["Ada Lovelace", "Alan Turing"]
    assert said(paper, "published") == ["2021-01-01"]
    assert paper.unread == {"categories": 2}
    document = paper.document
    assert (document.address, document.published) == (f"{FILE}#2101.00001", "2021-01-01")
    assert document.text.endswith("\n\nAbstract\n\nFirst line.\nSecond line.\n")
    assert "categories: cs.LG\n" in document.text
    assert [passage.heading for passage in paper.passages] == ["A Tale of Scales", "A Tale of Scales > Abstract"]


def test_an_object_alone_is_its_file() -> None:
    assert one(abstracts.READER, PAPER).document.address == FILE


@pytest.mark.parametrize(
    ("changed", "subject"),
    [
        ({"id": "10.1000/Xyz"}, "doi:10.1000/Xyz"),
        ({"id": 17}, "arxiv:2101.00001"),
        ({"id": "x", "url": "https://example.org"}, "Paper:A Tale of Scales"),
        ({"arxiv_id": "1902.00002", "id": "10.1/x"}, "arxiv:1902.00002"),
    ],
)
def test_a_paper_is_known_by_its_surest_identifier(changed: dict[str, object], subject: str) -> None:
    paper = one(abstracts.READER, [PAPER | changed])
    assert {s.subject for s in paper.statements} == {subject}


@pytest.mark.parametrize(
    ("written", "authors"),
    [
        ("Ada Lovelace; Turing, Alan", ["Ada Lovelace", "Turing, Alan"]),
        ("Ada Lovelace, Alan Turing and Grace Hopper", ["Ada Lovelace", "Alan Turing", "Grace Hopper"]),
        ("DeepSeek-AI", ["DeepSeek-AI"]),
        ("Lovelace, Ada", []),
        ([{"name": "Ada Lovelace", "id": 1}, {"id": 2}, 3, None], ["Ada Lovelace", "3"]),
    ],
)
def test_authors(written: object, authors: list[str]) -> None:
    paper = one(abstracts.READER, [PAPER | {"authors": written}])
    assert said(paper, "authors") == authors
    assert bool(paper.leftovers) == (not authors)


def test_what_is_no_value_is_left_over() -> None:
    paper = one(abstracts.READER, [PAPER | {"published_at": "soon", "doi": "none", "citationCount": 12}])
    assert [(x.field, x.value, x.reason) for x in paper.leftovers] == [
        ("published_at", "soon", "it is no date"),
        ("doi", "none", "it is no DOI"),
    ]
    assert said(paper, "citations") == [12]


def test_a_record_without_a_title_or_twice_costs_no_other() -> None:
    found = read(abstracts.READER, [{"abstract": "x"}, PAPER, PAPER, PAPER | {"id": "2101.00002"}])
    assert [type(x) for x in found] == [SetAside, Reading, SetAside, Reading]
    asides = [(x.address, x.reason) for x in found if isinstance(x, SetAside)]
    assert asides == [
        (f"{FILE}#record 1", "the record names no paper"),
        (f"{FILE}#record 3", "the record stands there twice"),
    ]


def test_a_daily_paper() -> None:
    paper = one(daily_papers.READER, [DAILY])
    assert said(paper, "name") == ["A Tale of Scales"]
    assert said(paper, "published") == ["2021-01-01"]
    assert said(paper, "authors") == ["Ada Lovelace"]
    edges = [(s.subject, s.object) for s in paper.statements if s.predicate == "DESCRIBED_IN"]
    assert edges == [("hf-dataset:org/data", "arxiv:2101.00001"), ("hf:org/model", "arxiv:2101.00001")]
    assert [(x.field, x.value) for x in paper.leftovers] == [("authors", "Alan Turing"), ("linkedModels", "not an id")]
    assert paper.unread == {"numComments": 1, "paper.authors._id": 1, "paper.organization.name": 1}
    document = paper.document
    assert (document.address, document.published) == (f"{FILE}#2101.00001", "2021-01-05")
    assert document.url == "https://huggingface.co/papers/2101.00001"


def test_a_list_and_an_answer_of_one_paper_say_the_same() -> None:
    alone = one(daily_papers.READER, DAILY["paper"])
    assert said(alone, "authors") == ["Ada Lovelace"]
    assert said(alone, "published") == ["2021-01-01"]
    assert alone.unread == {"authors._id": 1, "organization.name": 1}


@pytest.mark.parametrize(
    ("address", "published", "as_of"),
    [(FILE, None, None), (FILE, "2021-02", "2021-02"), ("https://huggingface.co/api/daily_papers", None, "2026-11-25")],
)
def test_upvotes_are_of_the_day_that_is_known(address: str, published: str | None, as_of: str | None) -> None:
    (votes,) = measured(one(daily_papers.READER, [DAILY], address, published))
    assert (votes["metric"], votes["value"], votes["OF"]) == ("likes", 86.0, "arxiv:2101.00001")
    assert votes.get("as_of") == as_of


@pytest.mark.parametrize("votes", [-1, True, "many", 1.5])
def test_no_count_is_left_over(votes: object) -> None:
    paper = one(daily_papers.READER, [{"paper": dict(DAILY["paper"]) | {"upvotes": votes}}])  # type: ignore[call-overload]
    assert measured(paper) == []
    assert "it is no count" in [x.reason for x in paper.leftovers]


def test_each_file_is_recognised_by_its_own_reader() -> None:
    def sure(data: object) -> tuple[float, float]:
        head = raw(data).head
        return abstracts.READER.recognise(head), daily_papers.READER.recognise(head)

    assert sure([PAPER]) == (0.85, 0)
    assert sure([DAILY])[1] > 0.9
    assert sure(DAILY["paper"])[1] > 0.85
    assert sure([{"title": "x", "summary": "a law", "url": "u"}]) == (0, 0)
    assert sure(b"# a page") == sure(b"") == sure([1, 2]) == (0, 0)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["2101.00001", "\ud800", "a/b"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "id", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)
NAMES = st.sampled_from(sorted({*PAPER, *DAILY, *dict(DAILY["paper"]), "doi", "citations"}))  # type: ignore[call-overload]


@pytest.mark.parametrize("reader", [abstracts.READER, daily_papers.READER], ids=["abstracts", "daily"])
@given(fields=st.dictionaries(NAMES, VALUES, max_size=6), title=st.text(max_size=6))
def test_anything_like_a_record(reader: Reader, fields: dict[str, object], title: str) -> None:
    assert read(reader, [{"title": title, **fields}, {"paper": {"id": "2101.00001", "title": title, **fields}}])


@pytest.mark.parametrize("reader", [abstracts.READER, daily_papers.READER], ids=["abstracts", "daily"])
@given(data=st.binary(max_size=200))
def test_any_bytes(reader: Reader, data: bytes) -> None:
    assert read(reader, data)
    assert read(reader, b'[{"id": "2101.00001", "title": ' + data)
