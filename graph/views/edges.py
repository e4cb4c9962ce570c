"""Folding statements into edges."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from graph.identity import Identity
from graph.ontology import EdgeType, Ontology
from graph.record.types import StoredStatement, Value
from graph.views.nodes import best
from graph.views.projection import EdgeView, Property, edge_id
from graph.views.witness import Court, Witness, asserted

Given = tuple[Value | None, ...]
"""The identifying qualifiers of a statement in the ontology's order, None where it does not say."""


@dataclass(slots=True)
class _Bundle:
    """Statements of one edge type between two nodes, by what they give of the identifying qualifiers."""

    source: str
    target: str
    witnesses: dict[Given, list[Witness]] = field(default_factory=lambda: defaultdict(list))


class EdgeFold:
    """Folds statements of edges into edges."""

    def __init__(self, ontology: Ontology, identity: Identity, court: Court) -> None:
        self._ontology, self._identity, self._court = ontology, identity, court
        self._bundles: dict[tuple[str, str, str], _Bundle] = {}
        self._identifying = {
            name: tuple(q for q in edge.qualifiers if edge.qualifiers[q].identifying)
            for name, edge in ontology.edges.items()
        }
        self.strange: dict[str, int] = defaultdict(int)

    def add(self, statement: StoredStatement) -> None:
        """Take in a statement of an edge."""
        assert statement.object is not None
        edge = self._ontology.edges.get(statement.predicate)
        parts = self._identity.parts
        ends = parts[statement.subject].label, parts[statement.object].label
        wrong = _misfit(statement.predicate, edge, *ends)
        if wrong is not None or edge is None:
            self.strange[wrong or ""] += 1
            return
        source, target = self._identity.node_of[statement.subject], self._identity.node_of[statement.object]
        if edge.symmetric:
            source, target = sorted((source, target))
        bundle = self._bundles.setdefault((edge.type, source, target), _Bundle(source, target))
        given = tuple(statement.qualifiers.get(name) for name in self._identifying[edge.type])
        bundle.witnesses[given].append(self._court.hear(statement))

    def edges(self) -> dict[str, EdgeView]:
        """Return the edges by id."""
        return {view.id: view for view in self.views()}

    def views(self) -> Iterator[EdgeView]:
        """Yield the edges one by one."""
        return (view for view, _ in self._views())

    def most(self) -> int:
        """Return how many edges there may be, without folding them; there are seldom less."""
        return sum(len(bundle.witnesses) for bundle in self._bundles.values())

    def witnesses(self) -> dict[str, list[Witness]]:
        """Return the witnesses of each edge by its id."""
        return {view.id: witnesses for view, witnesses in self._views()}

    def _views(self) -> Iterator[tuple[EdgeView, list[Witness]]]:
        for (type_, _, _), bundle in self._held().items():
            for given, witnesses in _gathered(bundle.witnesses).items():
                yield self._edge(self._ontology.edges[type_], bundle, given, witnesses), witnesses

    def _held(self) -> Mapping[tuple[str, str, str], _Bundle]:
        """Return the bundles that hold: of an edge with one target at a time, those of the best witness's document."""
        rivals: dict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
        for at in self._bundles:
            if not self._ontology.edges[at[0]].multiple:
                rivals[at[:2]].append(at)
        dropped: set[tuple[str, str, str]] = set()
        for places in rivals.values():
            if len(places) > 1:
                dropped |= set(places) - self._of_best_document(places)
        return {at: bundle for at, bundle in self._bundles.items() if at not in dropped}

    def _of_best_document(self, places: Sequence[tuple[str, str, str]]) -> set[tuple[str, str, str]]:
        heard = {at: [w for ws in self._bundles[at].witnesses.values() for w in ws] for at in places}
        first = best(w for witnesses in heard.values() for w in witnesses)
        assert first is not None
        return {at for at, ws in heard.items() if any(w.statement.document == first.statement.document for w in ws)}

    def _edge(self, edge: EdgeType, bundle: _Bundle, given: Given, witnesses: list[Witness]) -> EdgeView:
        first = best(witnesses)
        assert first is not None
        document = self._court.documents[first.statement.document]
        named = [(n, v) for n, v in zip(self._identifying[edge.type], given, strict=True) if v is not None]
        identity = edge_id(edge.type, bundle.source, bundle.target, named)
        properties: dict[str, Property] = {
            "id": identity,
            "statements": len(witnesses),
            "sources": len({self._court.documents[w.statement.document].witness for w in witnesses}),
            "source": document.source,
            "quote": first.statement.quote,
            "asserted": asserted(document),
            **dict(named),
        }
        for name in edge.qualifiers:
            saying = [w for w in witnesses if name in w.statement.qualifiers]
            chosen = best(saying)
            if chosen is not None and name not in properties:
                properties[name] = chosen.statement.qualifiers[name]
        labels = self._identity.label(bundle.source), self._identity.label(bundle.target)
        return EdgeView(
            id=identity, type=edge.type, start=bundle.source, end=bundle.target,
            start_label=labels[0], end_label=labels[1], properties=properties,
        )  # fmt: skip


def _misfit(predicate: str, edge: EdgeType | None, source: str, target: str) -> str | None:
    if edge is None:
        return f"no edge type {predicate}"
    fits = ("*" in edge.source or source in edge.source) and ("*" in edge.target or target in edge.target)
    if edge.symmetric and not fits:
        fits = target in edge.source and source in edge.target
    return None if fits else f"{predicate} does not go from {source} to {target}"


def _gathered(witnesses: Mapping[Given, list[Witness]]) -> dict[Given, list[Witness]]:
    """Give statements that lack an identifying qualifier to the only edge they can mean; else they make their own."""
    found = {given: list(heard) for given, heard in witnesses.items()}
    lacking = [given for given in witnesses if None in given]
    if len(found) == 1 or not lacking:
        return found
    fuller = _fuller(witnesses, {_mask(given) for given in lacking})
    # The least that is said goes first, so that what it goes to may itself go on to a fuller one.
    for given in sorted(lacking, key=lambda g: (sum(v is not None for v in g), repr(g))):
        others = [other for other in fuller[_mask(given), _seen(given, _mask(given))] if other != given]
        if len(others) == 1:
            found[others[0]] += found.pop(given)
    return found


Mask = tuple[int, ...]
"""The places at which a statement gives an identifying qualifier."""


def _mask(given: Given) -> Mask:
    return tuple(at for at, value in enumerate(given) if value is not None)


def _seen(given: Given, mask: Mask) -> Given:
    return tuple(given[at] for at in mask)


def _fuller(witnesses: Iterable[Given], masks: set[Mask]) -> dict[tuple[Mask, Given], list[Given]]:
    """Return by mask and what is given there all that say the same there, whatever else they say."""
    found: dict[tuple[Mask, Given], list[Given]] = defaultdict(list)
    for mask in masks:
        for given in witnesses:
            found[mask, _seen(given, mask)].append(given)
    return found
