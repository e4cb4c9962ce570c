"""A real browser on a real server: what it asks for, whether anything of a document runs, and what it shows."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.ui.running import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Dialog, Page

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
WAIT_MS = 60_000
QUIET = "() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'"
"""Whether the page has been drawn to its end."""


@dataclass(slots=True)
class Visit:
    """A page in a browser, with what happened there."""

    page: "Page"
    url: str
    asked: list[str] = field(default_factory=list)
    """Every address that was asked for, sockets too."""
    faults: list[str] = field(default_factory=list)
    """What went wrong in scripts, and what asked for attention."""

    def refuse(self, dialog: "Dialog") -> None:
        """Take note of a dialog, which no page of the app opens, and close it."""
        self.faults.append(dialog.message)
        dialog.dismiss()

    def outside(self) -> list[str]:
        """Return what was asked of anything but the server itself."""
        own = {urlsplit(self.url).netloc}
        return [one for one in self.asked if urlsplit(one).scheme not in ("data", "blob") and _host(one) not in own]

    def go(self, address: str = "/") -> None:
        """Open an address of the app, and wait until it is drawn."""
        self.page.goto(self.url + address)
        self.settle()

    def settle(self) -> None:
        """Wait until the page is drawn to its end."""
        self.page.locator("[data-testid=stMainBlockContainer]").wait_for(timeout=WAIT_MS)
        self.page.wait_for_function(QUIET, timeout=WAIT_MS)

    def text(self) -> str:
        """Return what the page says."""
        return self.page.locator("[data-testid=stMain]").inner_text()

    def ran(self) -> list[object]:
        """Return what scripts of documents left in any frame."""
        return [one for frame in self.page.frames if (one := frame.evaluate("() => window.pwned")) is not None]

    def is_too_wide(self) -> bool:
        """Say whether the page must be scrolled sideways."""
        wide = self.page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth - innerWidth")
        return int(wide) > 1


def _host(address: str) -> str:
    return urlsplit(address).netloc


def browser_path() -> str:
    """Return where the machine has a browser; skips the test where it has none."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(f"no browser on this machine ({', '.join(BROWSERS)}): apt-get install chromium")
    return found


@contextmanager
def served(home: Path) -> Iterator[str]:
    """Serve a home as a user does, and give its address."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SEXTANT_", "NEO4J_"))}
    command = [sys.executable, "-m", "ui", "--home", str(home), "--json", "serve"]
    with subprocess.Popen(
        command, cwd=ROOT, env=kept, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as server:
        try:
            assert server.stdout is not None
            yield json.loads(server.stdout.readline())["url"]
        finally:
            server.terminate()
            try:
                _, said = server.communicate(timeout=30)
            finally:
                server.kill()
    assert "Traceback" not in said, said


@contextmanager
def visit(url: str, width: int) -> Iterator[Visit]:
    """Open a browser of some width at a server."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": width, "height": 900})
        seen = Visit(page=page, url=url)
        page.on("request", lambda request: seen.asked.append(request.url))
        page.on("websocket", lambda socket: seen.asked.append(socket.url))
        page.on("pageerror", lambda error: seen.faults.append(str(error)))
        page.on("dialog", lambda dialog: seen.refuse(dialog))
        try:
            yield seen
        finally:
            browser.close()
