"""The files that a user names: walked in a stable order, each looked at once."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.errors import SourceError
from ingest.reader import HEAD, Beside, Head


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file, and the folder or file that the user named."""

    path: Path
    root: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A file or folder that is not read, and why."""

    path: Path
    reason: str


def check_paths(paths: Iterable[Path]) -> None:
    """Raise SourceError for a path that does not exist."""
    for path in paths:
        if not path.exists():
            raise SourceError(f"{path}: there is no such file or folder; check the path")


def find_documents(paths: Iterable[Path]) -> Iterator[Found | Skipped]:
    """Yield the files at and below ``paths``, each once, folder by folder in the order of their names.

    Links that lead out of the named folder, hidden files and folders, and what cannot be listed are skipped, and
    said. Raises SourceError where a path does not exist.
    """
    met: set[Path] = set()
    for root in paths:
        check_paths([root])
        for item in [Found(path=root, root=root)] if root.is_file() else _walk(root, root.resolve()):
            place = item.path.parent.resolve() / item.path.name
            if place not in met:
                met.add(place)
                yield item


def _walk(root: Path, inside: Path) -> Iterator[Found | Skipped]:
    todo = [root]
    while todo:
        here = todo.pop()
        try:
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError as error:
            yield Skipped(path=here, reason=error.strerror or "it cannot be listed")
            continue
        folders: list[Path] = []
        for entry in entries:
            path = here / entry.name
            if entry.name.startswith("."):
                yield Skipped(path=path, reason="hidden")
            elif entry.is_dir(follow_symlinks=False):
                folders.append(path)
            else:
                yield _file(path, root, inside, link=entry.is_symlink())
        todo += reversed(folders)


def _file(path: Path, root: Path, inside: Path, *, link: bool) -> Found | Skipped:
    if not link:
        return Found(path=path, root=root) if path.is_file() else Skipped(path=path, reason="no ordinary file")
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        return Skipped(path=path, reason="a link that leads nowhere")
    if not target.is_relative_to(inside):
        return Skipped(path=path, reason="a link that leads out of the folder")
    if target.is_dir():
        return Skipped(path=path, reason="a link to a folder, which is read in its own place")
    return Found(path=path, root=root) if target.is_file() else Skipped(path=path, reason="no ordinary file")


def address_of(path: Path) -> str:
    """Return the address of a local file: its ``file://`` URL, links of its folders followed."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100 - a link to a file stays as it is named
    return (whole.parent.resolve() / whole.name).as_uri()


def look_at(file: Found) -> Head:
    """Return what is known of a file before it is read. Raises OSError where it cannot be opened."""
    whole = Path(os.path.abspath(file.path))  # noqa: PTH100 - links stay as they are named
    with file.path.open("rb") as opened:
        start = opened.read(HEAD)
    return Head(
        name=whole.name,
        folders=tuple(parent.name for parent in whole.parents if parent.name),
        start=start,
        at_root=file.path.parent == file.root,
        address=address_of(file.path),
    )


def beside(file: Found, companions: tuple[str, ...], limit: int) -> Beside:
    """Return what gives the files beside one: those named in ``companions`` alone, inside the folder the user named.

    One that is larger than ``limit`` bytes, or is not there, is None.
    """
    inside = (file.root if file.root.is_dir() else file.root.parent).resolve()

    def read(name: str) -> bytes | None:
        path = (file.path.parent / name).resolve()
        if name not in companions or not path.is_relative_to(inside):
            return None
        try:
            return path.read_bytes() if path.stat().st_size <= limit else None
        except OSError:
            return None

    return read
