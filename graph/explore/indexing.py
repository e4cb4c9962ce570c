"""The index of a home: opened for searching, given its vectors, made anew, looked after."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from graph.errors import HomeBusy, ViewError
from graph.explore.checks import Check
from graph.explore.place import Place
from graph.record.reader import RecordReader
from graph.views.filling import Progress
from graph.views.index.task import IndexTask, silent

if TYPE_CHECKING:
    from graph.views.index.embedding import Embedded
    from graph.views.index.index import PassageIndex
    from graph.views.index.state import IndexState

NO_MODEL = "none"
"""The name that stands for no embedding model: words alone are searched."""


@contextmanager
def opened_index(place: Place, on_progress: Progress = silent) -> "Iterator[PassageIndex]":
    """Open the index of a home, brought up to date first: all words are in it, vectors may lag.

    Raises RecordError where there is no home, ViewError, HomeBusy.
    """
    from graph.views.index.index import open_index

    with RecordReader(place.record) as reader, _task(place, reader, on_progress) as task:
        yield open_index(task)


def embed_home(
    place: Place, model: str | None = None, on_progress: Progress = silent, *, rebuild: bool = False
) -> "Embedded | None":
    """Bring the index of a home up to date and give every passage its vector; None where ``model`` says none.

    A model is not opened where nothing is left to embed by it. Raises EmbeddingError where it cannot be had, and what
    ``opened_index`` raises; the index of words is up to date all the same.
    """
    from graph.views.index.catchup import catch_up
    from graph.views.index.embedding import Embedded
    from graph.views.index.vectors_part import missing

    with RecordReader(place.record) as reader, _task(place, reader, on_progress) as task:
        caught = catch_up(replace(task, rebuild=rebuild))
        manifest = caught.manifest
        if model == NO_MODEL:
            return None
        if _is_of(manifest.model, model) and not len(missing(task, manifest)):
            return Embedded(made=0, held=manifest.vectors, behind=0, seconds=caught.seconds)
        if not manifest.passages:
            return Embedded(made=0, held=0, behind=0, seconds=caught.seconds)
        return _embed(place, task, model)


def _embed(place: Place, task: IndexTask, model: str | None) -> "Embedded":
    from graph.views.index.embedder import open_embedder
    from graph.views.index.embedding import embed_missing
    from graph.views.index.vectors import VectorCache

    embedder = open_embedder(place.home, model)
    with VectorCache(place.vectors, embedder.name) as cache:
        return embed_missing(task, cache, embedder)


def _is_of(held: str, model: str | None) -> bool:
    """Say whether vectors of the model that is named so, with its digest, are those of ``model``."""
    from graph.views.index.embedder_weights import DEFAULT_MODEL, DEFAULT_NAMES

    wanted = DEFAULT_MODEL if model is None or model in DEFAULT_NAMES else model
    return held.rpartition("@")[0] == wanted


def forget_in_index(place: Place) -> list[str]:
    """Take what was forgotten out of the index and out of the vectors kept; return what could not be removed yet."""
    from graph.views.index.catchup import catch_up

    try:
        with RecordReader(place.record) as reader, _task(place, reader, silent) as task:
            caught = catch_up(task)
    except (ViewError, HomeBusy) as error:
        return [f"the index ({error})"]
    kept = [] if caught.clean else [f"{place.vectors}, which a process reads"]
    return kept + [f"{place.index / name}, which a process reads" for name in caught.manifest.erased]


def state_of_index(place: Place, reader: RecordReader) -> "IndexState | None":
    """Return what the index of a home holds, as it stands; None where there is none."""
    from graph.views.index.state import index_state

    return index_state(IndexTask(folder=place.index, reader=reader))


def of_index(place: Place, model: str | None = None) -> list[Check]:
    """Check that the index is as it was written, holds the record's passages, and finds what is known to be in it;
    and that the embedding model can be had, unless ``model`` says none."""
    from graph.views.index.state import check_index

    with RecordReader(place.record) as reader, _task(place, reader, silent) as task:
        found = [Check(name=one.name, well=one.well, found=one.found) for one in check_index(task)]
    if model == NO_MODEL:
        return found
    from graph.views.index.embedder import embedder_state

    state = embedder_state(place.home, model)
    # A slower way than the fastest is told and is no fault; a model that nothing runs is one.
    return [*found, Check(name="embedding", well=bool(state.way), found=state.told)]


@contextmanager
def _task(place: Place, reader: RecordReader, on_progress: Progress) -> Iterator[IndexTask]:
    """Yield the task of a home's index, with the vectors kept of the model that the index has."""
    from graph.views.index.manifest import read_manifest
    from graph.views.index.vectors import VectorCache

    manifest = read_manifest(place.index)
    if manifest is None or not manifest.model:
        yield IndexTask(folder=place.index, reader=reader, on_progress=on_progress)
        return
    with VectorCache(place.vectors, manifest.model) as cache:
        yield IndexTask(folder=place.index, reader=reader, cache=cache, on_progress=on_progress)
