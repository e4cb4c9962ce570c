"""The statements behind what an answer shows, best witness first, and their citations."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.record.queries import verdicts
from graph.record.scope import Scope
from graph.record.types import StoredDocument, StoredStatement
from graph.views.gather import sources
from graph.views.witness import Court, Witness
from qa.desk import Desk
from qa.reply import Citation

MOST_CITATIONS = 20
Hop = tuple[str, str, str]
"""Edge type, node of the source, node of the target."""


@dataclass(slots=True)
class Evidence:
    """Looks witnesses up in the record and numbers those that are cited."""

    desk: Desk
    citations: list[Citation] = field(default_factory=list)
    undated: bool = False
    """Whether a cited document has no date of its own."""
    _court: Court | None = None
    _documents: dict[int, StoredDocument] = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=dict)

    def of_property(self, node: str, name: str) -> list[Witness]:
        """Return the witnesses of a property of a node, best first."""
        return self._heard(Scope(subjects=self._keys(node), predicates=[name], edges=False))

    def of_edge(self, hop: Hop) -> list[Witness]:
        """Return the witnesses of a relation between two nodes, best first."""
        edge, source, target = hop
        ends = [(source, target)]
        if self.desk.ontology.edges[edge].symmetric:
            ends.append((target, source))
        found: list[Witness] = []
        for one, other in ends:
            scope = Scope(subjects=self._keys(one), objects=self._keys(other), predicates=[edge], edges=True)
            found += self._heard(scope)
        return _ranked(found)

    def of_end(self, edge: str, node: str, *, source: bool) -> list[Witness]:
        """Return the witnesses of all relations of a type from a node (or to it), best first."""
        keys = self._keys(node)
        ends = Scope(subjects=keys if source else None, objects=None if source else keys, predicates=[edge], edges=True)
        return self._heard(ends)

    def of_thing(self, node: str) -> list[Witness]:
        """Return the witnesses of anything about a node, best first."""
        return self._heard(Scope(either=self._keys(node)))

    def cite(self, witness: Witness) -> int | None:
        """Return the number of the citation of a witness, a new one if need be; None when there are enough."""
        statement = witness.statement
        for citation in self.citations:
            if citation.statement == statement.id:
                return citation.n
        if len(self.citations) >= MOST_CITATIONS:
            return None
        document = self._documents[statement.document]
        self.undated = self.undated or document.published is None
        place = self.desk.record.places.of(document, statement.span)
        self.citations.append(_citation(len(self.citations) + 1, statement, document, place))
        return len(self.citations)

    def document(self, witness: Witness) -> StoredDocument:
        """Return the document of a witness."""
        return self._documents[witness.statement.document]

    def _keys(self, node: str) -> list[int]:
        keys = self.desk.names.keys(node)
        unknown = [key for key in keys if key not in self._numbers]
        if unknown:
            self._numbers |= self.desk.record.key_numbers(unknown)
        return [self._numbers[key] for key in keys if key in self._numbers]

    def _heard(self, scope: Scope) -> list[Witness]:
        court = self._sitting()
        found = list(self.desk.record.statements(self.desk.lens, scope, court.verdicts.rejected))
        unknown = {s.document for s in found} - self._documents.keys()
        if unknown:
            self._documents |= {d.number: d for d in self.desk.record.documents(numbers=unknown)}
        return _ranked(court.hear(s) for s in found)

    def _sitting(self) -> Court:
        if self._court is None:
            said = verdicts(self.desk.record)
            self._court = Court(documents=self._documents, sources=sources(self.desk.record), verdicts=said)
        return self._court


def _ranked(witnesses: Iterable[Witness]) -> list[Witness]:
    """Return witnesses as the graph ranks them: the greatest rank first, ties by the statement's id."""
    by_id = sorted(witnesses, key=lambda w: w.statement.id)
    return sorted(by_id, key=lambda w: w.rank, reverse=True)


def _citation(n: int, statement: StoredStatement, document: StoredDocument, place: str | None) -> Citation:
    local = document.address.startswith("file:")
    return Citation(
        n=n,
        quote=statement.quote,
        title=document.title,
        url=document.address if local else document.url or document.address,
        publisher=document.publisher,
        published=document.published,
        statement=statement.id,
        place=place,
    )
