"""The lexicon of an ontology: every word for its types, relations, properties and values, with all inflections.

It is made from the ontology alone, so another subject needs no code. Words that build questions ("which",
"how many") are English and come from the room's data.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graph.ontology import EdgeType, NodeType, Ontology, PropertyType
from qa.data_files import words
from qa.inflect import nouns, verb
from qa.items import (
    CompoundItem,
    Item,
    LinkValueItem,
    PartyItem,
    PropertyItem,
    QualifierItem,
    Qualifiers,
    RelationItem,
    TypeItem,
    ValueItem,
    WordItem,
)
from qa.tokens import phrase_of

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Items by phrase."""

    items: Mapping[Phrase, tuple[Item, ...]]
    longest: int
    """Atoms of the longest phrase."""
    separable: Mapping[str, tuple[Phrase, ...]]
    """Tails that may stand apart from their verb ("name X as a source"), by the verb's form."""
    ordinary: frozenset[str]
    """Every word of every phrase: what is in a question as a word before it is there as a name."""


_MADE: dict[str, Lexicon] = {}


def lexicon_of(ontology: Ontology) -> Lexicon:
    """Return the lexicon of an ontology, made once for each digest."""
    found = _MADE.get(ontology.digest)
    if found is None:
        found = _MADE[ontology.digest] = make_lexicon(ontology)
    return found


def make_lexicon(ontology: Ontology) -> Lexicon:
    """Return the lexicon of an ontology."""
    found: dict[Phrase, dict[Item, None]] = defaultdict(dict)
    for text, item in _entries(ontology):
        phrase = phrase_of(text)
        if phrase:
            found[phrase][item] = None
    free = {word for text in (*words()["free"], *words()["openers"]) for word in phrase_of(text)}
    return Lexicon(
        items={phrase: tuple(items) for phrase, items in found.items()},
        longest=max(map(len, found)),
        separable=_separable(found),
        ordinary=frozenset(word for phrase in found for word in phrase if not word.isdigit()) | free,
    )


def _separable(found: Mapping[Phrase, Mapping[Item, None]]) -> dict[str, tuple[Phrase, ...]]:
    """Return the tails "as X" of verb phrases, which stand behind the object as a rule."""
    tails: dict[str, set[Phrase]] = defaultdict(set)
    for phrase, items in found.items():
        if len(phrase) > 2 and phrase[1] == "as" and any(isinstance(item, RelationItem) for item in items):
            tails[phrase[0]].add(phrase[1:])
    return {head: tuple(sorted(found_tails)) for head, found_tails in tails.items()}


def _entries(ontology: Ontology) -> Iterator[tuple[str, Item]]:
    for node in ontology.nodes.values():
        yield from _node_entries(node)
    for edge in ontology.edges.values():
        yield from _edge_entries(edge)
    for role in ("which", "who", "when", "where", "how many", "how much", "how long", "count", "relative", "of", "near",
                 "possessive", "and", "or", "not", "except", "light", "stranded"):  # fmt: skip
        for text in words()[role]:
            yield text, WordItem(role)
    yield ",", WordItem("and")
    for thing in words()["thing"]:
        yield thing, TypeItem(None, generic=True)


def _node_entries(node: NodeType) -> Iterator[tuple[str, Item]]:
    if not node.entity:
        return
    for noun in node.nouns:
        yield from ((form, TypeItem(node.label)) for form in nouns(noun))
    for noun in node.generic:
        yield from ((form, TypeItem(node.label, generic=True)) for form in nouns(noun))
    for role, role_nouns in node.role_nouns.items():
        yield from ((form, TypeItem(node.label, role)) for noun in role_nouns for form in nouns(noun))
    for property_type in node.properties.values():
        yield from _property_entries(node.label, property_type)


def _property_entries(label: str, property_type: PropertyType) -> Iterator[tuple[str, Item]]:
    name = property_type.name
    for noun in property_type.words.nouns:
        yield from ((form, PropertyItem(label, name, "noun")) for form in nouns(noun))
    for base in property_type.words.verbs:
        yield from ((form, PropertyItem(label, name, "verb")) for form in verb_forms(base))
    for value in property_type.values:
        for text in (value, *property_type.value_words.get(value, ())):
            meant = tuple(v for v in property_type.values if v == text or text in property_type.value_words.get(v, ()))
            yield text, ValueItem(label, name, meant)
    if property_type.kind == "boolean":
        yield from ((adjective, ValueItem(label, name, (True,))) for adjective in property_type.words.adjectives)


def _edge_entries(edge: EdgeType) -> Iterator[tuple[str, Item]]:
    for phrase in edge.words.forward:
        yield from _relation_entries(edge, phrase, forward=True)
    for phrase in edge.words.backward:
        yield from _relation_entries(edge, phrase, forward=False)
    sides: tuple[tuple[tuple[str, ...], PartyItem], ...] = (
        (edge.words.source, PartyItem(edge.type, "source")),
        (edge.words.target, PartyItem(edge.type, "target")),
    )
    for given, item in sides:
        for noun in given:
            chain = edge.transitive and _is_chain(noun)
            yield from ((form, PartyItem(item.edge, item.side, chain)) for form in nouns(noun))
    for name, qualifier in edge.qualifiers.items():
        for noun in qualifier.words.nouns:
            yield from ((form, QualifierItem(edge.type, name)) for form in nouns(noun))
        for value in qualifier.values:
            for text in (value, *qualifier.value_words.get(value, ())):
                yield text, LinkValueItem(edge.type, name, (value,))
            for phrase in qualifier.value_verbs.get(value, ()):
                yield from _relation_entries(edge, phrase, forward=True, qualifiers=((name, value),))


def _is_chain(phrase: str) -> bool:
    return any(phrase == word or phrase.startswith(word + " ") for word in words()["chain"])


def _relation_entries(
    edge: EdgeType, phrase: str, *, forward: bool, qualifiers: Qualifiers = ()
) -> Iterator[tuple[str, Item]]:
    chain, verbal = edge.transitive and _is_chain(phrase), not _is_prepositional(phrase)
    item = RelationItem(edge.type, forward, chain, verbal, qualifiers)
    yield from ((form, item) for form in verb_forms(phrase))
    for passive in passive_forms(phrase):
        yield passive, RelationItem(edge.type, not forward, chain, qualifiers=qualifiers)
        yield passive.removesuffix(" by"), CompoundItem(edge.type, not forward, qualifiers)
    for participle in compound_forms(phrase):
        yield participle, CompoundItem(edge.type, forward, qualifiers)


def _is_prepositional(phrase: str) -> bool:
    return phrase.removeprefix("be ") in words()["prepositions"]


def verb_forms(phrase: str) -> tuple[str, ...]:
    """Return a verb phrase in all its forms; "be based on" without its "be", which is free in a question.

    A phrase that is no verb in its base form ("by", "developed by") stays as it is.
    """
    head, _, rest = phrase.partition(" ")
    if head == "be":
        return (rest,)
    if head in words()["prepositions"] or rest == "by" or rest.startswith("by "):
        return (phrase,)
    return tuple(f"{form} {rest}".strip() for form in verb(head).all())


def passive_forms(phrase: str) -> tuple[str, ...]:
    """Return the passive of a verb phrase with its "by"; none where a preposition takes the object."""
    head, _, rest = phrase.partition(" ")
    prepositions = words()["prepositions"]
    if head in ("be", "have") or head in prepositions or (rest and rest.split()[-1] in prepositions):
        return ()
    return (f"{verb(head).participle} {rest}".strip() + " by",)


def compound_forms(phrase: str) -> tuple[str, ...]:
    """Return the participle of a verb phrase that ends in a preposition: "set" of "be set in"."""
    prepositions = words()["prepositions"]
    parts = phrase.removeprefix("be ").split()
    if len(parts) != 2 or parts[1] not in prepositions or parts[0] in prepositions:
        return ()
    return (parts[0] if phrase.startswith("be ") else verb(parts[0]).participle,)
