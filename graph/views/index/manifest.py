"""The manifest of the index: which files make it up, whose it is, which change of the record it holds."""

import json
import secrets
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal, Self
from zlib import crc32

from graph.views.index.files import FileMark, erase, write_whole

NAME = "manifest.json"
PARTIAL = -1
"""The change of an index that does not hold all documents yet: what is in it stays, the rest is added."""

DenseKind = Literal["flat", "ivf"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsPart:
    """A part of the index of words: some documents, all their passages."""

    file: FileMark
    passages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DensePart:
    """A part of the index of vectors."""

    file: FileMark
    """What FAISS wrote."""
    rows: FileMark
    """The hashes of the texts whose vectors these are, in order."""
    count: int
    kind: DenseKind
    lists: int = 0
    probes: int = 0
    recall: float = 1.0
    """Recall at 10 against the exact search, measured when it was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What the index says of itself."""

    home: str
    form: str
    """Versions of the form and of the rules that words and texts are made by."""
    change: int = PARTIAL
    made: str = ""
    """When that change was made: a record that was put back from a copy has others of the same number."""
    words: tuple[WordsPart, ...] = ()
    model: str = ""
    """The name of the model that the vectors are of; empty for none yet."""
    dimensions: int = 0
    dense: tuple[DensePart, ...] = ()
    erased: tuple[str, ...] = ()
    """Files that are no part of it any more and may not be erased yet: they can hold what was forgotten."""

    @property
    def passages(self) -> int:
        """How many passages it holds."""
        return sum(part.passages for part in self.words)

    @property
    def vectors(self) -> int:
        """How many vectors it holds."""
        return sum(part.count for part in self.dense)

    def files(self) -> list[FileMark]:
        """Return the marks of all files that make it up."""
        return [part.file for part in self.words] + [mark for part in self.dense for mark in (part.file, part.rows)]

    def without(self, *marks: FileMark) -> Self:
        """Return the manifest with files to be erased."""
        return replace(self, erased=(*self.erased, *(mark.name for mark in marks)))


def new_name(kind: str) -> str:
    """Return a name for a file that no file had before, so that no reader takes one for the other."""
    return f"{kind}-{secrets.token_hex(6)}.part"


def read_manifest(folder: Path) -> Manifest | None:
    """Return the manifest in a folder; None where there is none, or one that is damaged."""
    try:
        told = json.loads((folder / NAME).read_text("utf-8"))
        body = told["index"]
        return _manifest(body) if told["digest"] == _digest(body) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None  # whoever asks for the index makes it anew


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Let the index be what the manifest says, in one step. Raises ViewError where it cannot be written."""
    body = asdict(manifest)
    text = json.dumps({"digest": _digest(body), "index": body}, indent=1)
    write_whole(folder / NAME, lambda write: write(text.encode()))


def clean(folder: Path, manifest: Manifest) -> Manifest:
    """Erase all files of the folder that are no part of the index; return the manifest that says what is left to do."""
    held = {mark.name for mark in manifest.files()} | {NAME}
    strays = {path.name for path in folder.glob("*") if path.suffix in (".part", ".tmp")} - held
    left = tuple(name for name in sorted(strays) if not erase(folder / name))
    if left != manifest.erased:
        manifest = replace(manifest, erased=left)
        write_manifest(folder, manifest)
    return manifest


def _digest(body: object) -> int:
    return crc32(json.dumps(body, sort_keys=True).encode())


def _manifest(body: dict[str, object]) -> Manifest:
    words, dense, erased = body.pop("words"), body.pop("dense"), body.pop("erased")
    assert isinstance(words, list)
    assert isinstance(dense, list)
    assert isinstance(erased, list)
    return Manifest(
        words=tuple(WordsPart(**{**part, "file": FileMark(**part["file"])}) for part in words),
        dense=tuple(
            DensePart(**{**part, "file": FileMark(**part["file"]), "rows": FileMark(**part["rows"])}) for part in dense
        ),
        erased=tuple(map(str, erased)),
        **body,  # type: ignore[arg-type]
    )
