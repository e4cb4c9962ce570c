"""Where in a table a quote stands, in words."""

import pytest

from graph.record.places import Places
from graph.record.types import Span, StoredDocument

CSV = 'name,size,note\n"Long, Name",7,"two\nlines"\nShort,8,\n'
YAML = "- name: a\n  size: 1\n- name: b\n  size: 2\n"


def document(address: str, kind: str = "table") -> StoredDocument:
    return StoredDocument(
        number=1, address=address, source="s", kind=kind, title="t", url=None, publisher=None, published=None,
        retrieved="2026-01-01", language=None, begins="2026-01-01", ends=None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "address", "quote", "place"),
    [
        (CSV, "file:///a/t.csv", "7", "row 2, column size"),
        (CSV, "file:///a/t.csv", "two\nlines", "row 2, column note"),
        (CSV, "file:///a/t.csv.gz", "Short", "row 3, column name"),
        (YAML, "file:///a/t.yaml", "size: 2", "line 4"),
        ('[{"a": 1},\n{"a": 2}]', "https://e.org/t.json#2", "2", "line 2"),
    ],
)
def test_a_quote_of_a_table_has_its_place(text: str, address: str, quote: str, place: str) -> None:
    start = text.rindex(quote)
    assert Places({1: text}.__getitem__).of(document(address), Span(start=start, end=start + len(quote))) == place


def test_other_documents_and_titles_have_none() -> None:
    places = Places({1: CSV}.__getitem__)
    assert places.of(document("file:///a/t.csv", kind="card"), Span(start=0, end=4)) is None
    assert places.of(document("file:///a/t.csv"), Span(start=0, end=1, place="title")) is None
