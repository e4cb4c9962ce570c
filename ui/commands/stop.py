"""``sextant stop``: end the embedded engine."""

import typer

from ui.output import DONE, emit, say
from ui.settings import Settings
from ui.wiring import place_of


def stop(context: typer.Context) -> int:
    """End the embedded graph engine of the home. It ends by itself when it is idle, and starts when it is needed.

    Examples:
        sextant stop
    """
    from graph.engine import stop_embedded

    settings: Settings = context.obj
    stopped = stop_embedded(place_of(settings, make=False).engine)
    emit({"stopped": stopped}) if settings.as_json else say("stopped" if stopped else "no engine was running")
    return DONE
