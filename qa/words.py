"""A query graph in plain words, made from the words of the ontology: how a question was understood."""

from graph.ontology import EdgeType, Ontology
from qa.data_files import say, words
from qa.inflect import plural, verb
from qa.query import Constraint, Holds, Linked, Query, Selection


def understood(query: Query, ontology: Ontology) -> str:
    """Return what a query asks, as a phrase: "films directed by Varda"."""
    things = phrase(query.of, ontology)
    if query.fold == "truth":
        return say("whether", said=_sentence(query.of, ontology))
    if query.fold == "count":
        return say("number_of", things=things)
    if query.property is not None:
        return say("property_of", property=property_noun(ontology, query.of.label, query.property), things=things)
    return things


def as_question(query: Query, ontology: Ontology) -> str:
    """Return a query as a question that can be asked."""
    things = phrase(query.of, ontology)
    if query.fold == "truth":
        return say("ask_truth", said=_sentence(query.of, ontology))
    if query.fold == "count":
        return say("ask_count", things=things)
    if query.property is not None:
        return say("ask_property", property=property_noun(ontology, query.of.label, query.property), things=things)
    if _party(query.of, ontology) is not None and _says_type(query.of, ontology):
        return say("ask_party", party=title(query, ontology, one=True))
    return say("ask_things", things=things)


def _sentence(selection: Selection, ontology: Ontology) -> str:
    """Return what is said of named things as a sentence: "X is derived from Y", "X directed Y"."""
    subject = phrase(Selection(label=selection.label, things=selection.things), ontology)
    return " and ".join(_statement(subject, constraint, ontology) for constraint in selection.where)


def _statement(subject: str, constraint: Constraint, ontology: Ontology) -> str:
    if isinstance(constraint, Holds):
        return say("statement_is", subject=subject, said=_holding(constraint, ontology))
    edge, to = ontology.edges[constraint.edge], phrase(constraint.to, ontology)
    did, prepositional = _participle(edge)
    if not constraint.forward and prepositional:
        return say("statement_is", subject=to, said=f"{_reach(edge, constraint)}{did} {subject}")
    if constraint.forward and not prepositional:
        return say("statement_did", subject=subject, said=f"{_reach(edge, constraint)}{did} {to}")
    return say("statement_is", subject=subject, said=_constraint(constraint, ontology))


def phrase(selection: Selection, ontology: Ontology) -> str:
    """Return a set of things as a noun phrase."""
    if selection.things:
        head = " or ".join(thing.name for thing in selection.things)
    else:
        head = plural_noun(selection, ontology)
    return " ".join([head, *_joined([_constraint(c, ontology) for c in selection.where])])


def _joined(said: list[str]) -> list[str]:
    return [" and ".join(said)] if said else []


def plural_noun(selection: Selection, ontology: Ontology) -> str:
    """Return the plural noun of a kind."""
    if selection.label is None:
        return say("things_of_any_kind")
    node = ontology.nodes[selection.label]
    nouns = node.role_nouns.get(selection.role or "") or node.nouns or (selection.label,)
    return plural(nouns[0])


def property_noun(ontology: Ontology, label: str | None, name: str) -> str:
    """Return the first noun of a property, else its name as words."""
    property_type = ontology.nodes[label].properties.get(name) if label is not None else None
    nouns = property_type.words.nouns if property_type is not None else ()
    return nouns[0] if nouns else name.replace("_", " ")


def _constraint(constraint: Constraint, ontology: Ontology) -> str:
    if isinstance(constraint, Holds):
        return say("that_are_so", said=_holding(constraint, ontology))
    said = relation_words(ontology.edges[constraint.edge], constraint, phrase(constraint.to, ontology))
    if constraint.qualifiers:
        said += " (" + ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in constraint.qualifiers) + ")"
    return say("negated", said=said) if constraint.negated else said


def _says_type(selection: Selection, ontology: Ontology) -> bool:
    """Say whether the noun for things by their one relation fits things of their type alone."""
    link = selection.where[0]
    assert isinstance(link, Linked)
    edge = ontology.edges[link.edge]
    return (edge.source if link.forward else edge.target) == (selection.label,)


def _holding(holds: Holds, ontology: Ontology) -> str:
    """Return a value as what a thing is: "silent", "of rating R"; the word of the ontology where it has one."""
    adjectives = ontology.nodes[holds.label].properties[holds.property].words.adjectives
    if holds.values == (True,) and adjectives:
        said = adjectives[0]
    else:
        noun = property_noun(ontology, holds.label, holds.property)
        said = say("of_value", property=noun, values=" or ".join(str(value) for value in holds.values))
    return say("negated", said=said) if holds.negated else said


def relation_words(edge: EdgeType, link: Linked, to: str) -> str:
    """Return a relation as it stands behind a noun: "developed by X", "that X is trained on"."""
    reach = _reach(edge, link)
    did, prepositional = _participle(edge)
    if link.forward:
        return f"{reach}{did} {to}" if prepositional else say("that_did", reach=reach, did=did, to=to)
    verb_form = "that_is" if link.to.things else "that_are"
    return say(verb_form, reach=reach, to=to, said=did) if prepositional else f"{reach}{did} by {to}"


def _reach(edge: EdgeType, link: Linked) -> str:
    """Return how far a relation that chains is followed, as a word before it."""
    return say("chain" if link.chain else "step") if edge.transitive else ""


def _participle(edge: EdgeType) -> tuple[str, bool]:
    """Return the first words of a relation as a participle, and whether a preposition takes their object."""
    first = edge.words.forward[0] if edge.words.forward else edge.type.lower().replace("_", " ")
    head, _, rest = first.partition(" ")
    prepositional = (rest or head).split()[-1] in words()["prepositions"]
    if head == "be" or head in words()["prepositions"]:
        return first.removeprefix("be "), prepositional
    return f"{verb(head).participle} {rest}".strip(), prepositional


def title(query: Query, ontology: Ontology, *, one: bool) -> str:
    """Return what stands before the things of a result: "director of X", "films directed by Y"."""
    if query.fold == "truth":
        return _sentence(query.of, ontology)
    noun = _party(query.of, ontology)
    if query.property is not None or query.fold == "count" or noun is None:
        return understood(query, ontology)
    link = query.of.where[0]
    assert isinstance(link, Linked)
    return say("party_of", party=noun if one else plural(noun), thing=phrase(link.to, ontology))


def _party(selection: Selection, ontology: Ontology) -> str | None:
    """Return the noun for things by their one relation, where it says more than their type."""
    if len(selection.where) != 1 or not isinstance(selection.where[0], Linked) or selection.things:
        return None
    link = selection.where[0]
    edge = ontology.edges[link.edge]
    if link.negated or link.qualifiers or edge.transitive or not link.to.things:
        return None
    nouns = edge.words.source if link.forward else edge.words.target
    # Of many things a maker has, "works of" says less than "films directed by".
    return nouns[0] if nouns and (link.forward or not edge.multiple) else None
