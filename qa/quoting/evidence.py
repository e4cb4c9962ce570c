"""How near the sentences of passages are to a question, read by the embedding model token by token.

A passage is read once, below the title and heading that it stands under; each sentence has the mean of its tokens as
they are in that company, and each word of the question the token of a sentence that is most like it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.views.index.sentences import Sentence, sentences
from graph.views.index.token_vectors import TokenReader, TokenVectors
from qa.quoting.asked import Asked
from qa.quoting.data import rules
from qa.quoting.plain import readable
from qa.quoting.types import Candidate

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

TITLE, HEADING = 160, 120
"""Characters of title and heading that are read with a passage."""
_BESIDE = 4
"""Words behind a numeral in which what is counted may stand."""
_NUMBER = re.compile(r"[^\W_](?:[\w,.]*\w)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question read by the model."""

    vector: "Floats"
    tokens: "Floats"
    """(tokens, dimensions), of norm 1."""
    weights: "Floats"
    """How much each token counts; they add up to 1."""
    words: "tuple[NDArray[np.int64], ...]"
    """The tokens of each word that must be met."""
    counted: "Floats"
    """(words, dimensions): what is counted, if anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageEvidence:
    """A passage beside a question."""

    candidate: Candidate
    sentences: tuple[Sentence, ...]
    above: "Floats"
    """The sum of the tokens of title and heading."""
    sums: "Floats"
    """(sentences, dimensions): the sum of the tokens of each sentence."""
    likeness_above: "Floats"
    likeness: "Floats"
    """(sentences, question's tokens): the likeness of the most alike token, from -1 to 1."""
    beside_numeral: "Floats"
    """Of each sentence: how like what is counted the words beside its numerals are; -1 where nothing is counted."""


def read_question(asked: Asked, reader: TokenReader, least: float) -> Question:
    """Read a question; ``least``: how rare the words are that must be met."""
    import numpy as np

    (read,) = reader.read([asked.text])
    vectors, starts = read.vectors[1:-1], read.starts[1:-1]
    inside = [np.flatnonzero((starts >= word.start) & (starts < word.end)) for word in asked.words]
    weights = np.zeros(len(vectors), np.float32)
    for word, places in zip(asked.words, inside, strict=True):
        weights[places] = word.weight
    masks = [(starts >= start) & (starts < end) for start, end in asked.counted]
    counted = [_unit(vectors[mask].mean(0)) for mask in masks if mask.any()]
    return Question(
        vector=_unit(read.vectors.mean(0)),
        tokens=_units(vectors),
        weights=weights / (weights.sum() or 1.0),
        words=tuple(p for word, p in zip(asked.words, inside, strict=True) if word.weight >= least and len(p)),
        counted=np.array(counted, np.float32).reshape(len(counted), vectors.shape[1]),
    )


def read_passages(
    question: Question, candidates: Sequence[Candidate], reader: TokenReader
) -> Iterator[PassageEvidence]:
    """Yield the passages that have sentences, in their order."""
    laid = [_laid(candidate) for candidate in candidates]
    laid = [one for one in laid if one.sentences]
    for one, read in zip(laid, reader.read([one.text for one in laid]), strict=True):
        yield _evidence(question, one, read)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Laid:
    """A passage as it is given to the model, and where its sentences stand in that text."""

    candidate: Candidate
    sentences: tuple[Sentence, ...]
    text: str
    spans: tuple[tuple[int, int], ...]
    body: int
    """Where title and heading end."""


def _laid(candidate: Candidate) -> _Laid:
    found = sentences(candidate.text, candidate.start, candidate.end)
    above = f"{candidate.title} {candidate.publisher or ''}"[:TITLE].strip()
    text = f"{above}\n{candidate.heading[:HEADING]}\n"
    body, spans = len(text), []
    for one in found:
        said = readable(candidate.text[one.start : one.end])
        spans.append((len(text), len(text) + len(said)))
        text += said + " "
    return _Laid(candidate=candidate, sentences=found, text=text, spans=tuple(spans), body=body)


def _evidence(question: Question, laid: _Laid, read: TokenVectors) -> PassageEvidence:
    import numpy as np

    real, starts = read.ends > read.starts, read.starts
    units = _units(read.vectors)
    alike = question.tokens @ units.T
    above = real & (starts < laid.body)
    inside = [real & (starts >= start) & (starts < end) for start, end in laid.spans]
    none = np.zeros(len(question.tokens), np.float32)
    return PassageEvidence(
        candidate=laid.candidate,
        sentences=laid.sentences,
        above=read.vectors[above].sum(0),
        sums=np.stack([read.vectors[mask].sum(0) for mask in inside]),
        likeness_above=alike[:, above].max(1) if above.any() else none,
        likeness=np.stack([alike[:, mask].max(1) if mask.any() else none for mask in inside]),
        beside_numeral=_beside_numerals(question, laid, units, starts),
    )


def _beside_numerals(question: Question, laid: _Laid, units: "Floats", starts: "NDArray[np.int64]") -> "Floats":
    import numpy as np

    found: Floats = np.full(len(laid.spans), -1.0, np.float32)
    if not len(question.counted):
        return found
    likeness = (units @ question.counted.T).max(1)
    words = [match.span() for match in _NUMBER.finditer(laid.text)]
    found[:] = 0.0
    for place, (start, end) in enumerate(words):
        if start < laid.body or not rules().numeral.match(laid.text[start:end]):
            continue
        beside = (starts >= end) & (starts < words[min(place + _BESIDE, len(words) - 1)][1])
        sentence = next((n for n, (a, b) in enumerate(laid.spans) if a <= start < b), None)
        if beside.any() and sentence is not None:
            found[sentence] = max(found[sentence], likeness[beside].max())
    return found


def _unit(vector: "Floats") -> "Floats":
    import numpy as np

    length = float(np.linalg.norm(vector))
    return vector / length if length else vector


def _units(vectors: "Floats") -> "Floats":
    import numpy as np

    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    found: Floats = vectors / np.maximum(lengths, np.float32(1e-12))
    return found
