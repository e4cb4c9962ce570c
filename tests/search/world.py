"""A home of a few documents to search in."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graph.explore.search.search import Searcher
from graph.record.types import PassageKind, Reading
from graph.views.index.index import open_index
from tests.views.index.hashing import HashingEmbedder
from tests.views.index.home import Home, text_reading

MEANS = {"automobile": "car", "vehicle": "car", "penalty": "fine", "halt": "stop"}
"""Words that the embedder takes for others: what a real one learns of millions of texts."""
EVERYTHING = "file:///texts"

TEXTS: dict[str, tuple[str, ...]] = {
    "hiring": (
        "The agency reports each quarter on the hires made under the direct hire authority, the grades of those hired, "
        "the costs of each programme and the savings that follow from it.",
        "A report lists job announcements and the number of hires.",
        "The Secretary publishes the lists.",
    ),
    "fines": (
        "A firm that breaks the rule pays a fine of 250 dollars for the first offense.",
        "The rule holds for each car that is sold.",
    ),
    "models": ("Qwen2.5-7B was released with open weights.", "Its licence is Apache 2.0."),
    "chips": ("出口管制适用于先进芯片。", "The controls hold for H100 chips."),
}
DAYS = {"hiring": "2023-05-01", "fines": "2024-02-03", "models": "2024-09-19", "chips": "2022-10"}


@dataclass(slots=True)
class MeaningEmbedder(HashingEmbedder):
    """Texts are near that share words or mean the same by ``MEANS``."""

    name: str = "meaning 1"
    embedded: list[str] = field(default_factory=list)

    def embed(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None, *, query: bool = False
    ) -> NDArray[np.float32]:
        plain = [" ".join(MEANS.get(word, word) for word in text.lower().replace(".", " ").split()) for text in texts]
        return HashingEmbedder.embed(self, plain, progress, query=query)


def reading_of(name: str, paragraphs: Sequence[str], *, kind: str = "news", day: str = "2025-01-02") -> Reading:
    made = text_reading(f"{EVERYTHING}/{name}.txt", paragraphs, day, title=name, published=DAYS.get(name))
    return replace(made, document=replace(made.document, kind=kind, publisher=f"House of {name}"))


def of_kind(reading: Reading, kinds: dict[int, PassageKind]) -> Reading:
    """Return a reading some of whose passages are of another kind."""
    passages = tuple(replace(p, kind=kinds.get(at, p.kind)) for at, p in enumerate(reading.passages))
    return replace(reading, passages=passages)


def new_home(folder: Path, *more: Reading) -> Home:
    """Return a home that holds the texts and some more, embedded."""
    home = Home(folder, embedder=MeaningEmbedder(dimensions=256))
    with home.record() as record:
        kinds = {"hiring": "policy", "fines": "policy"}
        record.write([*(reading_of(n, t, kind=kinds.get(n, "news")) for n, t in TEXTS.items()), *more])
    home.embed()
    return home


@contextmanager
def searching(home: Home, *, words_alone: bool = False) -> Iterator[Searcher]:
    """Open a home for searching."""
    with home.reader() as reader:
        index = open_index(home.task(reader))
        yield Searcher(index, reader, embedder=None if words_alone else home.embedder)


def names_of(searcher: Searcher, numbers: Sequence[int]) -> list[str]:
    """Return the names of document versions, in order."""
    return [searcher.index.document(number).title for number in numbers]
