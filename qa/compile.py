"""From a query graph to one parameterised Cypher text that runs unchanged on every engine.

Values go in as parameters; labels, types and properties come from the ontology and from nowhere else. Things are
counted and listed once, however many ways lead to them, and the order of rows is fixed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from graph.engine.types import Parameter
from graph.errors import QueryError
from graph.ontology import EdgeType, Ontology
from qa.data_files import clauses
from qa.joins import fits
from qa.query import Constraint, Holds, Linked, Query, Selection, things_of

MAIN = "x"
"""The variable of the things that are asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A relation of a compiled text."""

    variable: str
    edge: str
    chain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """Cypher with its parameters, and the relations in it."""

    text: str
    parameters: dict[str, Parameter]
    steps: tuple[Step, ...] = ()


@dataclass(slots=True)
class _Writer:
    """A text while it is written."""

    ontology: Ontology
    lines: list[str] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    parameters: dict[str, Parameter] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    made: int = 0
    background: Sequence[str] = ()

    def variable(self, letter: str) -> str:
        self.made += 1
        return f"{letter}{self.made}"

    def parameter(self, value: Parameter) -> str:
        name = f"p{len(self.parameters) + 1}"
        self.parameters[name] = value
        return name

    def labels(self, selection: Selection) -> str:
        """Return ":Label:Role" of a selection, empty where its type is open."""
        for label in (selection.label, selection.role):
            if label is not None and label not in self.ontology.nodes and label not in self.ontology.roles:
                raise QueryError(f"{label!r} is no label of the ontology")
        return "".join(f":{label}" for label in (selection.label, selection.role) if label is not None)


def compile_query(query: Query, ontology: Ontology, background: Sequence[str] = ()) -> Compiled:
    """Return the Cypher of a query: columns id and name of things, with value for a property; number for a count.

    ``background`` are sources of general knowledge: a line or family that they alone tell of is none of its kind.
    """
    writer = _Writer(ontology, background=background)
    _bind(writer, query.of, MAIN)
    if query.property is not None:
        ending = _fill("property", variable=MAIN, property=_property(writer, query))
    else:
        ending = _fill("things" if query.fold == "things" else "count", variable=MAIN)
    return _written(writer, ending)


def compile_witnesses(
    query: Query, ontology: Ontology, shown: Sequence[str], background: Sequence[str] = ()
) -> Compiled:
    """Return the Cypher of the relations by which the things with the ids ``shown`` are in the result."""
    writer = _Writer(ontology, background=background)
    _bind(writer, query.of, MAIN)
    writer.conditions.append(_fill("one_of", left=f"{MAIN}.id", parameter=writer.parameter(list(shown))))
    columns = "".join(_fill("steps" if s.chain else "step", relation=s.variable) for s in writer.steps)
    return _written(writer, _fill("witnesses", variable=MAIN, columns=columns))


def _fill(name: str, **slots: str) -> str:
    return clauses()[name].format(**slots)


def _property(writer: _Writer, query: Query) -> str:
    label, name = query.of.label, query.property or ""
    if label is None or name not in writer.ontology.nodes[label].properties:
        raise QueryError(f"{name!r} is no property of {label}")
    return name


def _written(writer: _Writer, ending: str) -> Compiled:
    lines = list(writer.lines)
    if writer.conditions:
        lines.append(_fill("where", conditions=" AND ".join(writer.conditions)))
    text = "\n".join([*lines, ending])
    return Compiled(text=text, parameters=writer.parameters, steps=tuple(writer.steps))


def _bind(writer: _Writer, selection: Selection, variable: str, reached: str = "") -> None:
    """Write what binds ``variable`` to the things of a selection, from named things outwards.

    ``reached``: the edge type by which they are reached; none where they are what is asked for.
    """
    bound = False
    if selection.things:
        ids = writer.parameter([thing.node for thing in selection.things])
        writer.lines.append(_given(writer, selection, variable, ids, reached))
        bound = True
    links = [c for c in selection.where if isinstance(c, Linked) and not c.negated]
    for link in sorted(links, key=lambda one: not things_of(one.to)):
        _link(writer, selection, variable, link, bound=bound)
        bound = True
    if not bound:
        writer.lines.append(_fill("kind", variable=variable, labels=writer.labels(selection)))
    for constraint in selection.where:
        if isinstance(constraint, Holds):
            _holds(writer, variable, constraint)
        elif constraint.negated:
            _not_linked(writer, variable, constraint)
    _without_lines(writer, selection, variable)


def _given(writer: _Writer, selection: Selection, variable: str, ids: str, reached: str) -> str:
    """Return the clause that finds named things; one reached by a relation stands for its variants too."""
    slots = {"parameter": ids, "variable": variable, "labels": writer.labels(selection)}
    lines = _lines_of(writer, selection, reached) if reached else None
    if lines is None:
        return _fill("given", **slots)
    return _fill("given_line", line=f"{variable}_line", lines=lines, **slots)


def _lines_of(writer: _Writer, selection: Selection, reached: str) -> str | None:
    """Return the edge type from variants to lines where things of a selection may be lines; None: they may not.

    Along that edge itself a line is meant as it stands.
    """
    edges = [e.type for e in writer.ontology.edges.values() if e.lines and fits(selection.label, e.target)]
    return edges[0] if edges and reached not in edges else None


def _without_lines(writer: _Writer, selection: Selection, variable: str) -> None:
    """Leave lines that background knowledge alone tells of out of things that are not named, unless they are asked for.

    A source speaks of a line as of one thing where it names who makes it.
    """
    if not writer.background or selection.things:
        return
    for edge in writer.ontology.edges.values():
        asked = any(_asks_lines(constraint, edge) for constraint in selection.where)
        if edge.lines and fits(selection.label, edge.target) and not asked:
            relation, parameter = writer.variable("r"), writer.parameter(list(writer.background))
            slots = {"variable": variable, "relation": relation, "parameter": parameter}
            line = _fill("line", lines=edge.type, **slots)
            writer.conditions.append(_fill("no_line", line=line, spoken=_spoken_of(writer.ontology, edge, slots)))


def _asks_lines(constraint: Constraint, lines: EdgeType) -> bool:
    return isinstance(constraint, Linked) and constraint.edge == lines.type and not constraint.forward


def _spoken_of(ontology: Ontology, lines: EdgeType, slots: Mapping[str, str]) -> str:
    makers = [e.type for e in ontology.edges.values() if e.source_role and set(e.target) & set(lines.target)]
    return _fill("spoken_of", makers="|".join(makers), **slots) if makers else _fill("nothing")


def compile_lines(ontology: Ontology, background: Sequence[str]) -> Iterator[Compiled]:
    """Yield the Cypher of the ids of all lines that the sources ``background`` alone tell of."""
    for edge in ontology.edges.values():
        if edge.lines:
            slots = {"variable": MAIN, "relation": "r", "parameter": "p1"}
            spoken = _spoken_of(ontology, edge, {**slots, "relation": "m"})
            text = _fill("lines_of", lines=edge.type, spoken=spoken, **slots)
            yield Compiled(text=text, parameters={"p1": list(background)})


def _link(writer: _Writer, selection: Selection, variable: str, link: Linked, *, bound: bool) -> None:
    far = writer.variable("y")
    far_bound = not link.to.bare
    if far_bound:
        _bind(writer, link.to, far, link.edge)
    relation = writer.variable("r")
    near_labels = "" if bound else writer.labels(selection)
    far_labels = "" if far_bound else writer.labels(link.to)
    writer.lines.append(_match(writer, link, (variable, near_labels), relation, (far, far_labels)))
    _qualified(writer, link, relation)
    writer.steps.append(Step(variable=relation, edge=link.edge, chain=link.chain))
    if link.chain:
        writer.conditions.append(_fill("other", left=variable, right=far))


def _match(writer: _Writer, link: Linked, near: tuple[str, str], relation: str, far: tuple[str, str]) -> str:
    edge = writer.ontology.edges.get(link.edge)
    if edge is None:
        raise QueryError(f"{link.edge!r} is no edge type of the ontology")
    direction = "symmetric" if edge.symmetric else "forward" if link.forward else "backward"
    reach = clauses()["chain"] if link.chain else ""
    return _fill(
        direction, near=near[0], near_labels=near[1], relation=relation, type=edge.type, range=reach,
        far=far[0], far_labels=far[1],
    )  # fmt: skip


def _qualified(writer: _Writer, link: Linked, relation: str) -> None:
    for name, value in link.qualifiers:
        if name not in writer.ontology.edges[link.edge].qualifiers:
            raise QueryError(f"{name!r} is no qualifier of {link.edge}")
        parameter = writer.parameter(value)
        if link.chain:
            writer.conditions.append(_fill("each_equal", relation=relation, property=name, parameter=parameter))
        else:
            writer.conditions.append(_fill("equal", left=f"{relation}.{name}", parameter=parameter))


def _holds(writer: _Writer, variable: str, constraint: Holds) -> None:
    if constraint.property not in writer.ontology.nodes[constraint.label].properties:
        raise QueryError(f"{constraint.property!r} is no property of {constraint.label}")
    left, parameter = f"{variable}.{constraint.property}", writer.parameter(list(constraint.values))
    condition = _fill("any_of" if constraint.multiple else "one_of", left=left, parameter=parameter)
    if constraint.negated:
        # What is not on record is not known to be otherwise.
        writer.conditions += [_fill("known", left=left), _fill("not", condition=condition)]
    else:
        writer.conditions.append(condition)


def _not_linked(writer: _Writer, variable: str, link: Linked) -> None:
    """Write that a thing has a relation of this type, and none of those meant: without any it is not known."""
    inner = _Writer(writer.ontology, parameters=writer.parameters, made=writer.made)
    far, relation = inner.variable("y"), inner.variable("r")
    inner.lines.append(_match(inner, link, (variable, ""), relation, (far, inner.labels(link.to))))
    _qualified(inner, link, relation)
    if link.to.things:
        ids, lines = inner.parameter([thing.node for thing in link.to.things]), _lines_of(inner, link.to, link.edge)
        line = f"{far}_line" if lines else far
        if lines:
            inner.lines[-1] += _fill("in_line", variable=far, line=line, lines=lines)
        inner.conditions.append(_fill("one_of", left=f"{line}.id", parameter=ids))
    for constraint in link.to.where:
        if isinstance(constraint, Linked):
            raise QueryError("a negation over a chain of relations cannot be computed yet")
        _holds(inner, far, constraint)
    where = [_fill("where", conditions=" AND ".join(inner.conditions))] if inner.conditions else []
    writer.made = inner.made
    other, any_relation = writer.variable("y"), writer.variable("r")
    known = _match(writer, link, (variable, ""), any_relation, (other, writer.labels(Selection(label=link.to.label))))
    writer.conditions.append(_fill("exists", inner=known))
    exists = _fill("exists", inner=" ".join([*inner.lines, *where]))
    writer.conditions.append(_fill("not", condition=exists))
