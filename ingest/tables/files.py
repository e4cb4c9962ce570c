"""Bytes of a file to the text of a table: CSV and TSV as they are, all others as comma-separated text made of them."""

from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

from ingest.decode import MAX_BYTES, Decoded, Unreadable, decode
from ingest.tables.rules import TableRules

Rendered = Decoded | Unreadable


def table_text(name: str, data: bytes, rules: TableRules) -> Rendered:
    """Return the text of the table in the file ``name``, or why there is none. Raises nothing, whatever the bytes.

    The suffix says what the file is; without a known one the first bytes do.
    """
    if len(data) > MAX_BYTES:
        return Unreadable(reason="the file is too large", detail=f"{len(data):,} bytes; at most {MAX_BYTES:,} are read")
    return _READERS.get(PurePosixPath(name).suffix.lower(), _by_first_bytes(data))(data, rules)


def _by_first_bytes(data: bytes) -> Callable[[bytes, TableRules], Rendered]:
    if data.startswith(b"PAR1"):
        return _parquet
    if data.startswith(b"PK\x03\x04"):
        return _xlsx
    return _json if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"[", b"{") else _text


def _text(data: bytes, _: TableRules) -> Rendered:
    return decode(data)


def _json(data: bytes, rules: TableRules) -> Rendered:
    from ingest.tables.json_table import json_table

    return json_table(data, rules.records)


def _parquet(data: bytes, _: TableRules) -> Rendered:
    # Loaded when there is such a file: it takes a third of a second.
    from ingest.tables.parquet_table import parquet_table

    return parquet_table(data)


def _xlsx(data: bytes, rules: TableRules) -> Rendered:
    from ingest.tables.xlsx_table import xlsx_table

    return xlsx_table(data, rules.sheet)


_READERS: Mapping[str, Callable[[bytes, TableRules], Rendered]] = {
    ".csv": _text,
    ".tsv": _text,
    ".tab": _text,
    ".txt": _text,
    ".json": _json,
    ".jsonl": _json,
    ".ndjson": _json,
    ".parquet": _parquet,
    ".xlsx": _xlsx,
    ".xlsm": _xlsx,
}

SUFFIXES = frozenset(_READERS)
"""Files with these suffixes may be tables."""
