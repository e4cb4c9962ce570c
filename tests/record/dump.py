"""The record as plain text without numbers, so that two records can be compared however they were written."""

import sqlite3
from contextlib import closing
from pathlib import Path

QUERIES = {
    "documents": """
        SELECT address, source, kind, title, url, publisher, published, retrieved, language, reader, repairs,
               hex(digest), begins, begins_day, ends, ends_day, gone, text, seen FROM document""",
    "statements": """
        SELECT hex(t.id), d.address, d.begins, s.text, t.predicate, o.text, t.value, t.qualifiers, t.place, t.first,
               t.last, t.quote, t.method, t.confidence
        FROM statement t JOIN document d ON d.number = t.document JOIN key s ON s.number = t.subject
        LEFT JOIN key o ON o.number = t.object""",
    "passages": """
        SELECT d.address, d.begins, d.retrieved, p.ordinal, p.first, p.last, p.heading, p.kind
        FROM passage p JOIN document d ON d.number = p.document""",
    "leftovers": """
        SELECT d.address, d.begins, d.retrieved, x.field, x.value, x.reason, x.place, x.first, x.last
        FROM leftover x JOIN document d ON d.number = x.document""",
    "unread": """
        SELECT d.address, d.begins, d.retrieved, u.field, u.count
        FROM unread u JOIN document d ON d.number = u.document""",
    "judgements": """
        SELECT hex(j.id), j.kind, a.text, b.text, j.renamed, j.predicate, j.said, j.address, j.value, j.author,
               j.author_kind, j.reason, j.undone IS NULL
        FROM judgement j JOIN key a ON a.number = j.subject LEFT JOIN key b ON b.number = j.object""",
    "set aside": "SELECT address, source, reason, detail, retrieved FROM set_aside",
    "keys": "SELECT text FROM key",
    "sources": "SELECT name, trust, trust_in, licence, citation FROM source",
}


def dump(path: Path) -> dict[str, list[str]]:
    """Return every row of the record by table, sorted; numbers and the change log are left out."""
    with closing(sqlite3.connect(path)) as db:
        return {name: sorted(repr(row) for row in db.execute(query)) for name, query in QUERIES.items()}


def count(path: Path, table: str) -> int:
    """Return how many rows a table has."""
    with closing(sqlite3.connect(path)) as db:
        return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
