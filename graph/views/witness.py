"""Choosing among witnesses: source trust, then confidence, then recency; ties end at the statement id."""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.record.queries import Verdicts
from graph.record.types import Source, StoredDocument, StoredStatement, Value

_UPHELD = 2.0
"""The trust of what a person accepted or edited: above any source's, which is at most 1."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A statement with its rank among those that speak of the same thing."""

    rank: tuple[float, float, str]
    statement: StoredStatement
    value: Value | None
    """The value to show: the statement's own, or what a person put in its place."""

    def better_than(self, other: "Witness | None") -> bool:
        """Say whether this witness goes before the other."""
        if other is None or self.rank != other.rank:
            return other is None or self.rank > other.rank
        return self.statement.id < other.statement.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Court:
    """What is needed to rank witnesses: documents of the lens, trust of sources, verdicts of people."""

    documents: Mapping[int, StoredDocument]
    sources: Mapping[str, Source]
    verdicts: Verdicts

    def hear(self, statement: StoredStatement) -> Witness:
        """Return a statement as a ranked witness."""
        document = self.documents[statement.document]
        value = self.verdicts.edited.get(statement.id, statement.value)
        rank = (self._trust(statement, document), statement.confidence, asserted(document))
        return Witness(rank, statement, value)

    def _trust(self, statement: StoredStatement, document: StoredDocument) -> float:
        if statement.id in self.verdicts.upheld:
            return _UPHELD
        source = self.sources.get(document.source)
        if source is None:
            return 0.0
        return source.trust_in.get(statement.predicate, source.trust)


def asserted(document: StoredDocument) -> str:
    """Return the date on which a document says what it says: when published, else the day it was retrieved."""
    return document.published or document.retrieved[:10]
