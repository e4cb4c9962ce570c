"""Statements as plain lines, for other programs."""

from collections.abc import Iterator, Mapping

from graph.ontology import Ontology
from graph.ontology.naming import parse_key
from graph.record.lens import Lens
from graph.record.reader import RecordReader
from graph.record.types import StoredDocument, StoredStatement, Value

Line = dict[str, Value | None]
"""One line of an export."""


def document_line(document: StoredDocument) -> Line:
    """Return a document version as a line: its metadata."""
    return {
        "document": document.address,
        "title": document.title,
        "url": document.url,
        "publisher": document.publisher,
        "published": document.published,
        "retrieved": document.retrieved,
        "source": document.source,
    }


def statement_lines(reader: RecordReader, ontology: Ontology, lens: Lens) -> Iterator[Line]:
    """Yield the statements within a lens, ordered by id."""
    addresses = {d.number: d.address for d in reader.documents(lens)}
    for statement in sorted(reader.statements(lens), key=lambda s: s.id):
        yield _line(statement, addresses, ontology)


def _line(statement: StoredStatement, addresses: Mapping[int, str], ontology: Ontology) -> Line:
    subject = parse_key(statement.subject, ontology)
    line: Line = {"id": statement.id, "document": addresses[statement.document]}
    line |= {"subject": subject.value, "subject_key": statement.subject}
    if statement.object is not None:
        line |= {"predicate": statement.predicate, "object": parse_key(statement.object, ontology).value}
        line |= {"object_key": statement.object}
    else:
        line |= {"property": statement.predicate, "value": statement.value}
        property_type = ontology.nodes[subject.label].properties.get(statement.predicate)
        if property_type is not None and property_type.unit is not None:
            line["unit"] = property_type.unit
    return (
        line
        | dict(statement.qualifiers)
        | {
            "quote": statement.quote,
            "place": statement.span.place,
            "start": statement.span.start,
            "end": statement.span.end,
            "method": statement.method,
            "confidence": statement.confidence,
        }
    )
