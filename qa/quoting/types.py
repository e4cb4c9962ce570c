"""What goes into an answer from passages, and what comes out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from graph.views.index.token_vectors import TokenReader

Rarity = Callable[[str], float]
"""How rare a word, as the index knows it, is among the passages: 0 for one that stands in all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A passage that a search found, with what is known of its document."""

    document: int
    """The number of the document version."""
    title: str
    publisher: str | None
    published: str | None
    url: str
    heading: str
    start: int
    end: int
    """Offsets in the document's text, in characters, end exclusive."""
    text: str
    """The text of the whole document."""
    kind: str = ""
    """The kind of document, as its source says."""


class Library(Protocol):
    """The passages that can be quoted."""

    @property
    def searched(self) -> str:
        """Return what is searched, in plain words: how many passages of how many documents."""
        ...

    def find(self, question: str, k: int) -> Sequence[Candidate]:
        """Return the passages that may bear on a question, the most promising first."""
        ...

    def rarity(self, word: str) -> float:
        """Return how rare a word is, in the measure of BM25."""
        ...

    def reader(self) -> TokenReader:
        """Return what reads texts token by token. Raises EmbeddingError where the model cannot be had."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidName:
    """A name in a question, with all names of what it means."""

    start: int
    end: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One to three whole sentences of a document, as they stand."""

    candidate: Candidate
    start: int
    end: int
    """Offsets in the document's text."""
    score: float
    likelihood: float
    """How likely it is that they answer the question, from 0 to 1."""

    @property
    def text(self) -> str:
        """The words, as they stand in the document."""
        return self.candidate.text[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """What was quoted in answer to a question, or why nothing was."""

    quotes: tuple[Quote, ...] = ()
    missing: str = ""
    """For no quotes: what the passages lack: names, figure, counted or bearing."""
    names: tuple[str, ...] = ()
    """The names in the question."""
    kind: str = ""
    """The kind of figure or date that is asked for, if any."""
    near: tuple[str, ...] = ()
    """The titles of the documents that were found first."""
    differing: "tuple[Figure, ...]" = ()
    """Figures on which the quotes differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure of the asked kind, or a date, in a quote."""

    quote: int
    """The place of the quote, from 0."""
    said: str
    value: float | str
    """A number, or a date in ISO form: a year, a month or a day."""
