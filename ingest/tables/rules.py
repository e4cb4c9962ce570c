"""A mapping as loaded: what each column of a table says. Frozen, checked against the ontology when made."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from graph.ontology import KeyScheme, PropertyType
from graph.record.types import Value

Others = Literal["key", "nothing", "leave"]
"""What becomes of a name that is not among those whose keys are listed."""
Given = Literal["file name", "published"]
"""What a value is taken from that stands in no column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """How a cell that names several things is taken apart."""

    marks: tuple[str, ...] = ()
    """What stands between two; empty: a cell names one thing. Inside brackets nothing is taken apart."""
    joins: tuple[str, ...] = ()
    """What is no name of its own and belongs to the one before it: Inc., Ltd."""


ONE = Split()
"""A cell is one value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What must hold of a row."""

    column: str
    values: frozenset[str] = frozenset()
    """In lower case; empty: any value."""
    holds: bool = True
    """Whether it must be one of the values (must be filled), or must not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """What a row speaks of: how its key is made from columns."""

    name: str
    """Its name in the mapping."""
    label: str
    """The label of its type in the ontology."""
    prefix: str
    """What stands before the colon of its key: a label, a role or a key scheme."""
    scheme: KeyScheme | None
    pieces: tuple[tuple[str, str], ...]
    """What the key is put together from: fixed text and the column after it; the last may have no column ("")."""
    split: Split = ONE
    nothing: frozenset[str] = frozenset()
    """Names that say nothing, in lower case, beside those of the table."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Whole keys by what stands in the cell, in lower case."""
    others: Others = "key"
    """What becomes of a cell that is not among ``keys``: its own key, nothing, or it is left over."""
    not_names: tuple[str, ...] = ()
    """What no name begins with, in lower case: what does is a remark, and is left over."""
    written: bool = False
    """Whether cells may hold the key in another form, such as an address; what is no such key counts as unread."""
    longest: int = 200
    """A longer name is a sentence that got into the wrong column, and is left over."""
    longest_cell: int | None = None
    """A longer cell is a sentence, whatever its commas part, and is left over whole."""
    placeholders: frozenset[str] = frozenset()
    """Names, in lower case, that many things bear because their own is not told: each row is a thing of its own."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the key is made from."""
        return tuple(column for _, column in self.pieces if column)

    def accepts(self, name: str) -> bool:
        """Say whether ``name`` may stand behind the colon of its key."""
        pattern = self.scheme.pattern if self.scheme else None
        return bool(name) and (pattern is None or re.fullmatch(pattern, name) is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reads:
    """How a value is read from a row."""

    property_type: PropertyType
    columns: tuple[str, ...] = ()
    """The first one that is filled counts."""
    constant: Value | None = None
    """The value where no column gives it."""
    given: Given | None = None
    split: Split = ONE
    times: Decimal = Decimal(1)
    """What a number is multiplied by to be in the unit of the ontology."""
    units: Mapping[str, Decimal] = field(default_factory=dict)
    """Units written in the cells, each with what a number before it is multiplied by."""
    number_in: bool = False
    """Whether the value is the one number in the cell's text: 3 of "TSMC N3P"."""
    words: Mapping[str, Value] = field(default_factory=dict)
    """Values by what stands in the cell, in lower case."""
    nothing: frozenset[str] = frozenset()
    day_first: bool | None = None
    """Whether 5/6/2024 is in June; None: only dates that have one reading are read."""
    precision: Literal["year", "month", "day"] = "day"
    """A date more precise than this is cut: the rest was made up by the table."""
    alone: bool = False
    """For a qualifier: whether it holds only where the edge is the row's only one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A column that gives a property of a thing."""

    thing: str
    reads: Reads
    pair: bool = False
    """Whether the first value belongs to the first thing of the row, the second to the second, and so on."""
    when: tuple[Condition, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """Two things of a row that are related."""

    type: str
    source: str
    target: str
    qualifiers: tuple[Reads, ...] = ()
    pair: bool = False
    """Whether the first source belongs to the first target, and so on, so that their numbers must agree."""
    when: tuple[Condition, ...] = ()
    quote: str | None = None
    """The column that is quoted; without it that of the end that is not the row's first thing."""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A figure about a thing of a row, with what decides it."""

    thing: str
    value: Reads
    decides: tuple[Reads, ...]
    """metric, unit, as_of, window, scope and definition, those that are given."""
    when: tuple[Condition, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """Columns of sentences, which become passages."""

    thing: str
    """Whose name stands above each."""
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRules:
    """How tables of one shape are read."""

    name: str
    required: tuple[str, ...]
    """The columns by which it is known."""
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: Reads | None = None
    """How the date of the table's state is told; of a column the newest date counts."""
    delimiter: str | None = None
    sheet: str | None = None
    records: tuple[str, ...] = ()
    """Names of fields, from the outside, that lead to the list of objects in JSON."""
    nothing: frozenset[str] = frozenset()
    hedges: tuple[str, ...] = ()
    """Words in a cell that say its value is no more than an estimate."""
    hedged: float = 0.6
    """The confidence of a statement read from such a cell."""
    things: Mapping[str, Thing] = field(default_factory=dict)
    facts: tuple[Fact, ...] = ()
    edges: tuple[Edge, ...] = ()
    measures: tuple[Measure, ...] = ()
    prose: tuple[Prose, ...] = ()

    @property
    def first(self) -> str:
        """The name of the thing that a row is about."""
        return next(iter(self.things))

    def columns(self) -> frozenset[str]:
        """Return all columns that some rule reads, some of them only where an earlier one is blank."""
        return self.sure_columns() | {column for one in self._reads() for column in one.columns}

    def sure_columns(self) -> frozenset[str]:
        """Return the columns that are read wherever they are filled."""
        told = [*(rule.when for rule in self.facts), *(rule.when for rule in self.edges)]
        told += [rule.when for rule in self.measures]
        return frozenset(
            (
                *(column for thing in self.things.values() for column in thing.columns),
                *(one.columns[0] for one in self._reads() if one.columns),
                *(condition.column for when in told for condition in when),
                *(edge.quote for edge in self.edges if edge.quote),
                *(column for prose in self.prose for column in prose.columns),
            )
        )

    def _reads(self) -> list[Reads]:
        reads = [fact.reads for fact in self.facts] + [one for edge in self.edges for one in edge.qualifiers]
        reads += [one for measure in self.measures for one in (measure.value, *measure.decides)]
        return reads + ([self.published] if self.published else [])
