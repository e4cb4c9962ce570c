"""The files that a user names: walked in a stable order, each looked at once."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote_from_bytes

from graph.errors import SourceError
from ingest.reader import HEAD, Beside, Head


class Folder:
    """A folder in which files are found: what they have in common is looked up once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._whole = Path(os.path.abspath(path))  # noqa: PTH100 - links stay as they are named
        self.kept: dict[tuple[str, str, int], bytes | None] = {}
        """What files of the folder have beside them, as it was read."""

    @cached_property
    def place(self) -> Path:
        """Where it is, links followed."""
        return self._whole.resolve()

    @cached_property
    def address(self) -> str:
        """The beginning of the addresses of its files."""
        return self.place.as_uri().rstrip("/") + "/"

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Its name and the names of the folders above it, the nearest first."""
        return tuple(one.name for one in (self._whole, *self._whole.parents) if one.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file, and the folder or file that the user named."""

    path: Path
    root: Path
    folder: Folder
    """The folder it lies in."""

    @property
    def address(self) -> str:
        """Its ``file://`` address, links of its folders followed; a link to a file stays as it is named."""
        return self.folder.address + quote_from_bytes(os.fsencode(self.path.name))


def found_at(path: Path, root: Path | None = None) -> Found:
    """Return a file by its path; ``root``: the folder that the user named, else the file itself."""
    return Found(path=path, root=path if root is None else root, folder=Folder(path.parent))


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
    met: set[str] = set()
    for root in paths:
        check_paths([root])
        for item in [found_at(root)] if root.is_file() else _walk(root, root.resolve()):
            place = item.address if isinstance(item, Found) else address_of(item.path)
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
        folder = Folder(here)
        for entry in entries:
            path = here / entry.name
            if entry.name.startswith("."):
                yield Skipped(path=path, reason="hidden")
            elif entry.is_dir(follow_symlinks=False):
                folders.append(path)
            else:
                yield _linked(path, root, inside) if entry.is_symlink() else _file(path, root, folder, entry.is_file())
        todo += reversed(folders)


def _file(path: Path, root: Path, folder: Folder, ordinary: bool) -> Found | Skipped:
    if not ordinary:
        return Skipped(path=path, reason="no ordinary file")
    return Found(path=path, root=root, folder=folder)


def _linked(path: Path, root: Path, inside: Path) -> Found | Skipped:
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        return Skipped(path=path, reason="a link that leads nowhere")
    if not target.is_relative_to(inside):
        return Skipped(path=path, reason="a link that leads out of the folder")
    if target.is_dir():
        return Skipped(path=path, reason="a link to a folder, which is read in its own place")
    return _file(path, root, Folder(path.parent), target.is_file())


def address_of(path: Path) -> str:
    """Return the address of a local file: its ``file://`` URL, links of its folders followed."""
    return found_at(path).address


def look_at(file: Found) -> Head:
    """Return what is known of a file before it is read. Raises OSError where it cannot be opened."""
    with file.path.open("rb") as opened:
        start = opened.read(HEAD)
    return Head(
        name=file.path.name,
        folders=file.folder.names,
        start=start,
        at_root=file.path.parent == file.root,
        address=file.address,
    )


def beside(file: Found, companions: tuple[str, ...], limit: int) -> Beside:
    """Return what gives the files beside one: those named in ``companions`` alone, inside the folder the user named.

    One that is larger than ``limit`` bytes, or is not there, is None. What files of one folder have beside them is
    read once.
    """

    def read(name: str) -> bytes | None:
        if name not in companions:
            return None
        kept, key = file.folder.kept, (name, str(file.root), limit)
        if key not in kept:
            kept[key] = _read_beside(file, name, limit)
        return kept[key]

    return read


def _read_beside(file: Found, name: str, limit: int) -> bytes | None:
    inside = (file.root if file.root.is_dir() else file.root.parent).resolve()
    path = (file.path.parent / name).resolve()
    if not path.is_relative_to(inside):
        return None
    try:
        return path.read_bytes() if path.stat().st_size <= limit else None
    except OSError:
        return None
