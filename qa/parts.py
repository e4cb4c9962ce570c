"""Constituents of a question: what the grammar builds from words and from smaller constituents."""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.ontology import Ontology
from qa.items import CompoundItem, LinkValueItem, PartyItem, PropertyItem, RelationItem
from qa.query import Constraint, Holds, Selection


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """A set of things."""

    of: Selection
    asked: bool = False
    """Whether a question word stands at it."""
    party: PartyItem | None = None
    """The relation that its noun speaks of and that has found no other end yet: "developers"."""
    pending: tuple[LinkValueItem, ...] = ()
    """How it is related to something that is still to come: "restored versions"."""

    excluded: bool = False
    """Whether all but these are meant: "other than X"."""

    @property
    def named(self) -> bool:
        """Whether it is things given by name."""
        return bool(self.of.things)


@dataclass(frozen=True, slots=True)
class Clause:
    """Constraints on the noun that they stand at: "directed by Varda", "that Varda directed"."""

    constraints: tuple[Constraint, ...]


@dataclass(frozen=True, slots=True)
class Gap(Clause):
    """A clause whose object is the noun before it: "Varda has directed"."""


@dataclass(frozen=True, slots=True)
class Modifier(Clause):
    """A clause that may stand before its noun: "studio-made", "silent"."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A verb, participle or preposition without its object yet."""

    item: RelationItem


@dataclass(frozen=True, slots=True)
class Compound:
    """A participle whose object stands before it."""

    item: CompoundItem


@dataclass(frozen=True, slots=True)
class LinkValue:
    """A word that says how two things are related."""

    item: LinkValueItem


@dataclass(frozen=True, slots=True)
class Valued:
    """A value on record that counts only beside a word for its property: "transport" beside "subject"."""

    constraint: Holds


@dataclass(frozen=True, slots=True)
class Prepositional:
    """ "of" or another preposition with its noun phrase."""

    role: str
    noun: NounPhrase


@dataclass(frozen=True, slots=True)
class Possessor:
    """A noun phrase with its possessive ending."""

    noun: NounPhrase


@dataclass(frozen=True, slots=True)
class Property:
    """A property by its noun or verb."""

    item: PropertyItem


@dataclass(frozen=True, slots=True)
class Asked:
    """A property of things. ``needs``: only where the question word says so ("X released" alone asks nothing)."""

    of: Selection
    item: PropertyItem
    needs: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """How many things there are of a set."""

    of: Selection


@dataclass(frozen=True, slots=True)
class Word:
    """A word of English with a part to play."""

    role: str


@dataclass(frozen=True, slots=True)
class Coordinated:
    """ "and" or "or" with what it joins to what stands before it."""

    role: str
    right: Clause | NounPhrase


Meaning = (
    NounPhrase
    | Clause
    | Relation
    | Compound
    | LinkValue
    | Valued
    | Prepositional
    | Possessor
    | Property
    | Asked
    | Counted
    | Word
    | Coordinated
)


@dataclass(frozen=True, slots=True)
class Part:
    """A meaning with its cost."""

    meaning: Meaning
    cost: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """What rules need to know: the types, and what things cost."""

    ontology: Ontology
    weights: Mapping[str, float]
