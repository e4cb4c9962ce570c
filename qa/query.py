"""The query graph: what a question asks, as small frozen data.

A ``Selection`` is a set of things: of a kind, or given by name, narrowed by constraints. What is asked of it
is a ``Query``: the things themselves, a property of them, how many there are, or whether there is any.
Equal questions make equal graphs; nothing here knows words or Cypher.
"""

from dataclasses import dataclass, field, replace
from typing import Literal

from graph.record.types import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A thing that was named in the question."""

    node: str
    label: str
    name: str
    """The name by which it is shown."""
    said: str = field(default="", compare=False)
    """The words of the question that named it."""
    guessed: bool = field(default=False, compare=False)
    """Whether the words are but a part of its name, and of those of other things too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """Has a relation to a thing of a set."""

    edge: str
    forward: bool
    """Whether what is narrowed is the source of the edge."""
    to: "Selection"
    chain: bool = False
    """Whether the relation is followed as far as it leads."""
    qualifiers: tuple[tuple[str, Value], ...] = ()
    negated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Holds:
    """Has one of these values of a property."""

    label: str
    """The type that has the property."""
    property: str
    values: tuple[Value, ...]
    multiple: bool = False
    """Whether the property is a list."""
    negated: bool = False


Constraint = Linked | Holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """A set of things: those named, or all of a kind (None: of any), that fulfil all constraints."""

    label: str | None = None
    role: str | None = None
    things: tuple[Thing, ...] = ()
    """Any of these; none: all of the kind."""
    where: tuple[Constraint, ...] = ()

    @property
    def bare(self) -> bool:
        """Whether nothing narrows the kind."""
        return not self.things and not self.where


Fold = Literal["things", "count", "truth"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is asked of a selection."""

    of: Selection
    fold: Fold = "things"
    property: str | None = None
    """A property of the things that is asked in place of the things."""
    qualifier: tuple[int, str] | None = None
    """A qualifier of the n-th constraint, a relation, that is asked in place of the things."""


def things_of(selection: Selection) -> tuple[Thing, ...]:
    """Return every thing named in a selection, those of its constraints included."""
    inner = [t for c in selection.where if isinstance(c, Linked) for t in things_of(c.to)]
    return (*selection.things, *inner)


def as_said(selection: Selection) -> Selection:
    """Return a selection with each thing that was guessed called as the question calls it."""
    things = tuple(replace(t, name=t.said) if t.guessed else t for t in selection.things)
    where = tuple(replace(c, to=as_said(c.to)) if isinstance(c, Linked) else c for c in selection.where)
    return replace(selection, things=things, where=where)


def with_constraint(selection: Selection, constraint: Constraint) -> Selection:
    """Return a selection narrowed by one more constraint, in an order that does not depend on that of the words."""
    where = tuple(sorted({*selection.where, constraint}, key=repr))
    return Selection(label=selection.label, role=selection.role, things=selection.things, where=where)


def with_label(selection: Selection, label: str) -> Selection:
    """Return a selection of a kind that was not known before."""
    return Selection(label=label, role=selection.role, things=selection.things, where=selection.where)


def normal(query: Query) -> Query:
    """Return the form that equal questions share: whether two named things are related is asked of the source."""
    where = query.of.where
    if query.fold != "truth" or len(where) != 1 or not isinstance(where[0], Linked):
        return query
    link = where[0]
    if link.forward or link.to.where or not link.to.things:
        return query
    back = replace(link, forward=True, to=replace(query.of, where=()))
    return replace(query, of=replace(link.to, where=(back,)))
