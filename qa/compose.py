"""Answers made from what a reading gives: rows, sentences, citations."""

from collections.abc import Sequence
from dataclasses import replace

from graph.views.witness import Witness
from qa import disputes
from qa.compile import compile_query
from qa.data_files import say
from qa.desk import Desk
from qa.evidence import MOST_CITATIONS, Evidence
from qa.outcome import Outcome, Row, open_property, open_query
from qa.proof import cite_things
from qa.query import Constraint, Holds, Query, things_of
from qa.reply import Answer, Entity, Shown, Status
from qa.text import listed, marks, sentence, shown_value
from qa.words import plural_noun, property_noun, title, understood

MOST_SAID = 3
"""Witnesses named for what the record says in place of what was asked."""


def compose(question: str, outcome: Outcome, desk: Desk) -> Answer:
    """Return the answer of an outcome that found something."""
    evidence = Evidence(desk)
    query = outcome.query
    if query.fold == "truth":
        return _truth(question, outcome, evidence)
    if query.fold == "count":
        return _count(question, outcome, evidence)
    if query.property is not None:
        return _property(question, outcome, evidence)
    return _things(question, outcome, evidence)


def _answer(
    question: str,
    outcome: Outcome,
    evidence: Evidence,
    text: str,
    *,
    status: Status = "answered",
    columns: tuple[str, ...],
    rows: Sequence[tuple[Shown, ...]],
    shown: Sequence[Row] = (),
) -> Answer:
    desk = evidence.desk
    printed = {row.name: row.node for row in shown} | {t.name: t.node for t in things_of(outcome.query.of)}
    note = say("undated_as_of") if desk.lens.as_of and evidence.undated else ""
    return Answer(
        question=question,
        status=status,
        text=sentence(text) + note,
        columns=columns,
        rows=tuple(rows),
        entities={name: entity(node, desk) for name, node in printed.items()},
        understood=understood(outcome.query, desk.ontology),
        cypher=outcome.compiled.text,
        params=outcome.compiled.parameters,
        citations=tuple(evidence.citations),
    )


def entity(node: str, desk: Desk) -> Entity:
    """Return who a node is."""
    return Entity(id=node, label=desk.names.label(node) or "", names=desk.names.names(node))


def _distinct(rows: Sequence[Row]) -> list[Row]:
    """Return rows whose names tell them apart: of two things of one name each bears its id."""
    names = [row.name for row in rows]
    nodes = {(row.name, row.node) for row in rows}
    twice = (
        {name for name, _ in nodes if sum(other == name for other, _ in nodes) > 1}
        if len(set(names)) < len(nodes)
        else set()
    )
    return [replace(row, name=f"{row.name} ({row.node})") if row.name in twice else row for row in rows]


def _things(question: str, outcome: Outcome, evidence: Evidence) -> Answer:
    desk, query, rows = evidence.desk, outcome.query, _distinct(outcome.rows)
    sayings = disputes.of_edge(query, evidence)
    what = title(query, desk.ontology, one=len(rows) == 1)
    if any(constraint.negated for constraint in query.of.where):
        what += say("known_only")
    status: Status = "disputed" if sayings else "answered"
    if sayings:
        text = say("disputed_edge", what=what, sayings=_said(sayings, evidence))
    else:
        cited = cite_things(query, [row.node for row in rows[:MOST_CITATIONS]], evidence)
        named = [(row.name, cited.get(row.node, ())) for row in rows]
        form = "things_one" if len(rows) == 1 else "things_many"
        text = say(form, what=what, total=len(rows), names=listed(named, len(rows)))
    column = plural_noun(query.of, desk.ontology)
    values = [(row.name,) for row in rows]
    return _answer(
        question, outcome, evidence, text, status=status, columns=(column,), rows=values, shown=rows
    )  # fmt: skip


def _said(sayings: Sequence[disputes.Saying], evidence: Evidence) -> str:
    return "; ".join(disputes.told_by(saying.value, saying.witness, evidence) for saying in sayings)


def _property(question: str, outcome: Outcome, evidence: Evidence) -> Answer:
    desk, query, rows = evidence.desk, outcome.query, _distinct(outcome.rows)
    noun = property_noun(desk.ontology, query.of.label, query.property or "")
    nodes = list(dict.fromkeys(row.node for row in rows))
    single = len(query.of.things) == 1 and not query.of.where
    if not single:
        return _property_of_each(question, outcome, evidence, noun, rows)
    witnesses = evidence.of_property(nodes[0], query.property or "")
    sayings = disputes.of_property(query, nodes[0], witnesses, evidence)
    if sayings:
        text = say("disputed_value", property=noun, thing=rows[0].name, sayings=_said(sayings, evidence))
    else:
        shown = [(shown_value(row.value), _cited_value(row, witnesses, evidence)) for row in rows]
        text = say("value_one", property=noun, thing=rows[0].name, values=listed(shown, len(rows)))
    values = [(row.value,) for row in rows]
    status: Status = "disputed" if sayings else "answered"
    return _answer(question, outcome, evidence, text, status=status, columns=(noun,), rows=values, shown=rows[:1])


def _property_of_each(question: str, outcome: Outcome, evidence: Evidence, noun: str, rows: Sequence[Row]) -> Answer:
    desk, query = evidence.desk, outcome.query
    shown = []
    for row in rows[:MOST_CITATIONS]:
        cited = _cited_value(row, evidence.of_property(row.node, query.property or ""), evidence)
        shown.append((say("one_value", thing=row.name, value=shown_value(row.value)), cited))
    text = say("value_each", what=understood(query, desk.ontology), names=listed(shown, len(rows)))
    columns = (plural_noun(query.of, desk.ontology), noun)
    pairs = [(row.name, row.value) for row in rows]
    return _answer(question, outcome, evidence, text, columns=columns, rows=pairs, shown=rows)


def _cited_value(row: Row, witnesses: Sequence[Witness], evidence: Evidence) -> list[int]:
    return _numbers([w for w in witnesses if w.value == row.value][:1], evidence)


def _count(question: str, outcome: Outcome, evidence: Evidence) -> Answer:
    desk, query = evidence.desk, outcome.query
    sample = _sample(replace(query, fold="things"), desk)
    cited = cite_things(query, [row.node for row in sample], evidence)
    witnesses = listed([(row.name, cited.get(row.node, ())) for row in sample], len(sample))
    what = understood(query, desk.ontology)
    text = say("count", what=what, number=f"{outcome.number:,}", witnesses=witnesses)
    return _answer(question, outcome, evidence, text, columns=(what,), rows=[(outcome.number,)], shown=sample)


def _sample(query: Query, desk: Desk) -> list[Row]:
    """Return the first few things that a count counts."""
    compiled = compile_query(query, desk.ontology, desk.background)
    found = desk.graph.read(compiled.text, compiled.parameters, max_rows=3).rows
    return _distinct([Row(node=str(cells[0]), name=str(cells[1])) for cells in found])


def _truth(question: str, outcome: Outcome, evidence: Evidence) -> Answer:
    desk, query = evidence.desk, outcome.query
    if outcome.finding == "found":
        cited = cite_things(query, [thing.node for thing in query.of.things], evidence)
        numbers = [n for found in cited.values() for n in found]
        said = title(query, desk.ontology, one=True)
        text = say("truth_yes", names=f"{said}{marks(numbers)}")
    else:
        text = _otherwise(query, evidence)
    value = outcome.finding == "found"
    return _answer(question, outcome, evidence, text, columns=(title(query, desk.ontology, one=True),), rows=[(value,)])


def _otherwise(query: Query, evidence: Evidence) -> str:
    """Say what the record says in place of what was asked."""
    said = [_instead(query, constraint, evidence) for constraint in query.of.where]
    return say("truth_no", said="; ".join(said))


def _instead(query: Query, constraint: Constraint, evidence: Evidence) -> str:
    desk = evidence.desk
    if isinstance(constraint, Holds):
        asked = open_property(query, constraint)
        witnesses = evidence.of_property(query.of.things[0].node, constraint.property)[:MOST_SAID]
        named = [(shown_value(w.value), _numbers([w], evidence)) for w in witnesses]
        return say("instead", what=understood(asked, desk.ontology), names=listed(named, len(named)))
    instead = open_query(query, constraint)
    rows = _sample(instead, desk)
    cited = cite_things(instead, [row.node for row in rows], evidence)
    named = [(row.name, cited.get(row.node, [])) for row in rows]
    what = title(instead, desk.ontology, one=len(rows) == 1)
    return say("instead", what=what, names=listed(named, len(rows)))


def _numbers(witnesses: Sequence[Witness], evidence: Evidence) -> list[int]:
    return [n for w in witnesses if (n := evidence.cite(w)) is not None]
