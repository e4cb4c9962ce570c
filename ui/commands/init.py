"""``sextant init``: make a home."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ui.output import DONE, Json, emit, say
from ui.progress import Progress
from ui.settings import Settings, WrongUsage
from ui.wiring import staged

if TYPE_CHECKING:
    from ingest.reference import Which

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
    option a home keeps what it was told before, and a new one begins with none. Any other command that needs a home
    makes an empty one.

    Examples:
        sextant init
        sextant --home work/brief init --reference names
    """
    from graph.record.store import Record
    from ingest.reference_home import bring_reference

    settings: Settings = context.obj
    if reference is not None and reference not in REFERENCES:
        raise WrongUsage(f"--reference {reference}: possible are {', '.join(REFERENCES)}")
    path = settings.home / "record.db"
    made = not path.exists()
    with Progress(quiet=settings.as_json) as progress, Record(path) as record:
        if reference is not None:
            record.put_setting("reference", reference)
        chosen = reference or _chosen(path)
        entries = bring_reference(record, chosen, staged(progress))
    told: dict[str, Json] = {"home": str(settings.home), "made": made, "reference": chosen, "entries": entries}
    if settings.as_json:
        emit(told)
    else:
        say(f"{'made' if made else 'there is'} a home in {settings.home}; {entries:,} reference entries written")
    return DONE


def _chosen(path: Path) -> "Which":
    """Return what the home was told before; "none" for one that was told nothing."""
    from graph.record.reader import RecordReader

    with RecordReader(path) as reader:
        told = reader.meta("setting reference")
    return told if told in REFERENCES else "none"
