"""What a home holds: counts of the record, by source, and what was set aside."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from graph.record.reader import RecordReader


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceStatus:
    """What one source gave."""

    name: str
    documents: int
    statements: int
    things: int
    """How many things its statements speak of, as it names them."""
    leftovers: int
    """Values that were met and could not be read."""
    set_aside: int
    as_of: str | None
    """The newest day on which a document of it was published, else retrieved."""
    last_read: str | None
    """The newest day on which one was read that was new or changed."""
    licence: str
    citation: str
    predicates: Mapping[str, int]
    unread: Mapping[str, int]
    """Fields and columns that no rule reads, with how many values they have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """A document that could not be read."""

    address: str
    source: str
    reason: str
    detail: str
    retrieved: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeStatus:
    """What the record of a home holds."""

    home: str
    schema: int
    change: int
    documents: int
    versions: int
    statements: int
    passages: int
    judgements: int
    leftovers: int
    set_aside: int
    record_bytes: int


_COUNTED = ("name", "documents", "statements", "things", "leftovers", "set_aside")


def _sql(name: str) -> str:
    return resources.files("graph.explore").joinpath("sql", f"{name}.sql").read_text("utf-8")


def home_status(reader: RecordReader) -> HomeStatus:
    """Return what the record of a home holds now."""
    row = reader.rows(_sql("home")).fetchone()
    names = ("documents", "versions", "statements", "passages", "judgements", "leftovers", "set_aside")
    return HomeStatus(
        home=reader.meta("home") or "",
        schema=int(reader.meta("schema") or 0),
        change=reader.last_change(),
        record_bytes=sum(file.stat().st_size for file in reader.path.parent.glob(reader.path.name + "*")),
        **dict(zip(names, row, strict=True)),
    )


def source_statuses(reader: RecordReader) -> list[SourceStatus]:
    """Return what each source gave, by name."""
    predicates, unread = _by_source(reader, "predicates"), _by_source(reader, "unread")
    names = (*_COUNTED, "as_of", "last_read", "licence", "citation")
    return [
        SourceStatus(
            **dict(zip(names, row, strict=True)), predicates=predicates.get(row[0], {}), unread=unread.get(row[0], {})
        )
        for row in reader.rows(_sql("sources")).fetchall()
    ]


def _by_source(reader: RecordReader, name: str) -> dict[str, dict[str, int]]:
    """Return counts by source and by what is counted, the most of each source first."""
    found: dict[str, dict[str, int]] = {}
    for source, counted, n in reader.rows(_sql(name)):
        found.setdefault(source, {})[counted] = n
    return found


def set_aside(reader: RecordReader) -> list[Aside]:
    """Return the documents that could not be read, by reason and address."""
    rows = reader.rows("SELECT address, source, reason, detail, retrieved FROM set_aside ORDER BY reason, address")
    names = ("address", "source", "reason", "detail", "retrieved")
    return [Aside(**dict(zip(names, row, strict=True))) for row in rows]
