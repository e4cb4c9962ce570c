"""``sextant rebuild``: build views anew from the record."""

from typing import Annotated

import typer

from ui.commands._indexing import bring_index
from ui.output import DONE, emit, say
from ui.settings import Settings, WrongUsage
from ui.wiring import opened, place_of

VIEWS = ("graph", "index", "names")


def rebuild(
    context: typer.Context,
    view: Annotated[
        str | None, typer.Argument(metavar="[graph|index|names]", help="One view; without it, all.")
    ] = None,
    take_over: Annotated[
        bool, typer.Option("--take-over", help="Empty and take a server's graph that another home stamped.")
    ] = False,
    no_embed: Annotated[
        bool, typer.Option("--no-embed", help="Make no vectors but those that were made before.")
    ] = False,
) -> int:
    """Build views anew from the record. Nothing is lost by it: views are functions of the record.

    Vectors of texts that are there already are used again; those that are missing are made.

    Examples:
        sextant rebuild
        sextant rebuild graph
        sextant rebuild index --no-embed
        sextant --graph bolt://localhost:7687 rebuild graph --take-over
    """
    from graph.explore.names import fresh_names
    from graph.ontology import shipped_ontology

    settings: Settings = context.obj
    if view is not None and view not in VIEWS:
        raise WrongUsage(f"rebuild {view}: possible are {', '.join(VIEWS)}")
    told: dict[str, float] = {}
    if view in (None, "graph"):
        with opened(settings, take_over=take_over, rebuild=True) as session:
            told["graph"] = round(session.caught.seconds, 3)
    if view in (None, "names"):
        fresh_names(place_of(settings), shipped_ontology(), anew=True).close()
        told["names"] = 0.0
    if view in (None, "index"):
        seconds = bring_index(settings, embed=not no_embed, rebuild=True)
        told["index"] = round(sum(seconds.values()), 3)
    emit({"rebuilt": told}) if settings.as_json else say(f"built anew: {', '.join(told) or 'nothing'}")
    return DONE
