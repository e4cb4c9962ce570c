"""``sextant serve``: where it answers, and where it refuses to."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.ui.running import ROOT, sextant
from tests.web.browsing import served
from ui.addresses import is_local
from ui.serving import HEADERS, options


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org", ""])
def test_other_addresses_than_those_of_this_machine_are_refused(home: Path, host: str) -> None:
    ran = sextant(home, "serve", f"--host={host}")
    assert ran.code == 2
    assert ran.out == ""
    assert "on this machine alone" in ran.err


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.8.8", "localhost", "::1", "[::1]"])
def test_addresses_of_this_machine(address: str) -> None:
    assert is_local(address)


def test_a_port_in_use_is_one_line(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = sextant(home, "serve", "--port", str(port))
    assert ran.code == 1
    assert f"--port {port}" in ran.err
    assert ran.err.count("\n") == 1


def test_it_answers_with_headers_that_keep_pages_to_it(home: Path) -> None:
    with served(home) as url, urllib.request.urlopen(url, timeout=30) as answer:
        assert url.startswith("http://127.0.0.1:")
        told = {name.lower(): value for name, value in answer.headers.items()}
        assert b"<title>" in answer.read()
    for name, value in HEADERS.items():
        assert told[name.lower()] == value
    policy = told["content-security-policy"]
    assert "http:" not in policy
    assert "https:" not in policy


@pytest.mark.skipif(os.name == "nt", reason="Windows has no interrupt for one process alone")
def test_it_ends_when_told_to_and_says_where_it_was(home: Path) -> None:
    command = [sys.executable, "-m", "ui", "--home", str(home), "--json", "serve"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as server:
        try:
            assert server.stdout is not None
            told = json.loads(server.stdout.readline())
            assert told["url"].endswith(str(told["port"]))
            with urllib.request.urlopen(told["url"], timeout=30) as answer:
                answer.read()
            server.send_signal(signal.SIGINT)
            out, err = server.communicate(timeout=60)
        finally:
            server.kill()
    assert server.returncode == 0
    assert out == ""
    assert err.strip() == "sextant: stopped"


def test_no_usage_statistics_and_no_details_of_errors() -> None:
    held = options()
    assert held["browser.gatherUsageStats"] is False
    assert held["client.showErrorDetails"] == "none"
    assert held["server.address"] == "127.0.0.1"
