"""Gathering what a projection needs from the record: who is who, documents, trust, verdicts."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from graph.identity import Bearing, Identity, resolve
from graph.ontology import Ontology
from graph.record.lens import NOW, Lens
from graph.record.queries import names_borne, verdicts
from graph.record.reader import RecordReader
from graph.record.types import Source, StoredDocument
from graph.views.witness import Court


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """One state of the record, ready to be projected through a lens."""

    reader: RecordReader
    ontology: Ontology
    lens: Lens
    identity: Identity
    court: Court
    documents: Mapping[int, StoredDocument]
    """The document versions within the lens, by number; names are heard from others too."""
    numbers: dict[str, int]
    """The number of each key on record."""

    def texts(self) -> dict[int, str]:
        """Return the key of each number."""
        return {number: text for text, number in self.numbers.items()}


def gather(reader: RecordReader, ontology: Ontology, lens: Lens) -> Gathered:
    """Gather from one state of the record; call it within a snapshot."""
    keys = reader.keys()
    identity = who_is_who(reader, ontology)
    documents = {d.number: d for d in reader.documents(lens)}
    heard = documents if lens.plain else documents | {d.number: d for d in reader.documents(NOW)}
    court = Court(documents=heard, sources=sources(reader), verdicts=verdicts(reader))
    numbers = {text: number for number, text in keys.items()}
    return Gathered(
        reader=reader,
        ontology=ontology,
        lens=lens,
        identity=identity,
        court=court,
        documents=documents,
        numbers=numbers,
    )


def who_is_who(reader: RecordReader, ontology: Ontology) -> Identity:
    """Return who is who on record."""
    bearings = [Bearing(key=key, name=name) for key, name in names_borne(reader, verdicts(reader))]
    return resolve(reader.keys().values(), reader.judgements(), bearings, ontology)


def sources(reader: RecordReader) -> dict[str, Source]:
    """Return the sources on record by name."""
    rows = reader.rows("SELECT name, trust, trust_in, licence, citation FROM source")
    return {
        name: Source(name=name, trust=trust, trust_in=json.loads(trust_in), licence=licence, citation=citation)
        for name, trust, trust_in, licence, citation in rows
    }
