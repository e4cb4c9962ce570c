"""The rules of composition: which two neighbours make a greater constituent, whatever the subject.

A rule sees types of constituents and asks the ontology what may be joined; none knows a word of a subject.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from graph.ontology import PropertyType
from qa.joins import implied_edges, link, narrow, negated, settled
from qa.parts import (
    Asked,
    Clause,
    Compound,
    Coordinated,
    Counted,
    Gap,
    Grammar,
    LinkValue,
    Meaning,
    Modifier,
    NounPhrase,
    Part,
    Possessor,
    Prepositional,
    Property,
    Relation,
    Word,
)
from qa.query import Linked, Selection, with_label

Found = Iterator[tuple[Meaning, float]]
Rule = Callable[..., Found]


def combine(grammar: Grammar, left: Part, right: Part) -> Iterator[Part]:
    """Yield what two neighbours make together."""
    for rule in _RULES.get((type(left.meaning), type(right.meaning)), ()):
        for meaning, cost in rule(grammar, left.meaning, right.meaning):
            yield Part(meaning, left.cost + right.cost + cost)


# Relations


def _relation_object(grammar: Grammar, relation: Relation, noun: NounPhrase) -> Found:
    """ "released by" + "Qwen"."""
    item = relation.item
    if noun.of.bare and not item.verbal:
        return  # "models by licence" asks for groups
    made = link(grammar.ontology, item.edge, noun, forward=item.forward, chain=item.chain)
    if made is not None:
        yield Clause((made,)), 0.0


def _subject_relation(grammar: Grammar, noun: NounPhrase, relation: Relation) -> Found:
    """ "Qwen" + "has released": what comes before it is the object."""
    item = relation.item
    if not noun.of.bare:
        made = link(grammar.ontology, item.edge, noun, forward=not item.forward, chain=item.chain)
        if made is not None:
            yield Gap((made,)), 0.0


def _compound(grammar: Grammar, noun: NounPhrase, compound: Compound) -> Found:
    """ "MIT" + "licensed"."""
    if noun.named:
        made = link(grammar.ontology, compound.item.edge, noun, forward=compound.item.forward)
        if made is not None:
            yield Modifier((made,)), 0.0


def _noun_clause(grammar: Grammar, noun: NounPhrase, clause: Clause) -> Found:
    """ "models" + "released by Qwen"; a clause with a gap needs a noun that is not a name."""
    if isinstance(clause, Gap) and noun.named:
        return
    result: NounPhrase | None = noun
    for constraint in clause.constraints:
        result = None if result is None else narrow(grammar.ontology, result, constraint)
    if result is not None:
        yield replace(result, party=None), 0.0


def _modifier_noun(grammar: Grammar, modifier: Modifier, noun: NounPhrase) -> Found:
    yield from _noun_clause(grammar, noun, modifier)


def _link_value(_grammar: Grammar, value: LinkValue, noun: NounPhrase) -> Found:
    """ "quantized" + "versions"."""
    if not noun.named:
        yield replace(noun, pending=(*noun.pending, value.item)), 0.0


# Nouns that belong together


def _preposition(_grammar: Grammar, word: Word, noun: NounPhrase) -> Found:
    if word.role in ("of", "near") and not noun.of.bare:
        yield Prepositional(word.role, noun), 0.0


def _possessor(_grammar: Grammar, noun: NounPhrase, word: Word) -> Found:
    if word.role == "possessive" and noun.named:
        yield Possessor(noun), 0.0


def _noun_prepositional(grammar: Grammar, noun: NounPhrase, phrase: Prepositional) -> Found:
    cost = grammar.weights["implied_of" if phrase.role == "of" else "implied_near"]
    yield from _belonging(grammar, noun, phrase.noun, cost)


def _possessor_noun(grammar: Grammar, possessor: Possessor, noun: NounPhrase) -> Found:
    yield from _belonging(grammar, noun, possessor.noun, grammar.weights["implied_of"])


def _neighbours(grammar: Grammar, left: NounPhrase, right: NounPhrase) -> Found:
    """ "Qwen models", "MIT license", "X: which licence"; a noun of the type of a name says what the name is."""
    if left.named and not right.named:
        if left.of.label == right.of.label and right.of.bare and not left.asked:
            yield left, 0.0
        yield from _belonging(grammar, right, left, grammar.weights["implied"])
    elif right.named and not left.named:
        if left.of.label == right.of.label and left.of.bare and not left.asked:
            yield right, 0.0
        yield from _belonging(grammar, left, right, grammar.weights["implied"] + grammar.weights["after"])


def _belonging(grammar: Grammar, noun: NounPhrase, owner: NounPhrase, cost: float) -> Found:
    """Relate a noun to another by the relation it speaks of, else by one that may hold between their types."""
    if owner.asked or owner.party is not None:
        return
    if noun.party is not None:
        forward = noun.party.side == "source"
        made = link(grammar.ontology, noun.party.edge, owner, forward=forward, chain=noun.party.chain)
        result = None if made is None else narrow(grammar.ontology, noun, made)
        if result is not None:
            yield replace(result, party=None), 0.0
        return
    for item in noun.pending:
        made = link(grammar.ontology, item.edge, owner, forward=True)
        result = None if made is None else narrow(grammar.ontology, noun, made)
        if result is not None:
            yield result, 0.0
    if noun.of.label is None or owner.of.label is None or noun.pending:
        return
    for edge, forward in implied_edges(grammar.ontology, noun.of.label, owner.of.label):
        made = link(grammar.ontology, edge, owner, forward=forward)
        result = None if made is None else narrow(grammar.ontology, noun, made)
        if result is not None:
            yield result, cost


# Properties


def _asked(grammar: Grammar, noun: NounPhrase, item: Property, *, needs: bool = False) -> Iterator[Asked]:
    if noun.asked or noun.of.bare or noun.party is not None or noun.of.label not in (None, item.item.label):
        return
    selection = settled(grammar.ontology, noun)
    if selection is not None:
        yield Asked(selection if selection.label else with_label(selection, item.item.label), item.item, needs)


def _property_prepositional(grammar: Grammar, item: Property, phrase: Prepositional) -> Found:
    """ "the task" + "of X"."""
    if phrase.role == "of" and item.item.form == "noun":
        yield from ((asked, 0.0) for asked in _asked(grammar, phrase.noun, item))


def _possessor_property(grammar: Grammar, possessor: Possessor, item: Property) -> Found:
    if item.item.form == "noun":
        yield from ((asked, 0.0) for asked in _asked(grammar, possessor.noun, item))


def _noun_property(grammar: Grammar, noun: NounPhrase, item: Property) -> Found:
    """ "X release date"; "X" + "released" asks only after "when"."""
    verbal = item.item.form == "verb"
    cost = 0.0 if verbal else grammar.weights["after"]
    yield from ((asked, cost) for asked in _asked(grammar, noun, item, needs=verbal))


def _property_noun(grammar: Grammar, item: Property, noun: NounPhrase) -> Found:
    """ "which task" + "X"; "take to train" + "X" asks only after "how long"."""
    verbal = item.item.form == "verb"
    yield from ((asked, 0.1) for asked in _asked(grammar, noun, item, needs=verbal))


def _property_asked(_grammar: Grammar, item: Property, asked: Asked) -> Found:
    """ "which languages" + "X supports": noun and verb of one property."""
    if asked.needs and item.item.form == "noun" and item.item.property == asked.item.property:
        yield replace(asked, needs=False), 0.0


def _asked_word(_grammar: Grammar, asked: Asked, word: Word) -> Found:
    """ "which task is X" + "for"."""
    if word.role == "stranded" and not asked.needs:
        yield asked, 0.1


# Question words


def _word_noun(grammar: Grammar, word: Word, noun: NounPhrase) -> Found:
    if word.role == "which" and not noun.asked and not noun.named:
        yield replace(noun, asked=True), 0.0
    elif word.role == "count" and not noun.named and not noun.asked:
        selection = settled(grammar.ontology, noun)
        if selection is not None:
            yield Counted(selection), 0.0


def _word_property(grammar: Grammar, word: Word, item: Property) -> Found:
    kind = _type_of(grammar, item).kind
    counts = word.role == "how many" and kind in ("integer", "number")
    if item.item.form == "noun" and (word.role == "which" or counts):
        yield item, 0.0


def _word_asked(grammar: Grammar, word: Word, asked: Asked) -> Found:
    """ "when was" + "X released"; "what is" + "X's task"."""
    if word.role == "which" and not asked.needs:
        yield asked, 0.0
    asks = grammar.ontology.nodes[asked.item.label].properties[asked.item.property].words.asks
    if word.role in asks:
        yield replace(asked, needs=False), 0.0


def _type_of(grammar: Grammar, item: Property) -> PropertyType:
    return grammar.ontology.nodes[item.item.label].properties[item.item.property]


def _word_counted(_grammar: Grammar, word: Word, counted: Counted) -> Found:
    if word.role == "which":
        yield counted, 0.0


def _word_clause(grammar: Grammar, word: Word, clause: Clause) -> Found:
    """ "that" + clause; "not" + clause; "or" + clause waits for what is before it."""
    if word.role == "relative":
        yield clause, 0.0
    elif word.role == "not" and len(clause.constraints) == 1 and not clause.constraints[0].negated:
        yield type(clause)((negated(clause.constraints[0]),)), grammar.weights["negation"]


# Conjunction


def _joined(_grammar: Grammar, clause: Clause, coordinated: Coordinated) -> Found:
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


def _joined_nouns(_grammar: Grammar, noun: NounPhrase, coordinated: Coordinated) -> Found:
    other = coordinated.right
    if coordinated.role == "or" and isinstance(other, NounPhrase) and not noun.asked:
        union = _union(noun.of, other.of)
        if union is not None:
            yield replace(noun, of=union), 0.0


def _coordinated(grammar: Grammar, word: Word, right: Clause | NounPhrase) -> Found:
    if word.role in ("and", "or"):
        yield Coordinated(word.role, right), grammar.weights["union"]


_CLAUSES: tuple[type[Clause], ...] = (Clause, Gap, Modifier)

_RULES: dict[tuple[type, type], tuple[Rule, ...]] = {
    (Relation, NounPhrase): (_relation_object,),
    (NounPhrase, Relation): (_subject_relation,),
    (NounPhrase, Compound): (_compound,),
    (Modifier, NounPhrase): (_modifier_noun,),
    (LinkValue, NounPhrase): (_link_value,),
    (Word, NounPhrase): (_preposition, _word_noun, _coordinated),
    (NounPhrase, Word): (_possessor,),
    (NounPhrase, Prepositional): (_noun_prepositional,),
    (Possessor, NounPhrase): (_possessor_noun,),
    (NounPhrase, NounPhrase): (_neighbours,),
    (NounPhrase, Coordinated): (_joined_nouns,),
    (Property, Prepositional): (_property_prepositional,),
    (Possessor, Property): (_possessor_property,),
    (NounPhrase, Property): (_noun_property,),
    (Property, NounPhrase): (_property_noun,),
    (Property, Asked): (_property_asked,),
    (Asked, Word): (_asked_word,),
    (Word, Property): (_word_property,),
    (Word, Asked): (_word_asked,),
    (Word, Counted): (_word_counted,),
    **{(NounPhrase, clause): (_noun_clause,) for clause in _CLAUSES},
    **{(Word, clause): (_word_clause, _coordinated) for clause in _CLAUSES},
    **{(clause, Coordinated): (_joined,) for clause in _CLAUSES},
}
"""The rules by the types of the two constituents that they join."""
