"""Bytes as a run of ingestion hands them to a reader, without a file."""

from graph.record.types import Reading, SetAside
from graph.record.writing import check_evidence
from ingest.reader import HEAD, Head, Raw, Reader
from tests.ingest.recognising import RETRIEVED


def raw(
    data: bytes,
    name: str = "page.html",
    *,
    address: str | None = None,
    charset: str | None = None,
    published: str | None = None,
) -> Raw:
    """Return bytes as if they lay in a file called ``name``."""
    head = Head(name=name, folders=("saved",), start=data[:HEAD], address=address or f"file:///saved/{name}")
    return Raw(head=head, data=data, retrieved=RETRIEVED, charset=charset, published=published)


def read_all(reader: Reader, raw: Raw) -> list[Reading | SetAside]:
    """Return what a reader makes of bytes, each reading checked."""
    found = list(reader.read(raw))
    for one in found:
        if isinstance(one, Reading):
            check(one)
        else:
            assert one.reason
            assert one.address.startswith(raw.address)
    return found


def check(reading: Reading) -> None:
    """Fail where a quote or passage is not in its document, or the document could not be stored."""
    check_evidence(reading)
    document = reading.document
    assert document.title.strip()
    (document.title + document.text + (document.url or "") + (document.publisher or "")).encode()
    for leftover in reading.leftovers:
        assert leftover.span.cut(document).strip()
    for passage in reading.passages:
        assert document.text[passage.start : passage.end].strip()
    assert "\0" not in document.text


def only(reader: Reader, raw: Raw) -> Reading:
    """Return the one reading of bytes."""
    (found,) = read_all(reader, raw)
    assert isinstance(found, Reading), found
    return found


def aside(reader: Reader, raw: Raw) -> SetAside:
    """Return why bytes are set aside."""
    (found,) = read_all(reader, raw)
    assert isinstance(found, SetAside), found
    return found
