"""Bringing the index up to date, with its vectors: the last thing that reading documents does."""

import time
from typing import TYPE_CHECKING

from ui.output import Json, note
from ui.progress import Progress
from ui.settings import Settings
from ui.wiring import place_of, staged

if TYPE_CHECKING:
    from graph.views.index.state import IndexState

LATER = "sextant rebuild index makes them; until then search goes by words alone"


def bring_index(settings: Settings, *, embed: bool = True, rebuild: bool = False) -> dict[str, float]:
    """Bring the index up to date and embed what has no vector; return the seconds of both.

    What cannot be embedded is said in one line, and is no failure: words are searched all the same.
    """
    from graph.errors import EmbeddingError
    from graph.explore.indexing import NO_MODEL, embed_home

    place, started = place_of(settings), time.perf_counter()
    with Progress(quiet=settings.as_json) as progress:
        embed_home(place, NO_MODEL, staged(progress), rebuild=rebuild)
        indexed = time.perf_counter()
        if not embed or settings.model == NO_MODEL:
            return {"index": indexed - started}
        try:
            done = embed_home(place, settings.model, staged(progress))
        except EmbeddingError as error:
            progress.close()
            note(f"no vectors: {error}; {LATER}")
            done = None
    if done is not None and done.busy:
        note(f"another process is embedding this home; {done.behind:,} texts are left to it")
    return {"index": indexed - started, "embed": time.perf_counter() - indexed}


def told_state(state: "IndexState | None") -> dict[str, Json]:
    """Return the state of an index for JSON; zeros where there is none."""
    if state is None:
        return {"passages": 0, "vectors": 0, "behind": 0, "model": None, "kind": None, "bytes": 0}
    return {
        "passages": state.passages, "vectors": state.vectors, "behind": state.behind, "model": state.model or None,
        "kind": state.kind or None, "bytes": state.bytes,
    }  # fmt: skip


def shown_state(state: "IndexState | None") -> str:
    """Return the state of an index in words."""
    if state is None:
        return "none yet; it is made when first needed"
    size = f"{state.passages:,} passages of all versions, {state.bytes / 1e6:.1f} MB"
    if not state.model:
        return f"{size}; no vectors ({LATER})"
    behind = f"; {state.behind:,} texts without a vector ({LATER})" if state.behind else ""
    return f"{size}; {state.vectors:,} vectors ({state.kind or 'none'}, {state.model}){behind}"
