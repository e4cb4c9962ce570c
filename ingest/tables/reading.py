"""Rows read into statements by a mapping. Pure, and linear in the number of cells."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice, product

from graph.record.cells import Table
from graph.record.types import Leftover, Passage, Span, Statement, Value
from ingest.measurements import measurement_key
from ingest.passages import cut_passages
from ingest.tables.row import Failed, Given, Named, RowView
from ingest.tables.rules import Condition, Edge, Fact, Measure, Reads, TableRules
from ingest.tables.values import is_hedged

METHOD = "table"
MAX_PAIRS = 2_000
"""No row gives more edges of a kind: two cells of a thousand names would give a million."""
MAX_STATEMENTS = 1_000_000
"""A table gives no more statements."""

_SHORTEST_PROSE = 40
_MAX_VALUE = 200


@dataclass(slots=True)
class TableNotes:
    """What was read from a table."""

    statements: list[Statement] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    unread: Counter[str] = field(default_factory=Counter)
    repairs: list[str] = field(default_factory=list)


def read_table(table: Table, rules: TableRules, file_name: str = "", published: str | None = None) -> TableNotes:
    """Return what the rows of a table say by a mapping; columns that it reads and the table lacks give nothing.

    ``file_name`` and ``published`` serve values that stand in no column.
    """
    notes = TableNotes()
    columns = {name: at for at, name in enumerate(table.header)}
    used = rules.columns()
    fallback = used - rules.sure_columns() | {c for one in rules.things.values() if one.written for c in one.columns}
    spare = [at for at, name in enumerate(table.header) if name not in used]
    for row in table.rows():
        view = RowView(text=table.text, row=row, columns=columns, rules=rules, file_name=file_name, published=published)
        if len(notes.statements) >= MAX_STATEMENTS:
            notes.repairs.append(f"only the first {MAX_STATEMENTS:,} statements are read, to row {row.number - 1:,}")
            break
        _RowReading(view, notes).read()
        notes.unread.update(column for column in view.passed_over if column in fallback)
        beyond = range(len(table.header), len(row.cells))
        told = (at for at in (*spare, *beyond) if at < len(row.cells) and row.cells[at].text.strip())
        notes.unread.update(table.column(at) for at in told)
    return notes


class _RowReading:
    """The rules of a mapping at one row."""

    def __init__(self, view: RowView, notes: TableNotes) -> None:
        self._view, self._notes, self._rules = view, notes, view.rules
        self._said: set[tuple[str, str, str | None, Value | None, Span]] = set()
        self._left: set[tuple[Span, str]] = set()
        # An estimate behind a row's own name is said of all that the row gives.
        named = view.things(self._rules.things[self._rules.first]) if self._rules.hedges else []
        self._hedged = any(is_hedged(one.text, self._rules.hedges) for one in named)

    def read(self) -> None:
        for thing in self._rules.things.values():
            self._note_names(self._view.things(thing))
        for fact in self._rules.facts:
            if self._view.holds(fact.when):
                self._fact(fact)
        for edge in self._rules.edges:
            if self._view.holds(edge.when):
                self._edge(edge)
        for measure in self._rules.measures:
            if self._view.holds(measure.when):
                self._measure(measure)
        self._prose()

    def _note_names(self, named: Iterable[Named]) -> None:
        """Leave over names that give no key; say the name of a thing whose key is not its name."""
        for one in named:
            if one.problem:
                self._leave(one.column, one.text, one.problem, one.span)
            elif one.key.endswith(f"(row {self._view.row.number})"):
                self._say(one.key, "name", one.span, value=one.text)

    def _fact(self, fact: Fact) -> None:
        values = self._values(fact.reads, fact.when)
        if not values:
            return
        things = self._things(fact.thing)
        if not things:
            for value in values:
                self._leave(value.column, self._text(value), f"the row names no {fact.thing}", value.span)
        elif fact.pair and len(things) > 1 and len(things) != len(values):
            reason = f"{len(values)} values for {len(things)} of {fact.thing}, so it stays open whose each is"
            self._leave_all(values, reason)
        else:
            pairs = zip(things, values, strict=True) if fact.pair and len(things) > 1 else product(things, values)
            for thing, value in islice(pairs, MAX_PAIRS):
                self._give(thing, fact, value)

    def _give(self, thing: Named, fact: Fact, value: Given | Failed) -> None:
        if isinstance(value, Failed):
            self._leave(value.column, value.text, value.reason, value.span)
        elif thing.key:
            predicate = fact.reads.property_type.name
            confidence = self._sure(fact.confidence, hedged=value.said.hedged)
            self._say(thing.key, predicate, value.span, value=value.said.value, confidence=confidence)

    def _edge(self, edge: Edge) -> None:
        sources, targets = self._things(edge.source), self._things(edge.target)
        pairs = self._pairs(edge, sources, targets)
        self._leave_lonely(edge, sources, targets, pairs)
        for source, target in [(source, target) for source, target in pairs if source.key and target.key]:
            span = self._quote(edge, source, target)
            qualifiers, hedged = self._qualifiers(edge.qualifiers, alone=len(pairs) == 1)
            confidence = self._sure(edge.confidence, hedged=hedged)
            self._say(source.key, edge.type, span, target=target.key, qualifiers=qualifiers, confidence=confidence)

    def _leave_lonely(
        self, edge: Edge, sources: list[Named], targets: list[Named], pairs: list[tuple[Named, Named]]
    ) -> None:
        """Leave over what the row says of a thing that it does not name."""
        first = self._rules.first
        if not sources and (edge.source == first or edge.target != first):
            lonely = targets
        elif not targets:
            lonely = sources if edge.target == first else []
        else:
            lonely = [] if edge.target == first else [target for source, target in pairs if not source.key]
        absent = edge.target if lonely is sources else edge.source
        for one in lonely:
            if one.key:
                self._leave(one.column, one.text, f"the row names no {absent}", one.span)

    def _pairs(self, edge: Edge, sources: list[Named], targets: list[Named]) -> list[tuple[Named, Named]]:
        if edge.pair and len(sources) > 1 and len(targets) and len(sources) != len(targets):
            told = f"{len(targets)} of {edge.target} for {len(sources)} of {edge.source}"
            self._leave_all(targets, f"{told}, so it stays open whose each is")
            return []
        if edge.pair and len(sources) > 1:
            return list(zip(sources, targets, strict=False))
        if len(sources) * len(targets) > MAX_PAIRS:
            self._leave_all(targets, "too many names in one row to relate")
            return []
        return list(product(sources, targets))

    def _quote(self, edge: Edge, source: Named, target: Named) -> Span:
        """Return what is quoted for an edge: the cell that tells it, which is not that of the row's own name."""
        asked = self._view.cell(edge.quote) if edge.quote else None
        if asked is not None:
            return self._view.span_of(asked)
        other, own = (source, target) if edge.target == self._rules.first else (target, source)
        if other.column:
            return other.span
        conditions = (self._view.cell(condition.column) for condition in edge.when)
        cell = next((cell for cell in conditions if cell is not None), None)
        return self._view.span_of(cell) if cell is not None else own.span

    def _qualifiers(self, reads: Iterable[Reads], *, alone: bool) -> tuple[dict[str, Value], bool]:
        """Return qualifiers, and whether one of them is no more than an estimate."""
        qualifiers: dict[str, Value] = {}
        hedged = False
        for one in reads:
            if one.alone and not alone:
                continue
            found = self._single(one)
            if found is not None:
                qualifiers[one.property_type.name] = found.said.value
                hedged = hedged or found.said.hedged
        return qualifiers, hedged

    def _single(self, reads: Reads) -> Given | None:
        """Return the one value of a qualifier; what cannot be read is left over."""
        constant = self._view.constant(reads)
        if constant is not None:
            return Given(constant, Span(start=0, end=0), "")
        for value in self._values(reads):
            if isinstance(value, Given):
                return value
            self._leave(value.column, value.text, value.reason, value.span)
        return None

    def _measure(self, measure: Measure) -> None:
        decides = {one.property_type.name: found for one in measure.decides if (found := self._single(one)) is not None}
        for value in self._values(measure.value):
            things = [thing for thing in self._things(measure.thing) if thing.key]
            if isinstance(value, Failed):
                self._leave(value.column, value.text, value.reason, value.span)
                continue
            if not things or "metric" not in decides:
                self._leave(value.column, self._text(value), f"the row names no {measure.thing}", value.span)
            for thing in things if "metric" in decides else ():
                self._say_measurement(measure, thing, value, {name: one.said.value for name, one in decides.items()})

    def _say_measurement(self, measure: Measure, thing: Named, value: Given, decides: dict[str, Value]) -> None:
        texts = {name: str(told) for name, told in decides.items() if name != "metric"}
        key = measurement_key(str(decides["metric"]), thing.key, **texts)
        confidence = self._sure(measure.confidence, hedged=value.said.hedged)
        for name, told in (("value", value.said.value), *decides.items()):
            self._say(key, name, value.span, value=told, confidence=confidence)
        self._say(key, "OF", value.span, target=thing.key, confidence=confidence)

    def _prose(self) -> None:
        for prose in self._rules.prose:
            things = self._view.things(self._rules.things[prose.thing])
            for column in prose.columns:
                cell = self._view.cell(column)
                if cell is not None and cell.end - cell.start >= _SHORTEST_PROSE:
                    span = self._view.span_of(cell)
                    heading = " > ".join([*(one.text for one in things[:1]), column])
                    self._notes.passages += cut_passages(self._view.text, span.start, span.end, heading)

    def _things(self, name: str) -> list[Named]:
        return self._view.things(self._rules.things[name])

    def _values(self, reads: Reads, when: tuple[Condition, ...] = ()) -> Sequence[Given | Failed]:
        constant = self._view.constant(reads)
        if constant is None:
            return self._view.values(reads)
        # What no column gives is told by the condition that holds, else by the row as a whole.
        asked = (self._view.cell(condition.column) for condition in when)
        cells = (cell for cell in (*asked, *self._view.row.cells) if cell is not None and cell.text.strip())
        cell = next(cells, None)
        return [] if cell is None else [Given(constant, self._view.span_of(cell), "")]

    def _text(self, value: Given | Failed) -> str:
        return self._view.text[value.span.start : value.span.end]

    def _sure(self, confidence: float, *, hedged: bool) -> float:
        return confidence * self._rules.hedged if hedged or self._hedged else confidence

    def _say(
        self,
        subject: str,
        predicate: str,
        span: Span,
        *,
        target: str | None = None,
        value: Value | None = None,
        qualifiers: dict[str, Value] | None = None,
        confidence: float = 1.0,
    ) -> None:
        said = (subject, predicate, target, value, span)
        if said in self._said:
            return
        self._said.add(said)
        self._notes.statements.append(
            Statement(
                subject=subject,
                predicate=predicate,
                object=target,
                value=value,
                span=span,
                qualifiers=qualifiers or {},
                method=METHOD,
                confidence=confidence,
            )
        )

    def _leave_all(self, values: Sequence[Named | Given | Failed], reason: str) -> None:
        """Leave over the whole cell that values stand in."""
        span = Span(start=values[0].span.start, end=values[-1].span.end)
        self._leave(values[0].column, self._view.text[span.start : span.end], reason, span)

    def _leave(self, column: str, text: str, reason: str, span: Span) -> None:
        if (span, reason) not in self._left:
            self._left.add((span, reason))
            reason = f"row {self._view.row.number}, column {column}: {reason}"
            self._notes.leftovers.append(Leftover(field=column, value=text[:_MAX_VALUE], reason=reason, span=span))
