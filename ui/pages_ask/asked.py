"""A question put to the home, with all that the page shows of its answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from graph.explore.context import Context, Contexts
from graph.record.lens import NOW, Lens
from qa.reply import Answer
from ui.pages_common.homes import State, vectors_behind
from ui.pages_common.open_homes import HOMES, OpenHome


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """An answer, or one part of it, with the contexts of its citations by their numbers."""

    answer: Answer
    contexts: dict[int, Context]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the page shows."""

    whole: Answer
    parts: tuple[Part, ...]
    """One that is the whole, or as many as the question had."""
    behind: int = 0
    """Texts without a vector, where passages were searched."""


def ask_home(state: State, question: str, as_of: str | None) -> Told:
    """Return the answer to a question; kept until the record changes. Raises RecordError, EngineError."""
    if state.settings.graph is not None:
        return _asked(state, question, as_of)  # a server's graph may be another's, and change without the record
    return _kept(state, question, as_of)


@lru_cache(maxsize=64)
def _kept(state: State, question: str, as_of: str | None) -> Told:
    return _asked(state, question, as_of)


def _asked(state: State, question: str, as_of: str | None) -> Told:
    def work(home: OpenHome) -> Told:
        whole = home.ask(question)
        searched = any(one.status in ("passages", "no_answer") for one in whole.parts or (whole,))
        behind = vectors_behind(state) if searched else 0
        return Told(whole=whole, parts=tuple(_parts(whole, home.contexts)), behind=behind)

    return HOMES.work(state, Lens(as_of=as_of) if as_of else NOW, work)


def _parts(whole: Answer, contexts: Contexts) -> Iterator[Part]:
    for one in whole.parts or (whole,):
        found = {c.n: contexts.of(c.quote, statement=c.statement, url=c.url) for c in one.citations}
        yield Part(answer=one, contexts={n: context for n, context in found.items() if context is not None})
