"""The tables of the record, for SQLAlchemy Core.

Text that repeats (keys) is interned in ``key``; the change log holds tokens only, which are keyed hashes, so
that forgetting a document leaves no readable trace in it.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()

meta = Table("meta", metadata, Column("name", String, primary_key=True), Column("value", Text, nullable=False))

source = Table(
    "source",
    metadata,
    Column("name", String, primary_key=True),
    Column("trust", Float, nullable=False),
    Column("trust_in", Text, nullable=False),  # JSON object: property or edge -> trust
    Column("licence", Text, nullable=False),
    Column("citation", Text, nullable=False),
)

key = Table(
    "key",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("text", Text, nullable=False, unique=True),
    sqlite_autoincrement=True,
)

document = Table(
    "document",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("address", Text, nullable=False),
    Column("source", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("url", Text),
    Column("publisher", Text),
    Column("published", String),
    Column("retrieved", String, nullable=False),
    Column("language", String),
    Column("reader", String, nullable=False),
    Column("repairs", Text, nullable=False),  # JSON list
    Column("digest", LargeBinary(16), nullable=False),
    Column("begins", String, nullable=False),  # published, else retrieved: from when the version is in force
    Column("begins_day", String, nullable=False),  # the first day of it
    Column("ends", String),  # begins of the next version of the address
    Column("ends_day", String),
    Column("seen", Text, nullable=False),  # JSON: published and retrieved of later sightings that make no new version
    Column("gone", Boolean, nullable=False),  # the address held nothing any more: closes the version before it
    Column("text", Text, nullable=False),
    Index("document_address", "address", "begins"),
    sqlite_autoincrement=True,
)

passage = Table(
    "passage",
    metadata,
    Column("document", Integer, ForeignKey("document.number"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("heading", Text, nullable=False),
    Column("kind", String, nullable=False, server_default="text"),
    sqlite_with_rowid=False,
)

statement = Table(
    "statement",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", LargeBinary(16), nullable=False, unique=True),
    Column("document", Integer, ForeignKey("document.number"), nullable=False),
    Column("subject", Integer, ForeignKey("key.number"), nullable=False),
    Column("predicate", String, nullable=False),
    Column("object", Integer, ForeignKey("key.number")),
    Column("value", Text),  # JSON scalar
    Column("qualifiers", Text),  # JSON object, or null for none
    Column("place", String, nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("method", String, nullable=False),
    Column("confidence", Float, nullable=False),
    Index("statement_document", "document"),
    Index("statement_subject", "subject"),
    Index("statement_object", "object"),
)

leftover = Table(
    "leftover",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("document", Integer, ForeignKey("document.number"), nullable=False),
    Column("field", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("place", String, nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Index("leftover_document", "document"),
)

unread = Table(
    "unread",
    metadata,
    Column("document", Integer, ForeignKey("document.number"), primary_key=True),
    Column("field", Text, primary_key=True),
    Column("count", Integer, nullable=False),
    sqlite_with_rowid=False,
)

set_aside = Table(
    "set_aside",
    metadata,
    Column("address", Text, primary_key=True),
    Column("source", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("retrieved", String, nullable=False),
)

file = Table(  # what was read to the end: bytes that are the same as then need not be read again
    "file",
    metadata,
    Column("address", Text, primary_key=True),  # without #record
    Column("digest", LargeBinary(16), nullable=False),  # of the bytes and of all else that the reading depends on
    Column("documents", Integer, nullable=False),  # how many documents it holds
    sqlite_with_rowid=False,
)

copy = Table(  # documents that are near copies of others, found by comparing their texts
    "copy",
    metadata,
    Column("address", Text, primary_key=True),
    Column("of", Text, nullable=False),  # the address of the first
    Index("copy_of", "of"),
    sqlite_with_rowid=False,
)

judgement = Table(
    "judgement",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("kind", String, nullable=False),
    Column("subject", Integer, ForeignKey("key.number"), nullable=False),  # left, or the claim's subject
    Column("object", Integer, ForeignKey("key.number")),  # right
    Column("renamed", Boolean, nullable=False),
    Column("predicate", String),  # of a claim
    Column("said", Text),
    Column("address", Text),
    Column("value", Text),  # JSON scalar of an edit
    Column("author", Text, nullable=False),
    Column("author_kind", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("made", String, nullable=False),
    Column("undone", String),
)

run = Table(
    "run",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("command", Text, nullable=False),
    Column("started", String, nullable=False),
    Column("finished", String),
    Column("counts", Text, nullable=False),
    sqlite_autoincrement=True,
)

change = Table(
    "change",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("made", String, nullable=False),
    sqlite_autoincrement=True,
)

touched = Table(
    "touched",
    metadata,
    Column("change", Integer, ForeignKey("change.number"), primary_key=True),
    Column("token", String, primary_key=True),
    sqlite_with_rowid=False,
)

projected = Table(
    "projected",  # graphs that this home has written to, so that forgetting reaches them all
    metadata,
    Column("place", String, primary_key=True),
    Column("change", Integer, nullable=False),
)
