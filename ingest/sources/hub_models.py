"""Records of models from the interface of the Hugging Face Hub: one model, or a list of them."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from graph.record.types import Document, Reading, SetAside, Span
from ingest.hub_ids import has_namespace, hub_id
from ingest.json_papers import aside, first_text, read_records
from ingest.json_records import JsonRecord, Object, count_unread, first_names, text_of
from ingest.reader import Head, Raw, Reader
from ingest.record_notes import RecordNotes, day_counted
from ingest.source import load_source

SOURCE = load_source(Path(__file__).with_suffix(".yaml"))
"""What the YAML file beside this module says."""
VERSION = "hub metadata 2"
"""Name and version of this reader."""

_KINDS = ("finetune", "adapter", "merge", "quantized", "distilled")
_PACKED_SHARE = 0.05
_LARGEST = 10**15
_COUNTS = (("downloads", "30 days"), ("downloads_all_time", "all time"), ("likes", "all time"))


def recognise(head: Head) -> float:
    """Return how sure it is that a file is an answer of the Hub about models."""
    names = first_names(head.start)
    if not names.intersection(SOURCE.reads["id"]):
        return 0.0
    if any(place in head.address for place in SOURCE.recognise["places"]):
        return 0.95
    return 0.9 if names.intersection(SOURCE.recognise["fields"]) else 0.0


def read(raw: Raw) -> Iterator[Reading | SetAside]:
    """Yield what the Hub tells of each model."""
    yield from read_records(raw, SOURCE, _read_one)


def _read_one(raw: Raw, record: JsonRecord) -> Reading | SetAside:
    named = first_text(record.fields, SOURCE.reads["id"])
    model = hub_id(named[1]) if named else None
    if named is None or model is None or model != named[1]:
        detail = f"id {named[1][:100]!r}" if named else "it has no id"
        return aside(raw, SOURCE, record.place, "the record names no model", detail)
    notes = RecordNotes(f"hf:{model}", model, "hub metadata")
    span = notes.show(named[0], model)
    notes.say("hub_id", model, span)
    if has_namespace(model):
        notes.relate(f"hf-org:{model.partition('/')[0]}", "DEVELOPED", notes.subject, span, {"role": "publisher"})
    _counts(raw, notes, record.fields)
    _gated(notes, record.fields)
    unread = dict(count_unread(record.fields, {name for names in SOURCE.reads.values() for name in names}))
    _parameters(notes, record.fields, unread)
    bases: dict[str, str | None] = {}
    _texts(notes, record.fields)
    _base_models(notes, record.fields, bases)
    _tags(notes, record.fields, bases, unread)
    for base, kind in bases.items():
        span = notes.show("base model", base if kind is None else f"{kind} of {base}")
        notes.relate(notes.subject, "DERIVED_FROM", f"hf:{base}", span, {"kind": kind} if kind else {})
    for name, value in record.fields.items():
        if name in unread and (text := text_of(value)) is not None:
            notes.show(name, text)
    return notes.reading(_document(raw, model, alone=not record.place), unread.items())


def _document(raw: Raw, model: str, *, alone: bool) -> Document:
    parts = urlsplit(raw.address)
    of_list = f"{raw.address}#{model}"
    if parts.scheme in ("http", "https"):
        of_list = f"{parts.scheme}://{parts.netloc}/api/models/{model}"
    return Document(
        address=raw.address if alone else of_list,
        source=SOURCE.name,
        kind=SOURCE.kind,
        title=model,
        text="",
        retrieved=raw.retrieved,
        url=f"https://huggingface.co/{model}",
        publisher="Hugging Face",
        published=raw.published,
        language="en",
        reader=VERSION,
    )


def _counts(raw: Raw, notes: RecordNotes, fields: Object) -> None:
    for purpose, window in _COUNTS:
        metric = purpose.partition("_")[0]
        for name in SOURCE.reads[purpose]:
            count = fields.get(name)
            if count is None:
                continue
            span = notes.show(name, str(count))
            if not _is_count(count):
                notes.leave(name, str(count), "it is no count", span)
                continue
            definition = SOURCE.words[f"{metric}_definition"][0]
            decides = {"metric": metric, "unit": metric, "as_of": day_counted(raw), "window": window}
            notes.measure(decides | {"definition": definition}, int(str(count)), span)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _LARGEST


def _gated(notes: RecordNotes, fields: Object) -> None:
    for name in SOURCE.reads["gated"]:
        value = fields.get(name)
        if value is None:
            continue
        shown = "false" if value is False else str(value)
        span = notes.show(name, shown)
        if value is False or value in ("auto", "manual", True):
            notes.say("gated", value is not False, span)
        else:
            notes.leave(name, shown, "it is no gate that is known", span)


def _parameters(notes: RecordNotes, fields: Object, unread: dict[str, int]) -> None:
    for name in SOURCE.reads["parameters"]:
        weights = fields.get(name)
        if not isinstance(weights, dict):
            continue
        total, by_type = weights.get("total"), weights.get("parameters")
        counts = (
            {str(kind): count for kind, count in by_type.items() if _is_count(count)}
            if isinstance(by_type, dict)
            else {}
        )
        for kind, count in counts.items():
            notes.show(f"{name}.parameters.{kind}", str(count))
        for inner in weights:
            if inner not in ("total", "parameters"):
                unread[f"{name}.{inner}"[:200]] = 1
        if total is None:
            continue
        span = notes.show(f"{name}.total", str(total))
        packed = sum(int(count) for kind, count in counts.items() if kind in SOURCE.words["packed_types"])
        if not _is_count(total) or not total:
            notes.leave(f"{name}.total", str(total), "it is no count", span)
        elif packed > _PACKED_SHARE * total:
            notes.leave(f"{name}.total", str(total), "its weights are packed: fewer numbers than parameters", span)
        else:
            notes.say("parameters", int(total), span)


def _texts(notes: RecordNotes, fields: Object) -> None:
    for purpose in ("library", "task"):
        for name in SOURCE.reads[purpose]:
            if (text := text_of(fields.get(name))) is not None:
                notes.say(purpose, text, notes.show(name, text))


def _base_models(notes: RecordNotes, fields: Object, bases: dict[str, str | None]) -> None:
    """Take the base models down in ``bases``, with how the model was made from them."""
    for name in SOURCE.reads["bases"]:
        told = fields.get(name)
        records = told if isinstance(told, list) else [told] if isinstance(told, dict) else []
        for record in records:
            if not isinstance(record, dict):
                continue
            kind = _kind(text_of(record.get("relation")) or "")
            models = record.get("models")
            for one in models if isinstance(models, list) else [record]:
                text = text_of(one.get("id")) if isinstance(one, dict) else text_of(one)
                _base(notes, name, text, kind, bases)


def _base(notes: RecordNotes, field: str, text: str | None, kind: str | None, bases: dict[str, str | None]) -> None:
    if text is None:
        return
    base = hub_id(text)
    if base is None or f"hf:{base}".lower() == notes.subject.lower():
        notes.leave(field, text, "it is no other model of the Hub", notes.show(field, text))
    elif bases.get(base) is None:
        bases[base] = kind


def _kind(text: str) -> str | None:
    return next((kind for kind in _KINDS if text.lower() in SOURCE.words[f"kind_{kind}"]), None)


def _tags(notes: RecordNotes, fields: Object, bases: dict[str, str | None], unread: dict[str, int]) -> None:
    for name in SOURCE.reads["tags"]:
        told = fields.get(name)
        for value in told if isinstance(told, list) else []:
            text = text_of(value)
            if text is None:
                continue
            prefix, colon, rest = text.partition(":")
            if colon and prefix in SOURCE.words["base_tags"]:
                relation, _, base = rest.rpartition(":")
                _base(notes, name, base, _kind(relation), bases)
                continue
            span = notes.show(name, text)
            if colon and rest and prefix in SOURCE.words["licence_tags"]:
                _licence(notes, name, rest, span)
            elif colon and prefix in SOURCE.words["dataset_tags"]:
                known = hub_id(rest, dataset=True)
                notes.relate(
                    notes.subject, "TRAINED_ON", f"hf-dataset:{known}" if known else f"Dataset:{rest or text}", span
                )
            elif prefix in SOURCE.words["passed_tags"]:
                unread[f"{name}: {prefix}"] = unread.get(f"{name}: {prefix}", 0) + 1
            else:
                notes.say("tags", text, span)


def _licence(notes: RecordNotes, field: str, licence: str, span: Span) -> None:
    if licence.lower() in SOURCE.words["no_licence"]:
        notes.leave(field, licence, "it names no licence", span)
    else:
        notes.relate(notes.subject, "LICENSED_UNDER", f"License:{licence}", span)


READER = Reader(rules=SOURCE, version=VERSION, recognise=recognise, read=read)
"""Models as the Hub tells of them among the sources."""
