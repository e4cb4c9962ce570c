"""The starter: the public data sets that an analyst begins with, as a dated manifest lists them."""

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args
from urllib.parse import quote, urlsplit

import yaml

from graph.errors import SourceError
from graph.ontology.dates import first_day

SHIPPED = Path(__file__).with_suffix(".yaml")
"""The manifest that ships."""

PartKind = Literal["files", "archive", "papers", "organisations"]
"""files: each entry is an address; archive: a zip archive; papers: ids of arXiv; organisations: names on the Hub."""

_GAP = "{}"
_REQUIRED = ("title", "kind", "page", "licence", "citation", "address")
_OPTIONAL = ("limits", "measured", "below", "most", "entries")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One file, paper or organisation of a part."""

    name: str
    address: str
    size: int | None = None
    """About how many bytes it has; None: not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One data set of the starter."""

    name: str
    """By which ``starter:NAME`` asks for it alone."""
    title: str
    kind: PartKind
    page: str
    """The page that tells of it."""
    licence: str
    """An SPDX id, or in words."""
    limits: str | None
    """What the licence does not allow, in a few words; None: nothing that reading it would touch."""
    citation: str
    """The text by which the source asks to be cited."""
    entries: tuple[Entry, ...]
    measured: str | None = None
    """When the sizes were measured, ISO text."""
    below: str | None = None
    """Of an archive: its address leads to the page of the newest version, and the file is at this path below that."""
    most: int | None = None
    """Of organisations: so many models of each, those that are downloaded most."""

    @property
    def size(self) -> int | None:
        """About how many bytes the part has, None where that is not known of each entry."""
        sizes = [entry.size for entry in self.entries if entry.size is not None]
        return sum(sizes) if sizes and len(sizes) == len(self.entries) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a manifest lists."""

    path: Path
    as_of: str
    """The day on which it was put together, ISO text."""
    parts: tuple[Part, ...]

    def chosen(self, name: str | None) -> tuple[Part, ...]:
        """Return the part of a name, or all of them. Raises SourceError for a name that no part has."""
        found = tuple(part for part in self.parts if name in (None, "", part.name))
        if not found:
            names = ", ".join(part.name for part in self.parts)
            raise SourceError(f"starter:{name}: the starter has no such part; it has {names}")
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """What of the starter could not be had, and why."""

    part: str
    address: str
    reason: str
    detail: str


@functools.cache
def load_manifest(path: Path = SHIPPED) -> Manifest:
    """Return what the manifest at ``path`` lists.

    Raises SourceError, naming file, part and field, where it cannot be read, lacks a field or has one too many.
    """
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        left = dict(content)
        as_of, parts = str(left.pop("as_of")), _mapping(left.pop("parts"))
        first_day(as_of)
        if left or not parts:
            raise ValueError(f"nothing reads {', '.join(map(str, left))}" if left else "it lists no part")
        return Manifest(path=path, as_of=as_of, parts=tuple(_part(str(name), parts[name]) for name in parts))
    except KeyError as error:
        raise SourceError(f"{path}: the starter's manifest has no field {error}; add it") from error
    except (OSError, ValueError, TypeError, yaml.YAMLError) as error:
        told = " ".join(str(error).split())
        raise SourceError(f"{path}: the starter's manifest does not hold: {told}") from error


def _part(name: str, value: object) -> Part:
    try:
        fields = _mapping(value)
        unknown = [key for key in fields if key not in (*_REQUIRED, *_OPTIONAL)]
        if unknown:
            raise ValueError(f"there is no field {unknown[0]!r}; possible: {', '.join((*_REQUIRED, *_OPTIONAL))}")
        return _read(name, fields)
    except KeyError as error:
        raise ValueError(f"part {name!r} has no field {error}; add it") from error
    except (ValueError, TypeError) as error:
        raise ValueError(f"part {name!r}: {error}") from error


def _read(name: str, fields: dict[str, object]) -> Part:
    most = fields.get("most")
    if most is not None and (not isinstance(most, int) or most < 1):
        raise ValueError(f"most {most!r} is no number of models")
    return Part(
        name=name,
        title=_text(fields, "title"),
        kind=_kind(_text(fields, "kind")),
        page=_web(_text(fields, "page")),
        licence=_text(fields, "licence"),
        limits=_optional(fields, "limits"),
        citation=_text(fields, "citation"),
        entries=_entries(_text(fields, "address"), fields.get("entries")),
        measured=_optional(fields, "measured"),
        below=_optional(fields, "below"),
        most=most,
    )


def _kind(text: str) -> PartKind:
    kinds: tuple[PartKind, ...] = get_args(PartKind)
    for kind in kinds:
        if kind == text:
            return kind
    raise ValueError(f"kind {text!r} is none of {', '.join(kinds)}")


def _entries(address: str, listed: object) -> tuple[Entry, ...]:
    """Return the entries: each name takes the place of the gap in the address; without a list, the address alone."""
    if listed is None:
        return (Entry(name=address, address=_web(address)),)
    if address.count(_GAP) != 1:
        raise ValueError(f"the address {address} has no single {_GAP} for the names of its entries")
    sizes = listed if isinstance(listed, dict) else dict.fromkeys(listed if isinstance(listed, list) else [])
    if not sizes or not all(isinstance(name, str) for name in sizes):
        raise ValueError("its entries are no list of texts, nor texts with bytes; put numbers in quotes")
    return tuple(
        Entry(name=name, address=_web(address.replace(_GAP, quote(name))), size=_bytes(name, size))
        for name, size in sizes.items()
    )


def _bytes(name: str, size: object) -> int | None:
    if size is not None and (not isinstance(size, int) or isinstance(size, bool) or size < 0):
        raise ValueError(f"{name}: {size!r} is no number of bytes")
    return size


def _web(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or address != address.strip():
        raise ValueError(f"{address!r} is not an http or https address")
    return address


def _mapping(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise TypeError(f"{value!r} is not a mapping of fields to values")
    return value


def _text(fields: dict[str, object], name: str) -> str:
    value = fields[name]
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{name} is not a text")
    return value.strip()


def _optional(fields: dict[str, object], name: str) -> str | None:
    return None if fields.get(name) is None else _text(fields, name)
