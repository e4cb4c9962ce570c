"""What an index holds, told without bringing it up to date, and whether it holds what it says."""

from dataclasses import dataclass

from graph.errors import ViewError
from graph.views.index.dense import open_dense
from graph.views.index.files import mark_of
from graph.views.index.index import PassageIndex, open_index
from graph.views.index.manifest import Manifest, read_manifest
from graph.views.index.task import IndexTask
from graph.views.index.texts import count_on_record
from graph.views.index.vectors_part import missing

_RAREST = 8
_WITHIN = 10
_ALIKE = 0.999


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexState:
    """What an index holds."""

    passages: int
    """Of all versions of documents."""
    vectors: int
    behind: int
    """Texts that have no vector yet."""
    model: str
    """Name and digest of the model that the vectors are of; empty for none."""
    kind: str
    """What FAISS searches: flat, ivf, both; empty for nothing."""
    bytes: int
    """Of all its files."""
    change: int
    """The change of the record that it holds; less than the record's where it is brought up to date when next opened,
    -1 where it is not whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one look at an index found."""

    name: str
    well: bool
    found: str


def index_state(task: IndexTask) -> IndexState | None:
    """Return what an index holds; None where there is none, or one that cannot be read."""
    manifest = read_manifest(task.folder)
    if manifest is None:
        return None
    try:
        behind = len(missing(task, manifest))
    except ViewError:
        return None
    return IndexState(
        passages=manifest.passages, vectors=manifest.vectors, behind=behind, model=manifest.model,
        kind=" and ".join(sorted({part.kind for part in manifest.dense})), change=manifest.change,
        bytes=sum(path.stat().st_size for path in task.folder.glob("*") if path.is_file()),
    )  # fmt: skip


def check_index(task: IndexTask) -> list[Finding]:
    """Look whether the files of an index are as they were written, hold the record's passages, and find a known one.

    Brings it up to date first. Raises ViewError where it cannot be opened.
    """
    index = open_index(task)
    manifest = index.manifest
    broken = [mark.name for mark in manifest.files() if mark_of(task.folder / mark.name) != mark]
    count = len(manifest.files())
    whole = f"{', '.join(broken)} not as written" if broken else f"{count} files, as they were written"
    findings = [Finding(name="index files", well=not broken, found=whole + _way_out(bool(broken)))]
    on_record = count_on_record(task.reader)
    told = f"{len(index):,} passages, {on_record:,} on record"
    behind = f"; {index.vectors_behind:,} texts without a vector" if index.vectors_behind else ""
    counted = len(index) == on_record
    findings.append(Finding(name="index counts", well=counted, found=told + behind + _way_out(not counted)))
    if not broken and len(index):
        findings += [_known_words(index), *_known_vector(task, index, manifest)]
    return findings


def _way_out(bad: bool) -> str:
    return "; `sextant rebuild index` makes it anew" if bad else ""


def _known_words(index: PassageIndex) -> Finding:
    """Ask for the rarest words of a passage from the middle: it, or one with the same text, must be among the first."""
    import numpy as np

    from graph.views.index.words import word_tokens

    at = len(index) // 2
    words = {word: len(index.word_counts(word)[0]) for word in word_tokens(index.text(at))}
    rarest = sorted(words, key=lambda word: (words[word], word))[:_RAREST]
    asked = dict.fromkeys(rarest, 1.0)
    hits = index.words(asked, _WITHIN, np.ones(len(index), dtype=bool))
    scores = index.word_scores(asked)
    well = not rarest or (bool(hits) and bool(scores[at] > 0) and bool(scores[at] >= hits[-1].score))
    place = f"passage {index.ordinals[at]} of document version {index.documents[at]}"
    found = f"{place} is found by {len(rarest)} of its words" if well else f"{place} is not found by its words"
    return Finding(name="index words", well=well, found=found + _way_out(not well))


def _known_vector(task: IndexTask, index: PassageIndex, manifest: Manifest) -> list[Finding]:
    """Ask for a vector of the index: its text must be the nearest."""
    import numpy as np

    if not manifest.dense:
        return []
    part = manifest.dense[0]
    file = open_dense(task.folder, part, manifest.dimensions)
    row = part.count // 2
    hits = index.dense(file.vectors()[row], 1, np.ones(len(index), dtype=bool))
    well = bool(hits) and hits[0].score > _ALIKE
    found = f"one of {manifest.vectors:,} is found by itself ({manifest.model}, {part.kind})"
    if not well:
        found = "one is not found by itself"
    return [Finding(name="index vectors", well=well, found=found + _way_out(not well))]
