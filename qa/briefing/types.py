"""What a briefing consists of: sections of sentences, figures and charts, each with the sources that it rests on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from graph.engine.types import Scalar
from graph.explore.library_file import NamedQuery

Ground = Literal["document", "query", "record"]
"""What a source is: a document on record, a stored query, or the record as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The words of a document on which a sentence rests."""

    text: str
    """The words, as they stand in the source."""
    of: str
    """What they are quoted for: "DeepSeek-V3: released"."""
    place: str | None
    """Where in a table they stand: "row 12, column Parameters"; None where it is no table."""
    statement: str
    """The id of the statement; empty for a passage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """That a sentence rests on a source, and on which words of it."""

    source: int
    """The number of the source."""
    quotes: tuple[Quote, ...] = ()
    """Empty for a stored query and for the record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence with the sources that it rests on; ``text`` ends in a full stop and holds no numbers of sources."""

    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with what decides it."""

    name: str
    value: str
    counted: str
    """How it was counted."""
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Sentences that follow each other."""

    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """Sentences that stand one a line."""

    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """A table of figures."""

    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A bar for each thing, or a column for each time."""

    kind: Literal["bars", "columns"]
    caption: Sentence
    points: tuple[tuple[str, float], ...]
    """Label and value, in the order in which they are drawn."""


Block = Paragraph | Bullets | Figures | Chart


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a briefing under a heading."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A numbered source of a briefing."""

    n: int
    ground: Ground
    title: str
    url: str = ""
    publisher: str | None = None
    published: str | None = None
    retrieved: str | None = None
    """The day on which a document was read."""
    reader: str = ""
    """The source of the record that read it: "model cards"."""
    is_curated: bool = False
    """Whether it is an entry of the reference data, which says what stands at its address."""
    citation: str = ""
    """How the source asks to be cited."""
    licence: str = ""
    query: str = ""
    """For a stored query: its name in the library."""
    cypher: str = ""
    parameters: Mapping[str, Scalar] = field(default_factory=dict)
    rows: int = 0
    """For a stored query: how many rows it gave."""
    digest: str = ""
    """For a stored query: the first sixteen hexadecimal digits of the SHA-256 of its rows as JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Struck:
    """A sentence that was not printed, since a value in it has no statement that says it."""

    template: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """The thing that a briefing is about."""

    node: str
    label: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """A briefing, with all its sentences bound."""

    title: str
    topic: Topic
    recipe: str
    as_of: str
    """The day for which it holds, YYYY-MM-DD."""
    source_alone: str | None
    """The one source or publisher that was heard, where the lens names one."""
    opening: Sentence
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    struck: tuple[Struck, ...]

    @property
    def is_empty(self) -> bool:
        """Whether no document and no query on its matter says anything: words may be about nothing on record."""
        return not self.topic.node and len([one for one in self.sources if one.ground != "record"]) <= 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A passage that bears on a topic: its words, and the number of the document version they stand in."""

    text: str
    document: int
    heading: str = ""
    """The headings above it."""
    likelihood: float = 1.0
    """How likely it is that it answers what was asked, from 0 to 1."""


Passages = Callable[[str], Sequence[Quoted]]
"""Finds the sentences of texts that answer a question, the best first; raises EmbeddingError where none can be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NearQuery:
    """A named query that is near to words."""

    query: NamedQuery
    given: Mapping[str, str]
    """Its parameters, all that it needs."""
    score: float


Nearby = Callable[[str], Sequence[NearQuery]]
"""Finds the named queries nearest to words, the nearest first: only those whose parameters the words fill."""
