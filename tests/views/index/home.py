"""A record and an index for tests, and all that an index holds as it can be compared with another."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from graph.record.lens import NOW, Lens
from graph.record.reader import RecordReader
from graph.record.store import Record
from graph.record.types import Document, Passage, Reading
from graph.views.index.catchup import IndexCaughtUp, catch_up
from graph.views.index.embedding import Embedded, embed_missing
from graph.views.index.index import Hit, PassageIndex, open_index
from graph.views.index.task import IndexTask
from tests.record.readings import moment
from tests.views.index.hashing import HashingEmbedder, Kept

QUERIES = (
    "open weights of qwen2.5-7b",
    "export of chips",
    "the licence",
    "出口管制",
    "nothing like it",
    "h100 gpus 80 gb",
)
"""What the held indexes are asked."""


@dataclass(slots=True)
class Home:
    """A record at a path, an index beside it, and the vectors that were made."""

    folder: Path
    kept: Kept = field(default_factory=Kept)
    embedder: HashingEmbedder = field(default_factory=HashingEmbedder)

    @property
    def index(self) -> Path:
        return self.folder / "views" / "index"

    def record(self) -> Record:
        return Record(self.folder / "record.db")

    def reader(self) -> RecordReader:
        return RecordReader(self.folder / "record.db")

    def task(self, reader: RecordReader, *, rebuild: bool = False) -> IndexTask:
        return IndexTask(folder=self.index, reader=reader, cache=self.kept, rebuild=rebuild)

    def catch_up(self, *, rebuild: bool = False) -> IndexCaughtUp:
        with self.reader() as reader:
            return catch_up(self.task(reader, rebuild=rebuild))

    def embed(self) -> Embedded:
        with self.reader() as reader:
            return embed_missing(self.task(reader), self.kept, self.embedder)

    def dump(self) -> list[object]:
        """Return all that the index holds and answers, however its parts are cut."""
        with self.reader() as reader:
            return dump(open_index(self.task(reader)), self.embedder)


def text_reading(
    address: str, paragraphs: Iterable[str], day: str, *, title: str = "A text", source: str = "texts",
    reader: str = "1", published: str | None = None, second: int = 0,
) -> Reading:  # fmt: skip
    """Return a reading of a document with a passage for each paragraph."""
    text, passages = "", []
    for at, paragraph in enumerate(paragraphs):
        passages.append(Passage(start=len(text), end=len(text) + len(paragraph), heading=f"Part {at}"))
        text += paragraph + "\n\n"
    document = Document(
        address=address, source=source, kind="news", title=title, text=text, retrieved=moment(day, second),
        reader=reader, published=published,
    )  # fmt: skip
    return Reading(document=document, passages=tuple(passages))


def dump(index: PassageIndex, embedder: HashingEmbedder) -> list[object]:
    """Return what an index holds: its passages in the order of the record, and what it finds, by document and place."""
    held = sorted(range(len(index)), key=lambda at: name(index, at))
    shown: list[object] = [
        (index.passage(at).start, index.passage(at).end, index.passage(at).heading, index.text(at), *name(index, at))
        for at in held
    ]
    shown += [[name(index, twin) for twin in index.twins(at)] for at in held]
    everything = np.ones(len(index), dtype=bool)
    for query in QUERIES:
        shown += [told(index, index.words(query, 5)), told(index, index.words(query, 50, everything))]
        vector = embedder.embed([query])[0]
        shown.append(told(index, index.dense(vector, len(index), everything), exact=False))
    return [*shown, index.vectors_behind]


def name(index: PassageIndex, at: int) -> tuple[int, int]:
    return int(index.documents[at]), int(index.ordinals[at])


def told(index: PassageIndex, hits: Iterable[Hit], *, exact: bool = True) -> list[object]:
    """Return hits as they can be compared. Cosines of 16-bit floats differ in their last digits."""
    found = [(name(index, hit.passage), round(hit.score, 5) if exact else round(hit.score, 2)) for hit in hits]
    return [*(found if exact else sorted(found))]


def mask_of(index: PassageIndex, lens: Lens = NOW) -> int:
    return int(index.allowed(lens).sum())
