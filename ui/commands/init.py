"""``sextant init``: make a home."""

from typing import Annotated

import typer

from ui.output import DONE, Json, emit, note, say
from ui.settings import Settings, WrongUsage

REFERENCES = ("full", "names", "none")


def init(
    context: typer.Context,
    reference: Annotated[
        str, typer.Option("--reference", metavar="full|names|none", help="Which reference facts the home begins with.")
    ] = "full",
) -> int:
    """Make a home: the folder that holds the record and its views.

    Any command that needs a home makes one; this one says where it is. No reference facts ship yet: the choice is
    kept in the home and takes effect when they do.

    Examples:
        sextant init
        sextant --home work/brief init --reference names
    """
    from graph.record.store import Record

    settings: Settings = context.obj
    if reference not in REFERENCES:
        raise WrongUsage(f"--reference {reference}: possible are {', '.join(REFERENCES)}")
    path = settings.home / "record.db"
    made = not path.exists()
    with Record(path) as record:
        record.put_setting("reference", reference)
    if reference != "none":
        note("no reference facts ship with this version; the home begins empty")
    told: dict[str, Json] = {"home": str(settings.home), "made": made, "reference": reference}
    emit(told) if settings.as_json else say(f"{'made' if made else 'there is'} a home in {settings.home}")
    return DONE
