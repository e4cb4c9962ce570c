"""A question cut into atoms: words, parts of hyphenated words, possessive endings and commas, with their places."""

import re
from dataclasses import dataclass

_ATOM = re.compile(
    r"n['’]t\b|['’]s\b|(?<=s)['’](?=\s|$)|,(?=\s)|[^\W_](?:[\w@+#/.&%*~]|['’](?!s\b)(?=\w))*", re.UNICODE
)


@dataclass(frozen=True, slots=True)
class Atom:
    """A piece of a question with its offsets, end exclusive."""

    start: int
    end: int
    text: str

    @property
    def word(self) -> str:
        """The atom in lower case, with straight apostrophes."""
        return self.text.lower().replace("’", "'")


def atoms_of(text: str) -> tuple[Atom, ...]:
    """Return the atoms of a text."""
    found = []
    for match in _ATOM.finditer(text):
        body = match[0].rstrip(".")
        if body:
            found.append(Atom(match.start(), match.start() + len(body), body))
    return tuple(found)


def phrase_of(text: str) -> tuple[str, ...]:
    """Return a phrase of a word list as the atoms that it is met as."""
    return tuple(atom.word for atom in atoms_of(text))
