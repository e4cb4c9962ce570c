"""From a question to its readings: query graphs, the cheapest first, or the reason why there is none.

Nothing is left over: a reading accounts for every word of the question that bears meaning.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Literal

from graph.ontology import Ontology
from graph.views.mentions_words import shipped_mention_words
from graph.views.names import Names
from qa.chart import build_chart
from qa.data_files import say, weights, words
from qa.joins import settled
from qa.leaves import Leaves, find_leaves, opens_truth, starts_of
from qa.lexicon import Lexicon, lexicon_of
from qa.parts import Asked, Counted, Grammar, Modifier, NounPhrase, Part, Valued
from qa.query import Linked, Query, Selection, Thing, things_of
from qa.tokens import Atom, atoms_of, phrase_of

LONGEST = 60
"""Atoms of the longest question that is read; a longer one has several parts."""
MOST_READINGS = 12

Reach = Literal["as said", "direct", "chain"]
"""How far relations that chain are followed: as the words say, one step only, as far as they lead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way to read a question."""

    query: Query
    cost: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """What a question may mean. Without readings, ``reason`` says what was missing."""

    readings: tuple[Reading, ...]
    reason: str = ""
    nearest: tuple[str, ...] = ()
    """Names on record that look like one that is not."""
    direct: bool = False
    """Whether the question asks for one step of a chain only."""


def understand(question: str, ontology: Ontology, names: Names, without: Collection[str] = ()) -> Understanding:
    """Return the readings of a question, the cheapest first. Nodes of ``without`` are meant by no name."""
    lexicon = lexicon_of(ontology)
    text, reach = _reach(question, lexicon)
    first: Understanding | None = None
    for variant in _variants(text, lexicon):
        found = _read(variant, ontology, lexicon, names, reach, without)
        if found.readings:
            return replace(found, direct=reach == "direct")
        first = first or found
    assert first is not None
    return first


def _reach(question: str, lexicon: Lexicon) -> tuple[str, Reach]:
    """Take the words that say how far a chain is followed out of a question; a word of the subject stays in it."""
    for role, reach in (("either_way", "chain"), ("indirect", "chain"), ("direct", "direct")):
        free = [word for word in words()[role] if phrase_of(word) not in lexicon.items]
        pattern = "|".join(re.escape(word) for word in sorted(free, key=len, reverse=True))
        text, taken = re.subn(rf"(?i)(?<![\w-])(?:{pattern})(?![\w-])", " ", question)
        if taken:
            return text, reach  # type: ignore[return-value]
    return question, "as said"


def _variants(text: str, lexicon: Lexicon) -> Iterator[str]:
    """Yield a question as it stands, then with a preposition or a tail put back to the verb that it belongs to."""
    yield text
    atoms = atoms_of(text)
    heads = {phrase_of(word) for role in ("which", "who") for word in words()[role]}
    if len(atoms) > 2 and atoms[0].word in words()["prepositions"] and (atoms[1].word,) in heads:
        yield f"{text[atoms[0].end :].rstrip(' ?.!')} {atoms[0].text}"
    if (once := _without_repeated(text)) != text:
        yield once
    for at, atom in enumerate(atoms):
        for tail in lexicon.separable.get(atom.word, ()):
            for start in range(at + 2, len(atoms) - len(tail) + 1):
                if tuple(a.word for a in atoms[start : start + len(tail)]) == tail:
                    yield _moved(text, atoms, at, (start, start + len(tail)))


def _without_repeated(text: str) -> str:
    """Return a question without the preposition that stands again after "or": "on A or on B"."""
    prepositions = "|".join(words()["prepositions"])
    return re.sub(rf"(?i)\b(or|and) (?:{prepositions}) (?=\S)", r"\1 ", text)


def _moved(text: str, atoms: Sequence[Atom], verb: int, tail: tuple[int, int]) -> str:
    first, last = atoms[tail[0]], atoms[tail[1] - 1]
    parts = (
        text[: atoms[verb].end],
        text[first.start : last.end],
        text[atoms[verb].end : first.start],
        text[last.end :],
    )
    return " ".join(parts)


def _read(
    text: str, ontology: Ontology, lexicon: Lexicon, names: Names, reach: Reach, without: Collection[str]
) -> Understanding:
    atoms = atoms_of(text)
    if not atoms or len(atoms) > LONGEST:
        return Understanding(readings=(), reason=say("empty" if not atoms else "too_long", words=LONGEST))
    leaves = find_leaves(atoms, text, ontology, lexicon, names, without)
    starts = starts_of(atoms)
    missing = _missing(atoms, leaves, starts)
    if missing:
        return _unknown(text, atoms, missing, names)
    if _asks_word(atoms, leaves):
        return Understanding(readings=(), reason=say("asks_word", word=text[atoms[2].start : atoms[-1].end]))
    chart = build_chart(atoms, leaves, Grammar(ontology=ontology, weights=weights()))
    found: dict[Query, float] = {}
    for start in starts:
        truth = opens_truth(atoms, start)
        for part in chart.get((start, len(atoms)), ()):
            for query in _queries(part, ontology, truth=truth, opened=start > 0):
                reached = _follow(query, ontology, reach)
                if reached is not None and part.cost < found.get(reached, float("inf")):
                    found[reached] = part.cost
    if not found:
        return Understanding(readings=(), reason=_unconnected(atoms, leaves))
    return Understanding(readings=_ranked(found, leaves.alternatives))


def _asks_word(atoms: Sequence[Atom], leaves: Leaves) -> bool:
    """Say whether a question asks what a word means that is but a value of things: "What is 'multinational'?"."""
    if len(atoms) < 3 or atoms[0].word != "what" or atoms[1].word not in ("is", "are", "does"):
        return False
    last = len(atoms) - (atoms[-1].word in ("mean", "means"))
    parts = leaves.parts.get((2, last), ())
    return bool(parts) and all(isinstance(part.meaning, (Modifier, Valued)) for part in parts)


def _queries(part: Part, ontology: Ontology, *, truth: bool, opened: bool) -> Iterator[Query]:
    """Yield what a constituent asks when it is all of a question."""
    match part.meaning:
        case NounPhrase(party=None) as noun:
            selection = settled(ontology, noun)
            if selection is None:
                return
            if selection.things:
                if truth and selection.where:
                    yield Query(of=selection, fold="truth")
            elif truth and not noun.asked:
                return
            elif selection.where or (selection.label is not None and (noun.asked or opened)):
                yield Query(of=selection)
        case Asked(of=selection, item=item, needs=False):
            yield Query(of=selection, property=item.property)
        case Counted(of=selection) if selection.label is not None or selection.where:
            yield Query(of=selection, fold="count")


def _follow(query: Query, ontology: Ontology, reach: Reach) -> Query | None:
    """Return a query with its chains followed as far as the question says; None where no relation of it chains."""
    if reach == "as said":
        return query
    selection, changed = _followed(query.of, ontology, chain=reach == "chain")
    return replace(query, of=selection) if changed or reach == "direct" else None


def _followed(selection: Selection, ontology: Ontology, *, chain: bool) -> tuple[Selection, bool]:
    changed, where = False, []
    for constraint in selection.where:
        if isinstance(constraint, Linked):
            to, inner = _followed(constraint.to, ontology, chain=chain)
            transitive = ontology.edges[constraint.edge].transitive
            constraint = replace(constraint, to=to, chain=chain if transitive else constraint.chain)
            changed = changed or inner or transitive
        where.append(constraint)
    return replace(selection, where=tuple(sorted(where, key=repr))), changed


def _ranked(found: Mapping[Query, float], alternatives: Mapping[str, tuple[Thing, ...]]) -> tuple[Reading, ...]:
    """Return the readings within the margin of the cheapest, each with one thing for each name."""
    best = min(found.values())
    near = sorted((cost, repr(query), query) for query, cost in found.items() if cost <= best + weights()["margin"])
    readings: dict[Query, float] = {}
    for cost, _, query in near:
        for one in _expanded(query, alternatives):
            readings.setdefault(one, cost)
    return tuple(Reading(query=query, cost=cost) for query, cost in list(readings.items())[:MOST_READINGS])


def _expanded(query: Query, alternatives: Mapping[str, tuple[Thing, ...]]) -> Iterator[Query]:
    open_ = sorted({thing.node for thing in things_of(query.of) if thing.node in alternatives})
    for chosen in product(*(alternatives[node] for node in open_)):
        yield replace(query, of=_replaced(query.of, dict(zip(open_, chosen, strict=True))))


def _replaced(selection: Selection, by: Mapping[str, Thing]) -> Selection:
    things = tuple(by.get(thing.node, thing) for thing in selection.things)
    where = tuple(replace(c, to=_replaced(c.to, by)) if isinstance(c, Linked) else c for c in selection.where)
    return replace(selection, things=things, where=where)


def _missing(atoms: Sequence[Atom], leaves: Leaves, starts: Sequence[int]) -> list[int]:
    """Return the atoms that nothing accounts for."""
    free = {at for at in range(len(atoms)) if at < max(starts)}
    singles = {phrase for text in words()["free"] for phrase in phrase_of(text)}
    return [
        at
        for at, a in enumerate(atoms)
        if at not in leaves.covered and at not in free and a.word not in singles and a.text != ","
    ]


def _unknown(text: str, atoms: Sequence[Atom], missing: Sequence[int], names: Names) -> Understanding:
    """Say which words are not accounted for; one that looks like a name is told as one, with the nearest there are."""
    runs = _runs(text, atoms, missing)
    looking = [run for run in runs if _is_namelike(run, first=_begins(run, text))]
    if looking:
        nearest = names.nearest(looking[0])
        hint = say("nearest", names=", ".join(nearest)) if nearest else ""
        return Understanding(readings=(), reason=say("unknown_name", name=looking[0]) + hint, nearest=nearest)
    return Understanding(readings=(), reason=say("unknown_words", words=", ".join(f'"{run}"' for run in runs)))


def _begins(run: str, text: str) -> bool:
    """Say whether a word stands at the head of a sentence wherever it stands, so that its capital says nothing."""
    return re.search(rf"(?<![.?!:;\n\"'“‘(]\s)(?<![\"'“‘(\n])(?<=\s){re.escape(run)}(?!\w)", text) is None


def _is_namelike(run: str, *, first: bool) -> bool:
    """Say whether a word looks like a name: capitals or digits among its letters, or a capital within a sentence."""
    if not re.search(r"[^\W\d_]", run) or len(run) < 2 or run.casefold() in shipped_mention_words().common:
        return False
    return bool(re.search(r"\d|/|.[A-Z]", run)) or (run[0].isupper() and not first)


def _runs(text: str, atoms: Sequence[Atom], missing: Sequence[int]) -> list[str]:
    """Return the missing atoms as texts, each with the whole word that it is a part of."""
    found: list[str] = []
    for at in missing:
        start, end = atoms[at].start, atoms[at].end
        while start > 0 and not text[start - 1].isspace():
            start -= 1
        while end < len(text) and not text[end].isspace():
            end += 1
        word = text[start:end].strip("?!.,;:\"'()")
        if word not in found:
            found.append(word)
    return found


def _unconnected(atoms: Sequence[Atom], leaves: Leaves) -> str:
    named = sorted(
        {
            thing.said
            for parts in leaves.parts.values()
            for part in parts
            if isinstance(part.meaning, NounPhrase) and part.cost < weights()["ordinary_name"]
            for thing in part.meaning.of.things
        }
    )
    return say("unconnected_named", names=", ".join(named)) if named else say("unconnected")
