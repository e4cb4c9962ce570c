"""Answering a question: understood, computed, cited; or refused with the reason, or asked back."""

import time
from collections.abc import Collection, Sequence
from dataclasses import replace

from graph.errors import QueryError
from qa.compose import compose, entity
from qa.data_files import say
from qa.desk import Desk
from qa.outcome import Outcome, background_lines, held, run_readings
from qa.query import as_said, things_of
from qa.reply import Answer
from qa.understand import Reading, understand
from qa.words import as_question, title, understood

_SETTLED = ("answered", "disputed")


def answer(question: str, desk: Desk, *, id: str | None = None) -> Answer:
    """Return the answer to a question.

    Raises EngineError where the graph cannot be read, RecordError where the record cannot.
    """
    started = time.perf_counter()
    made = _first(question, desk, ())
    if made.status not in _SETTLED and (lines := background_lines(desk)):
        # The name of a line that is only known to be one hides nothing that bears the name as well.
        again = _first(question, desk, lines)
        made = again if again.status in (*_SETTLED, "ambiguous") else made
    spent = (time.perf_counter() - started) * 1000
    return replace(made, id=id, as_of=desk.lens.as_of or desk.today, ms=spent)


def _first(question: str, desk: Desk, without: Collection[str]) -> Answer:
    found = understand(question, desk.ontology, desk.names, without)
    if found.readings:
        return _computed(question, found.readings, desk)
    return Answer(question=question, status="no_answer", text=found.reason, reason=found.reason, nearest=found.nearest)


def _computed(question: str, readings: Sequence[Reading], desk: Desk) -> Answer:
    try:
        outcomes = run_readings(readings, desk)
    except QueryError as error:
        said = understood(readings[0].query, desk.ontology)
        reason = say("not_computed", understood=said, why=str(error))
        return Answer(question=question, status="no_answer", text=reason, reason=reason, understood=said)
    different = held(outcomes)
    if not different:
        return _silent(question, outcomes[0], desk)
    if len(different) > 1 or _is_guess(different[0], outcomes):
        return _asked_back(question, different, desk)
    return compose(question, different[0], desk)


def _is_guess(outcome: Outcome, outcomes: Sequence[Outcome]) -> bool:
    """Say whether an answer is that of one of many things that a part of a name may mean, and not of all of them."""
    guessed = {thing.said for thing in things_of(outcome.query.of) if thing.guessed}
    return bool(guessed) and (len(outcomes) == 1 or any(other.finding == "none" for other in outcomes))


def _silent(question: str, outcome: Outcome, desk: Desk) -> Answer:
    """Refuse: the question was understood, and the record holds nothing about it."""
    query = replace(outcome.query, of=as_said(outcome.query.of))
    form = "no_truth" if query.fold == "truth" else "no_things"
    said = understood(query, desk.ontology)
    reason = say(form, understood=said, what=title(query, desk.ontology, one=False))
    return Answer(
        question=question,
        status="no_answer",
        text=reason,
        reason=reason,
        understood=said,
        cypher=outcome.compiled.text,
        params=outcome.compiled.parameters,
        entities={thing.name: entity(thing.node, desk) for thing in things_of(query.of)},
    )


def _asked_back(question: str, outcomes: Sequence[Outcome], desk: Desk) -> Answer:
    readings = tuple(dict.fromkeys(as_question(outcome.query, desk.ontology) for outcome in outcomes))
    things = {t.name: t.node for outcome in outcomes for t in things_of(outcome.query.of)}
    return Answer(
        question=question,
        status="ambiguous",
        text=say("ambiguous" if len(readings) > 1 else "meant", number=len(readings), readings=" ".join(readings)),
        readings=readings,
        understood=understood(outcomes[0].query, desk.ontology),
        entities={name: entity(node, desk) for name, node in things.items()},
    )
