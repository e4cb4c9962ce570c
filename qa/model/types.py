"""What passes between the question answerer and a language model, whichever it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from graph.explore.guard import Outcome

Role = Literal["system", "user", "assistant"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One turn of a conversation."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What a reply took."""

    read: int
    """Tokens of the prompt."""
    written: int
    """Tokens of the reply."""
    cost_usd: float | None = None
    """What it cost, where the provider says so."""
    counted: bool = True
    """Whether the provider counted the tokens; if not, they are estimated from the characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a model said."""

    text: str
    usage: Usage | None = None
    """None where the provider does not count."""


Chat = Callable[[Sequence[Message]], Reply]
"""Continues a conversation. Raises ModelError where the model does not answer."""
GuardedRead = Callable[[str], Outcome]
"""Runs a query as any stranger's: it raises WriteRefused for one that does more than read, QueryError, QueryTimeout."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How much a prompt may hold, in characters: how a model cuts texts into tokens is not known here."""

    digest: int = 12_000
    """The description of the ontology."""
    passages: int = 6
    passage: int = 1_500
    """Each passage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A language model as it is used here."""

    name: str
    """By which an answer says who read the question: "openai:gpt-5"."""
    chat: Chat
    room: Room = Room()
