"""Bringing the index up to date with the record: what is new is added as a part, what is gone is taken out of its part.

A document version never changes under its number, so the numbers on record and in the index tell what to do, whatever
happened between. Files are written first, then the manifest in one step, then what is no part of it any more is
erased: cut off anywhere, the next one finds the old index or the new one, and files to be erased.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from filelock import FileLock, Timeout

from graph.errors import HomeBusy, ViewError
from graph.views.index.arrays import ArrayFile, write_arrays
from graph.views.index.files import FileMark
from graph.views.index.manifest import (
    PARTIAL,
    Manifest,
    WordsPart,
    clean,
    new_name,
    read_manifest,
    write_manifest,
)
from graph.views.index.parts import tail_to_join
from graph.views.index.passage_text import TEXT_VERSION
from graph.views.index.task import IndexTask
from graph.views.index.texts import DocumentText, change_made, document_texts, numbers_on_record
from graph.views.index.vectors_part import bring_vectors, forget_vectors, sweep
from graph.views.index.words import WORDS_VERSION
from graph.views.index.words_part import joined, part_of

if TYPE_CHECKING:
    from graph.views.index.words_part import Arrays

FORM = f"1 {WORDS_VERSION} {TEXT_VERSION}"
"""Changes whenever the form of the files or a rule does, so that an index made by older ones is made anew."""
BATCH = 8_000_000
"""Characters of passages that are indexed at once: some 400 MB of memory."""
WAIT_S = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexCaughtUp:
    """What bringing the index up to date did."""

    how: Literal["current", "changed", "built"]
    manifest: Manifest
    added: int = 0
    """Document versions that came into it."""
    removed: int = 0
    seconds: float = 0.0
    why: str = ""
    """What was wrong with one that had to be made anew."""
    clean: bool = True
    """Whether nothing of what is gone is left in the cache of vectors; files that are left are in the manifest."""


def catch_up(task: IndexTask) -> IndexCaughtUp:
    """Bring an index up to date: all words, and those vectors that the cache has.

    Raises ViewError where it cannot be written, HomeBusy where another process keeps writing it for ten minutes.
    """
    started = time.perf_counter()
    held = None if task.rebuild else read_manifest(task.folder)
    if held is not None and _is_current(task, held) and not _wrong(task, held) and not _damage(task, held.files()):
        return IndexCaughtUp(how="current", manifest=held, seconds=time.perf_counter() - started)
    with locked(task):
        return replace(_catch_up(task), seconds=time.perf_counter() - started)


def locked(task: IndexTask) -> FileLock:
    """Return the held lock of whoever writes the index. Raises HomeBusy, ViewError."""
    lock = FileLock(task.folder.with_suffix(".lock"), timeout=WAIT_S)
    try:
        task.folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise HomeBusy(f"{task.folder}: another process has been writing the index for too long") from error
    except OSError as error:
        raise ViewError(f"{task.folder}: the index cannot be written ({error.strerror or error})") from error
    return lock


def _is_current(task: IndexTask, held: Manifest) -> bool:
    return held.change == task.reader.last_change() and not held.erased and task.model in (None, held.model)


def _wrong(task: IndexTask, held: Manifest) -> str:
    """Say why an index cannot be gone on with; empty where it can."""
    if held.home != (task.reader.meta("home") or ""):
        return "it belongs to another home"
    if held.change > task.reader.last_change() or change_made(task.reader, held.change) != held.made:
        return "it holds changes that the record has not"
    return "" if held.form == FORM else "it was made by other rules"


def _damage(task: IndexTask, marks: Iterable[FileMark]) -> str:
    """Say what is wrong with the size of a file; empty where all are as long as they were."""
    for mark in marks:
        path = task.folder / mark.name
        if not path.is_file() or path.stat().st_size != mark.bytes:
            return f"{mark.name} is missing or cut off"
    return ""


def _catch_up(task: IndexTask) -> IndexCaughtUp:
    with task.reader.snapshot():
        change = task.reader.last_change()
        held = None if task.rebuild else read_manifest(task.folder)
        manifest, why = _begun(task, held)
        numbers, wanted = _numbers(task, manifest), numbers_on_record(task.reader)
        gone, cleaned = set(numbers) - wanted, True
        if gone:
            manifest, cleaned = _drop(task, manifest, {number: numbers[number] for number in gone})
        new = sorted(wanted - set(numbers))
        manifest = _add(task, manifest, new)
        manifest = bring_vectors(task, manifest)
        if task.rebuild or held is None or why:
            manifest = sweep(task, manifest)
        made = change_made(task.reader, change)
        if (change, made) != (manifest.change, manifest.made) or held != manifest:
            manifest = replace(manifest, change=change, made=made)
            write_manifest(task.folder, manifest)
    manifest = clean(task.folder, manifest)
    built = why or held is None or (manifest.words and len(new) == len(wanted))
    how: Literal["current", "changed", "built"] = "built" if built else "changed" if new or gone else "current"
    return IndexCaughtUp(how=how, manifest=manifest, added=len(new), removed=len(gone), why=why, clean=cleaned)


def _begun(task: IndexTask, held: Manifest | None) -> tuple[Manifest, str]:
    """Return what is gone on from, and what is wrong with what was there."""
    empty = Manifest(home=task.reader.meta("home") or "", form=FORM)
    if task.rebuild:
        before = read_manifest(task.folder)
        return replace(empty, model=before.model if before is not None else ""), ""
    if held is None:
        damaged = any(task.folder.glob("*.part"))
        return empty, "its manifest is damaged" if damaged else ""
    wrong = _wrong(task, held)
    if wrong and held.home != empty.home:
        return empty, wrong
    if _damage(task, [mark for part in held.dense for mark in (part.file, part.rows)]):
        held = replace(held, dense=())
    wrong = wrong or _damage(task, [part.file for part in held.words])
    if wrong:
        return replace(empty, model=held.model, dimensions=held.dimensions, dense=held.dense), wrong
    return held, ""


def _numbers(task: IndexTask, manifest: Manifest) -> dict[int, WordsPart]:
    """Return the document versions in the index, each with its part."""
    found: dict[int, WordsPart] = {}
    for part in manifest.words:
        found |= dict.fromkeys(ArrayFile(task.folder, part.file)["documents"].tolist(), part)
    return found


def _drop(task: IndexTask, manifest: Manifest, gone: dict[int, WordsPart]) -> tuple[Manifest, bool]:
    """Return the manifest of an index without document versions, and whether the cache is clean of their vectors."""
    parts: list[WordsPart] = []
    for part in manifest.words:
        mine = [number for number, where in gone.items() if where is part]
        if not mine:
            parts.append(part)
            continue
        left = joined([ArrayFile(task.folder, part.file).arrays], mine)
        if len(left["document"]):
            parts.append(_written(task, left))
    return forget_vectors(task, manifest, replace(manifest, words=tuple(parts)))


def _written(task: IndexTask, arrays: "Arrays") -> WordsPart:
    mark = write_arrays(task.folder / new_name("words"), arrays)
    return WordsPart(file=mark, passages=len(arrays["document"]))


def _add(task: IndexTask, manifest: Manifest, new: list[int]) -> Manifest:
    """Add document versions, a batch at a time; each batch is kept, should the next be cut off."""
    batch: list[DocumentText] = []
    size = done = 0
    if new:
        task.on_progress("indexing", 0, len(new))
    for document in document_texts(task.reader, new):
        batch.append(document)
        size += sum(len(passage.text) for passage in document.passages)
        if size >= BATCH:
            done += len(batch)
            words = (*manifest.words, _written(task, part_of(batch)))
            manifest = replace(manifest, words=words, change=PARTIAL, made="")
            write_manifest(task.folder, manifest)
            task.on_progress("indexing", done, len(new))
            batch, size = [], 0
    if any(document.passages for document in batch):
        manifest = replace(manifest, words=(*manifest.words, _written(task, part_of(batch))))
        task.on_progress("indexing", len(new), len(new))
    return _join(task, manifest)


def _join(task: IndexTask, manifest: Manifest) -> Manifest:
    first = tail_to_join([part.passages for part in manifest.words])
    tail = manifest.words[first:]
    if not tail:
        return manifest
    together = joined([ArrayFile(task.folder, part.file).arrays for part in tail])
    return replace(manifest, words=(*manifest.words[:first], _written(task, together)))
