"""Where sources disagree: one value at a time can hold, and documents state several."""

import math
from collections.abc import Iterator, Sequence
from datetime import date

from graph.ontology import PropertyType
from graph.ontology.values import values_agree
from graph.record.types import Value
from graph.views.witness import Witness
from qa.briefing.ledger import merged
from qa.briefing.phrases import say
from qa.briefing.recipe import RecipePart
from qa.briefing.showing import short, shown
from qa.briefing.telling import Teller
from qa.briefing.template import Slot
from qa.briefing.types import Sentence
from qa.evidence import Evidence
from qa.words import property_noun

MOST_SAYINGS = 3
"""Values of one property that are told."""
MOST_OF_THING = 2
"""Properties of one thing that are told."""
TRIVIAL = 0.02
"""Relative difference below which two numbers are one number, rounded or cut off."""
TRIVIAL_DAYS = 1
"""Days by which the same day differs around the world."""
_PLAIN = Slot(name="value")


def disputes(part: RecipePart, teller: Teller) -> list[Sentence]:
    """Return a sentence for each property of the part's things on which documents differ, with who says what.

    Where they differ on none, that is said: it is no gap in what is known.
    """
    found = teller.rows(part)
    things = list(dict.fromkeys(str(row[part.label]) for row in found.rows if row[part.label] is not None))
    told: list[Sentence] = []
    for node in things:
        told += list(_of_thing(node, teller))[:MOST_OF_THING]
    if not told and things and part.none is not None:
        agreed = teller.sentence(part.none, part, {}, found)
        return [] if agreed is None else [agreed]
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
    for witness in _of_one_mind(property_type, witnesses, evidence):
        value = witness.value
        known = [w.value for w in chosen if w.value is not None]
        if value is None or any(_agree(property_type, one, value) for one in known):
            continue
        if all(evidence.document(witness).witness != evidence.document(w).witness for w in chosen):
            chosen.append(witness)
    return chosen[:MOST_SAYINGS]


def _of_one_mind(property_type: PropertyType, witnesses: Sequence[Witness], evidence: Evidence) -> Sequence[Witness]:
    """Return the witnesses without those of a source that itself gives several values: it speaks of several things.

    A source that lists the sizes of a family under one name contradicts nobody who tells the size of one of them.
    """
    told: dict[str, list[Value]] = {}
    for witness in witnesses:
        if witness.value is not None:
            told.setdefault(_speaker(witness, evidence), []).append(witness.value)
    torn = {
        who for who, values in told.items() if any(not _agree(property_type, values[0], other) for other in values[1:])
    }
    return [witness for witness in witnesses if _speaker(witness, evidence) not in torn]


def _speaker(witness: Witness, evidence: Evidence) -> str:
    document = evidence.document(witness)
    return f"{document.source} {document.publisher or document.address}"


def _agree(property_type: PropertyType, one: Value, other: Value) -> bool:
    """Say whether two values may both hold, or differ by too little to tell.

    "open weights" says less than "open weights (restricted use)", and nothing else.
    """
    numbers = isinstance(one, int | float) and isinstance(other, int | float) and not isinstance(one, bool)
    if numbers and abs(float(one) - float(other)) <= TRIVIAL * max(abs(float(one)), abs(float(other))):
        return True
    if property_type.kind == "date" and _days_between(str(one), str(other)) <= TRIVIAL_DAYS:
        return True
    if isinstance(one, str) and isinstance(other, str) and property_type.kind == "text":
        return one.startswith(other) or other.startswith(one)
    return values_agree(property_type, one, other)


def _days_between(one: str, other: str) -> float:
    """Return the days between two dates; endless where one of them is no full date."""
    try:
        return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)
    except ValueError:
        return math.inf


def _sentence(node: str, label: str, name: str, sayings: Sequence[Witness], teller: Teller) -> Sentence:
    desk, ledger = teller.ledger.desk, teller.ledger
    noun = property_noun(desk.ontology, label, name)
    thing = str(short(desk.names.name(node) or node, desk.names))
    what = say("quoted_for", thing=thing, what=noun)
    unit = desk.ontology.nodes[label].properties[name].unit
    texts = [_said(witness, unit, ledger.evidence) for witness in sayings]
    marks = merged(ledger.of_witness(witness, what) for witness in sayings)
    return Sentence(text=say("dispute", property=noun, thing=thing, sayings="; ".join(texts)), marks=marks)


def _said(witness: Witness, unit: str | None, evidence: Evidence) -> str:
    document = evidence.document(witness)
    dated = say("saying_date", date=document.published) if document.published else ""
    value = f"{shown(witness.value, _PLAIN) or ''} {unit or ''}".strip()
    return say("saying", value=value, who=document.publisher or document.title, date=dated)
