"""Chat models that say what a script has, and keep what they were told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from graph.explore.guard import Outcome, guarded_read
from qa.desk import Desk
from qa.model.types import Message, Reply, Usage


@dataclass(slots=True)
class Scripted:
    """Says its lines one after another, the last one again and again."""

    lines: Sequence[str]
    usage: Usage | None = None
    heard: list[Sequence[Message]] = field(default_factory=list)

    def __call__(self, messages: Sequence[Message]) -> Reply:
        line = self.lines[min(len(self.heard), len(self.lines) - 1)]
        self.heard.append(tuple(messages))
        return Reply(text=line, usage=self.usage)


def cypher(query: str) -> str:
    """Return a query as a good model replies with it."""
    return f"```cypher\n{query}\n```"


def guard_of(desk: Desk) -> Callable[[str], Outcome]:
    """Return the guard over the graph of a desk, as the product passes it in."""
    return lambda text: guarded_read(desk.graph, desk.ontology, text)
