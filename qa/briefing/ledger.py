"""The numbered sources of a briefing."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.engine.types import Cell, Result, Scalar
from graph.explore.library_file import NamedQuery
from graph.record.hashing import document_key
from graph.record.types import Source as RecordSource
from graph.record.types import StoredDocument
from graph.views.gather import sources
from graph.views.witness import Witness
from qa.briefing.phrases import say
from qa.briefing.types import Mark, Quote, Source
from qa.desk import Desk
from qa.evidence import Evidence

DIGEST = 16
"""Hexadecimal digits of a digest that are shown."""


@dataclass(slots=True)
class Ledger:
    """Numbers sources in the order in which they are first used."""

    desk: Desk
    evidence: Evidence
    sources: list[Source] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)
    _readers: Mapping[str, RecordSource] = field(default_factory=dict)
    _by_id: Mapping[str, StoredDocument] = field(default_factory=dict)

    def of_query(self, query: NamedQuery, given: Mapping[str, Scalar], result: Result) -> Mark:
        """Return the mark of a stored query that was run."""
        key = f"query {query.name} {json.dumps(given, sort_keys=True)}"
        if key not in self._numbers:
            told = Source(
                n=len(self.sources) + 1, ground="query", title=query.title, query=query.name, cypher=query.text,
                parameters=given, rows=len(result.rows), digest=digest(result),
            )  # fmt: skip
            self._add(key, told)
        return Mark(source=self._numbers[key])

    def of_record(self) -> Mark:
        """Return the mark of the record as a whole."""
        if "record" not in self._numbers:
            title = say("record", change=f"{self.desk.record.last_change():,}")
            self._add("record", Source(n=len(self.sources) + 1, ground="record", title=title))
        return Mark(source=self._numbers["record"])

    def of_witness(self, witness: Witness, what: str) -> Mark:
        """Return the mark of the words of a statement, which are quoted for ``what``."""
        document, statement = self.evidence.document(witness), witness.statement
        place = self.desk.record.places.of(document, statement.span)
        quote = Quote(text=statement.quote, of=what, place=place, statement=statement.id)
        return Mark(source=self.of_document(document), quotes=(quote,))

    def of_id(self, node: str) -> Mark | None:
        """Return the mark of the document that has an id in the graph, or None where none on record has it."""
        if not self._by_id:
            documents = self.desk.record.documents(self.desk.lens)
            self._by_id = {document_key(one.address): one for one in documents}
        document = self._by_id.get(node)
        return None if document is None else Mark(source=self.of_document(document))

    def of_document(self, document: StoredDocument) -> int:
        """Return the number of a document version as a source."""
        key = f"document {document.number}"
        if key not in self._numbers:
            self._add(key, self._described(document))
        return self._numbers[key]

    def _described(self, document: StoredDocument) -> Source:
        self._readers = self._readers or sources(self.desk.record)
        reader = self._readers.get(document.source)
        local = document.address.startswith("file:")
        return Source(
            n=len(self.sources) + 1, ground="document", title=document.title, publisher=document.publisher,
            url=document.address if local else document.url or document.address,
            published=document.published, retrieved=document.retrieved[:10], reader=document.source,
            is_curated=document.source in self.desk.background,
            citation=reader.citation if reader else "", licence=reader.licence if reader else "",
        )  # fmt: skip

    def _add(self, key: str, source: Source) -> None:
        self._numbers[key] = source.n
        self.sources.append(source)


def merged(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Return marks by the number of their source, those of one source made one."""
    quotes: dict[int, dict[Quote, None]] = {}
    for mark in marks:
        quotes.setdefault(mark.source, {}).update(dict.fromkeys(mark.quotes))
    return tuple(Mark(source=n, quotes=tuple(quotes[n])) for n in sorted(quotes))


def digest(result: Result) -> str:
    """Return the digest of the rows of a result: the same for the same rows, whichever engine gave them."""
    text = json.dumps([[_plain(cell) for cell in row] for row in result.rows], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:DIGEST]


def _plain(cell: Cell) -> object:
    if isinstance(cell, Mapping):
        return {name: _plain(inner) for name, inner in cell.items()}
    if isinstance(cell, Sequence) and not isinstance(cell, str):
        return [_plain(one) for one in cell]
    return cell if cell is None or isinstance(cell, str | int | float | bool) else repr(cell)
