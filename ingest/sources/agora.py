"""AGORA's tables of laws and policies, their authorities and collections.

The mapping in the YAML reads the columns; what columns alone do not tell is read here: where a policy holds, by the
table of authorities beside it; the names in a name, the act that a section is of, and what a title says it amends.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from graph.record.cells import scan_csv
from graph.record.types import Reading, SetAside
from ingest.laws_agora import countries_of, extras_of_authorities, extras_of_policies
from ingest.prose_table import has_header, read_prose
from ingest.reader import Head, Raw, Reader
from ingest.source import load_source
from ingest.tables.source import table_reader

SOURCE = load_source(Path(__file__).with_suffix(".yaml"))
"""What the YAML file beside this module says."""
AUTHORITIES = "authorities.csv"
"""The table beside that of policies which says where each authority is."""

PUBLISHER = "Emerging Technology Observatory"
"""Who publishes AGORA."""

_TABLES = table_reader(Path(__file__).with_suffix(".yaml"))
VERSION = f"{_TABLES.version}, agora 2"
"""Names and versions of all that reads these tables."""


def recognise(head: Head) -> float:
    """Return how sure it is that a file is one of AGORA's tables, by its columns."""
    return 0.95 if _is_collections(head) or _TABLES.recognise(head) else 0.0


def read(raw: Raw) -> Iterator[Reading | SetAside]:
    """Yield what one of the tables says, or why it is set aside."""
    if _is_collections(raw.head):
        yield _collections(raw)
        return
    for one in _TABLES.read(raw):
        yield one if isinstance(one, SetAside) else _extended(one, raw)


def _extended(one: Reading, raw: Raw) -> Reading:
    """Return a reading with what columns alone do not tell."""
    table = scan_csv(one.document.text)
    if SOURCE.reads["id"][0] in table.header:
        notes = extras_of_policies(table, SOURCE, countries_of(raw.beside(AUTHORITIES), SOURCE))
    else:
        notes = extras_of_authorities(table, SOURCE)
    also = (*SOURCE.words["tag_groups"], *SOURCE.reads["link"])
    read_here = {name for name in one.unread if name.startswith(also)}
    return replace(
        one,
        document=replace(one.document, reader=VERSION),
        statements=(*one.statements, *notes.statements),
        leftovers=(*one.leftovers, *notes.leftovers),
        unread={name: count for name, count in one.unread.items() if name not in read_here},
    )


def _is_collections(head: Head) -> bool:
    """Say whether a file is the table of collections: by its name, and all the columns it has."""
    named = head.name.lower() in SOURCE.recognise["collections"]
    return named and has_header(head, SOURCE.recognise["collection_columns"])


def _collections(raw: Raw) -> Reading | SetAside:
    """Return the table of collections, which are no things of the ontology."""
    prose = SOURCE.recognise["collection_columns"][1:]
    return read_prose(raw, SOURCE, VERSION, "AGORA: collections ({file})", PUBLISHER, prose)


READER = Reader(rules=SOURCE, version=VERSION, recognise=recognise, read=read, companions=(AUTHORITIES,))
"""AGORA's tables among the sources."""
