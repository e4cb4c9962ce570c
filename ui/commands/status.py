"""``sextant status``: what the home holds."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from ui.commands._indexing import shown_state, told_state
from ui.output import DONE, Json, emit, emit_table, say
from ui.settings import Settings
from ui.wiring import place_of

if TYPE_CHECKING:
    from graph.explore.place import Place
    from graph.record.reader import RecordReader

UNREAD_SHOWN = 8


def status(
    context: typer.Context,
    sources: Annotated[bool, typer.Option("--sources", help="What each source gave.")] = False,
    aside: Annotated[bool, typer.Option("--set-aside", help="What could not be read, and why.")] = False,
) -> int:
    """Say what the home holds: documents, statements, what was set aside, and its views. Starts nothing.

    Examples:
        sextant status
        sextant status --sources
        sextant status --set-aside --json
    """
    from graph.record.reader import RecordReader

    settings: Settings = context.obj
    place = place_of(settings)
    with RecordReader(place.record) as reader:
        if sources:
            _sources(reader, settings)
        elif aside:
            _aside(reader, settings)
        else:
            _home(reader, place, settings)
    return DONE


def _home(reader: "RecordReader", place: "Place", settings: Settings) -> None:
    from graph.engine import status_embedded
    from graph.explore.indexing import state_of_index
    from graph.explore.status import home_status

    index = state_of_index(place, reader)
    home, engine = home_status(reader), status_embedded(place.engine)
    view_bytes = sum(file.stat().st_size for file in place.views.rglob("*") if file.is_file())
    if settings.as_json:
        told = {"home": str(place.home), "id": home.home, **{k: v for k, v in asdict(home).items() if k != "home"}}
        engine_told = {"running": engine.running, "port": engine.port, "memory_bytes": engine.memory_bytes}
        emit(
            {
                **told,
                "reference": _reference(reader),
                "view_bytes": view_bytes,
                "index": told_state(index),
                "engine": engine_told,
                "graph": place.server or "embedded",
            }
        )
        return
    say(f"home        {place.home} (change {home.change}, {home.record_bytes / 1e6:.1f} MB of record)")
    say(f"documents   {home.documents:,} in force, {home.versions:,} versions, {home.passages:,} passages")
    say(f"statements  {home.statements:,}, {home.judgements:,} judgements, {home.leftovers:,} values not read")
    say(f"reference   {_shown(_reference(reader))}")
    say(f"set aside   {home.set_aside:,}" + (" (sextant status --set-aside)" if home.set_aside else ""))
    say(f"index       {shown_state(index)}")
    memory = f", {engine.memory_bytes / 1e6:.0f} MB of memory" if engine.memory_bytes else ""
    running = f"running on port {engine.port}{memory}" if engine.running else "not running; it starts when needed"
    say(f"views       {view_bytes / 1e6:.1f} MB; graph: {place.server or 'embedded, ' + running}")


def _reference(reader: "RecordReader") -> dict[str, Json]:
    """Return how much of the reference the home was told to hold, what it holds, and from when that is."""
    from ingest.reference_held import held_of
    from ingest.reference_home import entries_of

    held, (entries, newest) = held_of(reader), entries_of(reader)
    level = held.level or "none"
    return {"level": level, "entries": entries, "as_of": newest, "read": held.read, "forgotten": len(held.forgotten)}


def _shown(reference: Mapping[str, Json]) -> str:
    if not reference["entries"]:
        return f"{reference['level']} (sextant init --reference full puts the facts that ship into the home)"
    dated = f"as of {reference['as_of']}, read {str(reference['read'])[:10]}"
    forgotten = f", {reference['forgotten']} forgotten" if reference["forgotten"] else ""
    return f"{reference['level']}, {reference['entries']:,} entries {dated}{forgotten}"


def _sources(reader: "RecordReader", settings: Settings) -> None:
    from graph.explore.status import source_statuses

    for source in source_statuses(reader):
        if not source.documents and not source.set_aside:
            continue
        if settings.as_json:
            emit(asdict(source))
            continue
        counts = f"{source.documents:,} documents, {source.statements:,} statements about {source.things:,} things"
        say(f"{source.name}: {counts}")
        say(f"  data as of {source.as_of}, last read {source.last_read}")
        say(f"  licence   {source.licence}")
        say(f"  cite as   {source.citation}")
        say("  says      " + ", ".join(f"{name} {count:,}" for name, count in source.predicates.items()))
        shown = list(source.unread.items())[:UNREAD_SHOWN]
        more = len(source.unread) - len(shown)
        unread = ", ".join(f"{name} {count:,}" for name, count in shown) + (f" and {more} more" if more > 0 else "")
        say(f"  unread    {unread or 'nothing'}")
        say(f"  not read  {source.leftovers:,} values, {source.set_aside:,} documents set aside")


def _aside(reader: "RecordReader", settings: Settings) -> None:
    from graph.explore.status import set_aside

    found = set_aside(reader)
    if settings.as_json:
        for one in found:
            emit(asdict(one))
    elif found:
        emit_table(["reason", "document", "detail"], ([one.reason, one.address, one.detail] for one in found))
    else:
        say("nothing was set aside")
