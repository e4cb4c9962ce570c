"""Where sources disagree: one value at a time can hold, and documents state several."""

from collections.abc import Iterator, Sequence

from graph.ontology import PropertyType
from graph.ontology.values import values_agree
from graph.record.types import Value
from graph.views.witness import Witness
from qa.briefing.ledger import merged
from qa.briefing.phrases import say
from qa.briefing.recipe import RecipePart
from qa.briefing.showing import shown
from qa.briefing.telling import Teller
from qa.briefing.template import Slot
from qa.briefing.types import Sentence
from qa.evidence import Evidence
from qa.words import property_noun

MOST_SAYINGS = 3
"""Values of one property that are told."""
MOST_OF_THING = 2
"""Properties of one thing that are told."""
_PLAIN = Slot(name="value")


def disputes(part: RecipePart, teller: Teller) -> list[Sentence]:
    """Return a sentence for each property of the part's things on which documents differ, with who says what."""
    found = teller.rows(part)
    things = list(dict.fromkeys(str(row[part.label]) for row in found.rows if row[part.label] is not None))
    told: list[Sentence] = []
    for node in things:
        told += list(_of_thing(node, teller))[:MOST_OF_THING]
    if not told and things and part.none is not None:
        teller.gap(part.none, found)
    return told[: part.most]


def _of_thing(node: str, teller: Teller) -> Iterator[Sentence]:
    desk, evidence = teller.ledger.desk, teller.ledger.evidence
    label = desk.names.label(node) or ""
    properties = desk.ontology.nodes[label].properties if label in desk.ontology.nodes else {}
    for name, property_type in properties.items():
        if _is_comparable(property_type):
            sayings = _differing(property_type, evidence.of_property(node, name), evidence)
            if len(sayings) > 1:
                yield _sentence(node, label, name, sayings, teller)


def _is_comparable(property_type: PropertyType) -> bool:
    """Say whether two values of a property can contradict each other; free texts may differ in wording alone."""
    return not property_type.multiple and (property_type.kind != "text" or bool(property_type.values))


def _differing(property_type: PropertyType, witnesses: Sequence[Witness], evidence: Evidence) -> list[Witness]:
    """Return the best witness of each value that does not agree with those before it and is another document's."""
    chosen: list[Witness] = []
    for witness in witnesses:
        value = witness.value
        known = [w.value for w in chosen if w.value is not None]
        if value is None or any(_agree(property_type, one, value) for one in known):
            continue
        if all(evidence.document(witness).witness != evidence.document(w).witness for w in chosen):
            chosen.append(witness)
    return chosen[:MOST_SAYINGS]


def _agree(property_type: PropertyType, one: Value, other: Value) -> bool:
    """Say whether two values may both hold: "open weights" says less than "open weights (restricted use)", not else."""
    if isinstance(one, str) and isinstance(other, str) and property_type.kind == "text":
        return one.startswith(other) or other.startswith(one)
    return values_agree(property_type, one, other)


def _sentence(node: str, label: str, name: str, sayings: Sequence[Witness], teller: Teller) -> Sentence:
    desk, ledger = teller.ledger.desk, teller.ledger
    noun, thing = property_noun(desk.ontology, label, name), desk.names.name(node) or node
    what = say("quoted_for", thing=thing, what=noun)
    unit = desk.ontology.nodes[label].properties[name].unit
    texts = [_said(witness, unit, ledger.evidence) for witness in sayings]
    marks = merged(ledger.of_witness(witness, what) for witness in sayings)
    return Sentence(text=say("dispute", property=noun, thing=thing, sayings="; ".join(texts)), marks=marks)


def _said(witness: Witness, unit: str | None, evidence: Evidence) -> str:
    document = evidence.document(witness)
    date = say("saying_date", date=document.published) if document.published else ""
    value = f"{shown(witness.value, _PLAIN) or ''} {unit or ''}".strip()
    return say("saying", value=value, who=document.publisher or document.title, date=date)
