"""``sextant update``: fetch again what came from the network."""

import time
from typing import Annotated

import typer

from ui.commands._indexing import bring_index
from ui.commands._ingesting import project, read_all, tell
from ui.output import DONE, emit, say
from ui.settings import Settings
from ui.wiring import ready_home


def update(
    context: typer.Context,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be fetched, fetch nothing.")] = False,
    no_embed: Annotated[bool, typer.Option("--no-embed", help="Leave the vectors for later.")] = False,
) -> int:
    """Fetch again, conditionally, all that came from the network, and read what changed.

    Servers are asked whether a document changed since it was last fetched; one that did not costs no transfer. What
    is no longer to be had is set aside with its reason, and what was read of it stays.

    Examples:
        sextant update
        sextant update --dry-run
    """
    from ingest.job import Options
    from ingest.run import remembered

    settings: Settings = context.obj
    started = time.perf_counter()
    asked = remembered(settings.home)
    if dry_run or not asked:
        told = [one.text for one in asked]
        if settings.as_json:
            emit({"sources": told})
        else:
            say("\n".join(told) or "nothing came from the network yet; sextant ingest hf:ORG/NAME, https://... fetches")
        return DONE
    ready_home(settings)
    report = read_all(settings, [], asked, Options())
    totals = project(settings, report)
    report.seconds.update(bring_index(settings, embed=not no_embed))
    return tell(settings, report, totals, started)
