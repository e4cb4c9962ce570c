"""One sentence that asks several things: where it may be cut, and where it must not be.

It is cut before a conjunction that a question of its own follows, with a verb on both sides. So "which films and which
people won" stays whole, and so do "between X and Y", "films by X and Y" and ", which are silent,".
"""

import functools
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from graph.ontology import Ontology
from qa.data_files import several, words
from qa.items import PropertyItem, RelationItem
from qa.lexicon import Lexicon, lexicon_of
from qa.sentences import begins_question
from qa.tokens import Atom, atoms_of

_JOINS = ("and", "or", "but", "also", "then", "plus")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A place where a sentence may be cut."""

    end: int
    """Where what is before it ends."""
    start: int
    """Where what follows begins, the conjunction left out."""
    joined: bool
    """Whether a conjunction stands there, and no comma alone."""
    likewise: bool = False
    """Whether only another name follows, in the place of the one before: ", and of X?"."""


def conjuncts(text: str, ontology: Ontology, subjects: Collection[int] = ()) -> tuple[str, ...]:
    """Return the questions that a sentence is made of; a sentence that is one question alone.

    ``subjects``: offsets at which names begin.
    """
    atoms = atoms_of(text)
    lexicon = lexicon_of(ontology)
    cuts = [c for c in _cuts(text, atoms, subjects) if c.likewise or _holds(text[c.start :], lexicon)]
    if not any(cut.joined for cut in cuts):
        return (text,)
    found, at = [], 0
    for cut in cuts:
        if _asks(text[at : cut.end]) and _holds(text[at : cut.end], lexicon, asks=at == 0):
            found.append(text[at : cut.end].strip(" ,"))
            at = cut.start
    return (*found, text[at:].strip()) if found else (text,)


def _asks(text: str) -> bool:
    """Say whether a question word is in a text, or it begins as a question does; what leads up to one has neither."""
    read = [atom.word for atom in atoms_of(text)]
    return bool(set(read) & set(several()["asks"])) or begins_question(read)


def _cuts(text: str, atoms: Sequence[Atom], subjects: Collection[int]) -> Iterator[Cut]:
    for at, atom in enumerate(atoms[:-1]):
        if at == 0:
            continue
        comma = atoms[at - 1].word == ","
        if comma and atom.word in _JOINS and _repeats(text, atoms, at + 1, subjects):
            yield Cut(end=atoms[at - 1].start, start=atom.start, joined=True, likewise=True)
        elif atom.word in _JOINS and _opens(atoms, at + 1, subjects):
            yield Cut(end=atoms[at - 1].start if comma else atom.start, start=atoms[at + 1].start, joined=True)
        elif comma and atom.word != "if" and not _is_led(atoms, at - 1) and _lists(atoms, at, subjects):
            yield Cut(end=atoms[at - 1].start, start=atom.start, joined=False)


def _is_led(atoms: Sequence[Atom], comma: int) -> bool:
    """Say whether a clause with "if" ends at a comma: what follows it is its main clause."""
    since = max((n for n in range(comma) if atoms[n].word == ","), default=-1)
    return any(atom.word == "if" for atom in atoms[since + 1 : comma])


def _lists(atoms: Sequence[Atom], at: int, subjects: Collection[int]) -> bool:
    """Say whether a question of a list begins behind a comma: "Which are covered, were any exempt, and is it law?"."""
    goes_on = begins_question([atoms[0].word]) and atoms[at].word in several()["auxiliaries"] and at + 2 < len(atoms)
    return goes_on or _opens(atoms, at, subjects)


def _repeats(text: str, atoms: Sequence[Atom], at: int, subjects: Collection[int]) -> bool:
    """Say whether a preposition and a name are all that follows: ", and of X?" asks again what was asked before."""
    if atoms[at].word not in several()["prepositions"] or at + 1 >= len(atoms):
        return False
    name = at + 1 + (atoms[at + 1].word == "the")
    last = name < len(atoms) and atoms[name].start in subjects and "," not in text[atoms[name].start :]
    return last and not any(a.word in (*_JOINS, *several()["auxiliaries"]) for a in atoms[name:])


def _opens(atoms: Sequence[Atom], at: int, subjects: Collection[int]) -> bool:
    """Say whether a question begins at an atom: with a question word, or with a verb before its subject."""
    read = [atom.word for atom in atoms[at : at + 3]]
    if read[0] == "if":
        after = next((n for n in range(at + 1, len(atoms) - 1) if atoms[n].word == ","), None)
        return after is not None and _opens(atoms, after + 1, subjects)
    asks, held = several()["asks"], several()
    if read[0] in asks:
        return True
    if len(read) > 1 and read[0] in held["prepositions"] and read[1] in ("which", "what", "whom", "whose"):
        return True
    if read[0] not in held["auxiliaries"] or len(read) < 2:
        return False
    return read[1] in _pronouns() or atoms[at + 1].start in subjects or read[1] in ("the", "there", "any", "all")


@functools.cache
def _pronouns() -> frozenset[str]:
    held = several()
    return frozenset(word for role in ("one", "ones", "of_one", "of_ones", "demonstratives") for word in held[role])


def _holds(text: str, lexicon: Lexicon, *, asks: bool = True) -> bool:
    """Say whether a text can be a question by itself: it has a verb, or a pronoun whose verb stands before it."""
    atoms = [atom for atom in atoms_of(text) if atom.word != ","]
    if len(atoms) < 2:
        return False
    read = [atom.word for atom in atoms]
    if any(word in _pronouns() or word in ("of",) for word in read[1:]) and not asks:
        return True
    first = 1 if read[0] in ("who", "what", "when", "where", "why") or read[0] not in several()["asks"] else 2
    if read[:1] == ["how"] and len(read) > 1 and read[1] in ("many", "much", "long"):
        first = 3
    if read[0] in several()["auxiliaries"]:
        return True
    return _has_verb(read, first, lexicon) or any(word in _pronouns() for word in read[1:])


def _has_verb(read: Sequence[str], first: int, lexicon: Lexicon) -> bool:
    """Say whether a verb stands at ``first`` or behind it."""
    for at in range(first, len(read)):
        if read[at] in several()["auxiliaries"] or re.search(r"[a-z]{3}ed$", read[at]):
            return True
        for end in range(at + 1, min(at + lexicon.longest, len(read)) + 1):
            items = lexicon.items.get(tuple(read[at:end]), ())
            if any(_is_verb(item) for item in items):
                return True
    return False


def _is_verb(item: object) -> bool:
    return (isinstance(item, RelationItem) and item.verbal) or (isinstance(item, PropertyItem) and item.form == "verb")


def listed(text: str, subject: tuple[int, int]) -> tuple[str, ...]:
    """Return what is asked of one thing as a list, "X: developer, parameters and release date", as questions.

    ``subject``: where the name stands. Nothing where the text is no such list.
    """
    head, name = text[: subject[1]], text[subject[0] : subject[1]]
    match = re.match(r"\s*:\s*", text[subject[1] :])
    if match is None or head.strip().casefold() not in (name.casefold(), f"the {name}".casefold()):
        return ()
    rest = text[subject[1] + match.end() :].rstrip(" .?!")
    items = [item.strip() for item in re.split(r",\s+(?:and\s+)?|;\s*|\s+and\s+", rest) if item.strip()]
    if len(items) < 2 or any(len(item.split()) > _LONGEST_ITEM for item in items):
        return ()
    return tuple(_asked(item, name) for item in items)


_LONGEST_ITEM = 4


def _asked(item: str, name: str) -> str:
    first = item.split()[0].casefold()
    return f"{item} {name}" if first in several()["asks"] or first in words()["prepositions"] else f"{item} of {name}"
