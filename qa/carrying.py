"""What a part of a text takes over from the part before: the name that a pronoun stands for.

A pronoun is replaced only where one thing can be meant. Else the part stays open: it cannot be asked by itself.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from graph.ontology import Ontology
from qa.data_files import several
from qa.found import Named
from qa.items import TypeItem
from qa.lexicon import lexicon_of
from qa.tokens import Atom, atoms_of

Names = Callable[[str], tuple[Named, ...]]
"""What a text names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A part with what it takes over."""

    text: str
    open: bool = False
    """Whether it speaks of something said before that could not be told."""
    name: str = ""
    """The name that was put in."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A pronoun in a text and what is put there when it stands for a name."""

    start: int
    end: int
    plural: bool
    possessive: bool
    label: str | None = None
    """The type that a noun beside it gives: "this film"."""
    sentence: bool = False
    """Whether all that was said may be meant: "that", "this"."""


def carry(text: str, before: str, names: Names, ontology: Ontology, *, claimed: bool = False) -> Carried:
    """Return a part with its pronouns replaced by what the part before names.

    ``before`` is empty for the first part; ``claimed``: it is no question, but a statement.
    """
    own = names(text)
    likewise = _likewise(text, own, before, names)
    if likewise is not None:
        return likewise
    if before and _asks_of_before(text, own):
        return Carried(text=text, open=True)
    places = [place for place in _places(text, ontology) if not any(one.end <= place.start for one in own)]
    if not places or not before:
        return Carried(text=text, open=bool(places) and _is_about(text))
    named = _candidates(before, names(before), claimed=claimed)
    meant = [_meant(place, before, named, ontology, claimed=claimed) for place in places]
    if any(one is None for one in meant):
        return Carried(text=text, open=True)
    for place, name in sorted(zip(places, meant, strict=True), key=lambda pair: -pair[0].start):
        assert name is not None
        text = text[: place.start] + (_possessive(name) if place.possessive else name) + text[place.end :]
    return Carried(text=text, name=str(meant[0]))


def _candidates(before: str, named: Sequence[Named], *, claimed: bool) -> list[Named]:
    """Return the names that a pronoun may stand for: none behind "from" or "in", none whose something is meant.

    Of a statement only what it is about, the name at its head; with "each" in a question no name is meant.
    """
    held, read = several(), [atom.word for atom in atoms_of(before)]
    if set(read) & set(held["distributing"]):
        return []
    found = []
    for one in named:
        head = [atom.word for atom in atoms_of(before[: one.start])]
        last = head[-2] if head[-1:] in (["the"], ["a"]) and len(head) > 1 else head[-1] if head else ""
        owns = re.match(r"['’]", before[one.end :]) is not None
        if not (one.told or owns or last in held["aside"] or (claimed and set(head) - {"the"})):
            found.append(one)
    return found


def _is_about(text: str) -> bool:
    """Say whether a pronoun is what a question is about, right behind its first verb: "Why do they ...?"."""
    held, read = several(), [atom.word for atom in atoms_of(text)]
    verb = next((at for at, word in enumerate(read[:3]) if word in held["auxiliaries"]), None)
    return verb is not None and verb + 1 < len(read) and read[verb + 1] in (*held["one"], *held["ones"])


def _possessive(name: str) -> str:
    return name + ("'" if name.endswith("s") else "'s")


def _likewise(text: str, own: Sequence[Named], before: str, names: Names) -> Carried | None:
    """Return the part before with another name in it, for "And in Germany?" and "What about X?"."""
    if len(own) != 1 or not before:
        return None
    said = own[0]
    head = [atom.word for atom in atoms_of(text[: said.start])]
    if not head or text[said.end :].strip(" ?.!") or not _leads(head):
        return None
    same = [one for one in names(before) if one.labels & said.labels]
    if len(same) != 1:
        return Carried(text=text, open=True)
    shown = text[said.start : said.end]
    asked = before[: same[0].start] + shown + before[same[0].end :]
    return Carried(text=asked.rstrip(" ?.!") + "?", name=shown)


def _leads(head: Sequence[str]) -> bool:
    """Say whether words are all that stands before a name that is put in the place of another: "and in the"."""
    held = several()
    rest = next((head[len(w) :] for w in sorted(map(str.split, held["likewise"]), key=len, reverse=True)
                 if list(head[: len(w)]) == w), list(head))  # fmt: skip
    return all(word in held["prepositions"] or word in ("the", "a") for word in rest)


def _places(text: str, ontology: Ontology) -> list[_Place]:
    """Return the pronouns of a text that stand for something."""
    atoms, held, found = atoms_of(text), several(), []
    read = [atom.word for atom in atoms]
    for at, word in enumerate(read):
        if word in ("it", "that") and _says_nothing(read, at):
            continue
        label, length = _typed(read, at + 1, ontology)
        if word in held["demonstratives"] and label is not None:
            plural = word in ("these", "those")
            found.append(_place(atoms, at, at + length, plural=plural, possessive=False, label=label))
        elif word in (*held["one"], *held["ones"]) and not _is_determiner(read, at):
            possessive = at + 1 < len(read) and read[at + 1] in ("'s", "'")
            plural = word in held["ones"]
            found.append(
                _place(atoms, at, at + possessive, plural=plural, possessive=possessive, sentence=word == "this")
            )
        elif word in (*held["of_one"], *held["of_ones"]):
            found.append(_place(atoms, at, at, plural=word in held["of_ones"], possessive=True))
        elif word == "that" and " ".join(read[max(0, at - 1) : at + 1]) in held["that"]:
            found.append(_place(atoms, at, at, plural=False, possessive=False, sentence=True))
    return found


def _place(
    atoms: Sequence[Atom], first: int, last: int, *, plural: bool, possessive: bool, label: str | None = None,
    sentence: bool = False,
) -> _Place:  # fmt: skip
    return _Place(atoms[first].start, atoms[last].end, plural, possessive, label, sentence)


def _says_nothing(read: Sequence[str], at: int) -> bool:
    """Say whether "it" is of the kind that stands for nothing: "is it true that"."""
    return any(read[at : at + len(words)] == words for words in map(str.split, several()["nothing"]))


def _is_determiner(read: Sequence[str], at: int) -> bool:
    """Say whether "this" or "these" belongs to the word behind it: only a verb or the end leaves it by itself."""
    return (
        read[at] in several()["demonstratives"]
        and at + 1 < len(read)
        and read[at + 1] not in (*several()["auxiliaries"], *several()["conjunctions"], ",")
        and (at == 0 or read[at - 1] not in several()["auxiliaries"])
    )


def _typed(read: Sequence[str], at: int, ontology: Ontology) -> tuple[str | None, int]:
    """Return the type that the noun at an atom speaks of, and how many atoms it has."""
    lexicon = lexicon_of(ontology)
    for end in range(min(at + 3, len(read)), at, -1):
        for item in lexicon.items.get(tuple(read[at:end]), ()):
            if isinstance(item, TypeItem) and item.label is not None:
                return item.label, end - at
    return None, 0


def _meant(place: _Place, before: str, named: Sequence[Named], ontology: Ontology, *, claimed: bool) -> str | None:
    """Return the name that a pronoun stands for, or None where that cannot be told."""
    if place.sentence and claimed:
        return None
    fitting = [one for one in named if place.label is None or place.label in one.labels]
    different = {one.things[0].node: one for one in fitting}
    if place.label is None and _asks_things(before, ontology, plural=place.plural):
        return None
    if len(different) == 1:
        return _shown(fitting[0])
    subjects = [one for one in different.values() if _is_subject(one, before)]
    return _shown(subjects[0]) if len(subjects) == 1 else None


def _shown(one: Named) -> str:
    return one.said[4:] if one.said.casefold().startswith("the ") else one.said


def _is_subject(one: Named, text: str) -> bool:
    """Say whether a name stands right behind the verb with which a question begins."""
    read = [atom.word for atom in atoms_of(text[: one.start])]
    return (read[-1:] == ["the"] and read[:-1] in _openings()) or read in _openings()


def _openings() -> list[list[str]]:
    return [[word] for word in several()["auxiliaries"]]


def _asks_things(text: str, ontology: Ontology, *, plural: bool) -> bool:
    """Say whether a question asks for things of a kind, which a pronoun behind it may stand for.

    "Which films ...?" leaves "they" to the films; "it" only where the noun is one: "Which film ...?".
    """
    read = [atom.word for atom in atoms_of(text)]
    while read and (read[0] in several()["conjunctions"] or read[0] in ("me", "us", "all", "the", ",")):
        read.pop(0)
    if not read:
        return False
    asks = read[0] in ("which", "what", "who", "how") or any(read[0] == one.split()[0] for one in several()["requests"])
    label, length = next(
        ((lab, size) for at in range(1, min(4, len(read))) for lab, size in [_typed(read, at, ontology)] if lab),
        (None, 0),
    )
    if plural:
        return asks and (label is not None or read[0] == "who")
    nouns = () if label is None else ontology.nodes[label].nouns
    return asks and label is not None and any(noun in " ".join(read[1:5]).split() for noun in nouns) and length > 0


def _asks_of_before(text: str, own: Sequence[Named]) -> bool:
    """Say whether a part is cut short, so that what is asked was said before.

    It is where it has but a verb and a name ("Was X?"), where "which" or "how many" has no noun ("how many are
    drafts?"), where it only asks whether something is so, and where it begins with "and" and has no verb.
    """
    rest = text
    for one in sorted(own, key=lambda one: -one.start):
        rest = rest[: one.start] + " " + rest[one.end :]
    held, read = several(), [atom.word for atom in atoms_of(rest)]
    small = {*held["auxiliaries"], *held["prepositions"], *held["asks"], "the", "a", "many", "much"}
    if all(word in small for word in read) and not {"who", "whom"} & set(read):
        return True
    whole = [atom.word for atom in atoms_of(text)]
    if " ".join(whole[:3]) in held["so"] or whole[0] in held["conjunctions"]:
        return True
    after = 1 if whole[0] in ("which", "whose") else 2 if " ".join(whole[:2]) in ("how many", "how much") else 0
    return after > 0 and (after >= len(whole) or whole[after] in (*held["auxiliaries"], *held["nounless"], ","))
