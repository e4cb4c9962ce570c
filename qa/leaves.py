"""Leaves of a question: every span that is a word, a phrase, a name or a value, with its meaning and cost."""

import functools
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.ontology import EdgeType, Ontology
from graph.ontology.naming import normalise_name
from graph.views.names import Bearer, Mention, Names, ValueMention
from qa.data_files import weights, words
from qa.items import (
    CompoundItem,
    Item,
    LinkValueItem,
    PartyItem,
    PropertyItem,
    RelationItem,
    TypeItem,
    ValueItem,
    WordItem,
)
from qa.joins import only_label
from qa.lexicon import Lexicon
from qa.parts import Compound, LinkValue, Meaning, Modifier, NounPhrase, Part, Property, Relation, Valued, Word
from qa.query import Holds, Linked, Selection, Thing
from qa.tokens import Atom, phrase_of

Span = tuple[int, int]
"""First atom and the one after the last."""
MOST_ALTERNATIVES = 8
"""Things that one name may mean in one reading; with more the name is told to be ambiguous all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaves:
    """The leaves of a question."""

    parts: Mapping[Span, tuple[Part, ...]]
    alternatives: Mapping[str, tuple[Thing, ...]]
    """What a name may mean, by the stand-in that the readings have in its place."""
    covered: frozenset[int]
    """Atoms that some leaf covers."""


def find_leaves(
    atoms: Sequence[Atom],
    text: str,
    ontology: Ontology,
    lexicon: Lexicon,
    names: Names,
    without: Collection[str] = (),
) -> Leaves:
    """Return the leaves of a question whose atoms are ``atoms`` and whose text is ``text``.

    Nodes of ``without`` are meant by no name.
    """
    found: dict[Span, list[Part]] = defaultdict(list)
    for span, item in _phrases(atoms, lexicon):
        found[span] += _leaves_of(item, ontology)
    alternatives: dict[str, tuple[Thing, ...]] = {}
    named: set[tuple[Span, str]] = set()
    for mention in names.find(text, ordinary=lexicon.ordinary, without=without):
        where = _span(atoms, mention.start, mention.end)
        if where is not None:
            found[where] += _named(mention, lexicon, alternatives)
            named |= {(where, bearer.label) for bearer in mention.bearers}
    for where, value in _values(atoms, text, lexicon, names):
        # An identifier is a name of its thing before it is a value of it.
        if (where, value.owner) not in named:
            found[where].append(_valued(value, where, ontology))
    covered = {at for start, end in found for at in range(start, end)}
    return Leaves(
        parts={where: tuple(parts) for where, parts in found.items()},
        alternatives=alternatives,
        covered=frozenset(covered),
    )


def _phrases(atoms: Sequence[Atom], lexicon: Lexicon) -> Iterator[tuple[Span, Item]]:
    read = [atom.word for atom in atoms]
    for start in range(len(atoms)):
        for end in range(start + 1, min(start + lexicon.longest, len(atoms)) + 1):
            for item in lexicon.items.get(tuple(read[start:end]), ()):
                yield (start, end), item


def _values(atoms: Sequence[Atom], text: str, lexicon: Lexicon, names: Names) -> Iterator[tuple[Span, ValueMention]]:
    for value in names.find_values(text):
        where = _span(atoms, value.start, value.end)
        if where is not None and not all(atom.word in lexicon.ordinary for atom in atoms[where[0] : where[1]]):
            yield where, value


def _span(atoms: Sequence[Atom], start: int, end: int) -> Span | None:
    """Return the atoms between two offsets, or None where one of them is cut."""
    inside = [at for at, atom in enumerate(atoms) if atom.start < end and start < atom.end]
    if not inside or atoms[inside[0]].start < start:
        return None
    # "H100s" is one atom, and the name in it is what it is several of.
    last = atoms[inside[-1]]
    if last.end > end and last.text[end - last.start :] != "s":
        return None
    return inside[0], inside[-1] + 1


def _price(mention: Mention, exact: bool, lexicon: Lexicon) -> float:
    cased = exact and mention.start > 0 and not mention.text.islower()
    if not cased and all(word in lexicon.ordinary for word in phrase_of(mention.text)):
        return weights()["ordinary_name"]
    if mention.how == "exact" and not exact:
        return weights()["other_case"]
    return weights()["name" if mention.how == "exact" else mention.how]


def _named(mention: Mention, lexicon: Lexicon, alternatives: dict[str, tuple[Thing, ...]]) -> Iterator[Part]:
    """Yield a leaf for each type of thing that the name may mean."""
    by_label: dict[str, list[Bearer]] = defaultdict(list)
    for bearer in mention.bearers:
        by_label[bearer.label].append(bearer)
    for label, bearers in sorted(by_label.items()):
        shared = Counter(b.name for b in bearers)
        guessed = len(bearers) > MOST_ALTERNATIVES or (mention.how == "partial" and _goes_on(mention, bearers))
        things = tuple(
            Thing(
                node=b.node,
                label=label,
                name=b.name if shared[b.name] == 1 else _id(b),
                said=mention.text,
                guessed=guessed,
            )
            for b in bearers
        )
        if len(things) == 1:
            thing = things[0]
        else:
            stand_in = f"?{mention.start}:{mention.end}:{label}"
            alternatives[stand_in] = things[:MOST_ALTERNATIVES]
            thing = Thing(node=stand_in, label=label, name=mention.text, said=mention.text)
        price = _price(mention, any(b.spelling == mention.text for b in bearers), lexicon)
        yield Part(NounPhrase(Selection(label=label, things=(thing,))), price)


def _valued(value: ValueMention, where: Span, ontology: Ontology) -> Part:
    """Return the leaf of a value. One of several words stands for itself, another needs its property beside it."""
    multiple = ontology.nodes[value.owner].properties[value.property].multiple
    holds = Holds(label=value.owner, property=value.property, values=value.values, multiple=multiple)
    meaning = Modifier((holds,)) if where[1] - where[0] > 1 else Valued(holds)
    return Part(meaning, weights()["value"])


def _goes_on(mention: Mention, bearers: Sequence[Bearer]) -> bool:
    """Say whether what follows the words in a name is more than the version of the only thing meant."""
    given = len(normalise_name(mention.text).split(" "))
    rest = normalise_name(bearers[0].spelling).split(" ")[given:]
    return len(bearers) > 1 or not all(piece.isdigit() for piece in rest)


def _id(bearer: Bearer) -> str:
    """Return what tells a thing from others of its name: its key without the scheme, which is a name of it too."""
    return bearer.node.partition(":")[2]


def _leaves_of(item: Item, ontology: Ontology) -> Iterator[Part]:
    """Yield what a lexical item means by itself."""
    cost = weights()["generic" if isinstance(item, TypeItem) and item.generic else "word"]
    if isinstance(item, WordItem) and item.role in ("which", "who"):
        yield Part(NounPhrase(Selection(), asked=True), weights()["generic"])
    meaning = _meaning(item, ontology)
    if meaning is not None:
        yield Part(meaning, cost)
    if isinstance(item, PartyItem) and item.side == "target":
        yield from (Part(NounPhrase(lines), cost) for lines in _lines(ontology.edges[item.edge]))


def _lines(edge: EdgeType) -> Iterator[Selection]:
    """Yield all lines of a kind, for the noun that says what the target of an edge is: "families"."""
    for label in edge.target if edge.lines else ():
        member = Linked(edge=edge.type, forward=False, to=Selection(label=label))
        yield Selection(label=label, where=(member,))


def _meaning(item: Item, ontology: Ontology) -> Meaning | None:
    match item:
        case TypeItem():
            return NounPhrase(Selection(label=item.label, role=item.role))
        case PartyItem():
            edge = ontology.edges[item.edge]
            ends = edge.source if item.side == "source" else edge.target
            return NounPhrase(Selection(label=only_label(ends)), party=item)
        case RelationItem():
            return Relation(item)
        case CompoundItem():
            return Compound(item)
        case LinkValueItem():
            return LinkValue(item)
        case PropertyItem():
            return Property(item)
        case ValueItem():
            multiple = ontology.nodes[item.label].properties[item.property].multiple
            return Modifier((Holds(label=item.label, property=item.property, values=item.values, multiple=multiple),))
        case WordItem():
            return Word(item.role)
        case _:
            return None


def free_after(atoms: Sequence[Atom], at: int) -> tuple[int, ...]:
    """Return ``at`` and every place that is reached from it by passing over free words alone."""
    reached, open_ = {at}, [at]
    while open_:
        here = open_.pop()
        for length in range(1, min(4, len(atoms) - here) + 1):
            there = here + length
            if there not in reached and tuple(a.word for a in atoms[here:there]) in _phrases_of("free"):
                reached.add(there)
                open_.append(there)
    return tuple(sorted(reached))


def opens_truth(atoms: Sequence[Atom], start: int) -> bool:
    """Say whether what stands before ``start``, or at the head, makes a question that is answered by yes or no."""
    read = tuple(atom.word for atom in atoms)
    places = [(begin, start) for begin in range(start)] if start else [(0, end) for end in range(1, 7)]
    return any(read[begin:end] in _phrases_of("auxiliaries") for begin, end in places)


def starts_of(atoms: Sequence[Atom]) -> tuple[int, ...]:
    """Return the places where a question may begin: after what merely asks for an answer."""
    reached = {0}
    for at in range(len(atoms)):
        if at not in reached:
            continue
        for length in range(1, 8):
            words_here = tuple(a.word for a in atoms[at : at + length])
            if any(words_here in _phrases_of(role) for role in ("openers", "free", "auxiliaries")):
                reached.add(at + length)
    return tuple(sorted(place for place in reached if place <= len(atoms)))


@functools.cache
def _phrases_of(role: str) -> frozenset[tuple[str, ...]]:
    return frozenset(phrase_of(text) for text in words()[role]) | ({(",",)} if role == "free" else frozenset())
