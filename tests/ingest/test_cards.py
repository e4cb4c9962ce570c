"""What a model card says: each statement with its quote, what is left over, and what is set aside."""

from collections.abc import Mapping

import pytest

from graph.ontology.load import shipped_ontology
from graph.ontology.naming import parse_key
from graph.record.types import Reading, SetAside, Statement, Value
from ingest.sources.model_cards import SOURCE, read_card

MODEL = "Qwen/Qwen2.5-7B-Instruct"
Said = tuple[str, Value | None, str]


def read(text: str, org_name: str | None = MODEL) -> Reading:
    found = read_card(text.encode(), "file:///cards/model.md", org_name, "2026-11-25T08:00:00.000000Z", "2024-09")
    assert isinstance(found, Reading), found
    return found


def front(yaml: str, org_name: str | None = MODEL) -> Reading:
    return read(f"---\n{yaml}\n---\n# A model\n", org_name)


def said(reading: Reading, predicate: str) -> list[Said]:
    return [
        (s.object or "", s.value, s.span.cut(reading.document)) for s in reading.statements if s.predicate == predicate
    ]


def qualifiers(reading: Reading, predicate: str) -> list[Mapping[str, Value]]:
    return [s.qualifiers for s in reading.statements if s.predicate == predicate]


def left(reading: Reading) -> list[tuple[str, str, str, str]]:
    return [(x.field, x.value, x.reason, x.span.cut(reading.document)) for x in reading.leftovers]


CARD = """---
license: apache-2.0
language:
- en
- no
base_model: Qwen/Qwen2.5-7B
datasets: [c4, HuggingFaceH4/ultrachat_200k]
pipeline_tag: text-generation
library_name: transformers
tags:
- chat
- arxiv:2407.10671
widget:
- text: Hello
- text: World
---
# Qwen2.5-7B-Instruct

    model = "Qwen/Qwen2.5-7B-Instruct"
"""


def test_a_whole_card() -> None:
    reading = read(CARD)
    subject = f"hf:{MODEL}"
    assert {s.subject for s in reading.statements} == {subject, "hf-org:Qwen"}
    assert said(reading, "DEVELOPED") == [(subject, None, f'model = "{MODEL}"')]
    assert qualifiers(reading, "DEVELOPED") == [{"role": "publisher"}]
    assert said(reading, "hub_id") == [("", MODEL, f'model = "{MODEL}"')]
    assert said(reading, "LICENSED_UNDER") == [("License:apache-2.0", None, "license: apache-2.0")]
    assert said(reading, "DERIVED_FROM") == [("hf:Qwen/Qwen2.5-7B", None, "base_model: Qwen/Qwen2.5-7B")]
    assert said(reading, "TRAINED_ON") == [
        ("hf-dataset:c4", None, "datasets: [c4"),
        ("hf-dataset:HuggingFaceH4/ultrachat_200k", None, "datasets: [c4, HuggingFaceH4/ultrachat_200k"),
    ]
    assert said(reading, "languages") == [("", "en", "language:\n- en"), ("", "no", "language:\n- en\n- no")]
    assert said(reading, "task") == [("", "text-generation", "pipeline_tag: text-generation")]
    assert said(reading, "library") == [("", "transformers", "library_name: transformers")]
    assert [value for _, value, _ in said(reading, "tags")] == ["chat", "arxiv:2407.10671"]
    assert said(reading, "DESCRIBED_IN") == [("arxiv:2407.10671", None, "tags:\n- chat\n- arxiv:2407.10671")]
    assert reading.unread == {"widget": 2}
    assert reading.leftovers == ()


def test_the_document_of_a_card() -> None:
    document = read(CARD).document
    assert (document.title, document.publisher, document.kind) == (MODEL, "Qwen", "card")
    assert (document.url, document.published) == (f"https://huggingface.co/{MODEL}", "2024-09")
    assert (document.source, document.text, document.repairs) == (SOURCE.name, CARD, ())


def test_every_key_and_predicate_is_one_of_the_ontology() -> None:
    ontology = shipped_ontology()
    for statement in read(CARD).statements:
        label = parse_key(statement.subject, ontology).label
        if statement.object is None:
            assert statement.predicate in ontology.nodes[label].properties
        else:
            edge = ontology.edges[statement.predicate]
            assert label in edge.source
            assert parse_key(statement.object, ontology).label in edge.target
            assert set(statement.qualifiers) <= set(edge.qualifiers)


def test_the_model_is_not_found_in_a_longer_id_or_elsewhere() -> None:
    longer = f"{MODEL}-GGUF, datasets/{MODEL}, github.com/{MODEL}, x{MODEL}, {MODEL}.1"
    assert said(read(f"# A\n{longer}\n"), "hub_id") == [("", MODEL, MODEL)]
    assert said(read(f"# A\n{longer}\nSee huggingface.co/{MODEL}.\n"), "hub_id")[0][2] == f"See huggingface.co/{MODEL}."


def test_a_long_line_is_cut_near_the_model() -> None:
    ((_, _, quote),) = said(read(f"{'word ' * 2000}{MODEL}{' word' * 2000}\n"), "hub_id")
    assert MODEL in quote
    assert len(quote) <= 500


@pytest.mark.parametrize(
    ("yaml", "licences"),
    [
        ("license: other\nlicense_name: qwen\nlicense_link: LICENSE", [("License:qwen", "license_name: qwen")]),
        ("license_name: qwen", [("License:qwen", "license_name: qwen")]),
        (
            "license: [mit, Apache-2.0]",
            [("License:mit", "license: [mit"), ("License:Apache-2.0", "license: [mit, Apache-2.0")],
        ),
        ("licenses:\n- cc-by-4.0", [("License:cc-by-4.0", "licenses:\n- cc-by-4.0")]),
        ("license: other", []),
        ("license: unknown", []),
        ("license:", []),
        ("license: null", []),
    ],
)
def test_licences(yaml: str, licences: list[tuple[str, str]]) -> None:
    assert [(key, quote) for key, _, quote in said(front(yaml), "LICENSED_UNDER")] == licences


def test_what_names_no_licence_is_left_over() -> None:
    assert left(front("license: other")) == [("license", "other", "it names no licence", "license: other")]
    assert left(front("license: mit\nlicense_name: own"))[0][:3] == (
        "license_name",
        "own",
        "the licence is given by its identifier",
    )


@pytest.mark.parametrize(
    ("yaml", "kind"),
    [
        ("base_model: a/b", None),
        ("base_model: a/b\nbase_model_relation: finetune", "finetune"),
        ("base_model: a/b\nbase_model_relation: Quantised", "quantized"),
        ("base_model: a/b\nbase_model_relation: finetune\ntags: [gguf]", "finetune"),
        ("base_model: a/b\nbase_model_relation: cousin\ntags: [gguf]", None),
        ("base_model: a/b\nquantized_by: TheBloke", "quantized"),
        ("base_model: a/b\nquantized_by: TheBloke\ntags: [merge]", "quantized"),
        ("base_model: a/b\ntags: [AWQ]", "quantized"),
        ("base_model: a/b\nlibrary_name: peft", "adapter"),
        ("base_model: a/b\ntags: [lora]", "adapter"),
        ("base_model: [a/b, c/d]", "merge"),
        ("base_model: [a/b, A/B]", None),
        ("base_model: a/b\ntags: [mergekit]", "merge"),
        ("base_model: [a/b, c/d]\nquantized_by: TheBloke", None),
    ],
)
def test_the_kind_of_derivation_is_given_where_it_is_certain(yaml: str, kind: str | None) -> None:
    found = qualifiers(front(yaml), "DERIVED_FROM")
    assert found
    assert all(q == ({"kind": kind} if kind else {}) for q in found)


@pytest.mark.parametrize("written", ["none", "./models/b", "Llama 2", MODEL.lower()])
def test_what_is_no_other_model_of_the_hub_is_left_over(written: str) -> None:
    reading = front(f"base_model: '{written}'")
    assert said(reading, "DERIVED_FROM") == []
    assert [value for _, value, _, _ in left(reading)] == [written]


def test_the_address_of_a_model_is_its_key() -> None:
    reading = front("base_model: https://huggingface.co/a/b/tree/main")
    assert [key for key, _, _ in said(reading, "DERIVED_FROM")] == ["hf:a/b"]


def test_a_copy_is_no_derivation() -> None:
    reading = front("duplicated_from: a/b")
    assert said(reading, "DERIVED_FROM") == []
    assert reading.unread == {"duplicated_from": 1}


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("wikipedia", "hf-dataset:wikipedia"),
        ("https://huggingface.co/datasets/a/b", "hf-dataset:a/b"),
        ("The Pile", "Dataset:The Pile"),
        ("oscar (NL)", "Dataset:oscar (NL)"),
        ("custom", None),
    ],
)
def test_datasets(written: str, key: str | None) -> None:
    assert [k for k, _, _ in said(front(f"datasets:\n- {written}"), "TRAINED_ON")] == ([key] if key else [])


def test_papers() -> None:
    reading = front("arxiv: [2304.08480, 2304.0848]")
    assert [key for key, _, _ in said(reading, "DESCRIBED_IN")] == ["arxiv:2304.08480"]
    assert [value for _, value, _, _ in left(reading)] == ["2304.0848"]


def test_a_gated_model_is_said_once() -> None:
    reading = front("extra_gated_heading: Please\nextra_gated_prompt: >-\n  Agree\n  first")
    assert said(reading, "gated") == [("", True, "extra_gated_prompt: >-")]
    assert reading.unread == {"extra_gated_heading": 1}


def test_the_quote_of_a_long_list_is_the_line_of_the_item() -> None:
    reading = front("tags:\n  - one\n  - two\n  - three\n  - four")
    assert [quote for _, _, quote in said(reading, "tags")] == [
        "tags:\n  - one",
        "tags:\n  - one\n  - two",
        "- three",
        "- four",
    ]


def test_of_a_key_given_twice_the_last_counts() -> None:
    reading = front("license: mit\nlicense: apache-2.0")
    assert [key for key, _, _ in said(reading, "LICENSED_UNDER")] == ["License:apache-2.0"]
    assert left(reading) == [("license", "mit", "the key is given again further down", "license: mit")]


def test_a_list_where_a_value_belongs_is_left_over() -> None:
    assert [x[:3] for x in left(front("license: {name: mit}\ntags:\n- [a, b]"))] == [
        ("license", "{name: mit}", "a list or mapping where one value belongs"),
        ("tags", "[a, b]", "a list or mapping where one value belongs"),
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("---\nmodel-index:\n- name: Tiny 1B\n---\n# Other\n", "Tiny 1B"),
        ("---\nlicense: mit\n---\n\n# The *Tiny* model #\n", "The *Tiny* model"),
        ("---\nlicense: mit\n---\ntext", "model"),
    ],
)
def test_a_card_in_no_place_of_the_hub_is_known_by_its_name(text: str, title: str) -> None:
    for org_name in (None, "no id", "model"):
        reading = read(text, org_name)
        assert reading.document.title == title
        assert {s.subject for s in reading.statements} <= {f"Model:{title}"}
        assert reading.document.url is None


def test_a_card_without_front_matter_is_read() -> None:
    reading = read("# A model\n\nIt is good.\n")
    assert [s.predicate for s in reading.statements] == ["DEVELOPED", "hub_id"]
    assert len(reading.passages) == 1


def test_a_repaired_card_says_what_was_repaired() -> None:
    found = read_card(b"---\ntitle: A: b\nlicense: mit\n---\nmod\xe8le", "a", MODEL, "t")
    assert isinstance(found, Reading)
    assert found.document.repairs == (
        "1 byte that is not UTF-8 replaced, first at byte 36",
        "line 2: a colon in an unquoted value",
    )


def test_an_unreadable_card_is_set_aside() -> None:
    found = read_card(b"---\nlicense: mit\ntags:\n  - a\n b\n---\n", "file:///x", MODEL, "t")
    assert isinstance(found, SetAside)
    assert (found.address, found.source, found.retrieved) == ("file:///x", "model cards", "t")
    assert found.reason == "the YAML front matter does not parse"
    assert found.detail.startswith("line ")


def test_reading_twice_gives_the_same() -> None:
    assert read(CARD) == read(CARD)


def test_the_method_tells_where_it_was_read() -> None:
    methods: dict[str, set[str]] = {}
    for statement in read(CARD).statements:
        methods.setdefault(statement.method, set()).add(statement.predicate)
    assert methods["address"] == {"DEVELOPED", "hub_id"}
    assert isinstance(read(CARD).statements[0], Statement)
    assert "LICENSED_UNDER" in methods["front matter"]
