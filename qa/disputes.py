"""Disagreements: where a thing has one value at a time, and documents state several."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.ontology.values import values_agree
from graph.views.witness import Witness
from qa.data_files import say
from qa.evidence import Evidence
from qa.query import Linked, Query
from qa.reply import Shown
from qa.text import marks, shown_value


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A value, or a thing by its name, and the best witness who says so."""

    value: Shown
    witness: Witness


def of_property(query: Query, node: str, witnesses: Sequence[Witness], evidence: Evidence) -> list[Saying]:
    """Return the values of a property that do not agree with the chosen one, that one first; none if all agree."""
    property_type = evidence.desk.ontology.nodes[query.of.label or ""].properties[query.property or ""]
    if property_type.multiple or not witnesses:
        return []
    sayings: list[Saying] = []
    for witness in witnesses:
        value = witness.value
        if value is None or any(s.value is not None and values_agree(property_type, s.value, value) for s in sayings):
            continue
        if not sayings or _is_other(witness, sayings[0].witness):
            sayings.append(Saying(value=value, witness=witness))
    return sayings if len(sayings) > 1 else []


def of_edge(query: Query, evidence: Evidence) -> list[Saying]:
    """Return the things that documents name where there is but one at a time; none if they do not differ."""
    if len(query.of.where) != 1 or not isinstance(query.of.where[0], Linked):
        return []
    link = query.of.where[0]
    if evidence.desk.ontology.edges[link.edge].multiple or link.forward or link.negated or link.to.where:
        return []
    if len(link.to.things) != 1:
        return []
    witnesses = evidence.of_end(link.edge, link.to.things[0].node, source=True)
    names, seen, sayings = evidence.desk.names, set[str](), list[Saying]()
    for witness in witnesses:
        target = names.node_of(witness.statement.object or "")
        alike = witnesses and not _is_other(witness, witnesses[0])
        if target is None or target in seen:
            continue
        seen.add(target)
        if not sayings or not alike:
            sayings.append(Saying(value=names.name(target) or target, witness=witness))
    return sayings if len(sayings) > 1 else []


def told_by(value: Shown, witness: Witness, evidence: Evidence) -> str:
    """Return a value with who says so, cited: "China according to Epoch AI [2]"."""
    number = evidence.cite(witness)
    document = evidence.document(witness)
    cited = marks([number] if number is not None else [])
    return say("saying", value=shown_value(value), who=document.publisher or document.title, marks=cited)


def _is_other(witness: Witness, first: Witness) -> bool:
    return witness.statement.document != first.statement.document
