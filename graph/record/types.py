"""Frozen types of the record."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Value = str | int | float | bool
"""A value of a property or qualifier. Dates are ISO text in the precision of their source."""

Place = Literal["text", "title"]
"""Where a quote stands: in the document's text or in its title."""

PassageKind = Literal["text", "table", "code", "boilerplate"]
"""What a passage holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Offsets of a quote, in characters (code points), end exclusive."""

    start: int
    end: int
    place: Place = "text"

    def cut(self, document: "Document") -> str:
        """Return the words of ``document`` at this span; empty where it reaches past the end."""
        body = document.title if self.place == "title" else document.text
        return body[self.start : self.end] if 0 <= self.start < self.end <= len(body) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One page, card, paper, feed entry or table as it read on one day."""

    address: str
    """Where it is read from; documents of one address are versions of each other. A local file has its
    ``file://`` URL, one in a container that URL with ``#record``."""
    source: str
    """The name of the source that reads it: "model cards"."""
    kind: str
    """card, paper, news, policy, table ..."""
    title: str
    text: str
    """The whole text, as quotes are cut from it."""
    retrieved: str
    """When it was read: ISO date and time in UTC, ``2026-11-25T08:00:00.000000Z``."""
    url: str | None = None
    """The page it was published at, where it is known; else the address serves."""
    publisher: str | None = None
    published: str | None = None
    """ISO date in the precision known: 2024, 2024-05 or 2024-05-17."""
    language: str | None = None
    reader: str = "1"
    """Name and version of what read statements from it; another one makes an unchanged text be read again."""
    repairs: tuple[str, ...] = ()
    """What had to be mended to read it: "3 bytes that are not UTF-8 replaced"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A span of a document small enough to embed."""

    start: int
    end: int
    heading: str = ""
    """The headings above it, outermost first, joined by " > "; of a part of a long table its header row is the last."""
    kind: PassageKind = "text"
    """What it holds: prose; rows of a table; code and front matter; or what says nothing of its own (boilerplate)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """This span of this document says that property or edge ``predicate`` of ``subject`` is so.

    An edge has ``object`` (a key), a property has ``value``; exactly one of the two is given.
    """

    subject: str
    predicate: str
    span: Span
    object: str | None = None
    value: Value | None = None
    qualifiers: Mapping[str, Value] = field(default_factory=dict)
    method: str = "structure"
    """How it was read: "front matter", "address", "table" ..."""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftover:
    """A value that was met and could not be read into a statement: kept, so that nothing is lost in silence."""

    field: str
    value: str
    reason: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A document and all that was read from it: what goes into the record by one transaction."""

    document: Document
    passages: tuple[Passage, ...] = ()
    statements: tuple[Statement, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    unread: Mapping[str, int] = field(default_factory=dict)
    """Keys or columns that no rule reads, with how many values each had."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A document that could not be read, with the reason; it can be retried."""

    address: str
    source: str
    reason: str
    """One sentence of a closed set, for counting: "the YAML front matter does not parse"."""
    detail: str = ""
    """What exactly, with line where there is one."""
    retrieved: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFile:
    """A file or answer that was read to the end, with nothing set aside: while it stays so, it need not be read."""

    address: str
    """Its address, that of a container without ``#record``."""
    digest: bytes
    """Of its bytes and of all else that the reading depends on, 16 bytes."""
    documents: int
    """How many documents it holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source of documents and how far it is trusted."""

    name: str
    trust: float
    """From 0 to 1; of two that disagree the more trusted one is shown first."""
    trust_in: Mapping[str, float] = field(default_factory=dict)
    """Trust by property or edge, where it differs."""
    licence: str = ""
    citation: str = ""


JudgementKind = Literal["same", "different", "accept", "edit", "reject"]
AuthorKind = Literal["person", "typed key", "alias", "spelling"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a statement says, without where: what a judgement on a statement hangs on."""

    subject: str
    predicate: str
    said: str
    """The object's key, or the value as JSON."""
    address: str | None = None
    """The document that says it, or None for all that do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Two keys are the same thing or are not; or a claim is accepted, edited or rejected. Reversible."""

    kind: JudgementKind
    author: str
    author_kind: AuthorKind
    reason: str
    left: str = ""
    """A key, for same and different."""
    right: str = ""
    renamed: bool = False
    """For same: the two are ids of one kind, and one is the other's former name."""
    claim: Claim | None = None
    """For accept, edit and reject."""
    value: Value | None = None
    """For edit: what the value should be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of ingestion, from start to end."""

    command: str
    started: str
    finished: str | None = None
    counts: Mapping[str, int] = field(default_factory=dict)


Outcome = Literal["new", "unchanged", "changed"]
"""What writing a reading did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredStatement:
    """A statement as it stands on record, with its quote and the document that says it."""

    id: str
    document: int
    """The number of the document version it stands in."""
    subject: str
    predicate: str
    object: str | None
    value: Value | None
    qualifiers: Mapping[str, Value]
    span: Span
    quote: str
    method: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """A document version as it stands on record, without its text."""

    number: int
    address: str
    source: str
    kind: str
    title: str
    url: str | None
    publisher: str | None
    published: str | None
    retrieved: str
    language: str | None
    begins: str
    """Day and time from which this version is in force: published, else retrieved."""
    ends: str | None
    """When the next version of its address begins, or None."""
    copy_of: str | None = None
    """The address of the document that it is a near copy of."""

    @property
    def witness(self) -> str:
        """Whose word it is: its address, or that of the document it is a copy of."""
        return self.copy_of or self.address
