"""Named queries that are near to a question, as they stand in an answer, made ready to run on a page."""

import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from graph.errors import LibraryError
from graph.explore.library import find_query


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A named query with its parameters, as they are typed."""

    name: str
    title: str
    parameters: Mapping[str, str]

    @property
    def shown(self) -> str:
        """What it answers, and about what."""
        given = ", ".join(self.parameters.values())
        return f"{self.title}: {given}" if given else self.title


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
    return Ready(name=name, title=query.title, parameters={k: v for k, v in given.items() if k in known})
