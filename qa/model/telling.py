"""An answer made from the rows of a model's query: the sentence is ours, and says who read the question."""

from collections.abc import Iterator, Sequence

from qa.compose import entity
from qa.data_files import say as say_of_answers
from qa.desk import Desk
from qa.disputes import told_by
from qa.evidence import Evidence
from qa.model.data import say
from qa.model.following import Differing, FollowedRow
from qa.model.shape import Shape
from qa.reply import Answer
from qa.text import listed, marks, sentence, shown_value
from qa.words import property_noun


def told(
    question: str, model: str, shape: Shape, rows: Sequence[FollowedRow], desk: Desk, evidence: Evidence,
    cut: bool,
) -> Answer:  # fmt: skip
    """Return the answer of rows that were followed to statements."""
    shown = list(_shown(rows, shape, evidence))
    text = sentence(_text(model, shape, rows, shown))
    differing = [one for row in rows[: len(shown)] for one in row.differing]
    for one in differing:
        text += " " + _differ(one, evidence)
    if cut:
        text += " " + say("cut", rows=len(rows))
    if shape.excludes:
        text += " " + say("excluded")
    if desk.lens.as_of and evidence.undated:
        text += say_of_answers("undated_as_of")
    things = {name: node for row in rows for name, node in row.things.items()}
    return Answer(
        question=question,
        status="disputed" if differing else "answered",
        text=text,
        columns=_columns(shape, desk),
        rows=tuple(row.cells for row in rows),
        entities={name: entity(node, desk) for name, node in things.items()},
        understood=say("understood", model=model),
        # As it ran: what it says in comments is blanked.
        cypher=" ".join(shape.reading.text.split()),
        citations=tuple(evidence.citations),
        read_by=model,
    )


def _columns(shape: Shape, desk: Desk) -> tuple[str, ...]:
    """Return the names of the columns: by the ontology, since a name that a model gives may claim anything."""
    names: list[str] = []
    for item in shape.items:
        label = next(iter(shape.parts.labels.get(item.variable, ())), "")
        type_ = desk.ontology.nodes.get(desk.ontology.roles.get(label, label))
        noun = type_.nouns[0] if type_ is not None and type_.nouns else say("thing")
        name = {"thing": noun, "value": item.key.replace("_", " "), "aggregate": item.text.partition("(")[0].lower()}
        names.append(name[item.kind])
    return tuple(name if names.count(name) == 1 else f"{name} {n}" for n, name in enumerate(names, start=1))


def _text(model: str, shape: Shape, rows: Sequence[FollowedRow], shown: Sequence[tuple[str, Sequence[int]]]) -> str:
    if not shape.aggregates:
        return say("things", model=model, names=listed(shown, len(rows)))
    if len(rows) == 1 and not rows[0].things:
        value = "; ".join(shown_value(cell) for cell in rows[0].cells)
        cited = marks(shown[0][1]).strip()
        return say("number", model=model, value=value, names=cited)
    return say("groups", model=model, names=listed(shown, len(rows)))


def _shown(rows: Sequence[FollowedRow], shape: Shape, evidence: Evidence) -> Iterator[tuple[str, Sequence[int]]]:
    """Yield the first rows in words with their citations, as long as there is room for all of a row's."""
    for number, row in enumerate(rows):
        cited = _cited(row, evidence)
        if number and len(cited) < len(row.witnesses):
            return
        yield _said(row, shape), cited


def _said(row: FollowedRow, shape: Shape) -> str:
    """Return a row in words: its first cell, and what is said of it."""
    cells = [shown_value(cell) if not isinstance(cell, str) else cell for cell in row.cells]
    return cells[0] if len(cells) == 1 else say("group", thing=cells[0], value=", ".join(cells[1:]))


def _cited(row: FollowedRow, evidence: Evidence) -> list[int]:
    return [n for w in row.witnesses if (n := evidence.cite(w)) is not None]


def _differ(one: Differing, evidence: Evidence) -> str:
    said = [told_by(witness.value, witness, evidence) for witness in one.sayings]
    return say(
        "differ",
        property=property_noun(evidence.desk.ontology, one.label, one.property),
        thing=one.thing,
        sayings="; ".join(said),
    )
