"""Papers in JSON of any common shape, an object a paper: title, abstract and what identifies it."""

from collections.abc import Iterator
from pathlib import Path

from graph.ontology.dates import read_date
from graph.record.types import Document, Reading, SetAside
from ingest.json_papers import aside, doi_of, first_text, paper_id, read_records, say_authors
from ingest.json_records import JsonRecord, Object, count_unread, first_names, text_of
from ingest.reader import Head, Raw, Reader
from ingest.record_notes import RecordNotes
from ingest.source import load_source

SOURCE = load_source(Path(__file__).with_suffix(".yaml"))
"""What the YAML file beside this module says."""
VERSION = "abstracts 3"
"""Name and version of this reader."""

_LONGEST_RECORD = 200
_WEB = ("https://", "http://")


def recognise(head: Head) -> float:
    """Return how sure it is that a file is JSON of papers: by the fields of its first record."""
    names = first_names(head.start)
    wanted = (SOURCE.reads["title"], SOURCE.reads["abstract"])
    if not all(names.intersection(fields) for fields in wanted):
        return 0.0
    # A page or a law has a title and a summary too; only a paper has these with authors and an identifier of its own.
    identified = names.intersection(SOURCE.reads["id"])
    authored = names.intersection(SOURCE.reads["authors"])
    return 0.85 if identified and authored else 0.0


def read(raw: Raw) -> Iterator[Reading | SetAside]:
    """Yield the papers of a file."""
    yield from read_records(raw, SOURCE, _read_one)


def _read_one(raw: Raw, record: JsonRecord) -> Reading | SetAside:
    fields = record.fields
    title = first_text(fields, SOURCE.reads["title"])
    known = paper_id(fields, SOURCE.reads["id"])
    if title is None:
        return aside(raw, SOURCE, record.place, "the record names no paper", "it has no title")
    notes = RecordNotes(known[0] if known else f"Paper:{title[1]}", title[1], "record")
    notes.say("name", title[1], notes.of_title())
    if known:
        span = notes.show(*known[1:])
        scheme, _, value = known[0].partition(":")
        notes.say("arxiv_id" if scheme == "arxiv" else "doi", value, span)
    for field in SOURCE.reads["authors"]:
        say_authors(notes, field, fields.get(field))
    published = first_text(fields, SOURCE.reads["published"])
    day = notes.date("published", *published) if published else None
    _doi(notes, fields, known[1] if known else "")
    _citations(notes, fields)
    shown = {known[1]} if known else set()
    unread = _others(notes, fields, shown)
    for field in SOURCE.reads["abstract"]:
        abstract = fields.get(field)
        if isinstance(abstract, str) and abstract.strip():
            notes.body("Abstract", abstract)
            break
    return notes.reading(_document(raw, record, title[1], known[0] if known else None, day, fields), unread.items())


def _doi(notes: RecordNotes, fields: Object, read: str) -> None:
    for field in SOURCE.reads["doi"]:
        text = text_of(fields.get(field))
        if text is None or field == read:
            continue
        span, doi = notes.show(field, text), doi_of(text)
        if doi:
            notes.say("doi", doi, span)
        else:
            notes.leave(field, text, "it is no DOI", span)


def _citations(notes: RecordNotes, fields: Object) -> None:
    for field in SOURCE.reads["citations"]:
        count = fields.get(field)
        if isinstance(count, int) and not isinstance(count, bool) and 0 <= count < 10**9:
            notes.say("citations", count, notes.show(field, str(count)))


def _others(notes: RecordNotes, fields: Object, shown: set[str]) -> dict[str, int]:
    """Show the fields that no rule reads, so that their words are found, and return how many values they have."""
    read = {name for names in SOURCE.reads.values() for name in names}
    unread = count_unread(fields, read)
    for name, value in fields.items():
        if name in shown:
            continue
        if name in read and name not in SOURCE.reads["url"]:
            continue
        for one in value if isinstance(value, list) else [value]:
            if text := text_of(one):
                notes.show(name, text)
    return dict(unread)


def _document(raw: Raw, record: JsonRecord, title: str, key: str | None, day: str | None, fields: Object) -> Document:
    scheme, _, value = (key or "").partition(":")
    name = (value or title)[:_LONGEST_RECORD]
    url = first_text(fields, SOURCE.reads["url"])
    known = {"arxiv": f"https://arxiv.org/abs/{value}", "doi": f"https://doi.org/{value}"}.get(scheme)
    return Document(
        address=f"{raw.address}#{name}" if record.place else raw.address,
        source=SOURCE.name,
        kind=SOURCE.kind,
        title=title,
        text="",
        retrieved=raw.retrieved,
        url=known or (url[1] if url and url[1].startswith(_WEB) else None),
        publisher="arXiv" if scheme == "arxiv" else None,
        published=day or (read_date(raw.published) if raw.published else None),
        reader=VERSION,
    )


READER = Reader(rules=SOURCE, version=VERSION, recognise=recognise, read=read)
"""JSON of papers among the sources."""
