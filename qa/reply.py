"""What an answer consists of, and its form as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from graph.engine.types import Parameter

Status = Literal["answered", "disputed", "ambiguous", "passages", "no_answer"]
Shown = str | int | float | bool | None
"""A cell of an answer."""
Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The words of a document that say something, with the number by which the text refers to them."""

    n: int
    quote: str
    title: str
    url: str
    publisher: str | None
    published: str | None
    statement: str | None = None
    """The id of the statement; None for words that were read as no statement."""
    place: str | None = None
    """Where in a table the quote stands: "row 12, column Parameters"; None where it is no table."""

    def as_json(self) -> dict[str, Json]:
        """Return the citation as it stands in an answer."""
        document: dict[str, Json] = {
            "title": self.title, "url": self.url, "publisher": self.publisher, "published": self.published
        }  # fmt: skip
        told: dict[str, Json] = {"n": self.n, "quote": self.quote, "document": document, "statement": self.statement}
        return told if self.place is None else {**told, "place": self.place}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Who a printed name is."""

    id: str
    label: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer, or the reason why there is none."""

    question: str
    status: Status
    text: str
    id: str | None = None
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Shown, ...], ...] = ()
    entities: Mapping[str, Entity] = field(default_factory=dict)
    understood: str = ""
    """The question as it was read, in plain words."""
    cypher: str = ""
    params: Mapping[str, Parameter] = field(default_factory=dict)
    as_of: str = ""
    parts: tuple["Answer", ...] = ()
    citations: tuple[Citation, ...] = ()
    readings: tuple[str, ...] = ()
    """Questions to choose from, each of which can be asked as it stands."""
    nearest: tuple[str, ...] = ()
    reason: str = ""
    """Of a refusal: what was understood, and what was missing."""
    ms: float = 0.0
    read_by: str = ""
    """The language model that read what the grammar could not; empty where none did."""
    lead: str = ""
    """Of an answer by quotes: what its text says before them, and ``tail`` what it says behind them."""
    tail: str = ""

    @property
    def values(self) -> tuple[Shown | tuple[Shown, ...], ...]:
        """The one column, or the rows where there are several."""
        return tuple(row[0] for row in self.rows) if len(self.columns) == 1 else self.rows

    def as_json(self) -> dict[str, Json]:
        """Return the answer in the form that the command line prints."""
        return {"id": self.id, "question": self.question, **self._body()}

    def _body(self) -> dict[str, Json]:
        entities: dict[str, Json] = {
            name: {"id": e.id, "label": e.label, "names": list(e.names)} for name, e in self.entities.items()
        }
        body: dict[str, Json] = {
            "status": self.status,
            "text": self.text,
            "values": [list(v) if isinstance(v, tuple) else v for v in self.values],
            "columns": list(self.columns),
            "rows": [list(row) for row in self.rows],
            "entities": entities,
            "understood": self.understood,
            "cypher": self.cypher,
            "params": {name: _plain(value) for name, value in self.params.items()},
            "as_of": self.as_of,
            "parts": [part._body() for part in self.parts],
            "citations": [citation.as_json() for citation in self.citations],
            "readings": list(self.readings),
            "nearest": list(self.nearest),
            "ms": round(self.ms, 1),
        }
        if self.read_by:
            body = {**body, "read_by": self.read_by}
        return {**body, "reason": self.reason} if self.status == "no_answer" else body


def _plain(value: Parameter) -> Json:
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    if isinstance(value, Mapping):
        return {name: _plain(inner) for name, inner in value.items()}
    return [_plain(inner) for inner in value]
