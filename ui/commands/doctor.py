"""``sextant doctor``: is everything as it should be?"""

from collections.abc import Callable
from typing import TYPE_CHECKING

import typer

from ui.output import DONE, FAILED, emit, say
from ui.settings import Settings
from ui.wiring import opened, place_of

if TYPE_CHECKING:
    from graph.explore.checks import Check


def doctor(context: typer.Context) -> int:
    """Check the installation, the home, the record and its views, and say what to do about what is wrong.

    Exit code 0: all is well, 1: something is not.

    Examples:
        sextant doctor
        sextant doctor --json
    """
    from graph.explore import checks
    from graph.explore.indexing import of_index

    settings: Settings = context.obj
    place = place_of(settings)
    found = [*checks.of_installation(), *checks.of_record(place)]
    if all(check.well for check in found):
        found += _guarded("graph", lambda: _of_graph(settings))
        found += _guarded("index", lambda: of_index(place, settings.model))
    for check in found:
        if settings.as_json:
            emit({"check": check.name, "well": check.well, "found": check.found})
        else:
            say(f"{'ok  ' if check.well else 'BAD '} {check.name}: {check.found}")
    return DONE if all(check.well for check in found) else FAILED


def _of_graph(settings: Settings) -> "list[Check]":
    from graph.explore import checks

    with opened(settings) as session:
        return checks.of_graph(session)


def _guarded(name: str, check: "Callable[[], list[Check]]") -> "list[Check]":
    from graph.errors import SextantError
    from graph.explore.checks import Check

    try:
        return check()
    except SextantError as error:
        return [Check(name=name, well=False, found=str(error))]
