"""``sextant init``: make a home, and choose which reference facts it holds."""

import time
from typing import Annotated, Literal

import typer

from ui.output import DONE, Json, emit, say
from ui.progress import Progress
from ui.settings import Settings, WrongUsage
from ui.wiring import staged

REFERENCES: tuple[Literal["full"], Literal["names"], Literal["none"]] = ("full", "names", "none")


def init(
    context: typer.Context,
    reference: Annotated[
        str | None,
        typer.Option("--reference", metavar="full|names|none", help="Which reference facts the home holds."),
    ] = None,
) -> int:
    """Make a home: the folder that holds the record and its views, with the reference facts that ship.

    full: countries, labs, agencies, licences, chips, policies and model families, each with its source. names:
    identity alone (names, aliases, keys, group membership, licence classes). none: no reference facts. Without the
    option a home keeps what it was told before, and a new one gets full, as it does from any other command that makes
    one. With the option a home that is there is changed, and entries that were forgotten come back; without it they
    stay forgotten. When Sextant is updated, init and ingest bring the reference facts of the home up to date.

    Examples:
        sextant init
        sextant --home work/brief init --reference names
    """
    from graph.record.reader import RecordReader
    from graph.record.store import Record
    from ingest.reference_held import held_of
    from ingest.reference_home import bring_reference

    settings: Settings = context.obj
    if reference is not None and reference not in REFERENCES:
        raise WrongUsage(f"--reference {reference}: possible are {', '.join(REFERENCES)}")
    started, path = time.perf_counter(), settings.home / "record.db"
    made = not path.exists()
    with Progress(quiet=settings.as_json) as progress, Record(path) as record:
        entries = bring_reference(record, reference, staged(progress), restore=reference is not None)
    with RecordReader(path) as reader:
        chosen = held_of(reader).wanted
    seconds = time.perf_counter() - started
    told: dict[str, Json] = {"home": str(settings.home), "made": made, "reference": chosen, "entries": entries}
    if settings.as_json:
        emit({**told, "seconds": round(seconds, 3)})
    else:
        begun = f"{'made' if made else 'there is'} a home in {settings.home}, reference: {chosen}"
        say(f"{begun}; {entries:,} reference entries written in {seconds:.1f} s")
    return DONE
