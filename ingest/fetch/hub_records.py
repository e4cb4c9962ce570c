"""Records of models as the Hugging Face Hub writes them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ingest.fetch.types import Fetched, NotFetched
from ingest.hub_ids import hub_id


@dataclass(frozen=True, slots=True, kw_only=True)
class HubModel:
    """A model as the Hub tells of it at one moment. None: not told, or not in the form that is known."""

    id: str
    author: str | None
    sha: str | None
    created: str | None
    """Dates are ISO text as the Hub writes it."""
    modified: str | None
    gated: str | None
    """``auto`` or ``manual``; ``no`` where everybody may take it."""
    private: bool | None
    disabled: bool | None
    downloads: int | None
    """Of the last 30 days before the answer."""
    downloads_all_time: int | None
    likes: int | None
    tags: tuple[str, ...]
    task: str | None
    library: str | None
    parameters: int | None
    """As the headers of its safetensors files add up."""
    parameters_by_type: Mapping[str, int]
    base_models: tuple[str, ...]
    base_relation: str | None
    """How it was made from them: ``finetune``, ``adapter``, ``merge``, ``quantized`` ..."""
    unread: tuple[str, ...]
    """Names of fields of the record that are not read, or not in the form that is known."""
    raw: str
    """The record as it stands in the answer."""
    start: int
    """Where it stands there, in characters."""
    answer: Fetched
    """The answer that it stands in."""


def strange(answer: Fetched, detail: str) -> NotFetched:
    """Return that an answer came which is not the Hub's."""
    return NotFetched(asked=answer.asked, reason="what came is not what was announced", detail=detail)


def read_models(answer: Fetched) -> Iterator[HubModel | NotFetched]:
    """Yield the models of an answer; a record that is none is a NotFetched in its place."""
    try:
        records = list(_records(answer.data.decode("utf-8-sig")))
    except (ValueError, RecursionError) as error:
        yield strange(answer, f"it is not the Hub's JSON: {error}")
        return
    for number, (start, raw, record) in enumerate(records, start=1):
        name = record.get("id") if isinstance(record, dict) else None
        if isinstance(record, dict) and isinstance(name, str) and hub_id(name) == name:
            yield _model(record, name, raw, start, answer)
        else:
            yield strange(answer, f"record {number} has no id of a model")


def _records(text: str) -> Iterator[tuple[int, str, object]]:
    """Yield each record of a JSON list, or the one that a JSON object is, with its place and its text."""
    at = _skip(text, 0)
    decode = json.JSONDecoder().raw_decode
    if not text.startswith("[", at):
        record, end = decode(text, at)
        yield at, text[at:end], record
        return
    at = _skip(text, at + 1)
    while not text.startswith("]", at):
        record, end = decode(text, at)
        yield at, text[at:end], record
        at = _skip(text, end)
        if text.startswith(",", at):
            at = _skip(text, at + 1)
        elif not text.startswith("]", at):
            raise ValueError(f"the list breaks off at character {at}")


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n":
        at += 1
    return at


class _Taken:
    """The fields of a record, each taken out once, so that what is left can be told."""

    def __init__(self, record: Mapping[str, object]) -> None:
        self._left = dict(record)
        self.strange: list[str] = []

    def take(self, name: str, *kinds: type) -> object:
        """Return a field where it is of one of the kinds; note it where it is of another."""
        value = self._left.pop(name, None)
        # In Python a truth value is a number, in JSON it is none.
        fits = isinstance(value, kinds) and (not isinstance(value, bool) or bool in kinds)
        if value is not None and not fits:
            self.strange.append(name)
        return value if fits else None

    def text(self, name: str) -> str | None:
        value = self.take(name, str)
        return value if isinstance(value, str) and value else None

    def number(self, name: str) -> int | None:
        value = self.take(name, int)
        return value if isinstance(value, int) and value >= 0 else None

    def truth(self, name: str) -> bool | None:
        value = self.take(name, bool)
        return value if isinstance(value, bool) else None

    def texts(self, name: str) -> tuple[str, ...]:
        value = self.take(name, list)
        return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()

    def fields(self, name: str) -> "_Taken":
        value = self.take(name, dict)
        return _Taken(value if isinstance(value, dict) else {})

    def gated(self) -> str | None:
        value = self.take("gated", bool, str)
        return "no" if value is False else value if isinstance(value, str) else None

    def names(self) -> tuple[str, ...]:
        return (*self._left, *self.strange)


def _model(record: Mapping[str, object], name: str, raw: str, start: int, answer: Fetched) -> HubModel:
    taken = _Taken(record)
    taken.take("id", str)
    taken.take("_id", str)
    taken.take("modelId", str)
    weights, base = taken.fields("safetensors"), taken.fields("baseModels")
    by_type = weights.take("parameters", dict)
    return HubModel(
        id=name,
        author=taken.text("author"),
        sha=taken.text("sha"),
        created=taken.text("createdAt"),
        modified=taken.text("lastModified"),
        gated=taken.gated(),
        private=taken.truth("private"),
        disabled=taken.truth("disabled"),
        downloads=taken.number("downloads"),
        downloads_all_time=taken.number("downloadsAllTime"),
        likes=taken.number("likes"),
        tags=taken.texts("tags"),
        task=taken.text("pipeline_tag"),
        library=taken.text("library_name"),
        parameters=weights.number("total"),
        parameters_by_type=_counts(by_type),
        base_models=_ids(base.take("models", list)),
        base_relation=base.text("relation"),
        unread=tuple(sorted(taken.names())),
        raw=raw,
        start=start,
        answer=answer,
    )


def _counts(value: object) -> dict[str, int]:
    pairs = value.items() if isinstance(value, dict) else ()
    return {str(kind): count for kind, count in pairs if isinstance(count, int) and not isinstance(count, bool)}


def _ids(value: object) -> tuple[str, ...]:
    """Read base models: each is a text, or a record with an id."""
    found = [one.get("id") if isinstance(one, dict) else one for one in value] if isinstance(value, list) else []
    return tuple(one for one in found if isinstance(one, str))
