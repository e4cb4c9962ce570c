"""``trial-show``: prints what it was given."""

from typing import Annotated

import typer

from ui.output import DONE, emit, emit_table, note
from ui.settings import Settings


def trial_show(
    context: typer.Context,
    words: Annotated[list[str] | None, typer.Argument()] = None,
    count: Annotated[int, typer.Option()] = 1,
) -> int:
    """Show what was given.

    A second paragraph.

    Examples:
        sextant trial-show a b
        sextant trial-show --json
    """
    settings: Settings = context.obj
    note("a remark")
    if settings.as_json:
        emit({"words": words or [], "count": count, "home": str(settings.home), "graph": settings.graph})
    else:
        emit_table(["word"], [[word] for word in words or []])
    return DONE
