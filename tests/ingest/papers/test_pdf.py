"""PDF papers: sections, divided words, running heads, identifiers; and what cannot be read, with a reason each."""

import io
import time
import zlib
from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter

from graph.record.types import Reading, SetAside
from ingest.decode import Unreadable
from ingest.pdf import PdfLimits, PdfPages, read_pdf
from ingest.pdf_text import page_of
from ingest.reader import HEAD, Head, Raw
from ingest.sources.pdf_papers import READER
from tests.ingest.papers.checking import check_reading, quotes, said
from tests.ingest.papers.making import Page, Put, assemble, column, make_pdf, stream

STAMP = Put(text="arXiv:2101.00001v1 [cs.CL] 2 Jan 2021", up=200, size=20, along=30, turned=True)
TITLE = [Put(text="A Tale of Scales and", up=740, size=18), Put(text="Other Models", up=718, size=18)]
FIRST = [
    *TITLE,
    *column("Ada Lovelace, Alan Turing", top=690, size=11),
    *column(
        "# Abstract",
        "We look at models and their com-",
        "puting needs in a state-of-the-",
        "art way, as GPT-",
        "4 and self-",
        "attention do. It is self-attention.",
        "# 1 Introduction",
        "A first paragraph of the text that is as wide as lines are.",
        "It ends here.",
        "A second paragraph begins behind a short line that ends.",
        "# 1.1 Scope",
        "It is wide.",
        top=650,
    ),
    STAMP,
]
LAST = column(
    "# 2 Conclusion",
    "All is said.",
    "# References",
    "[1] A. Writer. On things. 2020.",
    "# A Proofs",
    "Omitted.",
)


def numbered(pages: list[list[Put]]) -> list[Page]:
    head = Put(text="Preprint under review", up=770, size=9)
    return [[head, *page, Put(text=str(n), up=30, along=300)] for n, page in enumerate(pages, start=1)]


PAPER = make_pdf(
    numbered([FIRST, column("It goes on and on here to the next page with divi-"), column("sions. So."), LAST])
)


def raw(data: bytes, address: str = "file:///data/paper.pdf") -> Raw:
    head = Head(name=address.rpartition("/")[2], start=data[:HEAD], address=address)
    return Raw(head=head, data=data, retrieved="2026-11-25T08:00:00.000000Z")


def read(data: bytes, address: str = "file:///data/paper.pdf") -> Reading:
    (found,) = READER.read(raw(data, address))
    assert isinstance(found, Reading), found
    check_reading(found)
    return found


def under(reading: Reading) -> Mapping[str, str]:
    """Return the text of each section by its heading."""
    found: dict[str, str] = {}
    for passage in reading.passages:
        text = reading.document.text[passage.start : passage.end]
        found[passage.heading] = f"{found.get(passage.heading, '')}{text}"
    return found


def test_sections_are_told_by_their_headings() -> None:
    name = "A Tale of Scales and Other Models"
    found = under(read(PAPER))
    assert list(found) == [
        name,
        f"{name} > Abstract",
        f"{name} > 1 Introduction",
        f"{name} > 1 Introduction > 1.1 Scope",
        f"{name} > 2 Conclusion",
        f"{name} > References",
        f"{name} > A Proofs",
    ]
    assert found[f"{name} > References"] == "[1] A. Writer. On things. 2020."
    assert found[f"{name} > 1 Introduction"].split("\n\n")[1].startswith("A second paragraph")


def test_words_divided_at_line_ends_are_whole_again() -> None:
    reading = read(PAPER)
    text = reading.document.text
    for whole in (
        "their computing needs",
        "state-of-the-art way",
        "as GPT-4 and",
        "self-attention do",
        "with divisions",
    ):
        assert whole in text.replace("\f", " "), whole
    assert reading.document.repairs == (
        "2 words divided at line ends joined",
        "8 running heads and page numbers left out",
    )


def test_the_page_of_each_place_is_known() -> None:
    text = read(PAPER).document.text
    assert [page_of(text, text.index(word)) for word in ("Abstract", "goes on", "divisions", "Conclusion")] == [
        1,
        2,
        2,
        4,
    ]
    assert page_of(text, text.index("So.")) == 3


def test_the_stamp_tells_identifier_and_day() -> None:
    reading = read(PAPER)
    assert {s.subject for s in reading.statements} == {"arxiv:2101.00001"}
    assert said(reading, "name") == ["A Tale of Scales and Other Models"]
    assert said(reading, "published") == ["2021-01-02"]
    assert quotes(reading, "arxiv_id") == [STAMP.text]
    document = reading.document
    assert (document.published, document.url) == ("2021-01-02", "https://arxiv.org/abs/2101.00001v1")


def test_a_later_version_does_not_tell_when_the_first_came() -> None:
    later = Put(text=STAMP.text.replace("v1", "v2"), up=200, size=20, along=30, turned=True)
    reading = read(make_pdf([[*FIRST[:-1], later]]))
    assert said(reading, "published") == []
    assert reading.document.published == "2021-01-02"


@pytest.mark.parametrize(
    ("address", "subject"),
    [
        ("https://arxiv.org/pdf/2101.00002v1", "arxiv:2101.00002"),
        ("file:///x/2101.00003v2.pdf", "arxiv:2101.00003"),
        ("file:///x/paper.pdf", "Paper:A Tale of Scales and Other Models"),
    ],
)
def test_without_a_stamp_the_address_or_the_title_tells_the_paper(address: str, subject: str) -> None:
    assert {s.subject for s in read(make_pdf([FIRST[:-1]]), address).statements} == {subject}


@pytest.mark.parametrize(
    ("author", "authors"),
    [
        ("Ada Lovelace; Alan Turing", ["Ada Lovelace", "Alan Turing"]),
        ("Ada Lovelace and Alan Turing", ["Ada Lovelace", "Alan Turing"]),
        ("Ada Lovelace, Somebody Else", []),
        ("user", []),
    ],
)
def test_authors_count_if_they_stand_on_the_first_page(author: str, authors: list[str]) -> None:
    reading = read(make_pdf([FIRST], author=author))
    assert said(reading, "authors") == quotes(reading, "authors") == authors
    assert reading.unread == ({} if authors else {"author": 1})


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("A Tale of Scales", "A Tale of Scales"),
        ("Microsoft Word - A Tale.doc", "A Tale of Scales and Other Models"),
        ("Another Thing", "A Tale of Scales and Other Models"),
    ],
)
def test_the_title_in_the_metadata_counts_if_it_stands_on_the_page(told: str, name: str) -> None:
    assert said(read(make_pdf([FIRST], title=told)), "name") == [name]


def test_a_page_without_a_larger_line_has_no_title() -> None:
    reading = read(make_pdf([column("Some words.", "And more words of the same size.")]))
    assert reading.statements == ()
    assert reading.document.title == "paper"


def test_no_line_of_contents_or_tables_is_a_heading() -> None:
    lines = ["# 1 Introduction . . . . . . . 3", "4 ROWS AND_MORE 12", "3 apples were eaten", "text of the page " * 4]
    assert list(under(read(make_pdf([[*TITLE, *column(*lines)]])))) == ["A Tale of Scales and Other Models"]


def encrypted(password: str, owner: str | None = None) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(PAPER))
    writer.encrypt(password, owner_password=owner)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def blank() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_blank_page(100, 100)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def of_content(content: bytes, entries: str = "") -> bytes:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font 3 0 R >> /Contents 5 0 R >>"
    font = b"<< /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    pages = b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>"
    return assemble([b"<< /Type /Catalog /Pages 2 0 R >>", pages, font, page, stream(content, entries)])


def flate(piece: bytes, times: int) -> bytes:
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(piece) for _ in range(times)) + packer.flush()
    return of_content(packed, "/Filter /FlateDecode")


@pytest.mark.parametrize(
    ("data", "reason", "detail"),
    [
        (b"", "the file is empty", ""),
        (b"hello", "the PDF is damaged", "it does not begin as a PDF does"),
        (b"%PDF-1.4 nothing %%EOF", "the PDF is damaged", "it has no pages that can be found"),
        (PAPER[:-60], "the PDF is damaged", "it is cut off: the mark of its end is missing"),
        (PAPER[: len(PAPER) // 2], "the PDF is damaged", "it is cut off: the mark of its end is missing"),
        (encrypted("secret"), "the PDF is encrypted", "it opens with a password only"),
        (blank(), "the PDF holds no text", "2 pages without a character: images, or empty"),
    ],
)
def test_what_cannot_be_read_is_set_aside_with_its_reason(data: bytes, reason: str, detail: str) -> None:
    (found,) = READER.read(raw(data))
    assert isinstance(found, SetAside)
    assert (found.reason, found.detail) == (reason, detail)


def test_what_opens_without_a_password_is_read() -> None:
    assert "Introduction" in read(encrypted("", owner="secret")).document.text


SMALL = PdfLimits(seconds=5, memory=400_000_000, pages=20, characters=10_000)


@pytest.mark.parametrize(
    ("data", "reasons"),
    [
        (flate(b" " * 1_000_000, 1_000), {"the PDF took too much memory to read"}),
        (make_pdf([column("x")] * 21), {"the PDF has too many pages"}),
        (make_pdf([column(*["some words of a line"] * 50)] * 20), {"the file is too large"}),
        (
            flate(b"BT /F1 10 Tf 1 0 0 1 72 700 Tm (aaaaaaaaaaaaaaaa) Tj ET\n" * 10_000, 200),
            {"the PDF took too much memory to read", "the PDF took too long to read", "the file is too large"},
        ),
    ],
    ids=["memory", "pages", "characters", "time"],
)
def test_one_that_is_made_to_harm_is_ended(data: bytes, reasons: set[str]) -> None:
    started = time.monotonic()
    found = read_pdf(data, SMALL)
    assert isinstance(found, Unreadable)
    assert found.reason in reasons
    assert time.monotonic() - started < 30


def test_a_clock_ends_what_does_not_end() -> None:
    found = read_pdf(PAPER, PdfLimits(seconds=0))
    assert isinstance(found, Unreadable)
    assert found.reason == "the PDF took too long to read"


def test_pdfs_are_known_by_their_first_bytes() -> None:
    assert READER.recognise(raw(PAPER, "https://arxiv.org/pdf/2101.00001").head) == 0.9
    assert READER.recognise(raw(b"cut", "file:///x.PDF").head) == 0.5
    assert READER.recognise(raw(b"cut", "file:///x.md").head) == 0


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(9, len(PAPER) - 8), st.binary(min_size=1, max_size=6)), min_size=1, max_size=6))
def test_any_damage(changes: list[tuple[int, bytes]]) -> None:
    data = bytearray(PAPER)
    for at, piece in changes:
        data[at : at + len(piece)] = piece
    assert isinstance(read_pdf(bytes(data), SMALL), PdfPages | Unreadable)
    (found,) = READER.read(raw(bytes(data)))
    if isinstance(found, Reading):
        check_reading(found)
