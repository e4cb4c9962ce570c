"""The rows of a model's query followed to statements: a row is shown only where statements say what is in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from graph.engine.types import Cell, GraphNode, GraphRelationship, Result
from graph.explore.follow import Ends, ends_of, parts_of
from graph.ontology import PropertyType
from graph.ontology.values import values_agree
from graph.record.types import Value
from graph.views.witness import Witness
from qa.desk import Desk
from qa.evidence import Evidence
from qa.model.data import say
from qa.model.shape import Item, NotTaken, Shape
from qa.model.types import GuardedRead
from qa.reply import Shown

PLUMBING = ("id", "name", "names")
"""Properties that are what a thing is called, and no value of it."""
MEMBERS = 3
"""Of what a number was computed over, how many are cited for each row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedRow:
    """A row with the statements that it stands on."""

    cells: tuple[Shown, ...]
    things: Mapping[str, str]
    """Node id by the name that is shown."""
    witnesses: tuple[Witness, ...]
    differing: "tuple[Differing, ...]" = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    """A value of which documents say another."""

    thing: str
    label: str
    property: str
    sayings: tuple[Witness, ...]


@dataclass(slots=True)
class Follower:
    """Looks up what the rows of one query stand on."""

    shape: Shape
    desk: Desk
    evidence: Evidence
    ends: Ends = field(default_factory=dict)
    hops: dict[tuple[str, str, str], list[Witness]] = field(default_factory=dict)
    values: dict[tuple[str, str], list[Witness]] = field(default_factory=dict)

    def rows(self, result: Result, read: GuardedRead) -> tuple[FollowedRow, ...]:
        """Return the rows of a result with what they stand on.

        Raises NotTaken for a row that no statement says, and what ``read`` raises.
        """
        held = read(self.shape.witness_text).result
        width = 0 if self.shape.aggregates else len(self.shape.items)
        bound = [_Bound(row, self.shape, width) for row in held.rows]
        links = [link for one in bound for link in one.links()]
        self.ends = ends_of(self.desk.graph, links)
        if self.shape.aggregates:
            return tuple(self._computed(result, bound))
        return tuple(self._each(result, bound))

    def _each(self, result: Result, bound: "Sequence[_Bound]") -> Iterator[FollowedRow]:
        """Yield the rows, each with the statements of the first way in which it is in the result."""
        by_row: dict[str, _Bound] = {}
        for one in bound:
            by_row.setdefault(_key(one.shown), one)
        seen: dict[str, None] = {}
        for row in result.rows:
            key = _key(row)
            if key in seen:
                continue
            seen[key] = None
            if key not in by_row:
                raise NotTaken(say("told_rows"))
            yield self._followed(row, by_row[key])

    def _followed(self, row: Sequence[Cell], bound: "_Bound") -> FollowedRow:
        things: dict[str, str] = {}
        cells = tuple(self._cell(item, cell, bound, things) for item, cell in zip(self.shape.items, row, strict=True))
        witnesses = [*self._of_links(bound), *self._of_values(bound)]
        if not witnesses:
            witnesses = [w for node in bound.nodes() for w in self.evidence.of_thing(str(node.properties["id"]))[:1]]
        if not witnesses:
            raise NotTaken(say("told_unwitnessed", what=", ".join(map(str, cells))))
        return FollowedRow(
            cells=cells, things=things, witnesses=_once(witnesses),
            differing=tuple(self._differing(bound)),
        )  # fmt: skip

    def _cell(self, item: Item, cell: Cell, bound: "_Bound", things: dict[str, str]) -> Shown:
        """Return a cell as it is shown. Raises NotTaken for what is no thing and no value."""
        if isinstance(cell, GraphNode):
            node = str(cell.properties.get("id"))
            name = self.desk.names.name(node) or str(cell.properties.get("name", node))
            things[name] = node
            return name
        if cell is None or isinstance(cell, str | int | float | bool):
            held = bound.cell(item.variable)
            if item.key in PLUMBING and isinstance(held, GraphNode):
                things[str(cell)] = str(held.properties.get("id"))
            return cell
        if isinstance(cell, Sequence) and all(isinstance(one, str | int | float) for one in cell):
            return ", ".join(str(one) for one in cell)
        raise NotTaken(say("told_cell", column=item.name))

    def _of_links(self, bound: "_Bound") -> Iterator[Witness]:
        """Yield the best witness of each relationship. Raises NotTaken for one that nothing says."""
        for variable, link in bound.named_links():
            start, end = self.ends.get(str(link.properties.get("id")), (None, None))
            if start is None or end is None or link.type not in self.desk.ontology.edges:
                raise NotTaken(say("told_documents"))
            hop = (link.type, str(start.properties["id"]), str(end.properties["id"]))
            if hop not in self.hops:
                self.hops[hop] = self.evidence.of_edge(hop)
            wanted = {w.key: link.properties.get(w.key) for w in self.shape.parts.wanted if w.variable == variable}
            said = [w for w in self.hops[hop] if _says_all(w, wanted)]
            if not said:
                raise NotTaken(say("told_unwitnessed", what=link.type))
            yield said[0]

    def _of_values(self, bound: "_Bound") -> Iterator[Witness]:
        """Yield the witness of each value that the query asks for. Raises NotTaken for one that nothing says."""
        for node, key in self._asked(bound):
            value = node.properties.get(key)
            if value is None:
                continue
            several = value if isinstance(value, list | tuple) else [value]
            heard = self._witnesses(str(node.properties["id"]), key)
            said = [w for w in heard if any(_same(w.value, one) for one in several)]
            if not said:
                raise NotTaken(say("told_unwitnessed", what=f"{node.properties.get('name')} {key}"))
            yield said[0]

    def _asked(self, bound: "_Bound") -> Iterator[tuple[GraphNode, str]]:
        """Yield the nodes and those of their properties that the query asks for."""
        for variable, key in dict.fromkeys((w.variable, w.key) for w in self.shape.parts.wanted):
            node = bound.cell(variable)
            if key in PLUMBING or not isinstance(node, GraphNode):
                continue
            label = self.desk.names.label(str(node.properties.get("id"))) or ""
            known = self.desk.ontology.nodes.get(label)
            if known is None or key not in known.properties:
                raise NotTaken(say("told_property", label=label or "/".join(node.labels), key=key))
            yield node, key

    def _witnesses(self, node: str, key: str) -> list[Witness]:
        if (node, key) not in self.values:
            self.values[node, key] = self.evidence.of_property(node, key)
        return self.values[node, key]

    def _differing(self, bound: "_Bound") -> Iterator[Differing]:
        """Yield the shown values of which another document says another, where a thing has but one at a time."""
        shown = {(item.variable, item.key) for item in self.shape.items if item.kind == "value"}
        for variable, key in shown:
            node = bound.cell(variable)
            if key in PLUMBING or not isinstance(node, GraphNode):
                continue
            identity = str(node.properties["id"])
            label = self.desk.names.label(identity) or ""
            type_ = self.desk.ontology.nodes[label].properties[key]
            kept: list[Witness] = []
            for w in [] if type_.multiple else self._witnesses(identity, key):
                other = not kept or w.statement.document != kept[0].statement.document
                if w.value is not None and other and not any(_agree(type_, k.value, w.value) for k in kept):
                    kept.append(w)
            if len(kept) > 1:
                name = str(node.properties.get("name", identity))
                yield Differing(thing=name, label=label, property=key, sayings=tuple(kept))

    def _computed(self, result: Result, bound: "Sequence[_Bound]") -> Iterator[FollowedRow]:
        """Yield rows that are computed over many, each with witnesses of some of what it went over."""
        for row in result.rows:
            nodes = [cell for cell in row if isinstance(cell, GraphNode)]
            wanted = {str(node.properties.get("id")) for node in nodes}
            among = [one for one in bound if wanted <= one.ids()] or ([] if wanted else list(bound))
            things: dict[str, str] = {}
            found: list[Witness] = []
            for one in among[:MEMBERS]:
                found += [*self._of_links(one), *self._of_values(one)]
                if not found:
                    found += [w for node in one.nodes() for w in self.evidence.of_thing(str(node.properties["id"]))[:1]]
            empty = _Bound((), self.shape, 0)
            pairs = zip(self.shape.items, row, strict=True)
            cells = tuple(self._cell(item, cell, among[0] if among else empty, things) for item, cell in pairs)
            if not found:
                raise NotTaken(say("told_unwitnessed", what=", ".join(map(str, cells))))
            yield FollowedRow(cells=cells, things=things, witnesses=_once(found))


class _Bound:
    """One row of the query that holds all that was gone over."""

    def __init__(self, row: Sequence[Cell], shape: Shape, width: int) -> None:
        names = (*shape.nodes, *shape.links)
        self.shown = tuple(row[:width])
        self._cells = dict(zip(names, row[width:], strict=False))
        self._links = shape.links

    def cell(self, variable: str) -> Cell:
        """Return what a variable is bound to."""
        return self._cells.get(variable)

    def nodes(self) -> Iterator[GraphNode]:
        """Yield the nodes."""
        return (cell for cell in self._cells.values() if isinstance(cell, GraphNode))

    def ids(self) -> set[str]:
        """Return the ids of the nodes."""
        return {str(node.properties.get("id")) for node in self.nodes()}

    def named_links(self) -> Iterator[tuple[str, GraphRelationship]]:
        """Yield the relationships, those of a path too, with their variables."""
        for name in self._links:
            for part in parts_of([self._cells.get(name)]):
                if isinstance(part, GraphRelationship):
                    yield name, part

    def links(self) -> Iterator[GraphRelationship]:
        """Yield the relationships."""
        return (link for _, link in self.named_links())


def _once(witnesses: Sequence[Witness]) -> tuple[Witness, ...]:
    return tuple({witness.statement.id: witness for witness in witnesses}.values())


def _key(cells: Sequence[Cell]) -> str:
    return repr([cell.properties.get("id") if isinstance(cell, GraphNode) else cell for cell in cells])


def _same(stated: Value | None, cell: Cell) -> bool:
    if isinstance(stated, bool) or isinstance(cell, bool) or isinstance(stated, str) or isinstance(cell, str):
        return stated == cell
    if isinstance(stated, int | float) and isinstance(cell, int | float):
        return abs(stated - cell) <= 1e-9 * max(abs(stated), abs(cell))
    return False


def _says_all(witness: Witness, wanted: Mapping[str, Cell]) -> bool:
    told = witness.statement.qualifiers
    return all(key == "id" or value is None or _same(told.get(key), value) for key, value in wanted.items())


def _agree(type_: PropertyType, one: Value | None, other: Value) -> bool:
    return one is not None and values_agree(type_, one, other)
