"""Near copies: texts that are the same story, so that a wire report printed by ten papers is one witness.

Two texts are twins where their runs of five words (of five characters in Chinese, Japanese and Korean) overlap by
``THRESHOLD`` of all that either has. Candidates come from MinHash signatures cut into bands; each is then checked on
the texts themselves. Signatures may be kept: they depend on nothing but the text and ``VERSION``.
"""

import re
import unicodedata
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

VERSION = 1
"""Raised when the signature of an unchanged text comes out otherwise."""
THRESHOLD = 0.7
"""Overlap (Jaccard) of runs from which two texts are twins."""
RUN = 5
"""Words or characters of a run."""
MIN_RUNS = 24
"""A text of fewer runs has no twins: short notes are alike without being copies."""
_BANDS, _ROWS = 32, 4
# Missed by all bands: (1 - J^4)^32, which is 6e-11 at 0.85, 1e-4 at 0.7 and 12 in 100 at 0.5.
_PERMUTATIONS = _BANDS * _ROWS
_MAX_CHARACTERS = 400_000
_MAX_LEADERS = 8
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
_TOKEN = re.compile(rf"[{_CJK}]|[^\W_{_CJK}]+")
_U64 = np.uint64
_Hashes = NDArray[np.uint64]


def _mixed(values: _Hashes) -> _Hashes:
    """Return well-spread hashes of 64 bits (the finaliser of SplitMix64)."""
    values = values + _U64(0x9E3779B97F4A7C15)
    values = (values ^ (values >> _U64(30))) * _U64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> _U64(27))) * _U64(0x94D049BB133111EB)
    return values ^ (values >> _U64(31))


_SEEDS: _Hashes = _mixed(np.arange(1, _PERMUTATIONS + 1, dtype=_U64))


def runs(text: str) -> _Hashes:
    """Return the hashes of the runs of ``text``, each once, sorted. Case, width and punctuation do not count."""
    plain = unicodedata.normalize("NFKC", text[:_MAX_CHARACTERS]).casefold()
    words = _TOKEN.findall(plain)
    if len(words) < RUN:
        return np.empty(0, dtype=_U64)
    known: dict[str, int] = {}
    numbers = [known[word] if word in known else known.setdefault(word, _word_hash(word)) for word in words]
    hashes: _Hashes = np.array(numbers, dtype=_U64)
    count = len(words) - RUN + 1
    mixed = np.zeros(count, dtype=_U64)
    for at in range(RUN):
        mixed = _mixed(mixed + hashes[at : at + count])
    return np.unique(mixed)


def _word_hash(word: str) -> int:
    data = word.encode("utf-8", "surrogatepass")
    return zlib.crc32(data) << 32 | zlib.adler32(data)


def signature(text: str) -> bytes:
    """Return the MinHash signature of a text, 512 bytes; empty for a text of fewer than ``MIN_RUNS`` runs."""
    own = runs(text)
    if len(own) < MIN_RUNS:
        return b""
    least = np.full(_PERMUTATIONS, np.iinfo(np.uint64).max, dtype=_U64)
    for at in range(0, len(own), 4096):
        block = own[at : at + 4096]
        # One permutation after the other over a block of runs: memory stays small whatever the text.
        for number in range(_PERMUTATIONS):
            least[number] = min(least[number], _mixed(block ^ _SEEDS[number]).min())
    return (least >> _U64(32)).astype("<u4").tobytes()


def band_keys(signature: bytes) -> tuple[bytes, ...]:
    """Return the keys under which a signature is found: texts that share one are candidates. None for an empty one."""
    size = 4 * _ROWS
    return tuple(bytes([band]) + signature[band * size : (band + 1) * size] for band in range(len(signature) // size))


def overlap(a: str, b: str) -> float:
    """Return the overlap of the runs of two texts, from 0 to 1."""
    return _jaccard(runs(a), runs(b))


def _jaccard(a: _Hashes, b: _Hashes) -> float:
    shared = len(np.intersect1d(a, b, assume_unique=True))
    return shared / (len(a) + len(b) - shared) if shared else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """Two documents that are near copies of each other."""

    left: str
    right: str
    """The document that was there before, where one was."""
    overlap: float


def find_twins(
    new: Mapping[str, bytes], old: Mapping[str, bytes], text_of: Callable[[str], str], threshold: float = THRESHOLD
) -> Iterator[Twin]:
    """Yield twins among ``new`` and between ``new`` and ``old`` documents, by their signatures.

    ``text_of`` gives the text of a document. Of a group of copies each is compared with few, not with all: what is
    yielded joins them (``groups_of``), in time linear in the number of documents.
    """
    leaders: dict[bytes, list[str]] = {}
    for name, signed in old.items():
        _lead(leaders, band_keys(signed), name)
    cached = _Cached(text_of)
    for name, signed in sorted(new.items()):
        keys = band_keys(signed)
        own = [twin for other in _candidates(leaders, keys, name) if (twin := cached.twin(name, other, threshold))]
        yield from own
        _lead(leaders, keys, name, known=bool(own))


def _candidates(leaders: Mapping[bytes, list[str]], keys: Iterable[bytes], name: str) -> list[str]:
    """Return the documents met under the keys, those that share most of them first."""
    votes: dict[str, int] = {}
    for key in keys:
        for other in leaders.get(key, ()):
            votes[other] = votes.get(other, 0) + 1
    ranked = sorted(votes, key=lambda other: (-votes[other], other))
    return [other for other in ranked if other != name][: 4 * _MAX_LEADERS]


def _lead(leaders: dict[bytes, list[str]], keys: Iterable[bytes], name: str, *, known: bool = False) -> None:
    """Enter a document under its keys; not where enough stand there, or a twin of it already does."""
    for key in keys:
        there = leaders.setdefault(key, [])
        if len(there) < (1 if known else _MAX_LEADERS):
            there.append(name)


class _Cached:
    """The runs of the documents compared last."""

    def __init__(self, text_of: Callable[[str], str]) -> None:
        self._text_of = text_of
        self._runs: dict[str, _Hashes] = {}

    def twin(self, left: str, right: str, threshold: float) -> Twin | None:
        """Return the two as twins, or None where they overlap less than ``threshold``."""
        found = _jaccard(self._of(left), self._of(right))
        return Twin(left=left, right=right, overlap=found) if found >= threshold else None

    def _of(self, name: str) -> _Hashes:
        if name not in self._runs:
            if len(self._runs) >= 256:
                self._runs.pop(next(iter(self._runs)))
            self._runs[name] = runs(self._text_of(name))
        return self._runs[name]


def groups_of(twins: Iterable[Twin]) -> tuple[tuple[str, ...], ...]:
    """Return the groups that twins make: each sorted, and in the order of their first names."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            parent[name] = name = parent[parent[name]]
        return name

    for twin in twins:
        a, b = sorted((root(twin.left), root(twin.right)))
        parent[b] = a
    members: dict[str, list[str]] = {}
    for name in sorted(parent):
        members.setdefault(root(name), []).append(name)
    return tuple(tuple(group) for group in members.values())
