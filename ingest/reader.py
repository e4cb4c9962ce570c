"""What a source's module offers: how it knows its documents, and how it reads the bytes of one file or answer.

A reader is a value, so that whoever walks folders or fetches addresses needs to know none of the sources. It is pure:
it opens nothing by itself, and the same bytes give the same readings.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from graph.record.types import Reading, SetAside
from ingest.source import SourceFile

HEAD = 65_536
"""So many bytes of the beginning are looked at to tell what a file is."""

Beside = Callable[[str], bytes | None]
"""Gives the bytes of a file beside the one that is read, by its relative path ("../documents.csv"), or None."""


def nothing_beside(_: str) -> bytes | None:
    """Return None: there is no file beside it."""
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What is known of a file or answer before it is read."""

    name: str
    """The last part of its path: ``README.md``; empty where an address ends in none."""
    folders: tuple[str, ...] = ()
    """The names of the folders above it, the nearest first."""
    start: bytes
    """Its first ``HEAD`` bytes."""
    media_type: str | None = None
    """As the server gave it, without parameters: ``text/html``; None for a local file."""
    at_root: bool = False
    """Whether it lies right in the folder that the user named, beside pages about that folder."""
    address: str = ""
    """Its address as in ``Document``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """The bytes of one file or answer, and where they are from."""

    head: Head
    data: bytes
    retrieved: str
    """When they were read, as in ``Document``."""
    published: str | None = None
    """The date that the user gave for documents that carry none."""
    charset: str | None = None
    """The encoding that the server named."""
    beside: Beside = nothing_beside

    @property
    def address(self) -> str:
        """Where they are read from: the address of the document, or of the container of documents."""
        return self.head.address


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """How documents of one source are known and read."""

    rules: SourceFile
    """What the YAML file beside the module says."""
    version: str
    """Name and version, kept with every document as ``Document.reader``: raised when unchanged bytes read otherwise."""
    recognise: Callable[[Head], float]
    """How sure it is, from 0 (not mine) to 1 (mine and nobody else's); the surest reader of all gets the file."""
    read: Callable[[Raw], Iterable[Reading | SetAside]]
    """Yields the documents in the bytes, or why one or all of them are set aside. Raises nothing, whatever the bytes.

    A file of one document gives that file's address; one of several gives ``ADDRESS#record`` to each.
    """
    max_bytes: int = 64_000_000
    """Files with more bytes are set aside unread."""
    companions: tuple[str, ...] = ()
    """The only files that it asks ``Raw.beside`` for; where one changes, the document is read again."""
