"""The files that a user names: walked in a stable order, and recognised by the kind of document they hold."""

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from graph.errors import SourceError
from ingest.hub_ids import has_namespace
from ingest.source import SourceFile

_HEAD = 65_536
_CACHED = re.compile(r"models--(.+?)--(.+)")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class CardFile:
    """A file that holds a model card."""

    path: Path
    org_name: str | None
    """ORG/NAME as the folders above it tell, or None."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What there is in the files and folders that a user named."""

    cards: tuple[CardFile, ...]
    no_reader: Mapping[str, int]
    """How many files there are of kinds that nothing reads yet, by extension ("" for none)."""
    skipped: tuple[Skipped, ...]


def survey(paths: Iterable[Path], cards: SourceFile) -> Survey:
    """Return what the files at and below ``paths`` are; ``cards`` says what a model card is known by.

    Raises SourceError where a path does not exist.
    """
    found: list[CardFile] = []
    skipped: list[Skipped] = []
    no_reader: Counter[str] = Counter()
    for file in find_documents(paths):
        if isinstance(file, Skipped):
            skipped.append(file)
            continue
        try:
            card = recognise(file.path, cards, at_root=file.path.parent == file.root)
        except OSError as error:
            skipped.append(Skipped(path=file.path, reason=error.strerror or "it cannot be read"))
            continue
        if card is None:
            no_reader[file.path.suffix.lower()] += 1
        else:
            found.append(card)
    return Survey(cards=tuple(found), no_reader=dict(sorted(no_reader.items())), skipped=tuple(skipped))


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
    return Found(path=path, root=root)


def recognise(path: Path, cards: SourceFile, *, at_root: bool = False) -> CardFile | None:
    """Return the model card that the file at ``path`` holds, or None where it holds none.

    It is one by its name and the two folders above it, ``ORG/NAME/README.md``, or by a field in its front matter
    that only cards have. A README.md right in the folder that the user named (``at_root``) may be a page about that
    folder: it is a card by its front matter alone. Raises OSError where a markdown file cannot be read.
    """
    if path.suffix.lower() != ".md":
        return None
    named = path.name.lower() in {name.lower() for name in cards.recognise["names"]}
    org_name = org_and_name(path) if named else None
    if (org_name is not None and not at_root) or _has_card_field(path, cards.recognise["fields"]):
        return CardFile(path=path, org_name=org_name)
    return None


def org_and_name(path: Path) -> str | None:
    """Return ORG/NAME as the folders above a file tell: the two nearest, or one of the Hub's own cache."""
    parents = [parent.name for parent in Path(os.path.abspath(path)).parents]  # noqa: PTH100 - links stay as named
    for folder in parents:
        if cached := _CACHED.fullmatch(folder):
            return f"{cached[1]}/{cached[2]}"
    if len(parents) < 3 or not parents[1]:
        return None
    org_name = f"{parents[1]}/{parents[0]}"
    return org_name if has_namespace(org_name) else None


def _has_card_field(path: Path, fields: tuple[str, ...]) -> bool:
    with path.open("rb") as file:
        head = file.read(_HEAD).decode("utf-8-sig", "replace")
    if not head.lstrip().startswith("---"):
        return False
    front = head.partition("---")[2].partition("\n---")[0]
    return any(line.partition(":")[0].rstrip() in fields for line in front.splitlines() if ":" in line)
