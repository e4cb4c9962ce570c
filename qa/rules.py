"""The rules of composition: which two neighbours make a greater constituent, whatever the subject.

A rule sees types of constituents and asks the ontology what may be joined; none knows a word of a subject.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from qa.asking import (
    asked_word,
    noun_property,
    possessor_property,
    property_asked,
    property_noun,
    property_prepositional,
    property_value,
    value_property,
    word_asked,
    word_clause,
    word_counted,
    word_modifier,
    word_noun,
    word_property,
)
from qa.conjunction import coordinated, joined, joined_nouns
from qa.joins import implied_edges, link, narrow
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
    Valued,
    Word,
)
from qa.query import Selection

Found = Iterator[tuple[Meaning, float]]
Rule = Callable[..., Found]


def combine(grammar: Grammar, left: Part, right: Part) -> Iterator[Part]:
    """Yield what two neighbours make together."""
    for rule in _RULES.get((type(left.meaning), type(right.meaning)), ()):
        for meaning, cost in rule(grammar, left.meaning, right.meaning):
            yield Part(meaning, left.cost + right.cost + cost)


# Relations


def _relation_object(grammar: Grammar, relation: Relation, noun: NounPhrase) -> Found:
    """ "directed by" + "Varda"."""
    item = relation.item
    if noun.of.bare and not item.verbal:
        return  # "films by genre" asks for groups
    made = link(grammar.ontology, item.edge, noun, forward=item.forward, chain=item.chain, qualifiers=item.qualifiers)
    if made is not None:
        yield Clause((replace(made, negated=noun.excluded),)), 0.0


def _subject_relation(grammar: Grammar, noun: NounPhrase, relation: Relation) -> Found:
    """ "Varda" + "has directed": what comes before it is the object."""
    item = relation.item
    if not noun.of.bare and not noun.excluded:
        made = link(
            grammar.ontology, item.edge, noun, forward=not item.forward, chain=item.chain, qualifiers=item.qualifiers
        )
        if made is not None:
            yield Gap((made,)), 0.0


def _compound(grammar: Grammar, noun: NounPhrase, compound: Compound) -> Found:
    """ "Gaumont" + "produced"."""
    if noun.named and not noun.excluded:
        item = compound.item
        made = link(grammar.ontology, item.edge, noun, forward=item.forward, qualifiers=item.qualifiers)
        if made is not None:
            yield Modifier((made,)), 0.0


def _noun_clause(grammar: Grammar, noun: NounPhrase, clause: Clause) -> Found:
    """ "films" + "directed by Varda"; a clause with a gap needs a noun that is not a name."""
    if noun.excluded or (isinstance(clause, Gap) and noun.named) or _is_line(grammar, noun):
        return
    result: NounPhrase | None = noun
    for constraint in clause.constraints:
        result = None if result is None else narrow(grammar.ontology, result, constraint)
    if result is not None:
        yield replace(result, party=None), 0.0


def _is_line(grammar: Grammar, noun: NounPhrase) -> bool:
    """Say whether a noun speaks of the lines of things that are still to come; lines by themselves are a set."""
    party = noun.party
    return party is not None and party.side == "target" and grammar.ontology.edges[party.edge].lines


def _modifier_noun(grammar: Grammar, modifier: Modifier, noun: NounPhrase) -> Found:
    yield from _noun_clause(grammar, noun, modifier)


def _link_value(grammar: Grammar, value: LinkValue, noun: NounPhrase) -> Found:
    """ "restored" + "versions"."""
    if not noun.named:
        cost = grammar.weights["implied"] if noun.of.where else 0.0
        yield replace(noun, pending=(*noun.pending, value.item)), cost


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
    """ "who is" + "the director of X", "Varda" + "films"; a noun of a name's type says what the name is."""
    if left.asked and left.of == Selection():
        if not right.asked and not right.named and not right.of.bare:
            yield replace(right, asked=True), 0.0
    elif left.named and not right.named:
        if left.of.label == right.of.label and right.of.bare and not left.asked:
            yield left, 0.0
        yield from _belonging(grammar, right, left, grammar.weights["implied"])
    elif right.named and not left.named and left.of.label == right.of.label and left.of.bare and not left.asked:
        yield right, 0.0


def _belonging(grammar: Grammar, noun: NounPhrase, owner: NounPhrase, cost: float) -> Found:
    """Relate a noun to another by the relation it speaks of, else by one that may hold between their types."""
    if owner.asked or owner.excluded or owner.party is not None:
        return
    if noun.party is not None:
        forward = noun.party.side == "source"
        made = link(grammar.ontology, noun.party.edge, owner, forward=forward, chain=noun.party.chain)
        result = None if made is None else narrow(grammar.ontology, noun, made)
        if result is not None:
            # A word for another relation beside it ("restored versions") makes this one less likely.
            yield replace(result, party=None), grammar.weights["implied"] if result.pending else 0.0
        return
    said = [
        made for item in noun.pending if (made := link(grammar.ontology, item.edge, owner, forward=True)) is not None
    ]
    for made in said:
        result = narrow(grammar.ontology, noun, made)
        if result is not None:
            yield result, 0.0
    if noun.of.label is None or owner.of.label is None or said:
        return
    for edge, forward in implied_edges(grammar.ontology, noun.of.label, owner.of.label):
        made = link(grammar.ontology, edge, owner, forward=forward)
        result = None if made is None else narrow(grammar.ontology, noun, made)
        if result is not None:
            yield result, cost


_CLAUSES: tuple[type[Clause], ...] = (Clause, Gap, Modifier)

_RULES: dict[tuple[type, type], tuple[Rule, ...]] = {
    (Relation, NounPhrase): (_relation_object,),
    (NounPhrase, Relation): (_subject_relation,),
    (NounPhrase, Compound): (_compound,),
    (Modifier, NounPhrase): (_modifier_noun,),
    (LinkValue, NounPhrase): (_link_value,),
    (Word, NounPhrase): (_preposition, word_noun, coordinated),
    (NounPhrase, Word): (_possessor,),
    (NounPhrase, Prepositional): (_noun_prepositional,),
    (Possessor, NounPhrase): (_possessor_noun,),
    (NounPhrase, NounPhrase): (_neighbours,),
    (NounPhrase, Coordinated): (joined_nouns,),
    (Property, Prepositional): (property_prepositional,),
    (Possessor, Property): (possessor_property,),
    (NounPhrase, Property): (noun_property,),
    (Property, NounPhrase): (property_noun,),
    (Property, Asked): (property_asked,),
    (Asked, Word): (asked_word,),
    (Word, Property): (word_property,),
    (Word, Asked): (word_asked,),
    (Word, Counted): (word_counted,),
    **{(NounPhrase, clause): (_noun_clause,) for clause in _CLAUSES},
    **{(Word, clause): (word_clause, coordinated) for clause in (Clause, Gap)},
    (Word, Modifier): (word_clause, coordinated, word_modifier),
    (Property, Valued): (property_value,),
    (Property, Modifier): (property_value,),
    (Valued, Property): (value_property,),
    (Modifier, Property): (value_property,),
    **{(clause, Coordinated): (joined,) for clause in _CLAUSES},
}
"""The rules by the types of the two constituents that they join."""
