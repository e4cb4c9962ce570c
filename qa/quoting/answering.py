"""Answering a question by the sentences of documents that bear on it."""

from collections.abc import Iterator, Sequence

from qa.quoting.asked import MEANS, Asked, read_asked
from qa.quoting.choosing import chosen, quotes_of
from qa.quoting.data import Learned, learned
from qa.quoting.differing import differing
from qa.quoting.evidence import read_passages, read_question
from qa.quoting.types import Candidate, Library, Quoted, SaidName
from qa.quoting.windows import Window, windows_of

MOST_NEAR = 3
"""Documents that a refusal names."""
PASSAGES = 20
"""Passages that are read for a question: reading is what an answer costs, and of 40 a few more are quoted right."""


def quoted(question: str, said: Sequence[SaidName], library: Library, by: Learned | None = None) -> Quoted:
    """Return at most three quotes that answer a question, or what is missing.

    ``said``: the names that are known in it. Raises EmbeddingError where the model cannot be had.
    """
    by = by or learned()
    asked = read_asked(question, said, library.rarity)
    candidates = library.find(asked.text, PASSAGES)
    quotes, missing = quotes_of(asked, chosen(windows_in(asked, candidates, library), by.window), by)
    return Quoted(
        quotes=quotes,
        missing=missing,
        names=tuple(name.names[0] for name in asked.names),
        kind=asked.strict.name if asked.strict else "",
        near=tuple(dict.fromkeys(candidate.title for candidate in candidates))[:MOST_NEAR],
        differing=differing(asked, quotes),
    )


def windows(asked: Asked, library: Library) -> Iterator[Window]:
    """Yield all sentences and runs of sentences of the passages that are found for a question, measured."""
    yield from windows_in(asked, library.find(asked.text, PASSAGES), library)


def windows_in(asked: Asked, candidates: Sequence[Candidate], library: Library) -> Iterator[Window]:
    """Yield all sentences and runs of sentences of some passages, the most promising first, measured."""
    if not candidates:
        return
    reader = library.reader()
    # Among few passages no word is rare: there those count that are a third as rare as one that none of them has.
    question = read_question(asked, reader, min(MEANS, library.rarity("") / 3))
    places = _places(candidates)
    for evidence in read_passages(question, candidates, reader):
        yield from windows_of(asked, question, evidence, 1 / places[evidence.candidate.document])


def _places(candidates: Sequence[Candidate]) -> dict[int, int]:
    """Return the place of each document among those found, from 1."""
    documents = dict.fromkeys(candidate.document for candidate in candidates)
    return {document: place for place, document in enumerate(documents, start=1)}
