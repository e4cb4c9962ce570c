"""Finds the sentences of texts that answer a question, as a briefing quotes them: many, to choose from."""

from collections.abc import Callable

from qa.briefing.types import Passages, Quoted
from qa.desk import Desk
from qa.quoting.answering import windows
from qa.quoting.asked import read_asked
from qa.quoting.choosing import likelihood
from qa.quoting.data import learned
from qa.quoting.names import KnownNames
from qa.quoting.types import Library

LEAST = 0.5
"""Sentences are left out that are likelier not to answer the question."""


def texts_of(desk: Desk, library: Callable[[], Library]) -> Passages:
    """Return what finds the sentences that answer a question among the passages that ``library`` opens.

    It raises EmbeddingError where no model can be had that reads them, RecordError and ViewError.
    """

    def find(question: str) -> list[Quoted]:
        opened, by = library(), learned()
        said = KnownNames(desk.names, desk.ontology, desk.record).said_in(question)
        asked = read_asked(question, said, opened.rarity)
        met = [(likelihood(one, by), one) for one in windows(asked, opened) if one.measures["met"]]
        best = sorted((pair for pair in met if pair[0] >= LEAST), key=lambda pair: (-pair[0], pair[1].start))
        return [
            Quoted(
                text=one.candidate.text[one.start : one.end],
                document=one.candidate.document,
                heading=one.candidate.heading,
                likelihood=likely,
            )
            for likely, one in best
        ]

    return find
