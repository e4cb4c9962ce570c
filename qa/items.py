"""Lexical items: what a word or phrase of a question may stand for."""

from dataclasses import dataclass
from typing import Literal

from graph.record.types import Value

Side = Literal["source", "target"]
Qualifiers = tuple[tuple[str, Value], ...]
"""Qualifiers of a relation with the values that they must have."""


@dataclass(frozen=True, slots=True)
class TypeItem:
    """A noun for a type or role; label None: for anything at all ("everything")."""

    label: str | None
    role: str | None = None
    generic: bool = False


@dataclass(frozen=True, slots=True)
class RelationItem:
    """A verb, participle or preposition for an edge type."""

    edge: str
    forward: bool
    """Whether its subject is the source of the edge."""
    chain: bool = False
    verbal: bool = True
    """Whether it is more than a bare preposition."""
    qualifiers: Qualifiers = ()
    """What it says of the relation beside its type: "uploaded" is "released" in a certain role."""


@dataclass(frozen=True, slots=True)
class CompoundItem:
    """A participle that takes its object before it: "made" in "studio-made"."""

    edge: str
    forward: bool
    qualifiers: Qualifiers = ()


@dataclass(frozen=True, slots=True)
class PartyItem:
    """A noun for what stands at one side of an edge: "director", "sequel"."""

    edge: str
    side: Side
    chain: bool = False


@dataclass(frozen=True, slots=True)
class PropertyItem:
    """A noun, verb or adjective for a property of a node type."""

    label: str
    property: str
    form: Literal["noun", "verb", "adjective"]


@dataclass(frozen=True, slots=True)
class QualifierItem:
    """A noun for a qualifier of an edge type."""

    edge: str
    qualifier: str


@dataclass(frozen=True, slots=True)
class ValueItem:
    """A word for values of a property of a node type."""

    label: str
    property: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class LinkValueItem:
    """A word for a value of a qualifier of an edge type: "restored"."""

    edge: str
    qualifier: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class WordItem:
    """A word of English with a part to play: the name of its list in the data."""

    role: str


Item = (
    TypeItem
    | RelationItem
    | CompoundItem
    | PartyItem
    | PropertyItem
    | QualifierItem
    | ValueItem
    | LinkValueItem
    | WordItem
)
