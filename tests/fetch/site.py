"""A server on this machine that answers as a test scripts it, a clock that jumps, and a fetcher for both."""

import contextlib
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from ingest.fetch import Fetcher, FetchSettings

BEGIN = 1_750_000_000.0
"""Where the clock of a test stands at first."""

Script = Callable[["Visit"], None]


class JumpingClock:
    """A clock that nobody waits for: it jumps, and keeps how far."""

    def __init__(self) -> None:
        self.time = BEGIN
        self.waits: list[float] = []

    def now(self) -> float:
        return self.time

    def wait(self, seconds: float) -> None:
        if seconds > 0:
            self.waits.append(seconds)
            self.time += seconds


@dataclass(frozen=True, kw_only=True)
class Reply:
    """An answer; its length is told unless the headers tell another."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A request that came, and the connection it came by."""

    path: str
    headers: Mapping[str, str]
    handler: BaseHTTPRequestHandler
    stopped: threading.Event
    """Set when the server ends: what answers for ever looks here."""

    def send(self, data: bytes) -> None:
        self.handler.wfile.write(data)
        self.handler.wfile.flush()

    def reply(self, reply: Reply) -> None:
        self.handler.send_response(reply.status)
        told = {name.lower() for name in reply.headers}
        for name, value in reply.headers.items():
            self.handler.send_header(name, value)
        if "content-length" not in told and reply.status not in (204, 304):
            self.handler.send_header("Content-Length", str(len(reply.body)))
        self.handler.end_headers()
        self.send(reply.body)

    def hang_up(self) -> None:
        self.handler.close_connection = True


class Site:
    """What stands at which path, and who came."""

    def __init__(self) -> None:
        self.pages: dict[str, list[Reply | Script]] = {"/robots.txt": [Reply(status=404)]}
        self.visits: list[Visit] = []
        self.stopped = threading.Event()
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.port = int(self._server.server_address[1])

    def put(self, path: str, *answers: Reply | Script) -> str:
        """Answer a path: the answers one after the other, the last for ever. Return the path's address."""
        self.pages[path] = list(answers)
        return self.url(path)

    def url(self, path: str, host: str = "site.test") -> str:
        return f"http://{host}:{self.port}{path}"

    def came(self, path: str) -> list[Visit]:
        """The visits of a path, in order."""
        return [visit for visit in self.visits if visit.path == path]

    def answer(self, visit: Visit) -> None:
        with self._lock:
            self.visits.append(visit)
            answers = self.pages.get(visit.path) or self.pages.get(visit.path.partition("?")[0]) or [Reply(status=404)]
            answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(answer, Reply):
            visit.reply(answer)
        else:
            answer(visit)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # Else each body waits until the head is confirmed.

            def do_GET(self) -> None:
                headers = {name.lower(): value for name, value in self.headers.items()}
                visit = Visit(path=self.path, headers=headers, handler=self, stopped=site.stopped)
                with contextlib.suppress(OSError):  # The client may have left.
                    site.answer(visit)

            def log_message(self, format: str, *args: object) -> None:
                pass

        return Handler

    @contextlib.contextmanager
    def running(self) -> Iterator["Site"]:
        thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.stopped.set()
            self._server.shutdown()
            thread.join()
            self._server.server_close()


def local_names(host: str, port: int) -> list[str]:
    """Resolve as a name server of the test does: names of ``.test`` are this machine, numbers are themselves."""
    return ["127.0.0.1" if host.endswith(".test") else host]


def settings_for(site: Site, **changed: object) -> FetchSettings:
    """Settings that allow the one name of a site, and wait for nothing long."""
    given: dict[str, object] = {"allowed_hosts": frozenset({f"site.test:{site.port}"}), "max_seconds": 10.0, **changed}
    return FetchSettings(**given)  # type: ignore[arg-type]


def fetcher_for(site: Site, cache: Path, clock: JumpingClock | None = None, **changed: object) -> Fetcher:
    return Fetcher(cache, settings_for(site, **changed), clock or JumpingClock(), local_names)
