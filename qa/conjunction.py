"""Rules for "and" and "or" between clauses, and "or" between names."""

from collections.abc import Iterator
from dataclasses import replace

from qa.parts import Clause, Coordinated, Grammar, Meaning, NounPhrase, Word
from qa.query import Linked, Selection

Found = Iterator[tuple[Meaning, float]]


def joined(_grammar: Grammar, clause: Clause, coordinated: Coordinated) -> Found:
    """Join clauses: "and" demands both, "or" any of the things that one relation leads to."""
    other = coordinated.right
    if not isinstance(other, Clause) or type(other) is not type(clause):
        return
    if coordinated.role == "and":
        constraints = tuple(sorted({*clause.constraints, *other.constraints}, key=repr))
        yield type(clause)(constraints), 0.0
    else:
        merged = _either(clause, other)
        if merged is not None:
            yield merged, 0.0


def _either(clause: Clause, other: Clause) -> Clause | None:
    """Return "trained on A or on B" as one constraint: one relation to any of two sets of named things."""
    if len(clause.constraints) != 1 or len(other.constraints) != 1:
        return None
    one, two = clause.constraints[0], other.constraints[0]
    if not isinstance(one, Linked) or not isinstance(two, Linked) or replace(one, to=two.to) != two:
        return None
    union = _union(one.to, two.to)
    return None if union is None else type(clause)((replace(one, to=union),))


def _union(one: Selection, two: Selection) -> Selection | None:
    if one.label != two.label or one.where or two.where or not one.things or not two.things:
        return None
    things = tuple(sorted({*one.things, *two.things}, key=lambda thing: thing.node))
    return replace(one, things=things)


def joined_nouns(_grammar: Grammar, noun: NounPhrase, coordinated: Coordinated) -> Found:
    """Join names by "or" into any of them."""
    other = coordinated.right
    if coordinated.role == "or" and isinstance(other, NounPhrase) and not noun.asked:
        union = _union(noun.of, other.of)
        if union is not None:
            yield replace(noun, of=union), 0.0


def coordinated(grammar: Grammar, word: Word, right: Clause | NounPhrase) -> Found:
    """Keep "and" or "or" with what follows until what it is joined to is there."""
    if word.role in ("and", "or"):
        yield Coordinated(word.role, right), grammar.weights["union"]
