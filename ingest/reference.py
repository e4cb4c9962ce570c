"""The reference data that ship with the product: every entry a document of its own, and who is who by its keys.

Nothing here is another way into the record: the readings are written, replaced and forgotten as those of any document.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from graph.errors import SourceError
from graph.ontology import Ontology, shipped_ontology
from graph.ontology.naming import parse_key
from graph.record.clock import now
from graph.record.types import Document, Judgement, Reading
from ingest.reference_entries import Entry, read_entries
from ingest.source import load_source

Which = Literal["full", "names", "none"]
"""How much is read: all facts, identity alone, or nothing."""
Contents = tuple[tuple[str, str], ...]
"""Reference files, each as its name and its text."""

SOURCE = load_source(Path(__file__).parent / "sources" / "reference.yaml")
"""What the YAML file of the source says."""
READER = "reference 2"
"""Name and version of this reader; raised when it reads an unchanged entry otherwise."""
ADDRESS = "sextant:reference/"
"""What the addresses of all entries begin with."""
AUTHOR = "reference"
"""Who the judgements are by: one of this author that is not among ``reference_judgements`` has been withdrawn."""

_NOBODY = "Sextant reference"


def read_reference(which: Which, retrieved: str | None = None) -> tuple[Reading, ...]:
    """Return the entries that ship as readings, in the order of their files.

    ``retrieved`` is as in ``Document``, now by default. Raises SourceError, naming file, line and what is possible,
    where an entry does not hold.
    """
    if which == "none":
        return ()
    return tuple(to_reading(entry, which, retrieved or now()) for entry in shipped_entries())


def reference_judgements(which: Which) -> tuple[Judgement, ...]:
    """Return the judgements on the keys of the entries that ship; none for "none". Raises SourceError."""
    ontology = shipped_ontology()
    entries = () if which == "none" else shipped_entries()
    return tuple(judgement for entry in entries for judgement in judgements_of(entry, ontology))


def digest(which: Which, contents: Contents | None = None) -> str:
    """Return a hash of all that the readings and judgements of ``contents`` depend on, without reading entries.

    By default it is that of what ships. A home that keeps it need not read the reference again until it differs.
    """
    hashed = sha256(f"{which}\0{READER}\0{SOURCE!r}\0{shipped_ontology().digest}".encode())
    for name, text in shipped_contents() if contents is None else contents:
        hashed.update(f"\0{name}\0{len(text)}\0{text}".encode())
    return hashed.hexdigest()


@cache
def shipped_entries() -> tuple[Entry, ...]:
    """Return the entries that ship, read once in a process. Raises SourceError where one does not hold."""
    return load_entries(shipped_contents(), shipped_ontology())


def load_entries(contents: Iterable[tuple[str, str]], ontology: Ontology) -> tuple[Entry, ...]:
    """Return the entries of files given as name and text. Raises SourceError, also for a thing that has two entries."""
    met: dict[str, Entry] = {}
    for name, text in contents:
        for entry in read_entries(name, text, ontology):
            normal = parse_key(entry.thing, ontology).normal
            if normal in met:
                other = met[normal]
                raise SourceError(
                    f"{entry.file} line {entry.line}: {entry.thing} has an entry already, {other.file} line"
                    f" {other.line}; make one of the two"
                )
            met[normal] = entry
    return tuple(met.values())


def to_reading(entry: Entry, which: Which, retrieved: str) -> Reading:
    """Return an entry as the reading of a document whose text are the entry's own lines."""
    identity = SOURCE.reads["identity"]
    kept = tuple(s for s in entry.statements if which == "full" or s.predicate in identity)
    return Reading(document=_document(entry, which, retrieved), statements=kept)


def judgements_of(entry: Entry, ontology: Ontology) -> Iterator[Judgement]:
    """Yield that the keys of an entry are keys of its thing.

    Ids of one kind (two namespaces of a lab, one of them perhaps a former one) are also paired among themselves,
    as renamed: without that, identity keeps two ids of one kind apart.
    """
    where = reason_of(entry.file, entry.name)
    first: dict[str, str] = {}
    for key in (entry.thing, *entry.keys, *entry.former):
        scheme = parse_key(key, ontology).scheme
        old = key in entry.former
        if scheme is not None and first.setdefault(scheme, key) != key:
            reason = f"{where}{key} {'is a former id' if old else 'is another id'} of {first[scheme]}"
            yield _same(first[scheme], key, reason, renamed=True)
        elif key != entry.thing:
            yield _same(entry.thing, key, f"{where}{key} {'was' if old else 'is'} its key", renamed=False)


def reason_of(file: str, name: str) -> str:
    """Return what the reasons of the judgements begin with that come from the entry of this name in a file."""
    return f"{file}, the entry of {name}: "


def address_of(entry: Entry) -> str:
    """Return the address of the document that an entry is."""
    return f"{ADDRESS}{entry.file}#{entry.thing}"


def _same(left: str, right: str, reason: str, *, renamed: bool) -> Judgement:
    return Judgement(
        kind="same",
        author=AUTHOR,
        author_kind="typed key",
        reason=reason,
        left=left,
        right=right,
        renamed=renamed,
    )


def _document(entry: Entry, which: Which, retrieved: str) -> Document:
    own = SOURCE.words["as_of"][0]
    return Document(
        address=address_of(entry),
        source=SOURCE.name,
        kind=SOURCE.kind,
        title=entry.name,
        text=entry.text,
        retrieved=retrieved,
        url=entry.source,
        publisher=(urlsplit(entry.source).hostname or _NOBODY).removeprefix("www."),
        published=entry.as_of or own,
        # The text of an entry does not tell how much of it was read, nor the day of those that name none.
        reader=f"{READER}, {which}, {own}",
    )


def shipped_contents() -> Contents:
    """Return the files that ship."""
    return contents_of(files("graph.reference"))


def contents_of(folder: Traversable) -> Contents:
    """Return the YAML files of a folder, sorted by name, with one kind of line end."""
    found = [(entry.name, entry.read_bytes()) for entry in folder.iterdir() if entry.name.endswith(".yaml")]
    return tuple((name, raw.decode("utf-8").replace("\r\n", "\n")) for name, raw in sorted(found))
