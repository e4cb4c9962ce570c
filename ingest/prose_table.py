"""Tables of which the ontology has no things: what their sentences say can be found by search, and is no statement."""

from collections import Counter
from collections.abc import Sequence

from graph.record.cells import Table, inner_span, scan_csv
from graph.record.types import Document, Passage, Reading, SetAside
from ingest.decode import Decoded, decode
from ingest.passages import cut_passages
from ingest.reader import Head, Raw
from ingest.source import SourceFile

_BEGINNING = 2_000
_SHORTEST_PROSE = 20


def has_header(head: Head, columns: Sequence[str]) -> bool:
    """Say whether a file is a table with exactly these columns."""
    decoded = decode(head.start)
    return isinstance(decoded, Decoded) and scan_csv(decoded.text[:_BEGINNING]).header == tuple(columns)


def read_prose(
    raw: Raw, source: SourceFile, version: str, title: str, publisher: str, prose: Sequence[str]
) -> Reading | SetAside:
    """Return a table with passages for its columns ``prose``, under what its first column says; all others are unread.

    Raises nothing, whatever the bytes.
    """
    decoded = decode(raw.data)
    if not isinstance(decoded, Decoded):
        detail = decoded.detail
        return SetAside(
            address=raw.address, source=source.name, reason=decoded.reason, detail=detail, retrieved=raw.retrieved
        )
    table = scan_csv(decoded.text)
    passages, unread = _passages(table, prose)
    document = Document(
        address=raw.address,
        source=source.name,
        kind=source.kind,
        title=title.replace("{file}", raw.head.name),
        text=decoded.text,
        retrieved=raw.retrieved,
        publisher=publisher,
        published=raw.published,
        reader=version,
        repairs=decoded.repairs + table.repairs,
    )
    return Reading(document=document, passages=tuple(passages), unread=dict(unread))


def _passages(table: Table, prose: Sequence[str]) -> tuple[list[Passage], Counter[str]]:
    passages, unread = list[Passage](), Counter[str]()
    for row in table.rows():
        heading = " ".join(row.cells[0].text.split())[:100] if row.cells else ""
        for name, cell in zip(table.header, row.cells, strict=False):
            start, end = inner_span(table.text, cell)
            if name in prose and end - start >= _SHORTEST_PROSE:
                passages += cut_passages(table.text, start, end, f"{heading} > {name}")
            elif start < end:
                unread[name] += 1
    return passages, unread
