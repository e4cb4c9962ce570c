"""Joining sets by relations: where the ontology has an edge between their types, and nowhere else."""

from collections.abc import Iterator
from dataclasses import replace

from graph.ontology import EdgeType, Ontology
from qa.items import Qualifiers
from qa.parts import NounPhrase
from qa.query import Constraint, Linked, Selection, with_constraint, with_label


def fits(label: str | None, ends: tuple[str, ...]) -> bool:
    """Say whether a thing of a label may stand at an end of an edge; what has no label yet may."""
    return label is None or label in ends or "*" in ends


def only_label(ends: tuple[str, ...]) -> str | None:
    """Return the label of an end that has but one."""
    return ends[0] if len(ends) == 1 and ends[0] != "*" else None


def ends_of(edge: EdgeType, *, forward: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the labels of the near and of the far end, as seen by a noun at the source (forward) or target."""
    return (edge.source, edge.target) if forward else (edge.target, edge.source)


def link(
    ontology: Ontology,
    edge_type: str,
    to: NounPhrase,
    *,
    forward: bool,
    chain: bool = False,
    qualifiers: Qualifiers = (),
) -> Linked | None:
    """Return the constraint of being related to ``to``, or None where ``to`` cannot stand at the far end."""
    edge = ontology.edges[edge_type]
    _, far = ends_of(edge, forward=forward)
    target = settled(ontology, to)
    if target is None or not fits(target.label, far) or (chain and not edge.transitive):
        return None
    label = only_label(far)
    if target.label is None and label is not None:
        target = with_label(target, label)
    return Linked(edge=edge_type, forward=forward, to=target, chain=chain, qualifiers=qualifiers)


def narrow(ontology: Ontology, noun: NounPhrase, constraint: Constraint) -> NounPhrase | None:
    """Return a noun phrase narrowed by a constraint, or None where its type does not allow it."""
    selection = noun.of
    if isinstance(constraint, Linked):
        edge = ontology.edges[constraint.edge]
        near, _ = ends_of(edge, forward=constraint.forward)
        if not fits(selection.label, near):
            return None
        label = only_label(near)
        fitting = tuple(item for item in noun.pending if item.edge == constraint.edge)
        if fitting and not constraint.qualifiers:
            given = tuple(sorted((item.qualifier, item.values[0]) for item in fitting))
            constraint = replace(constraint, qualifiers=given)
        left = tuple(item for item in noun.pending if item not in fitting)
    else:
        label, left = constraint.label, noun.pending
        if selection.label not in (None, label):
            return None
    if selection.label is None and label is not None:
        selection = with_label(selection, label)
    return NounPhrase(with_constraint(selection, constraint), noun.asked, noun.party, left)


def settled(ontology: Ontology, noun: NounPhrase) -> Selection | None:
    """Return the set of a noun phrase, what is pending in it related to anything at all; None where it cannot be."""
    selection = noun.of
    for item in noun.pending:
        edge = ontology.edges[item.edge]
        if not fits(selection.label, edge.source):
            return None
        anything = Selection(label=only_label(edge.target))
        given = ((item.qualifier, item.values[0]),)
        selection = with_constraint(selection, Linked(edge=edge.type, forward=True, to=anything, qualifiers=given))
        label = only_label(edge.source)
        if selection.label is None and label is not None:
            selection = with_label(selection, label)
    return selection


def implied_edges(ontology: Ontology, near: str, far: str) -> Iterator[tuple[str, bool]]:
    """Yield edge type and direction of every relation that may hold between two types.

    None within one type, where the direction would be a guess; none that chains, which holds among things of one kind.
    """
    if near == far:
        return
    for edge in ontology.edges.values():
        if "*" in edge.source or "*" in edge.target or edge.transitive:
            continue
        if near in edge.source and far in edge.target:
            yield edge.type, True
        elif near in edge.target and far in edge.source:
            yield edge.type, False


def negated(constraint: Constraint) -> Constraint:
    """Return the opposite of a constraint."""
    return replace(constraint, negated=not constraint.negated)
