"""What the body of a card says of its own model, and what is not read as such."""

import pytest

from graph.record.types import Reading, Value
from ingest.sources.model_cards import read_card
from tests.ingest.papers.checking import check_reading

MODEL = "org/Falcon-7B-Chat"
Said = tuple[str, str | Value | None, str]


def read(body: str, front: str = "license: mit", model: str = MODEL) -> Reading:
    found = read_card(
        f"---\n{front}\n---\n# A model\n\n{body}\n".encode(), "file:///c.md", model, "2026-11-25T08:00:00Z"
    )
    assert isinstance(found, Reading), found
    check_reading(found)
    return found


def said(body: str, front: str = "license: mit", model: str = MODEL) -> list[Said]:
    """Return predicate, value or object, and quote of what the body says of the card's model."""
    reading = read(body, front, model)
    return [
        (s.predicate, s.object or s.value, s.span.cut(reading.document))
        for s in reading.statements
        if s.method.startswith("body") and s.subject == f"hf:{model}"
    ]


def values(body: str, front: str = "license: mit", model: str = MODEL) -> list[tuple[str, str | Value | None]]:
    return [(predicate, value) for predicate, value, _ in said(body, front, model)]


def left(body: str, front: str = "license: mit") -> list[tuple[str, str, str]]:
    return [(x.field, x.value, x.reason) for x in read(body, front).leftovers]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("- **Number of Parameters:** 7.24B", ("parameters", 7_240_000_000)),
        ("* Parameters: 6,738,415,616", ("parameters", 6_738_415_616)),
        ("**Model size**: 7 billion<br>", ("parameters", 7_000_000_000)),
        ("  - Params (M): 7100.5", ("parameters", 7_100_500_000)),
        ("- **参数量**：70亿", ("parameters", 7_000_000_000)),
        ("- Active parameters: 2.4B", ("active_parameters", 2_400_000_000)),
        ("- Context Length: 131,072 tokens", ("context_length", 131_072)),
        ("Context window: 32k", ("context_length", 32_000)),
        ("* **Pretraining tokens:** 1.2T", ("training_tokens", 1_200_000_000_000)),
        ("- Training data: 4.8T tokens", ("training_tokens", 4_800_000_000_000)),
        ("- **Training time:** 6.5 days", ("training_hours", 156.0)),
        ("- **Hours used:** 90 hours", ("training_hours", 90.0)),
        ("- num_epochs: 3.0", ("epochs", 3.0)),
        ("- total_train_batch_size: 2,048", ("batch_size", 2048.0)),
        ("**Model Release Date:** Sept 25, 2024", ("released", "2024-09-25")),
        ("- **Hardware Type:** 384 NVIDIA A100 GPUs", ("TRAINED_WITH", "Chip:NVIDIA A100")),
        ("- Hardware: 32 x 8 x A100 GPUs", ("TRAINED_WITH", "Chip:A100")),
        ("- **GPUs:** H100 80GB SXM5", ("TRAINED_WITH", "Chip:H100 80GB SXM5")),
        ("- **Paper [optional]:** https://arxiv.org/abs/2101.00001", ("DESCRIBED_IN", "arxiv:2101.00001")),
        ("Paper: [Its title](https://arxiv.org/pdf/2101.00001v2.pdf).", ("DESCRIBED_IN", "arxiv:2101.00001")),
        ("- Dataset: [x](https://huggingface.co/datasets/a/b/viewer/en)", ("TRAINED_ON", "hf-dataset:a/b")),
        ("- Training data: https://huggingface.co/datasets/c4", ("TRAINED_ON", "hf-dataset:c4")),
        ("- **Finetuned from model [optional]:** `a/b-1`", ("DERIVED_FROM", "hf:a/b-1")),
        ("- Base model: [B](https://huggingface.co/a/b)", ("DERIVED_FROM", "hf:a/b")),
        ("- Parent Model: [b-base](https://huggingface.co/b-base)", ("DERIVED_FROM", "hf:b-base")),
    ],
)
def test_a_field(line: str, found: tuple[str, Value]) -> None:
    assert said(line) == [(*found, line.strip())]
    assert said(f"text\n{line}\r\n\nmore") == [(*found, line.strip())]


@pytest.mark.parametrize(
    "line",
    [
        "- Parameters: [More Information Needed]",
        "- Parameters: 7B, 13B and 70B",
        "- Parameters: ~7B",
        "- Parameters: Groupsize = 64",
        "- Parameters: 70B",  # it does not fit the model's name
        "- Model size: 95M",  # as likely the size of a file
        "- Context length: up to 32K",
        "- Hours used: 150000",
        "- Hours used: 90000 hours",
        "- GPUs: 64 A100 80GB GPUs with 8 GPUs per node",
        "- GPUs: 256 * Nvidia Tesla A100 (for whole model series training)",
        "- Hardware: a laptop",
        "- Dataset: [t](https://huggingface.co/datasets/a/b), [test](https://huggingface.co/datasets/a/b-test)",
        "- Dataset: 60k images",
        "- Base model: LLaMA",
        "- Base model: [Other/one](https://huggingface.co/a/two)",
        "- Base model: [B](https://huggingface.co/collections/a/b)",
        "- Finetuned from model: org/Falcon-7B-Chat",
        "- Paper: [A](https://arxiv.org/abs/2101.00001), [B](https://arxiv.org/abs/2101.00002)",
        "- Original model: [B](https://huggingface.co/a/b)",
        "- Epoch: 2",
        "```\n- Parameters: 7B\n```",
        "<!-- - Parameters: 7B -->",
        "| Parameters: 7B |",
        "- Parameters: 7B\n- Parameters: 6.9B",
        "## Original model card: B\n- Parameters: 7B",
    ],
)
def test_what_is_not_certain_is_not_said(line: str) -> None:
    assert said(line) == []


def test_what_is_met_and_not_read_is_left_over_or_counted() -> None:
    assert left("- Parameters: many\n- Context length: N/A\n- **Colour:** red") == [
        ("body: parameters", "many", "it is no value that can be read")
    ]
    assert read("- **Colour:** red\n- **Colour:** blue\n- Shape: round").unread == {"body: colour": 2}
    assert left("- Parameters: 7B\n- Parameters: 6.9B")[0][2] == "the card gives several values"
    assert left("- Parameters: 70B") == [("body: parameters", "70000000000", "it does not fit the model's name")]


def test_several_runs_on_one_chip_give_no_count() -> None:
    reading = read("- Hardware Type: 64 A100 GPUs\n- Hardware Type: 512 A100 GPUs\n- GPU: 8 x V100")
    chips = [(s.object, dict(s.qualifiers)) for s in reading.statements if s.predicate == "TRAINED_WITH"]
    assert chips == [("Chip:A100", {}), ("Chip:V100", {"count": 8})]
    assert [x.value for x in reading.leftovers] == ["64", "512"]


def test_the_kind_of_derivation_is_that_of_the_field() -> None:
    reading = read(
        "- Finetuned from model: a/b\n- Parent models: [c](https://huggingface.co/c/c) and d/d\n- Base model: A/B"
    )
    bases = [(s.object, dict(s.qualifiers)) for s in reading.statements if s.predicate == "DERIVED_FROM"]
    assert bases == [("hf:a/b", {"kind": "finetune"}), ("hf:c/c", {}), ("hf:d/d", {})]


def test_what_the_front_matter_says_is_not_said_again() -> None:
    assert values("This model is a fine-tuned version of [b](https://huggingface.co/a/b).", "base_model: a/b") == []
    assert values("Paper: https://arxiv.org/abs/2101.00001", "tags: [arxiv:2101.00001]") == []


def test_of_a_derived_model_the_paper_may_be_that_of_its_base() -> None:
    paper = "Paper: https://arxiv.org/abs/2101.00001\n"
    for base, bases in (("a/b", [("DERIVED_FROM", "hf:a/b")]), ("org/b", [("DERIVED_FROM", "hf:org/b")])):
        own = [("DESCRIBED_IN", "arxiv:2101.00001")] if base == "org/b" else []
        assert values(f"{paper}- Finetuned from: {base}") == [*bases, *own]
    assert left(paper, "base_model: a/b")[0][2].startswith("it may be the paper of the model")


def test_of_a_derived_model_tokens_and_dates_may_be_those_of_its_base() -> None:
    body = "- Pretraining tokens: 1T\n- Release date: May 2024\n- Training data: 2T tokens\n- Parameters: 7B"
    assert values(body, "base_model: a/b") == [("parameters", 7_000_000_000)]


COPY = "org/Falcon-7B-Chat-GGUF"


def test_a_copy_says_its_original_and_its_size_alone() -> None:
    body = (
        "- Original model: [F](https://huggingface.co/tii/Falcon-7B-Chat)\n- Parameters: 7B\n- Training time: 3 days\n"
        "- Finetuned from model: a/b\nThis model is a fine-tuned version of [c](https://huggingface.co/c/c)."
    )
    assert values(body, model=COPY) == [("DERIVED_FROM", "hf:tii/Falcon-7B-Chat"), ("parameters", 7_000_000_000)]
    assert values(body, "quantized_by: me")[0] == ("DERIVED_FROM", "hf:tii/Falcon-7B-Chat")


LINK = "[B 1](https://huggingface.co/a/b-1)"


@pytest.mark.parametrize(
    ("lead", "kind"),
    [
        ("This model is a fine-tuned version of ", "finetune"),
        ("Some words. It is an instruction fine tuned version of the ", "finetune"),
        ("Falcon-7B-Chat was finetuned from ", "finetune"),
        ("- Fine-tuned from ", "finetune"),
        ("**Falcon** is a quantized version of ", "quantized"),
        ("Distilled from ", "distilled"),
        ("This is a merge of ", "merge"),
        ("The model is based on ", None),
        ("This checkpoint is initialized from ", None),
    ],
)
def test_a_fixed_phrase_before_a_link(lead: str, kind: str | None) -> None:
    reading = read(f"Words.\n{lead}{LINK} on data.")
    (found,) = [s for s in reading.statements if s.method == "body link"]
    assert (found.object, dict(found.qualifiers)) == ("hf:a/b-1", {"kind": kind} if kind else {})
    assert found.span.cut(reading.document) == f"{lead}{LINK}".removeprefix("Some words. ").strip()


@pytest.mark.parametrize(
    "text",
    [
        f"See {LINK}.",
        f"It is better than {LINK}.",
        f"Based on {LINK}, one can do more.",
        f"Unlike others, this model is not a fine-tuned version of {LINK}.",
        f"This dataset is based on {LINK}.",
        f"The tokenizer of this model is based on {LINK}.",
        f"This model is based on {LINK}'s tokenizer.",
        "This model is a fine-tuned version of [it](https://huggingface.co/org/Falcon-7B-Chat).",
        "This model is a fine-tuned version of [it](https://huggingface.co/datasets/a/b).",
        "This model is a fine-tuned version of [it](https://example.org/a/b).",
        f"`This model is a fine-tuned version of` {LINK}"[:-1],
        f"```\nThis model is a fine-tuned version of {LINK}\n```",
    ],
)
def test_other_links_are_no_derivations(text: str) -> None:
    assert said(text) == []


def test_the_list_of_merged_models() -> None:
    listed = f"* {LINK}\n* [c](https://huggingface.co/c/c)\nSee {LINK}\n"
    body = f"### Models Merged\n\nThe following were merged:\n{listed}## Use\n* [d](https://huggingface.co/d/d)"
    reading = read(body)
    bases = [(s.object, s.qualifiers["kind"]) for s in reading.statements if s.predicate == "DERIVED_FROM"]
    assert bases == [("hf:a/b-1", "merge"), ("hf:c/c", "merge")]
