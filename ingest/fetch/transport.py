"""Connections that go to the address that was checked, and reads that end when the time of a request is over.

A name is resolved once for a connection, all it resolves to is checked, and the connection is made to one of these
addresses, so that a name cannot be public when it is checked and private when it is used. The server is still asked
by its name, and its certificate must be for that name.
"""

import contextlib
import ssl
import threading
import time
from collections.abc import Iterable, Iterator

import httpcore2

from ingest.fetch.address import is_named
from ingest.fetch.networks import why_refused
from ingest.fetch.settings import Resolve
from ingest.fetch.types import Trouble

_SocketOption = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]


class Deadline(threading.local):
    """When the request that a thread makes must be over; sockets know real time only, so no clock is passed in."""

    def __init__(self) -> None:
        self._end: float | None = None

    @contextlib.contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Give what is done inside ``seconds``, and no time that an outer one does not have."""
        before, end = self._end, time.monotonic() + seconds
        self._end = end if before is None else min(before, end)
        try:
            yield
        finally:
            self._end = before

    def extend(self, seconds: float) -> None:
        """Set the end anew: for a long download that makes headway."""
        self._end = time.monotonic() + seconds

    def allow(self, timeout: float | None) -> float | None:
        """Return the least of ``timeout`` and what is left. Raises Trouble where nothing is left."""
        if self._end is None:
            return timeout
        left = self._end - time.monotonic()
        if left <= 0:
            raise Trouble("it took too long", "the server's answer drips; ask again with more time")
        return left if timeout is None else min(timeout, left)


class CheckedBackend(httpcore2.NetworkBackend):
    """Makes connections to hosts whose every address is public, and to those that a user named."""

    def __init__(self, resolve: Resolve, allowed_hosts: frozenset[str], deadline: Deadline) -> None:
        self._resolve = resolve
        self._allowed_hosts = allowed_hosts
        self._deadline = deadline
        self._plain = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[_SocketOption] | None = None,
    ) -> httpcore2.NetworkStream:
        """Return a connection to the first address of ``host`` that answers. Raises Trouble where none may be asked."""
        failure: Exception | None = None
        for address in self.checked(host, port):
            try:
                limit = self._deadline.allow(timeout)
                stream = self._plain.connect_tcp(address, port, limit, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream, self._deadline)
        raise failure or httpcore2.ConnectError(f"{host} has no address")

    def checked(self, host: str, port: int) -> list[str]:
        """Return the addresses of ``host``. Raises Trouble where it has none or one that is never asked."""
        addresses = self._resolved(host, port)
        if not is_named(host, port, self._allowed_hosts):
            for address in addresses:
                if why := why_refused(address):
                    told = host if host == address else f"{host} leads to {address}, which"
                    raise Trouble(
                        "the host is private or local", f"{told} is {why}; allow it by name where it is meant"
                    )
        return addresses

    def _resolved(self, host: str, port: int) -> list[str]:
        """Look a name up in a thread of its own: the system's look-up knows no limit of time."""
        found: list[str] = []
        errors: list[Exception] = []

        def look_up() -> None:
            try:
                found.extend(self._resolve(host, port))
            except (OSError, UnicodeError) as error:
                errors.append(error)

        thread = threading.Thread(target=look_up, daemon=True, name="look-up")
        thread.start()
        thread.join(self._deadline.allow(None))
        if thread.is_alive():
            raise Trouble("it took too long", f"looking up {host}", passing=True)
        if errors or not found:
            detail = f"{host}: {errors[0] if errors else 'no address'}; check the spelling and the network"
            raise Trouble("the host's name is not found", detail)
        return list(found)


class _TimedStream(httpcore2.NetworkStream):
    """A connection whose reads and writes end with the time of the request that uses it."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.allow(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.allow(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._deadline.allow(timeout))
        return _TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)
