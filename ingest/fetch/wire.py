"""One request and its answer: no redirect, no retry, no cookie, no cache."""

import contextlib
import functools
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import httpcore2

from ingest.fetch.address import Address, host_of, parse
from ingest.fetch.body import Bounds, unpacked
from ingest.fetch.settings import FetchSettings, Resolve
from ingest.fetch.transport import CheckedBackend, Deadline
from ingest.fetch.types import Trouble

_IDLE_CONNECTION_S = 15.0
_SPARE = 65_536
"""The longest body that is read only to keep its connection."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The answer to a request before its body is read."""

    status: int
    headers: Mapping[str, str]
    """Names in small letters; values of one name are joined by commas."""
    pieces: Iterator[bytes]
    """The body as it comes."""

    def body(self, bounds: Bounds) -> Iterator[bytes]:
        """Yield the body unpacked, in pieces. Raises Trouble where it is past the bounds."""
        announced = self.headers.get("content-length", "")
        if announced.isdecimal() and int(announced[:20]) > bounds.max_bytes:
            raise Trouble("the answer is too large", f"{announced} bytes are announced, {bounds.max_bytes} allowed")
        return unpacked(self.pieces, self.headers.get("content-encoding", ""), bounds)

    def skip(self) -> None:
        """Read a short body away, so that the connection can be used again."""
        read = 0
        for piece in self.pieces:
            read += len(piece)
            if read > _SPARE:
                return


class Wire:
    """Connections for requests; threads may share it."""

    def __init__(self, settings: FetchSettings, resolve: Resolve, ssl_context: ssl.SSLContext | None = None) -> None:
        self._settings = settings
        self._proxied = settings.proxy is not None
        named = settings.allowed_hosts
        proxy = None
        if settings.proxy is not None:
            own = parse(settings.proxy, frozenset({host_of(settings.proxy)}))
            proxy, named = httpcore2.Proxy(own.url), named | {f"{own.host}:{own.port}"}
        self.deadline = Deadline()
        self._backend = CheckedBackend(resolve, named, self.deadline)
        self._pool = httpcore2.ConnectionPool(
            ssl_context=ssl_context or _system_trust(),
            proxy=proxy,
            max_connections=None,
            keepalive_expiry=_IDLE_CONNECTION_S,
            network_backend=self._backend,
        )

    @contextlib.contextmanager
    def send(self, address: Address, headers: Mapping[str, str]) -> Iterator[Head]:
        """Ask for an address; the answer's body can be read inside. Raises Trouble."""
        own = {"Host": address.site, "User-Agent": self._settings.user_agent, "Connection": "keep-alive"}
        sent = [
            (name.encode("ascii"), value.encode("latin-1", errors="replace"))
            for name, value in {**own, **headers}.items()
        ]
        url = httpcore2.URL(
            scheme=address.scheme.encode(),
            host=address.host.encode(),
            port=address.port,
            target=address.target.encode(),
        )
        idle = self._settings.idle_seconds
        timeouts = {"connect": self._settings.connect_seconds, "read": idle, "write": idle, "pool": idle}
        with self.deadline.within(self._settings.max_seconds), _told(address, self.deadline):
            self._check_behind_proxy(address)
            with self._pool.stream("GET", url, headers=sent, extensions={"timeout": timeouts}) as response:
                yield Head(
                    status=response.status, headers=_joined(response.headers), pieces=iter(response.iter_stream())
                )

    def _check_behind_proxy(self, address: Address) -> None:
        if not self._proxied:
            return
        try:
            self._backend.checked(address.host, address.port)
        except Trouble as trouble:
            if trouble.reason != "the host's name is not found":
                raise

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()


@functools.cache
def _system_trust() -> ssl.SSLContext:
    """Return the certificates that the system trusts: reading them takes longer than a request."""
    return httpcore2.default_ssl_context()


def _joined(headers: list[tuple[bytes, bytes]]) -> dict[str, str]:
    joined: dict[str, str] = {}
    for raw, value in headers:
        name, text = raw.decode("latin-1").lower(), value.decode("latin-1").strip()
        joined[name] = f"{joined[name]}, {text}" if name in joined else text
    return joined


@contextlib.contextmanager
def _told(address: Address, deadline: Deadline) -> Iterator[None]:
    """Turn errors of the connection into reasons."""
    try:
        yield
    except (httpcore2.ConnectTimeout, httpcore2.ReadTimeout, httpcore2.WriteTimeout, httpcore2.PoolTimeout) as error:
        deadline.allow(None)  # Where all time is gone, another try would only take as long.
        raise Trouble("it took too long", f"{address.site} does not answer", passing=True) from error
    except httpcore2.ConnectError as error:
        raise _unreachable(address, error) from error
    except (httpcore2.ReadError, httpcore2.WriteError) as error:
        raise Trouble("the connection broke", f"{address.site}: {error}", passing=True) from error
    except httpcore2.RemoteProtocolError as error:
        raise _misspoken(address, error) from error
    except (httpcore2.ProxyError, httpcore2.UnsupportedProtocol) as error:
        raise Trouble("the server cannot be reached", f"{address.site}: {error}") from error
    except httpcore2.LocalProtocolError as error:
        raise Trouble("it is not an http or https address", f"{address.site}: {error}") from error


def _unreachable(address: Address, error: Exception) -> Trouble:
    text = str(error)
    if "CERTIFICATE_VERIFY_FAILED" in text or isinstance(error.__cause__, ssl.SSLCertVerificationError):
        return Trouble("the server's certificate is not trusted", f"{address.site}: {text}")
    return Trouble("the server cannot be reached", f"{address.site}: {text}", passing=True)


def _misspoken(address: Address, error: Exception) -> Trouble:
    text = str(error)
    if "without sending complete message body" in text or "incomplete chunked read" in text:
        return Trouble("the answer is shorter than announced", f"{address.site}: {text}", passing=True)
    if "disconnected" in text:
        return Trouble("the connection broke", f"{address.site}: {text}", passing=True)
    return Trouble("the answer is not HTTP", f"{address.site}: {text}")
