"""Rules for what is asked: properties of things, question words, counts."""

from collections.abc import Iterator
from dataclasses import replace

from graph.ontology import PropertyType
from qa.joins import negated, settled
from qa.parts import (
    Asked,
    Clause,
    Counted,
    Grammar,
    Meaning,
    Modifier,
    NounPhrase,
    Possessor,
    Prepositional,
    Property,
    Valued,
    Word,
)
from qa.query import Holds, with_label

Found = Iterator[tuple[Meaning, float]]


def _asked(grammar: Grammar, noun: NounPhrase, item: Property, *, needs: bool = False) -> Iterator[Asked]:
    if noun.asked or noun.of.bare or noun.party is not None or noun.of.label not in (None, item.item.label):
        return
    selection = settled(grammar.ontology, noun)
    if selection is not None:
        yield Asked(selection if selection.label else with_label(selection, item.item.label), item.item, needs)


def property_prepositional(grammar: Grammar, item: Property, phrase: Prepositional) -> Found:
    """ "the task" + "of X"."""
    if phrase.role == "of" and item.item.form == "noun":
        yield from ((asked, 0.0) for asked in _asked(grammar, phrase.noun, item))


def possessor_property(grammar: Grammar, possessor: Possessor, item: Property) -> Found:
    """ "X's" + "release date"."""
    if item.item.form == "noun":
        yield from ((asked, 0.0) for asked in _asked(grammar, possessor.noun, item))


def noun_property(grammar: Grammar, noun: NounPhrase, item: Property) -> Found:
    """ "X release date"; "X" + "released" asks only after "when"."""
    verbal = item.item.form == "verb"
    cost = 0.0 if verbal else grammar.weights["after"]
    yield from ((asked, cost) for asked in _asked(grammar, noun, item, needs=verbal))


def property_noun(grammar: Grammar, item: Property, noun: NounPhrase) -> Found:
    """ "which task" + "X"; "take to train" + "X" asks only after "how long"."""
    verbal = item.item.form == "verb"
    yield from ((asked, 0.1) for asked in _asked(grammar, noun, item, needs=verbal))


def property_asked(_grammar: Grammar, item: Property, asked: Asked) -> Found:
    """ "which languages" + "X supports": noun and verb of one property."""
    if asked.needs and item.item.form == "noun" and item.item.property == asked.item.property:
        yield replace(asked, needs=False), 0.0


def asked_word(_grammar: Grammar, asked: Asked, word: Word) -> Found:
    """ "which task is X" + "for"."""
    if word.role in ("stranded", "light") and not asked.needs:
        yield asked, 0.1


def word_noun(grammar: Grammar, word: Word, noun: NounPhrase) -> Found:
    """ "which" + "films"; "how many" + "films"."""
    if word.role == "which" and not noun.asked and not noun.named:
        yield replace(noun, asked=True), 0.0
    elif word.role == "except" and noun.named and not noun.excluded:
        yield replace(noun, excluded=True), 0.0
    elif word.role == "count" and not noun.named and not noun.asked:
        selection = settled(grammar.ontology, noun)
        if selection is not None:
            yield Counted(selection), 0.0


def word_property(grammar: Grammar, word: Word, item: Property) -> Found:
    """ "which" + "task"; "how many" + "parameters", where the property is a number."""
    kind = _type_of(grammar, item).kind
    counts = word.role == "how many" and kind in ("integer", "number")
    if item.item.form == "noun" and (word.role == "which" or counts):
        yield item, 0.0


def word_asked(grammar: Grammar, word: Word, asked: Asked) -> Found:
    """ "when was" + "X released"; "what is" + "X's task"."""
    if word.role == "which" and not asked.needs:
        yield asked, 0.0
    asks = grammar.ontology.nodes[asked.item.label].properties[asked.item.property].words.asks
    if word.role in asks:
        yield replace(asked, needs=False), 0.0


def _type_of(grammar: Grammar, item: Property) -> PropertyType:
    return grammar.ontology.nodes[item.item.label].properties[item.item.property]


def word_counted(_grammar: Grammar, word: Word, counted: Counted) -> Found:
    """ "what is" + "the number of films"."""
    if word.role == "which":
        yield counted, 0.0


def word_clause(grammar: Grammar, word: Word, clause: Clause) -> Found:
    """ "that" + clause; "not" + clause; "or" + clause waits for what is before it."""
    if word.role == "relative":
        yield clause, 0.0
    elif word.role == "not" and len(clause.constraints) == 1 and not clause.constraints[0].negated:
        yield type(clause)((negated(clause.constraints[0]),)), grammar.weights["negation"]


# Values beside their property


def property_value(_grammar: Grammar, item: Property, valued: Valued | Modifier) -> Found:
    """ "language" + "French"; "speaks" + "French"."""
    constraint = valued.constraint if isinstance(valued, Valued) else valued.constraints[0]
    if isinstance(constraint, Holds) and (constraint.label, constraint.property) == (
        item.item.label,
        item.item.property,
    ):
        yield Modifier((constraint,)) if item.item.form == "noun" else Clause((constraint,)), 0.0


def value_property(grammar: Grammar, valued: Valued | Modifier, item: Property) -> Found:
    """ "French" + "language"."""
    if item.item.form == "noun":
        yield from property_value(grammar, item, valued)


def word_modifier(_grammar: Grammar, word: Word, modifier: Modifier) -> Found:
    """ "with" + "language French"; "uses" + "the French language"."""
    if word.role in ("of", "near", "light") and isinstance(modifier.constraints[0], Holds):
        yield Clause(modifier.constraints), 0.1
