"""What is searched for, and what is found."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from graph.record.lens import NOW, Lens

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Integers = NDArray[np.int64]
    Mask = NDArray[np.bool_]


class Embedder(Protocol):
    """What turns texts into vectors of norm 1, one for each."""

    def embed(
        self, texts: "Sequence[str]", progress: "Callable[[int], None] | None" = None, *, query: bool = False
    ) -> "Floats":
        """Return a vector of norm 1 for each text; ``query``: whether they are asked, and not looked through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchFilters:
    """Which documents may be found; those that are not named narrow nothing."""

    lens: Lens = NOW
    kinds: tuple[str, ...] = ()
    """Kinds of documents, any of them: card, paper, news, policy ..."""
    since: str | None = None
    """ISO date in any precision: published, else retrieved, on its first day or later."""
    until: str | None = None
    """ISO date in any precision: published, else retrieved, on its last day or before."""
    entities: tuple[str, ...] = ()
    """Node ids: documents that mention each of them, or are about it."""
    countries: tuple[str, ...] = ()
    """Node ids of countries, any of them: documents that mention it, or are about what is of it."""


EVERYTHING = SearchFilters()
"""All documents in force."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A thing that a query names."""

    start: int
    end: int
    said: str
    """The words of the query that name it."""
    node: str
    label: str
    name: str
    """The name it is shown by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How much one kind of evidence gave to a score."""

    evidence: str
    """A name in ``fusion.yaml``: passage, window, document, phrase, sense, named."""
    score: float
    """From 0 to 1."""
    part: float
    """The score with its weight: the parts of a document add up to its score."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A document by its best passage, or, where passages are asked for, a passage."""

    document: int
    """The number of the document version."""
    at: int
    """The passage, by its number in the index that was searched."""
    passage: int
    """Its place among the passages of the document, from 0."""
    start: int
    end: int
    """Offsets in the document's text, in characters, end exclusive."""
    heading: str
    score: float
    """From 0 to about 1; scores of different queries can be compared, roughly."""
    shares: tuple[Share, ...]
    why: tuple[str, ...]
    """Why it ranks here, in plain words, the strongest reason first."""
    twins: tuple[int, ...] = ()
    """Numbers of the other document versions with the same passage, or that are near copies of this one."""
    twin_of: int | None = None
    """The document found before this one of which this is a twin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """What a search found, and what it could not do."""

    found: tuple[Found, ...]
    named: tuple[Named, ...] = ()
    """The things that the query names."""
    searched: int = 0
    """How many passages were allowed."""
    behind: int = 0
    """How many texts have no vector yet: those are found by their words alone."""
    meaning: bool = False
    """Whether the meaning of the query was looked for too, and not its words alone."""
