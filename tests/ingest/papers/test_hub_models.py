"""What the Hub tells of models, one record or a list: figures of a day, sizes, licence and where a model is from."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.record.types import Reading, SetAside
from ingest.reader import HEAD, Head, Raw
from ingest.sources.hub_models import READER
from tests.ingest.papers.checking import check_reading, measured, quotes, said

API = "https://huggingface.co/api/models/org/Model-7B?expand=likes"
FILE = "file:///data/models.json"
MODEL: dict[str, object] = {
    "_id": "x",
    "id": "org/Model-7B",
    "author": "org",
    "createdAt": "2024-05-01T10:00:00.000Z",
    "downloads": 1200,
    "downloadsAllTime": 34_000,
    "likes": 5,
    "gated": "auto",
    "private": False,
    "pipeline_tag": "text-generation",
    "library_name": "transformers",
    "safetensors": {"parameters": {"BF16": 7_000_000_000, "F32": 1000}, "total": 7_000_001_000},
    "baseModels": {"relation": "quantized", "models": [{"_id": "y", "id": "org/Base"}]},
    "tags": [
        "transformers",
        "en",
        "license:apache-2.0",
        "dataset:a/b",
        "arxiv:2101.00001",
        "base_model:org/Base",
        "base_model:quantized:org/Base",
        "region:us",
    ],
}


def raw(data: object, address: str = API, published: str | None = None) -> Raw:
    content = data if isinstance(data, bytes) else json.dumps(data).encode()
    head = Head(name="Model-7B", start=content[:HEAD], address=address)
    return Raw(head=head, data=content, retrieved="2026-11-25T08:00:00.000000Z", published=published)


def read(data: object, address: str = API, published: str | None = None) -> list[Reading | SetAside]:
    found = list(READER.read(raw(data, address, published)))
    for one in found:
        if isinstance(one, Reading):
            check_reading(one)
    return found


def one(data: object, address: str = API, published: str | None = None) -> Reading:
    (found,) = read(data, address, published)
    assert isinstance(found, Reading), found
    return found


def test_a_record() -> None:
    model = one(MODEL)
    edges = {(s.subject, s.predicate, s.object): dict(s.qualifiers) for s in model.statements if s.object}
    assert {key: value for key, value in edges.items() if key[1] != "OF"} == {
        ("hf-org:org", "DEVELOPED", "hf:org/Model-7B"): {"role": "publisher"},
        ("hf:org/Model-7B", "DERIVED_FROM", "hf:org/Base"): {"kind": "quantized"},
        ("hf:org/Model-7B", "LICENSED_UNDER", "License:apache-2.0"): {},
        ("hf:org/Model-7B", "TRAINED_ON", "hf-dataset:a/b"): {},
    }
    assert (said(model, "parameters"), quotes(model, "parameters")) == ([7_000_001_000], ["7000001000"])
    assert (said(model, "gated"), said(model, "hub_id")) == ([True], ["org/Model-7B"])
    assert (said(model, "task"), said(model, "library")) == (["text-generation"], ["transformers"])
    assert said(model, "tags") == ["transformers", "en"]
    assert model.unread == {"_id": 1, "author": 1, "createdAt": 1, "private": 1, "tags: arxiv": 1, "tags: region": 1}
    assert model.leftovers == ()


def test_figures_are_of_a_day() -> None:
    assert [(m["metric"], m["value"], m["window"], m["as_of"]) for m in measured(one(MODEL))] == [
        ("downloads", 1200.0, "30 days", "2026-11-25"),
        ("downloads", 34_000.0, "all time", "2026-11-25"),
        ("likes", 5.0, "all time", "2026-11-25"),
    ]
    assert {m["OF"] for m in measured(one(MODEL))} == {"hf:org/Model-7B"}
    assert all("as_of" not in m for m in measured(one(MODEL, FILE)))
    assert {m["as_of"] for m in measured(one(MODEL, FILE, "2024-06-01"))} == {"2024-06-01"}


def test_the_document() -> None:
    document = one(MODEL).document
    assert (document.address, document.kind, document.title) == (API, "hub metadata", "org/Model-7B")
    assert document.url == "https://huggingface.co/org/Model-7B"
    assert "createdAt: 2024-05-01T10:00:00.000Z\n" in document.text


def test_a_list_is_a_document_a_model() -> None:
    models = [MODEL, MODEL | {"id": "org/Other"}, {"id": "no id"}, {"likes": 1}, MODEL]
    found = read(models, "https://hub.example/api/models?author=org")
    assert [one.document.address for one in found if isinstance(one, Reading)] == [
        "https://hub.example/api/models/org/Model-7B",
        "https://hub.example/api/models/org/Other",
    ]
    reasons = [one.reason for one in found if isinstance(one, SetAside)]
    assert reasons == ["the record names no model"] * 2 + ["the record stands there twice"]
    assert [x.document.address for x in read(models[:1], FILE) if isinstance(x, Reading)] == [f"{FILE}#org/Model-7B"]


@pytest.mark.parametrize(
    ("changed", "field", "reason"),
    [
        ({"safetensors": {"parameters": {"I32": 900, "F16": 100}, "total": 1000}}, "safetensors.total", "its weights"),
        ({"safetensors": {"total": "many"}}, "safetensors.total", "it is no count"),
        ({"downloads": -1}, "downloads", "it is no count"),
        ({"likes": True}, "likes", "it is no count"),
        ({"gated": "perhaps"}, "gated", "it is no gate"),
        ({"tags": ["license:other"]}, "tags", "it names no licence"),
        ({"baseModels": {"models": [{"id": "org/Model-7B"}]}}, "baseModels", "it is no other model"),
    ],
)
def test_what_is_no_value_is_left_over(changed: dict[str, object], field: str, reason: str) -> None:
    (left,) = one(MODEL | changed).leftovers
    assert left.field == field
    assert left.reason.startswith(reason)


def test_an_open_model_is_not_gated() -> None:
    assert said(one(MODEL | {"gated": False}), "gated") == [False]


@pytest.mark.parametrize(
    ("tags", "bases", "kinds"),
    [
        (["base_model:a/b"], None, [("hf:a/b", None)]),
        (["base_model:finetune:a/b", "base_model:a/b"], None, [("hf:a/b", "finetune")]),
        ([], {"relation": "merge", "models": ["a/b", {"id": "c/d"}]}, [("hf:a/b", "merge"), ("hf:c/d", "merge")]),
        ([], {"relation": "cousin", "models": ["a/b"]}, [("hf:a/b", None)]),
    ],
)
def test_base_models(tags: list[str], bases: object, kinds: list[tuple[str, str | None]]) -> None:
    model = one(MODEL | {"tags": tags, "baseModels": bases})
    found = [(s.object, s.qualifiers.get("kind")) for s in model.statements if s.predicate == "DERIVED_FROM"]
    assert found == kinds


def test_answers_of_the_hub_are_recognised() -> None:
    assert READER.recognise(raw(MODEL).head) > 0.9
    assert READER.recognise(raw([MODEL], FILE).head) > 0.85
    assert READER.recognise(raw({"id": "a/b"}, API).head) > 0.9
    for other in ([{"id": "2101.00001", "title": "t", "abstract": "a"}], {"id": 1}, [], b"# a", b""):
        assert READER.recognise(raw(other, FILE).head) == 0


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=6)
    | st.sampled_from(["a/b", "license:", "dataset:", ":"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "total", "models"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(sorted(MODEL)), VALUES, max_size=6))
def test_anything_like_a_record(fields: dict[str, object]) -> None:
    assert read([{"id": "a/b"} | fields, fields])


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    assert read(data)
    assert read(b'{"id": "a/b", "tags": ' + data)
