"""A part of the index of words: which passages have which words, and how often. Made at once, never changed.

Its arrays, for n passages of some documents, T words and P pairs of a word and a passage::

    documents  numbers of the document versions, ascending           document   n, which of them a passage is of
    ordinal    n                                                     span       n x 2, start and end
    kind       n, of ``texts.KINDS``                                 lengths    n x 4, words in each field
    twin       n x 2, hash of the text                               vector     n x 2, hash of what is embedded
    terms      T keys of words, ascending                            starts     T + 1, where the pairs of each begin
    passage    P                                                     count      P, how often

A key is ``words.term_key`` with the field in its lowest bits, so that words of the text, of the headings above it and
of the document's title are told apart.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from graph.views.index.texts import KINDS, DocumentText, twin_hash, vector_hash
from graph.views.index.words import exact_of, raw_words, term_key, terms_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Arrays = Mapping[str, NDArray[np.generic]]

FIELDS = ("text", "heading", "title", "exact")
"""Where a word may stand; its place here is the field's number. The last holds the words of all three as they are
written, for those that have a stem."""
_EXACT = FIELDS.index("exact")
_MOST = 65_535
"""The largest count that is kept."""


class _Vocabulary:
    """Runs of texts, numbered as they are met, with the keys of the words that each one is."""

    def __init__(self) -> None:
        self.numbers: dict[tuple[int, str], int] = {}
        self.keys: list[int] = []
        self.starts = [0]

    def ids(self, text: str, field: int) -> list[int]:
        """Return the numbers of the runs of a text."""
        found, numbers = [], self.numbers
        for raw in raw_words(text):
            number = numbers.get((field, raw))
            found.append(self._new(field, raw) if number is None else number)
        return found

    def _new(self, field: int, raw: str) -> int:
        self.keys += [term_key(term) | field for term in terms_of(raw)]
        self.keys += [term_key(word) | _EXACT for word in exact_of(raw)]
        self.starts.append(len(self.keys))
        return self.numbers.setdefault((field, raw), len(self.numbers))


def part_of(documents: Sequence[DocumentText]) -> "Arrays":
    """Return the arrays of a part that holds some documents, in the order of their numbers."""
    import numpy as np

    vocabulary, runs = _Vocabulary(), list[int]()
    sizes: list[int] = []
    rows: list[tuple[int, int, int, int, int]] = []
    hashes: list[bytes] = []
    for at, document in enumerate(documents):
        title = vocabulary.ids(document.title, 2)
        for passage in document.passages:
            before = len(runs)
            runs += vocabulary.ids(passage.text, 0)
            runs += vocabulary.ids(passage.heading, 1)
            runs += title
            sizes.append(len(runs) - before)
            rows.append((at, passage.ordinal, passage.start, passage.end, KINDS.index(passage.kind)))
            hashes += (twin_hash(passage), vector_hash(document.title, passage))
    table = np.array(rows, dtype=np.int64).reshape(-1, 5)
    told = np.frombuffer(b"".join(hashes), np.uint64).reshape(-1, 4)
    return {
        "documents": np.array([one.number for one in documents], dtype=np.int64),
        "document": table[:, 0].astype(np.int32),
        "ordinal": table[:, 1].astype(np.int32),
        "span": table[:, 2:4].copy(),
        "kind": table[:, 4].astype(np.uint8),
        "twin": told[:, :2].copy(),
        "vector": told[:, 2:].copy(),
        **_postings(vocabulary, runs, sizes),
    }


def _postings(vocabulary: _Vocabulary, runs: list[int], sizes: list[int]) -> "Arrays":
    """Return terms, starts, passage, count and lengths."""
    import numpy as np

    keys, starts = np.array(vocabulary.keys, dtype=np.uint64), np.array(vocabulary.starts, dtype=np.int64)
    met = np.array(runs, dtype=np.int64)
    many = np.diff(starts)[met]
    of_run = np.repeat(np.arange(len(sizes), dtype=np.int64), sizes)
    passage = np.repeat(of_run, many)
    first = np.repeat(starts[met] - (np.cumsum(many) - many), many)
    found = keys[first + np.arange(len(passage))]
    fields = (found & np.uint64(7)).astype(np.int64)
    lengths = np.bincount(passage * len(FIELDS) + fields, minlength=len(sizes) * len(FIELDS))
    terms, term = np.unique(keys, return_inverse=True)
    rank = term[first + np.arange(len(passage))]
    pairs, counts = np.unique((rank << 32) | passage, return_counts=True)
    return {
        "terms": terms,
        "starts": np.searchsorted(pairs >> 32, np.arange(len(terms) + 1)).astype(np.int64),
        "passage": (pairs & 0xFFFFFFFF).astype(np.uint32),
        "count": np.minimum(counts, _MOST).astype(np.uint16),
        "lengths": lengths.reshape(-1, len(FIELDS)).astype(np.int32),
    }


def joined(parts: "Sequence[Arrays]", dropped: Iterable[int] = ()) -> "Arrays":
    """Return the arrays of one part that holds what several hold, without some documents, in the order of numbers."""
    import numpy as np

    gone = np.array(sorted(dropped), dtype=np.int64)
    number = np.concatenate([part["documents"][part["document"]] for part in parts])
    ordinal = np.concatenate([part["ordinal"] for part in parts])
    kept = np.flatnonzero(~np.isin(number, gone))
    order = kept[np.lexsort((ordinal[kept], number[kept]))]
    place = np.full(len(number), -1, dtype=np.int64)
    place[order] = np.arange(len(order))
    documents, document = np.unique(number[order], return_inverse=True)
    plain = ("ordinal", "span", "kind", "twin", "vector", "lengths")
    return {
        "documents": documents,
        "document": document.astype(np.int32),
        **{name: np.concatenate([part[name] for part in parts])[order] for name in plain},
        **_joined_postings(parts, place),
    }


def _joined_postings(parts: "Sequence[Arrays]", place: "NDArray[np.int64]") -> "Arrays":
    import numpy as np

    if len(parts) == 1:
        return _thinned(parts[0], place)
    bases = np.cumsum([0, *(len(part["document"]) for part in parts)])
    terms = np.unique(np.concatenate([part["terms"] for part in parts]))
    ranks = [np.repeat(np.searchsorted(terms, part["terms"]), np.diff(part["starts"])) for part in parts]
    moved = np.concatenate([place[part["passage"] + base] for part, base in zip(parts, bases, strict=False)])
    count, rank = np.concatenate([part["count"] for part in parts]), np.concatenate(ranks)
    alive = moved >= 0
    pairs = (rank[alive] << 32) | moved[alive]
    order = np.argsort(pairs)
    pairs = pairs[order]
    held, rank = np.unique(pairs >> 32, return_inverse=True)
    return {
        "terms": terms[held],
        "starts": np.searchsorted(rank, np.arange(len(held) + 1)).astype(np.int64),
        "passage": (pairs & 0xFFFFFFFF).astype(np.uint32),
        "count": count[alive][order],
    }


def _thinned(part: "Arrays", place: "NDArray[np.int64]") -> "Arrays":
    """Return the pairs of the passages that are left, which stay in their order: nothing is sorted."""
    import numpy as np

    passage = place[part["passage"]]
    alive = passage >= 0
    left = np.concatenate(([0], np.cumsum(alive)))[part["starts"]]
    held = np.diff(left) > 0
    return {
        "terms": part["terms"][held],
        "starts": np.concatenate((left[:-1][held], left[-1:])).astype(np.int64),
        "passage": passage[alive].astype(np.uint32),
        "count": part["count"][alive],
    }
