"""``sextant serve``: the web app."""

import contextlib
import sys
from typing import Annotated

import typer

from ui.output import DONE, emit, note, say
from ui.settings import Settings
from ui.wiring import opened


def serve(
    context: typer.Context,
    port: Annotated[
        int | None, typer.Option("--port", metavar="P", min=1, max=65535, help="The port [the first free from 8501].")
    ] = None,
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="An address of this machine.")] = "127.0.0.1",
) -> int:
    """Open the web app: ask, explore with Cypher, add and forget sources. It answers on this machine alone.

    Pages load nothing from anywhere else, and no usage statistics are sent. Ctrl-C ends it.

    Examples:
        sextant serve
        sextant serve --port 9000
    """
    from ui.serving import checked_host, free_port, run_server

    settings: Settings = context.obj
    host, port = checked_host(host), free_port(checked_host(host), port)
    with opened(settings):
        pass  # the home is made, the graph caught up and the engine started while progress can still be shown
    url = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    with contextlib.suppress(KeyboardInterrupt):  # that is how it is ended
        run_server(settings, host, port, lambda: _announce(url, port, settings))
    note("stopped")
    return DONE


def _announce(url: str, port: int, settings: Settings) -> None:
    emit({"url": url, "port": port}) if settings.as_json else say(f"Sextant is at {url} (Ctrl-C ends it)")
    sys.stdout.flush()
