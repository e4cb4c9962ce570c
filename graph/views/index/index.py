"""The index, open for searching: passages by their words, by vectors, and what is known of each.

Passages are numbered from 0 as this opening has them; another opening may number them otherwise.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from graph.errors import RecordError, ViewError
from graph.record.lens import NOW, Lens
from graph.record.types import StoredDocument
from graph.views.index.arrays import ArrayFile
from graph.views.index.catchup import catch_up
from graph.views.index.manifest import Manifest
from graph.views.index.nearest import Nearest
from graph.views.index.scoring import USUAL, Weights, WordScores
from graph.views.index.task import IndexTask
from graph.views.index.texts import KINDS, sql

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Integers = NDArray[np.int64]
    Mask = NDArray[np.bool_]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a search found."""

    passage: int
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedPassage:
    """A passage as the index knows it."""

    document: int
    """The number of the document version it stands in."""
    passage: int
    """Its place among the passages of the document, from 0."""
    start: int
    end: int
    heading: str
    kind: str
    """text, table, code or boilerplate."""
    text_hash: bytes
    """Passages that share it have the same text, but for white space."""
    twin_of: int | None
    """The first passage in force with the same text, where that is another one."""


def open_index(task: IndexTask) -> "PassageIndex":
    """Open an index, brought up to date first: all words are in it, vectors may lag.

    Raises ViewError where it cannot be written or read, HomeBusy where another process keeps writing it.
    """
    for _ in range(3):
        manifest = catch_up(task).manifest
        try:
            return PassageIndex(task, manifest)
        except ViewError:
            continue  # another process has brought it further and erased the files; damage is found by catching up
    return PassageIndex(task, catch_up(task).manifest)


class PassageIndex:
    """The passages of all document versions. Searches look through those in force unless told which are allowed.

    All methods raise ViewError where a file was damaged, or erased by a forgetting, since the index was opened.
    """

    def __init__(self, task: IndexTask, manifest: Manifest) -> None:
        import numpy as np

        self.manifest, self._task = manifest, task
        self._parts = [ArrayFile(task.folder, part.file) for part in manifest.words]
        self._scores = WordScores(self._parts)
        numbers = [part["documents"][part["document"]] for part in self._parts]
        self.documents: Integers = np.concatenate([*numbers, np.zeros(0, np.int64)])
        """The number of the document version of each passage."""
        self.ordinals: Integers = np.concatenate([*(part["ordinal"] for part in self._parts), np.zeros(0, np.int64)])
        """Its place among the passages of the document."""

    def __len__(self) -> int:
        """Return how many passages there are, of all versions."""
        return len(self.documents)

    def words(
        self, words: str | Mapping[str, float], k: int, allowed: "Mask | None" = None, weights: Weights = USUAL
    ) -> list[Hit]:
        """Return the k passages that score best by the words of a text, or by words with weights; ties by place."""
        import numpy as np

        scores = self.word_scores(words, weights)
        mask = self.allowed() if allowed is None else allowed
        found = np.flatnonzero((scores > 0) & mask)
        if len(found) > k > 0:
            least = np.partition(scores[found], len(found) - k)[len(found) - k]
            found = found[scores[found] >= least]
        order = np.lexsort((self.ordinals[found], self.documents[found], -scores[found]))[: max(k, 0)]
        return [Hit(int(at), float(scores[at])) for at in found[order]]

    def word_scores(self, words: str | Mapping[str, float], weights: Weights = USUAL) -> "Floats":
        """Return the BM25 score of every passage, whether in force or not."""
        return self._read(lambda: self._scores.scores(words, weights))

    def word_counts(self, term: str, field: int = 0) -> "tuple[Integers, Floats]":
        """Return the passages with a word in a field (of ``words_part.FIELDS``), and how often each has it."""
        return self._read(lambda: self._scores.counts(term, field))

    def word_lengths(self) -> "NDArray[np.int32]":
        """Return how many words each passage has in each field."""
        return self._read(lambda: self._scores.lengths)

    def dense(self, vector: "Floats", k: int, allowed: "Mask | None" = None) -> list[Hit]:
        """Return the passages with the k texts nearest to a vector of norm 1, with their cosines.

        A text that stands in several places is a hit for each of them. Texts without a vector are not found.
        """
        mask = self.allowed() if allowed is None else allowed
        found = self._read(lambda: self._nearest.search(vector, k, mask))
        places = {at: (int(self.documents[at]), int(self.ordinals[at])) for at, _ in found}
        return [Hit(at, score) for at, score in sorted(found, key=lambda one: (-one[1], places[one[0]]))]

    def passage(self, at: int) -> IndexedPassage:
        """Return what is known of a passage."""
        part, row = self._row(at)
        told = {"number": int(self.documents[at]), "ordinal": int(self.ordinals[at])}
        heading = self._task.reader.rows(sql("headings", self._task.reader), told).fetchone()
        start, end = part["span"][row].tolist()
        first = self.twins(at)[0] if self._in_force[at] else at
        return IndexedPassage(
            document=told["number"], passage=told["ordinal"], start=start, end=end,
            heading=str(heading[0]) if heading else "", kind=KINDS[int(part["kind"][row])],
            text_hash=part["twin"][row].tobytes(), twin_of=None if first == at else first,
        )  # fmt: skip

    def twins(self, at: int, allowed: "Mask | None" = None) -> tuple[int, ...]:
        """Return all passages with the text of a passage, itself among them, in the order they came on record."""
        import numpy as np

        order, hashes = self._by_text
        mine = self._twin_hashes[at]
        alike = order[np.searchsorted(hashes, mine) : np.searchsorted(hashes, mine, side="right")]
        mask = self.allowed() if allowed is None else allowed
        return tuple(int(one) for one in alike if mask[one] or one == at)

    def text(self, at: int) -> str:
        """Return the text of a passage. Raises RecordError where its document was forgotten since."""
        part, row = self._row(at)
        start, end = part["span"][row].tolist()
        return self._task.reader.text(int(self.documents[at]))[start:end]

    def document(self, number: int) -> StoredDocument:
        """Return a document version. Raises RecordError where it was forgotten since."""
        for found in self._task.reader.documents(numbers=[number]):
            return found
        raise RecordError(f"document version {number} is not on record any more; ask again")

    def allowed(self, lens: Lens = NOW) -> "Mask":
        """Return which passages are within a lens."""
        return self._in_force if lens.plain else self._within(lens)

    def of_documents(self, numbers: Iterable[int]) -> "Mask":
        """Return which passages are of the document versions with these numbers."""
        import numpy as np

        return np.isin(self.documents, np.fromiter(numbers, dtype=np.int64))

    @cached_property
    def kinds(self) -> "NDArray[np.uint8]":
        """Return what each passage holds, as its place in ``texts.KINDS``."""
        import numpy as np

        return np.concatenate([*(part["kind"] for part in self._parts), np.zeros(0, np.uint8)]).astype(np.uint8)

    @cached_property
    def vectors_behind(self) -> int:
        """Return how many texts have no vector yet."""
        return self._read(lambda: self._nearest.behind)

    @property
    def current(self) -> bool:
        """Say whether the record has not changed since; else open the index again."""
        return self.manifest.change == self._task.reader.last_change()

    @cached_property
    def _in_force(self) -> "Mask":
        return self._within(NOW)

    def _within(self, lens: Lens) -> "Mask":
        condition, parameters = lens.document_condition()
        text = sql("within", self._task.reader).replace("/*lens*/", condition)
        return self.of_documents(number for (number,) in self._task.reader.rows(text, parameters))

    @cached_property
    def _nearest(self) -> Nearest:
        return Nearest(self._task, self.manifest, self._parts)

    @cached_property
    def _twin_hashes(self) -> "NDArray[np.uint64]":
        import numpy as np

        held = [part["twin"][:, 0] for part in self._parts]
        return np.concatenate([*held, np.zeros(0, np.uint64)]).astype(np.uint64)

    @cached_property
    def _by_text(self) -> "tuple[Integers, NDArray[np.uint64]]":
        """Return the passages in the order of their texts' hashes and then of their coming, and the hashes."""
        import numpy as np

        order = np.lexsort((self.ordinals, self.documents, self._twin_hashes))
        return order, self._twin_hashes[order]

    def _row(self, at: int) -> tuple[ArrayFile, int]:
        for part in self._parts:
            if at < len(part["document"]):
                return part, at
            at -= len(part["document"])
        raise IndexError(at)

    def _read(self, work: Callable[[], T]) -> T:
        """Run what reads files, and refuse its result where they were erased under it, or hold what they cannot."""
        try:
            found = work()
        except (IndexError, ValueError) as error:
            raise ViewError(f"{self._task.folder}: the index is damaged ({error}); `sextant rebuild index`") from error
        if not all(part.intact() for part in self._parts):
            raise ViewError(f"{self._task.folder}: a document was forgotten while this was searched; ask again")
        return found
