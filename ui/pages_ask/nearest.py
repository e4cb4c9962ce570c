"""Named queries that are near to a question, as they stand in an answer, made ready to run on a page."""

import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from graph.errors import LibraryError
from graph.explore.library import find_query

_STEM = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A named query with its parameters, as they are typed."""

    name: str
    title: str
    parameters: Mapping[str, str]
    examples: Mapping[str, str]
    """What its file gives as an example of a parameter: it fills those that a question does not give."""

    def shown_for(self, question: str) -> str:
        """Return what it answers, and about what; values that are not the question's are told to be examples."""
        asked = question.casefold()
        given = [self._told(name, value, asked) for name, value in self.parameters.items()]
        return f"{self.title}: {', '.join(given)}" if given else self.title

    def _told(self, name: str, value: str, asked: str) -> str:
        # "Chinese" gives China: what begins as a word of the question does is taken to be said in it.
        said = any(word[:_STEM] in asked for word in value.casefold().split())
        return value if said or value != self.examples.get(name) else f"{value} (an example)"


def ready(commands: Iterable[str], own: Path) -> list[Ready]:
    """Return the queries that commands like ``sextant cypher models-of-lab --param lab=Qwen`` run.

    One that the library does not have is left out.
    """
    found = (_ready(command, own) for command in commands)
    return [one for one in found if one is not None]


def _ready(command: str, own: Path) -> Ready | None:
    try:
        words = shlex.split(command)
        name = words[words.index("cypher") + 1] if "cypher" in words else words[0]
        query = find_query(name, own)
    except (ValueError, IndexError, LibraryError):
        return None
    known = {parameter.name for parameter in query.parameters}
    given = dict(word.split("=", 1) for word in words if "=" in word)
    examples = {parameter.name: parameter.example for parameter in query.parameters}
    return Ready(
        name=name, title=query.title, parameters={k: v for k, v in given.items() if k in known}, examples=examples
    )
