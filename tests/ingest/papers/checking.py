"""What holds of every reading, whatever was read."""

from collections.abc import Mapping

from graph.ontology.load import shipped_ontology
from graph.ontology.naming import parse_key
from graph.ontology.values import check_value
from graph.record.types import Reading, Value
from graph.record.writing import check_evidence

NAMING = ("name", "names")


def check_reading(reading: Reading) -> None:
    """Check quotes, keys, predicates and values against the ontology, and that no passage is blank."""
    check_evidence(reading)
    ontology = shipped_ontology()
    for statement in reading.statements:
        label = parse_key(statement.subject, ontology).label
        if statement.object is None:
            if statement.predicate not in NAMING:
                check_value(ontology.nodes[label].properties[statement.predicate], statement.value)
            continue
        edge = ontology.edges[statement.predicate]
        assert label in edge.source
        assert {parse_key(statement.object, ontology).label, "*"} & set(edge.target)
        for name, value in statement.qualifiers.items():
            check_value(edge.qualifiers[name], value)
    for passage in reading.passages:
        assert reading.document.text[passage.start : passage.end].strip()
    for leftover in reading.leftovers:
        assert leftover.span.cut(reading.document).strip()
    reading.document.text.encode()
    reading.document.title.encode()


def said(reading: Reading, predicate: str) -> list[Value]:
    """Return the values or the objects of a predicate, in order."""
    found = [s.value if s.object is None else s.object for s in reading.statements if s.predicate == predicate]
    return [one for one in found if one is not None]


def quotes(reading: Reading, predicate: str) -> list[str]:
    """Return the quotes of a predicate, in order."""
    return [s.span.cut(reading.document) for s in reading.statements if s.predicate == predicate]


def measured(reading: Reading) -> list[Mapping[str, Value]]:
    """Return the measurements, each as what is said of it."""
    found: dict[str, dict[str, Value]] = {}
    for statement in reading.statements:
        if statement.subject.startswith("Measurement:"):
            value = statement.object if statement.value is None else statement.value
            found.setdefault(statement.subject, {})[statement.predicate] = value or ""
    return list(found.values())
