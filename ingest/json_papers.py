"""Papers in JSON: what the readers of several shapes share."""

import re
from collections.abc import Callable, Iterator, Sequence

from graph.record.types import Reading, SetAside
from ingest.decode import Decoded, decode
from ingest.hub_ids import arxiv_id
from ingest.json_records import BrokenRecord, JsonRecord, Object, json_records, text_of
from ingest.reader import Raw
from ingest.reasons import Reason
from ingest.record_notes import RecordNotes
from ingest.source import SourceFile

_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.[0-9]{4,9}/\S+)", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,\s*and\s|,|\sand\s)\s*")
_LONGEST_NAME = 200
_MOST_BYTES = 64_000_000

ReadOne = Callable[[Raw, JsonRecord], Reading | SetAside]
"""Reads one record, or says why it cannot be read."""


def read_records(raw: Raw, source: SourceFile, read_one: ReadOne) -> Iterator[Reading | SetAside]:
    """Yield what each record of a file says, or why it is set aside; one that stands there twice counts once."""
    decoded = decode(raw.data, _MOST_BYTES)
    if not isinstance(decoded, Decoded):
        yield aside(raw, source, "", decoded.reason, decoded.detail)
        return
    met: set[str] = set()
    for record in json_records(decoded.text):
        if isinstance(record, BrokenRecord):
            yield aside(raw, source, record.place, record.reason, record.detail)
            continue
        found = read_one(raw, record)
        if isinstance(found, Reading) and found.document.address in met:
            detail = f"{found.document.title[:100]!r} is read where it stands first"
            found = aside(raw, source, record.place, "the record stands there twice", detail)
        elif isinstance(found, Reading):
            met.add(found.document.address)
        yield found


def aside(raw: Raw, source: SourceFile, record: str, reason: Reason, detail: str) -> SetAside:
    """Return that a record, or the whole file where ``record`` is empty, is set aside."""
    address = f"{raw.address}#{record}" if record else raw.address
    return SetAside(address=address, source=source.name, reason=reason, detail=detail, retrieved=raw.retrieved)


def first_text(record: Object, names: Sequence[str]) -> tuple[str, str] | None:
    """Return name and text of the first of the fields that has one."""
    for name in names:
        if (text := text_of(record.get(name))) is not None:
            return name, text
    return None


def paper_id(record: Object, names: Sequence[str]) -> tuple[str, str, str] | None:
    """Return key, field and written text of the first field that holds an identifier of arXiv or a DOI."""
    for name in names:
        text = text_of(record.get(name))
        if text is None:
            continue
        if found := arxiv_id(text):
            return f"arxiv:{found}", name, text
        if doi := _DOI.fullmatch(text):
            return f"doi:{doi[1]}", name, text
    return None


def doi_of(text: str) -> str | None:
    """Return the DOI that a text is, or is the address of; else None."""
    found = _DOI.fullmatch(text.strip())
    return found[1] if found else None


def say_authors(notes: RecordNotes, field: str, value: object) -> None:
    """Note the authors in a field: a list of names or of objects with a name, or one text of names."""
    if isinstance(value, str):
        _say_names(notes, field, value)
        return
    for one in value if isinstance(value, list) else []:
        name = text_of(one.get("name") if isinstance(one, dict) else one)
        if name is not None:
            say_author(notes, field, name)


def say_author(notes: RecordNotes, field: str, name: str) -> None:
    """Note one author."""
    span = notes.show(field, name)
    if len(name) > _LONGEST_NAME:
        notes.leave(field, name, "it is too long for a name", span)
    else:
        notes.say("authors", name, span)


def _say_names(notes: RecordNotes, field: str, text: str) -> None:
    names = [" ".join(name.split()) for name in (text.split(";") if ";" in text else _AND.split(text))]
    names = [name for name in names if name]
    # "Li, Wei, Zhang, Hao" is two people or four: only names of two words and more are told apart at a comma.
    if len(names) > 1 and ";" not in text and any(" " not in name for name in names):
        notes.leave(field, text, "several names in one text that cannot be told apart", notes.show(field, text))
        return
    for name in names:
        say_author(notes, field, name)
