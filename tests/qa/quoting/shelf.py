"""A library of a few documents that are held in memory, for questions about them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from graph.views.index.token_vectors import TokenReader, open_token_reader
from graph.views.index.words import word_tokens
from qa.quoting.types import Candidate

BOAT = (
    "The Harbour Boat Act of Norland applies to all ferries. Each owner of a ferry must report an accident to the "
    "harbour office within ten days. An owner who does not report is fined not more than 4,000 crowns or $400. The "
    "harbour office may inspect a ferry at any time of the day."
)
TRAIN = (
    "The Railway Rules of Sudland govern trains. Drivers shall rest for eight hours between two journeys, because "
    "tired drivers miss signals. A driver may not carry passengers in the cab."
)
LARK = (
    "Lark Large 2 is a model for birdsong. It was trained on 3 million recordings of larks and finches. The "
    "recordings come from forty volunteers. The model does not hear owls."
)


def candidate(
    document: int, title: str, text: str, *, heading: str = "", published: str | None = "2025-03"
) -> Candidate:
    """Return a document as one passage."""
    return Candidate(
        document=document, title=title, publisher="Gazette", published=published, url=f"https://a.example/{document}",
        heading=heading, start=0, end=len(text), text=text,
    )  # fmt: skip


@cache
def reader() -> TokenReader:
    """Return the model's reader, opened once for all tests."""
    return open_token_reader()


@dataclass(frozen=True, slots=True)
class Shelf:
    """Documents in the order in which they have the words of a question."""

    documents: tuple[Candidate, ...]
    searched: str = "3 passages of 3 documents"

    def find(self, question: str, k: int) -> Sequence[Candidate]:
        """Return all documents, those with most of the question's words first."""
        asked = set(word_tokens(question))
        return sorted(self.documents, key=lambda one: -len(asked & self._words(one)))[:k]

    def rarity(self, word: str) -> float:
        """Return how rare a word is; a shelf of three is taken for one of many, so that words count as elsewhere."""
        bearers = sum(word in self._words(one) for one in self.documents)
        return math.log(1 + (1000 - bearers) / (bearers + 0.5)) if bearers else 9.0

    def reader(self) -> TokenReader:
        """Return the model's reader."""
        return reader()

    def _words(self, one: Candidate) -> set[str]:
        return set(word_tokens(f"{one.title} {one.text}"))


def shelf() -> Shelf:
    """Return the three documents."""
    return Shelf(
        (
            candidate(1, "Harbour Boat Act (Norland)", BOAT),
            candidate(2, "Railway Rules (Sudland)", TRAIN),
            candidate(3, "Lark Large 2", LARK),
        )
    )
