"""Connections go to what was checked, and servers prove that they are who was asked."""

import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlsplit

import pytest

from ingest.fetch import Fetcher, FetchSettings
from tests.fetch.expect import came, missed
from tests.fetch.site import JumpingClock, Reply, Site, local_names, settings_for

NOBODYS = "2fff::1"
"""An address that is public by its block, which no registry has given to anybody: a connection to it fails."""


@pytest.mark.parametrize(
    "addresses",
    [["127.0.0.1"], ["8.8.8.8", "127.0.0.1"], ["::1"], ["169.254.169.254"], ["::ffff:127.0.0.1"], ["64:ff9b::7f00:1"]],
)
def test_a_name_that_leads_inside_is_refused(site: Site, cache: Path, addresses: list[str]) -> None:
    site.put("/page", Reply(body=b"secret"))
    settings = FetchSettings(obey_robots=False)
    with Fetcher(cache, settings, JumpingClock(), lambda host, port: addresses) as fetcher:
        answer = missed(fetcher.get("http://public.example/page"))
    assert answer.reason == "the host is private or local"
    assert "public.example leads to" in answer.detail
    assert site.visits == []


def test_a_name_that_changes_between_two_questions_gains_nothing(site: Site, cache: Path) -> None:
    """A name server that says a public address when it is asked to check, and this machine when to connect."""
    asked: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return [NOBODYS] if len(asked) % 2 else ["127.0.0.1"]

    settings = FetchSettings(obey_robots=False, connect_seconds=0.2, retries=1)
    with Fetcher(cache, settings, JumpingClock(), rebinding) as fetcher:
        for _ in range(3):
            answer = missed(fetcher.get("http://public.example:8080/page"))
            assert answer.reason == "the host is private or local"
    assert len(asked) == 6
    assert site.visits == []


def test_a_name_is_looked_up_once_for_a_connection(site: Site, cache: Path) -> None:
    asked: list[str] = []

    def counting(host: str, port: int) -> list[str]:
        asked.append(host)
        return local_names(host, port)

    site.put("/page", Reply(body=b"x"))
    with Fetcher(cache, settings_for(site), JumpingClock(), counting) as fetcher:
        for _ in range(3):
            came(fetcher.get(site.url("/page")))
    assert asked == ["site.test"]


def test_the_next_address_of_a_host_is_tried(site: Site, cache: Path) -> None:
    # Nobody listens at the first: it is of this machine, too, where all of 127/8 is.
    several = ["127.0.0.9", "127.0.0.1"]
    with Fetcher(cache, settings_for(site), JumpingClock(), lambda host, port: several) as fetcher:
        assert came(fetcher.get(site.put("/page", Reply(body=b"x")))).data == b"x"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate with its key for secure.test, made now."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed: no certificate can be made for the test")
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    key = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "-", "-days", "2", "-subj", "/CN=secure.test"]
    names = ["-addext", "subjectAltName=DNS:secure.test", "-addext", "basicConstraints=critical,CA:TRUE"]
    made = subprocess.run([openssl, *key, *names], capture_output=True, check=True, timeout=60)
    file.write_bytes(made.stdout)
    return file


class Secure(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(302 if self.path == "/down" else 200)
        if self.path == "/down":
            self.send_header("Location", "http://secure.test:8080/")
        self.send_header("Content-Length", "6")
        self.end_headers()
        self.wfile.write(b"secure")

    def log_message(self, format: str, *args: object) -> None:
        pass


class QuietServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that does not trust the server hangs up: nothing to tell."""


@pytest.fixture
def secure(certificate: Path) -> Iterator[int]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = QuietServer(("127.0.0.1", 0), Secure)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield int(server.server_address[1])
    server.shutdown()
    thread.join()
    server.server_close()


def trusting(certificate: Path, cache: Path, port: int, *names: str) -> Fetcher:
    hosts = frozenset(f"{name}:{port}" for name in names)
    context = ssl.create_default_context(cafile=str(certificate))
    settings = FetchSettings(allowed_hosts=hosts, obey_robots=False)
    return Fetcher(cache, settings, JumpingClock(), local_names, context)


def test_a_certificate_is_compared_with_the_name_that_was_asked(certificate: Path, secure: int, cache: Path) -> None:
    with trusting(certificate, cache, secure, "secure.test", "other.test") as fetcher:
        assert came(fetcher.get(f"https://secure.test:{secure}/")).data == b"secure"
        answer = missed(fetcher.get(f"https://other.test:{secure}/"))
    assert answer.reason == "the server's certificate is not trusted"


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(secure: int, cache: Path) -> None:
    settings = FetchSettings(allowed_hosts=frozenset({f"secure.test:{secure}"}), obey_robots=False)
    with Fetcher(cache, settings, JumpingClock(), local_names) as fetcher:
        answer = missed(fetcher.get(f"https://secure.test:{secure}/"))
    assert answer.reason == "the server's certificate is not trusted"


def test_a_redirect_out_of_https_is_refused(certificate: Path, secure: int, cache: Path) -> None:
    with trusting(certificate, cache, secure, "secure.test") as fetcher:
        answer = missed(fetcher.get(f"https://secure.test:{secure}/down"))
    assert answer.reason == "a redirect leaves https for http"


def test_a_server_without_tls_cannot_be_reached_by_https(site: Site, cache: Path) -> None:
    with Fetcher(cache, settings_for(site, retries=0), JumpingClock(), local_names) as fetcher:
        answer = missed(fetcher.get(site.put("/page", Reply()).replace("http:", "https:")))
    assert answer.reason == "the server cannot be reached"


class Proxy(BaseHTTPRequestHandler):
    seen: ClassVar[list[str]]

    def do_GET(self) -> None:
        self.seen.append(self.path)
        self.send_response(200)
        self.send_header("Content-Length", "5")
        self.end_headers()
        self.wfile.write(b"proxy")

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def proxy() -> Iterator[tuple[str, list[str]]]:
    class Recording(Proxy):
        seen: ClassVar[list[str]] = []

    server = QuietServer(("127.0.0.1", 0), Recording)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", Recording.seen
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_proxy_is_used_only_where_it_is_set(
    proxy: tuple[str, list[str]], cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, seen = proxy
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, address)

    def names(host: str, port: int) -> list[str]:
        if host == "unknown.example":
            raise OSError("not found")
        return {"public.example": ["8.8.8.8"], "inside.example": ["10.0.0.1"]}.get(host, [host])

    plain = FetchSettings(obey_robots=False, connect_seconds=0.1, retries=0)
    with Fetcher(cache / "a", plain, JumpingClock(), lambda host, port: ["198.18.0.1"]) as fetcher:
        missed(fetcher.get("http://public.example/"))
    assert seen == []
    with Fetcher(cache / "b", FetchSettings(obey_robots=False, proxy=address), JumpingClock(), names) as fetcher:
        assert came(fetcher.get("http://public.example/a")).data == b"proxy"
        assert came(fetcher.get("http://unknown.example/a")).data == b"proxy"
        assert missed(fetcher.get("http://inside.example/a")).reason == "the host is private or local"
        assert missed(fetcher.get("http://127.0.0.1/a")).reason == "the host is private or local"
    assert [urlsplit(path).hostname for path in seen] == ["public.example", "unknown.example"]
