"""Serving the web app on loopback: its address, its settings, and what no browser may load beside it."""

import contextlib
import socket
import threading
import time
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import SextantError
from graph.record.lens import NOW
from ui.settings import Settings, WrongUsage, hold_settings

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

UI = Path(__file__).resolve().parent
FIRST_PORT, PORTS_TRIED = 8501, 100
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self' ws://127.0.0.1:* ws://localhost:*; worker-src 'self' blob:; frame-src 'self'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""Whatever a page holds, a browser loads and sends nothing elsewhere; and no other page frames it."""


class PortTaken(SextantError):
    """The port that was asked for is in use, or may not be."""


def checked_host(host: str) -> str:
    """Return an address of this machine alone. Raises WrongUsage for any other."""
    from ui.addresses import is_local

    if not is_local(host):
        raise WrongUsage(
            f"--host {host}: the web app has no log-in yet, so it answers on this machine alone; "
            "leave --host out, or give 127.0.0.1"
        )
    return host.strip("[]")


def free_port(host: str, port: int | None) -> int:
    """Return the port that is asked for, or the first free one from 8501. Raises PortTaken."""
    if port is not None:
        why = _taken(host, port)
        if why is not None:
            raise PortTaken(f"--port {port}: {why}; give another one, or leave --port out to have a free one found")
        return port
    for one in range(FIRST_PORT, FIRST_PORT + PORTS_TRIED):
        if _taken(host, one) is None:
            return one
    raise PortTaken(f"no port from {FIRST_PORT} to {FIRST_PORT + PORTS_TRIED - 1} is free; give one with --port")


def _taken(host: str, port: int) -> str | None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as one:
            with contextlib.suppress(OSError):
                one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 0)
            one.bind((host, port))
    except OSError as error:
        return error.strerror or str(error)
    return None


def run_server(settings: Settings, host: str, port: int, ready: Callable[[], None]) -> None:
    """Serve the app until the process is told to stop; ``ready`` is called when it answers."""
    from starlette.middleware import Middleware
    from streamlit.web.server.starlette.starlette_app import App

    hold_settings(settings)
    work = threading.Thread(target=_begin, args=(settings, host, port, ready), daemon=True, name="sextant-begin")
    work.start()
    app = App(UI / "app.py", middleware=[Middleware(Guarded)])
    app.run(config={**options(), "server.address": host, "server.port": port})


def options() -> dict[str, object]:
    """Return Streamlit's options as the app ships them, by their dotted names."""
    held = tomllib.loads((UI / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    return {f"{section}.{name}": value for section, part in held.items() for name, value in part.items()}


def _begin(settings: Settings, host: str, port: int, ready: Callable[[], None]) -> None:
    while not _answers(host, port):
        time.sleep(0.05)
    ready()
    _warm(settings)


def _answers(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=1.0):
            return True
    except OSError:
        return False


def _warm(settings: Settings) -> None:
    """Make ready what the first visitor would wait for."""
    from ui.pages_ask.examples import examples_of
    from ui.pages_common.homes import holding, state_of
    from ui.pages_common.open_homes import HOMES, OpenHome

    with contextlib.suppress(Exception):  # the page itself says what is wrong
        state = state_of(settings)
        examples_of(state)
        holding(state)
        HOMES.work(state, NOW, OpenHome.warm)


class Guarded:
    """Adds the headers that keep pages to this server."""

    def __init__(self, app: "ASGIApp") -> None:
        self._app = app

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer a request, with the headers."""

        async def sent(message: "Message") -> None:
            if message["type"] == "http.response.start":
                more = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
                message["headers"] = [*message.get("headers", []), *more]
            await send(message)

        await self._app(scope, receive, sent if scope["type"] == "http" else send)
