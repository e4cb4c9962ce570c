"""Looking at a file on disk as a run of ingestion does."""

from pathlib import Path

from ingest.folder import found_at, look_at
from ingest.reader import Head, Raw, Reader

RETRIEVED = "2026-11-25T08:00:00.000000Z"


def head_of(path: Path, root: Path | None = None) -> Head:
    """Return what is known of a file before it is read; ``root`` is the folder that the user named."""
    return look_at(found_at(path, root or path.parent.parent))


def raw_of(path: Path, published: str | None = None) -> Raw:
    """Return the bytes of a file as a reader gets them."""
    return Raw(head=head_of(path), data=path.read_bytes(), retrieved=RETRIEVED, published=published)


def surest(readers: tuple[Reader, ...], head: Head) -> Reader | None:
    """Return the reader that is the surest of a file, or None where none wants it."""
    best = max(readers, key=lambda reader: reader.recognise(head))
    return best if best.recognise(head) > 0 else None
