"""A text of several questions taken apart: each as it can be asked by itself, and what else the text says.

Split are sentences, lines and items of lists, and one sentence where it plainly asks twice ("and how ..."). What
narrows a question stays with it, who asks and why falls away, and what is claimed beside the questions is kept aside.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from graph.ontology import Ontology
from qa.carrying import Names, carry
from qa.conjuncts import conjuncts, listed
from qa.data_files import several
from qa.sentences import Piece, begins_question, pieces_in
from qa.tokens import atoms_of

Whole = Callable[[str], bool]
"""Says whether a text is answered as one question."""
MOST_PARTS = 12
SHORTEST = 4
"""Words of the shortest question that has neither a verb nor a question word."""
LONGEST = 8000
"""Characters of the longest text that is taken apart; a longer one is no question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPart:
    """One of the questions of a text."""

    text: str
    """As it can be asked, with what it takes over from the part before."""
    said: str
    """As it stands in the text."""
    open: bool = False
    """Whether it speaks of something in the part before that has no name: it cannot be asked by itself."""
    before: str = ""
    """Of a part that names nothing: what it looks back on."""

    @property
    def asked(self) -> str:
        """What is computed: an open part together with what it looks back on."""
        return self.searched if self.open else self.text

    @property
    def searched(self) -> str:
        """What passages are searched for: "Quote the clause." says nothing without what it looks back on."""
        return f"{self.before} {self.text}" if self.before else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """A text taken apart."""

    parts: tuple[QuestionPart, ...]
    claims: tuple[str, ...] = ()
    """What the text says beside its questions, and nothing has checked."""


def split(text: str, names: Names, ontology: Ontology, whole: Whole = lambda _text: False) -> Split:
    """Return the questions of a text: the whole as one where it cannot be taken apart.

    ``whole`` says of a sentence whether it is answered as one question; such a one is not cut.
    """
    uncut = Split(parts=(QuestionPart(text=text, said=text),))
    if len(text) > LONGEST:
        return uncut
    groups, claims = _grouped(pieces_in(text))
    parts: list[QuestionPart] = []
    before = context = " ".join(claims[-1:])
    for group in groups:
        for number, said in enumerate(_asked(group, before, names, ontology, whole)):
            part = carry(said, before, names, ontology, claimed=not parts)
            # The rest of a sentence that names nothing speaks of what its beginning does.
            nameless = not names(part.text)
            part = replace(part, open=part.open or (number > 0 and nameless))
            looks_back = context if part.open or nameless else ""
            parts.append(QuestionPart(text=part.text, said=said, open=part.open, before=looks_back))
            before = f"{before} {part.text}" if part.open else part.text
            context = f"{context} {part.text}".strip() if looks_back or nameless else part.text
    if not parts or len(parts) > MOST_PARTS:
        return uncut
    return Split(parts=tuple(parts), claims=tuple(one for one in claims if not one.endswith(":")))


def _grouped(pieces: Sequence[Piece]) -> tuple[list[str], list[str]]:
    """Return the questions among pieces with what narrows them, and what is claimed beside them."""
    groups: list[str] = []
    claims: list[str] = []
    waiting: list[str] = []
    bare = [(piece, text) for piece in pieces if (text := _bare(piece.text)) and not _is_courtesy(text)]
    last = max((at for at, (piece, text) in enumerate(bare) if _asks(piece, text)), default=-1)
    for at, (piece, text) in enumerate(bare):
        if _asks(piece, text):
            groups.append(" ".join([*waiting, text]))
            waiting = []
        elif groups and (at > last or _narrows(text)):
            # What stands behind a question narrows it, as a rule.
            groups[-1] = f"{groups[-1]} {text}"
        elif text.endswith("?"):
            # A few words with a question mark are a guess at what is asked: "1.8 trillion?".
            claims.append(text)
        elif _narrows(text):
            waiting.append(text)
        else:
            claims.append(text)
    if waiting:
        groups.append(" ".join(waiting))
    return groups, claims


def _asks(piece: Piece, text: str) -> bool:
    return piece.item or (_is_question(text) and not _is_fragment(text))


def _is_fragment(text: str) -> bool:
    """Say whether a text is a few words with neither a verb nor a question word: "1.8 trillion?"."""
    read = _words(text)
    held = several()
    known = {*held["auxiliaries"], *held["asks"], *held["conjunctions"], *held["likewise"]}
    return len(read) < SHORTEST and not set(read) & known and not begins_question(read)


def _bare(text: str) -> str:
    """Return a piece without the conjunction that it begins with."""
    for condition in several()["conditions"]:
        if text.casefold().startswith(f"{condition},"):
            return _bare(text[len(condition) + 1 :].strip())
    first = re.match(r"([\w']+)[\s,]+", text)
    if first is not None and first[1].casefold() in several()["conjunctions"]:
        rest = text[first.end() :]
        # "And in Germany?" says by its first word that it goes on as the part before did.
        return rest if begins_question(_words(rest)) else text
    return text


def _words(text: str) -> list[str]:
    return [atom.word for atom in atoms_of(text)]


def _is_question(text: str) -> bool:
    return text.endswith(("?", "？")) or begins_question(_words(text))


def _is_courtesy(text: str) -> bool:
    read = _words(text)
    held = any(read[: len(words)] == words for words in map(str.split, several()["courtesy"]))
    return held and not text.endswith("?") and not (set(read) & set(several()["narrowing"]) - {"please", "not"})


def _narrows(text: str) -> bool:
    """Say whether a statement narrows what is asked beside it, or is a fragment that only makes sense with it."""
    read = _words(text)
    if text.endswith(":"):
        return False
    held = several()
    verbs = {*held["auxiliaries"], *held["verbs"]}
    return bool(set(read) & set(held["narrowing"])) or not set(read) & verbs or len(read) < SHORTEST


def _asked(text: str, before: str, names: Names, ontology: Ontology, whole: Whole) -> Sequence[str]:
    """Return what a sentence asks, as it stands there."""
    named = names(text)
    fields = listed(text, (named[0].start, named[0].end)) if named else ()
    if fields:
        return fields
    found = [bare for one in conjuncts(text, ontology, {n.start for n in named}) if (bare := _bare(one))]
    if len(found) < 2:
        return found
    carried = carry(text, before, names, ontology)
    return [text] if not carried.open and whole(carried.text) else found
