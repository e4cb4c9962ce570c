"""The ontology: node and edge types, their properties, and the words people use for each.

Types are data: one YAML file a type in this folder, checked when loaded. Units, dates and the normal form
of names live here too, since they are vocabulary. Nothing here knows a document, a graph or a question.
"""

from graph.ontology.load import load_ontology, shipped_ontology
from graph.ontology.types import (
    EdgeType,
    EdgeWords,
    KeyScheme,
    NodeType,
    Ontology,
    PropertyType,
    PropertyWords,
    ValueKind,
)

__all__ = [
    "EdgeType",
    "EdgeWords",
    "KeyScheme",
    "NodeType",
    "Ontology",
    "PropertyType",
    "PropertyWords",
    "ValueKind",
    "load_ontology",
    "shipped_ontology",
]
