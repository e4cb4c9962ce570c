"""CRFM's Ecosystem Graphs: files of assets, typed by hand, in YAML."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path, PurePosixPath

from graph.record.types import Document, Passage, Reading, SetAside
from ingest.decode import Decoded, decode
from ingest.ecosystem import Asset, AssetReading, assets_of, types_in
from ingest.notes import Notes
from ingest.passages import cut_passages
from ingest.reader import Head, Raw, Reader
from ingest.source import load_source
from ingest.yaml_nodes import Tree, YamlProblem, compose

SOURCE = load_source(Path(__file__).with_suffix(".yaml"))
"""What the YAML file beside this module says."""
VERSION = "ecosystem graphs 2"
"""Name and version of this reader."""
MAX_CHARACTERS = 4_000_000
"""A longer file is set aside unread."""

_SHORTEST_PROSE = 40
_FIELD = re.compile(r"^(?:- |  )([a-z_]{2,30}):", re.MULTILINE)


def recognise(head: Head) -> float:
    """Return how sure it is that a file holds assets: by the fields that each of them has."""
    if PurePosixPath(head.name).suffix.lower() not in SOURCE.recognise["suffixes"]:
        return 0.0
    start = head.start.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    fields = set(_FIELD.findall(start)) if start.lstrip("# \n-").strip() else set()
    return 0.9 if set(SOURCE.recognise["fields"]) <= fields else 0.0


def read(raw: Raw) -> Iterator[Reading | SetAside]:
    """Yield the assets in a file as one document, or why it is set aside."""
    decoded = decode(raw.data)
    if not isinstance(decoded, Decoded):
        yield _aside(raw, decoded.reason, decoded.detail)
    elif len(decoded.text) > MAX_CHARACTERS:
        yield _aside(raw, "the file is too large", f"{len(decoded.text):,} characters; {MAX_CHARACTERS:,} are read")
    else:
        yield _read(raw, decoded)


def _read(raw: Raw, decoded: Decoded) -> Reading | SetAside:
    try:
        tree = compose(decoded.text)
    except YamlProblem as problem:
        return _aside(raw, "the YAML does not parse", f"line {problem.line + 1}: {problem}")
    if tree.repeats:
        return _aside(raw, "the YAML does not parse", "it repeats lists or mappings by aliases")
    title = f"Ecosystem Graphs: {raw.head.name or 'assets'}"
    notes = Notes(decoded.text, title)
    assets = list(assets_of(tree.root, notes, SOURCE))
    if not assets:
        return _aside(raw, "the file holds no record of this source", "no asset with a name and a type in it")
    types = {**_types_beside(raw), **types_in(iter(assets))}
    for asset in assets:
        AssetReading(asset, notes, SOURCE, types).read()
    return Reading(
        document=_document(raw, notes, decoded, tree),
        passages=tuple(passage for asset in assets for passage in _prose(asset, notes)),
        statements=tuple(notes.statements),
        leftovers=tuple(notes.leftovers),
        unread=dict(notes.unread),
    )


def _prose(asset: Asset, notes: Notes) -> Iterator[Passage]:
    for name in SOURCE.reads["prose"]:
        for one in asset.fields.get(name, ()):
            if len(one.text) >= _SHORTEST_PROSE:
                yield from cut_passages(notes.text, one.span.start, one.span.end, f"{asset.name} > {name}")


def _types_beside(raw: Raw) -> Mapping[str, str]:
    """Return the types of the assets in the files beside this one that others build on."""
    types: dict[str, str] = {}
    for name in SOURCE.words["beside"]:
        for asset, kind in _types(raw.beside(name)).items():
            types[asset] = kind if types.get(asset, kind) == kind else ""
    return types


@lru_cache(maxsize=64)
def _types(data: bytes | None) -> Mapping[str, str]:
    """Return the types of the assets in a file. Kept, as every file of a folder asks for the same ones."""
    decoded = decode(data) if data and len(data) <= MAX_CHARACTERS else None
    if not isinstance(decoded, Decoded):
        return {}
    try:
        tree = compose(decoded.text)
    except YamlProblem:
        # It is set aside with its reason when its own turn comes.
        return {}
    return {} if tree.repeats else types_in(assets_of(tree.root, Notes(decoded.text, ""), SOURCE))


def _document(raw: Raw, notes: Notes, decoded: Decoded, tree: Tree) -> Document:
    mended = tuple(f"line {line + 1}: {what}" for what, line in tree.repairs)
    return Document(
        address=raw.address,
        source=SOURCE.name,
        kind=SOURCE.kind,
        title=notes.title,
        text=notes.text,
        retrieved=raw.retrieved,
        publisher="Stanford CRFM",
        published=raw.published,
        reader=VERSION,
        repairs=decoded.repairs + mended,
    )


def _aside(raw: Raw, reason: str, detail: str) -> SetAside:
    return SetAside(address=raw.address, source=SOURCE.name, reason=reason, detail=detail, retrieved=raw.retrieved)


READER = Reader(rules=SOURCE, version=VERSION, recognise=recognise, read=read, companions=SOURCE.words["beside"])
"""Ecosystem Graphs among the sources."""
