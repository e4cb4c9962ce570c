"""One row of a table, with the things it names and the values it gives."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graph.record.cells import Cell, Row, inner_span
from graph.record.types import Span
from ingest.tables.mapping import WRITTEN
from ingest.tables.mapping_values import fold
from ingest.tables.names import Piece, pieces_of
from ingest.tables.rules import ONE, Condition, Reads, TableRules, Thing
from ingest.tables.values import Problem, Said, date_in_name, is_hedged, read_value

NOTHING = frozenset(("", "-", "--", "–", "—", "n/a", "#n/a", "nan", "null", "none"))
"""Cells that say nothing in any table, in lower case; a mapping may name more."""


@dataclass(frozen=True, slots=True)
class Named:
    """A thing that a row names. Without a key it says nothing, and only keeps its place among the others."""

    key: str
    text: str
    span: Span
    column: str
    problem: str = ""
    """Why it has no key, where that is worth keeping."""


@dataclass(frozen=True, slots=True)
class Given:
    """A value that a row gives, and the cell that says so."""

    said: Said
    span: Span
    column: str


@dataclass(frozen=True, slots=True)
class Failed:
    """A value that cannot be read."""

    text: str
    reason: str
    span: Span
    column: str


@dataclass(slots=True)
class RowView:
    """A row under a mapping. What it names is looked up once."""

    text: str
    row: Row
    columns: Mapping[str, int]
    rules: TableRules
    file_name: str
    published: str | None
    passed_over: list[str] = field(default_factory=list)
    """Columns with a value that says nothing here: another column's went before it, or it is no key."""
    _things: dict[str, list[Named]] = field(default_factory=dict)

    def cell(self, column: str, nothing: frozenset[str] = frozenset()) -> Cell | None:
        """Return the cell in a column, or None where it is blank or says nothing."""
        at = self.columns.get(column)
        if at is None or at >= len(self.row.cells):
            return None
        cell = self.row.cells[at]
        if cell.start == cell.end:
            return None
        said = cell.text.strip()
        # Folding every long note would cost more than all the rest.
        folded = fold(said) if len(said) < 200 else said
        return None if folded in NOTHING or folded in self.rules.nothing or folded in nothing else cell

    def span_of(self, cell: Cell) -> Span:
        """Return the span of what a cell says."""
        start, end = inner_span(self.text, cell)
        return Span(start=start, end=end)

    def holds(self, conditions: Iterable[Condition]) -> bool:
        """Say whether all conditions hold of the row."""
        return all(self._holds(one) for one in conditions)

    def _holds(self, condition: Condition) -> bool:
        cell = self.cell(condition.column)
        if not condition.values:
            return (cell is not None) == condition.holds
        return (cell is not None and fold(cell.text) in condition.values) == condition.holds

    def things(self, thing: Thing) -> list[Named]:
        """Return the things of a kind that the row names, in their order."""
        known = self._things.get(thing.name)
        if known is None:
            known = self._things[thing.name] = self._named(thing)
        return known

    def _named(self, thing: Thing) -> list[Named]:
        if len(thing.columns) == 1:
            return self._in_cell(thing, thing.columns[0])
        cells = [self.cell(column) for column in thing.columns]
        found = [cell for cell in cells if cell is not None]
        if len(found) < len(cells):
            return []
        texts = iter([" ".join(cell.text.split()) for cell in found])
        name = "".join(fixed + (next(texts) if column else "") for fixed, column in thing.pieces)
        # A thing that no column names stands in every row; the row's first filled cell is its witness.
        witness = found[-1] if found else next((cell for cell in self.row.cells if cell.text.strip()), None)
        if witness is None:
            return []
        start, end = inner_span(self.text, witness)
        column = thing.columns[-1] if thing.columns else ""
        return [self._checked(thing, name.strip(), name, Piece(name, start, end), column)]

    def _in_cell(self, thing: Thing, column: str) -> list[Named]:
        cell = self.cell(column)
        if cell is None:
            return []
        if thing.longest_cell is not None and len(cell.text.strip()) > thing.longest_cell:
            return [Named("", cell.text, self.span_of(cell), column, "too long for a name")]
        pieces = pieces_of(self.text, cell, thing.split)
        named = [self._name(thing, piece.text, piece, column) for piece in pieces]
        if thing.written and not any(one.key for one in named):
            self.passed_over.append(column)
        return named

    def _name(self, thing: Thing, text: str, piece: Piece, column: str) -> Named:
        span = Span(start=piece.start, end=piece.end)
        folded = fold(text)
        if folded in thing.nothing or folded in NOTHING or folded in self.rules.nothing:
            return Named("", text, span, column)
        if folded in thing.keys:
            return Named(thing.keys[folded], text, span, column)
        if thing.others != "key":
            return Named("", text, span, column, "" if thing.others == "nothing" else f"no known {thing.name}")
        if thing.written:
            found = WRITTEN[thing.prefix](text)
            return Named(f"{thing.prefix}:{found}" if found else "", text, span, column)
        if thing.not_names and folded.startswith(thing.not_names):
            return Named("", text, span, column, "a remark and no name")
        name = "".join(fixed + (text if slot else "") for fixed, slot in thing.pieces).strip()
        return self._checked(thing, name, text, piece, column)

    def _checked(self, thing: Thing, name: str, text: str, piece: Piece, column: str) -> Named:
        span = Span(start=piece.start, end=piece.end)
        if len(text) > thing.longest:
            return Named("", text, span, column, "too long for a name")
        if not thing.accepts(name):
            return Named("", text, span, column, f"not of the form of {thing.prefix}")
        if fold(text) in thing.placeholders:
            name = f"{name} (row {self.row.number})"
        return Named(f"{thing.prefix}:{name}", text, span, column)

    def values(self, reads: Reads) -> list[Given | Failed]:
        """Return the values that the row gives; none where its cells say nothing."""
        found = next(((c, cell) for c in reads.columns if (cell := self.cell(c, reads.nothing))), None)
        if found is None:
            return []
        column, cell = found
        for later in reads.columns[reads.columns.index(column) + 1 :]:
            self.passed_over += [later] if self.cell(later, reads.nothing) else []
        if reads.split == ONE:
            return [self._value(reads, cell.text, self.span_of(cell), column)]
        pieces = pieces_of(self.text, cell, reads.split)
        told = [piece for piece in pieces if fold(piece.text) not in reads.nothing]
        return [self._value(reads, one.text, Span(start=one.start, end=one.end), column) for one in told]

    def _value(self, reads: Reads, text: str, span: Span, column: str) -> Given | Failed:
        said = read_value(reads, text)
        if isinstance(said, Problem):
            return Failed(" ".join(text.split()), said.reason, span, column)
        hedged = said.hedged or is_hedged(text, self.rules.hedges)
        return Given(Said(said.value, hedged), span, column)

    def constant(self, reads: Reads) -> Said | None:
        """Return a value that stands in no column, or None."""
        if reads.given is not None:
            text = date_in_name(self.file_name) if reads.given == "file name" else self.published
            said = read_value(reads, text) if text else None
            return said if isinstance(said, Said) else None
        return None if reads.constant is None else Said(reads.constant)
