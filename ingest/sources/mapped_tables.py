"""Mapping files that users write, and the readers of the tables that they are for."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from fnmatch import fnmatchcase
from pathlib import Path
from urllib.parse import unquote

from graph.errors import SourceError
from graph.ontology import Ontology, shipped_ontology
from graph.record.types import Reading, SetAside
from ingest.decode import Decoded, decode
from ingest.folder import Skipped
from ingest.items import Item, local_items
from ingest.reader import Head, Raw, Reader
from ingest.source import SourceFile, load_source
from ingest.tables.fields import Fields
from ingest.tables.mapping import load_table
from ingest.tables.source import ENGINE, digest_of, read_document
from ingest.yaml_nodes import YamlProblem, compose

SOURCE = load_source(Path(__file__).with_suffix(".yaml"))
"""What the YAML file beside this module says."""
MAX_CHARACTERS = 200_000
"""A longer mapping is refused."""


def is_mapping(name: str) -> bool:
    """Say whether a file's name is that of a mapping."""
    return name.lower().endswith(SOURCE.recognise["endings"])


def mapping_reader(data: bytes, address: str, ontology: Ontology | None = None) -> Reader:
    """Return the reader of the tables that a mapping file is for: those of its folder and below that it names.

    ``address`` is the mapping's own. Raises SourceError, naming the file, the line and what is possible, where the
    mapping does not hold.
    """
    fields = _fields(data, address)
    patterns = fields.texts("for")
    if not patterns:
        fields.fail("the mapping has no field 'for'; name its files: for: \"*.csv\"")
    source = _source(fields, address)
    rules = load_table(fields, source.name, ontology or shipped_ontology())
    folder = unquote(address.rpartition("/")[0]) + "/"
    version = f"{source.name}, {ENGINE}, {digest_of(data)}"

    def recognise(head: Head) -> float:
        return 1.0 if _is_for(patterns, folder, unquote(head.address), head.name) else 0.0

    def read(raw: Raw) -> list[Reading | SetAside]:
        return [read_document(source, rules, raw, version)]

    return Reader(rules=source, version=version, recognise=recognise, read=read)


def mappings_beside(paths: Sequence[Path]) -> list[Item]:
    """Return the mapping files beside the files and folders that a user names, which a walk of these does not meet."""
    found: dict[Path, None] = {}
    for path in paths:
        with suppress(OSError):
            found |= dict.fromkeys(p for p in sorted(path.resolve().parent.iterdir()) if is_mapping(p.name))
    named = {path.resolve() for path in paths}
    items = local_items(path for path in found if path.is_file() and not {path, *path.parents} & named)
    return [item for item in items if isinstance(item, Item)]


def mapping_readers(items: Iterable[Item | Skipped]) -> tuple[Reader, ...]:
    """Return the readers of the mappings among the files of a run, to be asked beside those that ship.

    A mapping that does not hold, or cannot be opened, gives none: it is set aside when its turn comes.
    """
    found = []
    for item in items:
        if isinstance(item, Item) and is_mapping(item.head.name):
            with suppress(SourceError, OSError):
                found.append(mapping_reader(item.load(4 * MAX_CHARACTERS + 1), item.head.address))
    return tuple(found)


def _fields(data: bytes, address: str) -> Fields:
    decoded = decode(data)
    if not isinstance(decoded, Decoded):
        raise SourceError(f"{address}: the mapping cannot be read: {decoded.reason}")
    if len(decoded.text) > MAX_CHARACTERS:
        raise SourceError(f"{address}: the mapping is longer than {MAX_CHARACTERS:,} characters; split it")
    try:
        tree = compose(decoded.text)
    except YamlProblem as problem:
        raise SourceError(f"{address} line {problem.line + 1}: {problem}; mend the YAML") from problem
    if tree.repeats:
        raise SourceError(f"{address}: the mapping repeats lists or mappings by aliases; write them out")
    return Fields(address, "the mapping", tree.root)


def _source(fields: Fields, address: str) -> SourceFile:
    name = fields.text("name", _stem(address))
    if name.casefold() in _shipped_names():
        fields.fail(f"the name {name!r} is that of a source that ships; choose another one")
    trust_in = fields.sub("trust_in")
    return SourceFile(
        name=name,
        kind=fields.text("kind", "table"),
        about=fields.text("about", ""),
        trust=fields.share("trust", "0.5"),
        trust_in={} if trust_in is None else {key: trust_in.share(key, "0.5") for key in trust_in.names()},
        licence=fields.text("licence", "not stated"),
        citation=fields.text("citation", name),
        recognise={},
        expect={},
        reads={},
        words={},
    )


def _stem(address: str) -> str:
    return unquote(address.rpartition("/")[2]).partition(".mapping.")[0] or "table"


def _shipped_names() -> frozenset[str]:
    # A user's file that takes such a name would change how far its own tables are trusted. Asked late, as this module
    # is one of theirs.
    from ingest.sources import shipped_readers

    return frozenset(reader.rules.name.casefold() for reader in shipped_readers())


def _is_for(patterns: tuple[str, ...], folder: str, address: str, name: str) -> bool:
    if not address.startswith(folder) or is_mapping(name):
        return False
    below = address[len(folder) :]
    return any(fnmatchcase(below if "/" in pattern else below.rpartition("/")[2], pattern) for pattern in patterns)


def recognise(head: Head) -> float:
    """Return whether a file is a mapping."""
    return 1.0 if is_mapping(head.name) else 0.0


def read(raw: Raw) -> Iterator[SetAside]:
    """Yield nothing for a mapping that holds: it is no document. One that does not is set aside with its error."""
    try:
        mapping_reader(raw.data, raw.address)
    except SourceError as error:
        reason = "the mapping does not hold"
        yield SetAside(
            address=raw.address, source=SOURCE.name, reason=reason, detail=str(error), retrieved=raw.retrieved
        )


READER = Reader(rules=SOURCE, version="mapped tables 1", recognise=recognise, read=read)
"""Mapping files among the sources."""
