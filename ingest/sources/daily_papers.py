"""Hugging Face daily papers: a JSON list in which each record holds a paper, or the record of one paper."""

from collections.abc import Iterator
from pathlib import Path

from graph.ontology.dates import read_date
from graph.record.types import Document, Reading, SetAside
from ingest.hub_ids import arxiv_id, hub_id
from ingest.json_papers import aside, first_text, read_records, say_author
from ingest.json_records import JsonRecord, Object, count_unread, first_names, text_of
from ingest.reader import Head, Raw, Reader
from ingest.record_notes import RecordNotes, day_counted
from ingest.source import load_source

SOURCE = load_source(Path(__file__).with_suffix(".yaml"))
"""What the YAML file beside this module says."""
VERSION = "daily papers 3"
"""Name and version of this reader."""

_INNER = "paper"


def recognise(head: Head) -> float:
    """Return how sure it is that a file is JSON of daily papers."""
    names = first_names(head.start)
    if names.issuperset(SOURCE.recognise["fields"]):
        return 0.95
    return 0.9 if names.issuperset(SOURCE.recognise["single"]) else 0.0


def read(raw: Raw) -> Iterator[Reading | SetAside]:
    """Yield the papers of a list."""
    yield from read_records(raw, SOURCE, _read_one)


def _read_one(raw: Raw, record: JsonRecord) -> Reading | SetAside:
    outer = record.fields
    inner = outer.get(_INNER)
    paper: Object = inner if isinstance(inner, dict) else outer
    written = first_text(paper, SOURCE.reads["id"])
    title = first_text(paper, SOURCE.reads["title"]) or first_text(outer, SOURCE.reads["title"])
    known = arxiv_id(written[1]) if written else None
    if written is None or known is None or title is None:
        detail = f"id {written[1][:100] if written else ''!r}, title {title[1][:100] if title else ''!r}"
        return aside(raw, SOURCE, record.place, "the record names no paper", detail)
    notes = RecordNotes(f"arxiv:{known}", title[1], "daily papers")
    notes.say("name", title[1], notes.of_title())
    notes.say("arxiv_id", known, notes.show(written[0], written[1]))
    _authors(notes, paper)
    if published := first_text(paper, SOURCE.reads["published"]) or first_text(outer, SOURCE.reads["published"]):
        notes.date("published", *published)
    listed = first_text(paper, SOURCE.reads["listed"])
    day = read_date(listed[1]) if listed else None
    if listed:
        notes.show(*listed)
    _upvotes(raw, notes, paper)
    for one in (outer, paper) if paper is not outer else (paper,):
        _linked(notes, one)
    if abstract := first_text(paper, SOURCE.reads["abstract"]) or first_text(outer, SOURCE.reads["abstract"]):
        notes.body("Abstract", _raw_text(paper, outer, abstract[0]))
    return notes.reading(
        Document(
            address=f"{raw.address}#{known}",
            source=SOURCE.name,
            kind=SOURCE.kind,
            title=title[1],
            text="",
            retrieved=raw.retrieved,
            url=f"https://huggingface.co/papers/{known}",
            publisher="Hugging Face",
            published=day or raw.published,
            language="en",
            reader=VERSION,
        ),
        _unread(outer, nested=paper is not outer).items(),
    )


def _raw_text(paper: Object, outer: Object, field: str) -> str:
    return next(value for one in (paper, outer) if isinstance(value := one.get(field), str) and value.strip())


def _authors(notes: RecordNotes, paper: Object) -> None:
    for field in SOURCE.reads["authors"]:
        value = paper.get(field)
        for one in value if isinstance(value, list) else []:
            name = text_of(one.get("name")) if isinstance(one, dict) else text_of(one)
            if name is None:
                continue
            if isinstance(one, dict) and one.get("hidden") is True:
                notes.leave(field, name, "the page hides it", notes.show(field, name))
            else:
                say_author(notes, field, name)


def _upvotes(raw: Raw, notes: RecordNotes, paper: Object) -> None:
    for field in SOURCE.reads["upvotes"]:
        count = paper.get(field)
        if isinstance(count, int) and not isinstance(count, bool) and count >= 0:
            decides = {
                "metric": "likes",
                "unit": SOURCE.words["upvotes_unit"][0],
                "as_of": day_counted(raw),
                "window": "all time",
                "definition": SOURCE.words["upvotes_definition"][0],
            }
            notes.measure(decides, count, notes.show(field, str(count)))
        elif count is not None:
            notes.leave(field, str(count), "it is no count", notes.show(field, str(count)))


def _linked(notes: RecordNotes, record: Object) -> None:
    for purpose, scheme in (("models", "hf"), ("datasets", "hf-dataset")):
        for field in SOURCE.reads[purpose]:
            value = record.get(field)
            for one in value if isinstance(value, list) else []:
                text = text_of(one.get("id")) if isinstance(one, dict) else text_of(one)
                if text is None:
                    continue
                span = notes.show(field, text)
                if known := hub_id(text, dataset=False):
                    notes.relate(f"{scheme}:{known}", "DESCRIBED_IN", notes.subject, span)
                else:
                    notes.leave(field, text, "it is no id of the Hub", span)


def _unread(outer: Object, *, nested: bool) -> dict[str, int]:
    read = {name for purpose, names in SOURCE.reads.items() for name in names if purpose not in ("authors", "hidden")}
    inner = {f"{_INNER}.{name}" for name in read}
    named = {f"{prefix}authors.{name}" for prefix in ("", f"{_INNER}.") for name in ("name", "hidden")}
    links = {"models", "datasets", "linkedModels", "linkedDatasets"}
    known = named | inner | links | set(SOURCE.reads["repeated"]) if nested else named | read
    return dict(count_unread(outer, known))


READER = Reader(rules=SOURCE, version=VERSION, recognise=recognise, read=read)
"""Daily papers of the Hugging Face Hub among the sources."""
