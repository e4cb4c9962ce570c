"""Small readings for tests: a document is made of the facts that it states, one a line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graph.record.types import Document, Leftover, Passage, Reading, Span, Statement, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What a line of a document says; ``object`` for an edge, ``value`` for a property."""

    subject: str
    predicate: str
    object: str | None = None
    value: Value | None = None
    qualifiers: Mapping[str, Value] = field(default_factory=dict)
    confidence: float = 1.0

    @property
    def line(self) -> str:
        """The words that state it."""
        more = " ".join(f"{name} {value}" for name, value in self.qualifiers.items())
        said = self.object if self.object is not None else repr(self.value)
        return f"{self.subject} {self.predicate} {said} {more} ({self.confidence})"


def edge(subject: str, predicate: str, target: str, confidence: float = 1.0, **qualifiers: Value) -> Fact:
    return Fact(subject=subject, predicate=predicate, object=target, confidence=confidence, qualifiers=qualifiers)


def prop(subject: str, predicate: str, value: Value, confidence: float = 1.0) -> Fact:
    return Fact(subject=subject, predicate=predicate, value=value, confidence=confidence)


def moment(day: str, second: int = 0) -> str:
    """Return a moment of retrieval on a day."""
    return f"{day}T08:{second // 60:02}:{second % 60:02}.000000Z"


def reading(
    address: str,
    facts: Iterable[Fact],
    retrieved: str,
    *,
    published: str | None = None,
    source: str = "cards",
    title: str = "A card",
    publisher: str | None = None,
    reader: str = "1",
) -> Reading:
    """Return a reading whose text has one line for each fact, with a passage, a leftover and an unread key."""
    facts = tuple(facts)
    text, statements = "", []
    for fact in facts:
        span = Span(start=len(text), end=len(text) + len(fact.line))
        text += fact.line + "\n"
        statements.append(
            Statement(
                subject=fact.subject, predicate=fact.predicate, object=fact.object, value=fact.value,
                qualifiers=fact.qualifiers, confidence=fact.confidence, span=span,
            )
        )  # fmt: skip
    document = Document(
        address=address, source=source, kind="card", title=title, text=text, retrieved=retrieved,
        published=published, publisher=publisher, reader=reader,
    )  # fmt: skip
    whole = Span(start=0, end=max(1, len(text)))
    return Reading(
        document=document,
        statements=tuple(statements),
        passages=(Passage(start=0, end=len(text), heading="All"),) if text else (),
        leftovers=(Leftover(field="odd", value=text[:9], reason="nothing reads it", span=whole),) if text else (),
        unread={"extra": len(facts)} if facts else {},
    )
