"""Tables in the body of a card: the model's own row or column, known benchmarks, and nothing of the rest."""

import time
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.record.types import Reading, Value
from ingest.sources.model_cards import read_card
from tests.ingest.papers.checking import check_reading

MODEL = "org/Falcon-7B-Chat"
Score = tuple[str, str, Mapping[str, Value]]


def read(body: str, model: str = MODEL) -> Reading:
    found = read_card(f"# A model\n\n{body}\n".encode(), "file:///c.md", model, "2026-11-25T08:00:00Z")
    assert isinstance(found, Reading), found
    check_reading(found)
    return found


def scores(body: str, model: str = MODEL) -> list[Score]:
    return [
        (s.subject.partition(":")[2], (s.object or "").partition(":")[2], dict(s.qualifiers))
        for s in read(body, model).statements
        if s.predicate == "EVALUATED_ON"
    ]


ROWS = """
| Model | Params | MMLU (5-shot) | HumanEval<br>pass@1 | Speed |
|:------|-------:|:-------------:|--------|----|
| GPT-X | 1T | 90.0 | 91 | 3 |
| **Falcon 7B Chat** | 7.2B | **55.5%** | 20.1 | 9 |
| [B](https://huggingface.co/a/b) | 3B | 40 | - | 1 |
| Falcon-7B | 7B | 50 | 10 | 9 |
"""


def test_models_in_rows() -> None:
    reading = read(ROWS)
    assert scores(ROWS) == [
        (MODEL, "MMLU", {"score": 55.5, "config": "5-shot"}),
        (MODEL, "HumanEval", {"score": 20.1, "metric": "pass@1"}),
        ("a/b", "MMLU", {"score": 40.0, "config": "5-shot"}),
    ]
    sizes = [(s.subject, s.value) for s in reading.statements if s.predicate == "parameters"]
    assert sizes == [(f"hf:{MODEL}", 7_200_000_000), ("hf:a/b", 3_000_000_000)]
    quotes = {
        s.span.cut(reading.document) for s in reading.statements if s.method == "body table" and MODEL in s.subject
    }
    assert quotes == {"**Falcon 7B Chat** | 7.2B | **55.5%** | 20.1 | 9"}
    assert reading.unread == {"table: Speed": 1}


def test_models_in_columns() -> None:
    body = """
Benchmark | Metric | # Shots | GPT-X | Falcon-7B-Chat (this model) | c/d-2b
--- | --- | --- | --- | --- | ---
MMLU | acc | 5 | 90 | 55 | 33
**GSM8K** | | | 95 | 60.5 ± 1 | 20
Total parameters | | | 1T | 7B | 2B
Taste | | | 1 | 2 | 3
"""
    assert scores(body) == [
        (MODEL, "MMLU", {"score": 55.0, "metric": "acc", "config": "5"}),
        ("c/d-2b", "MMLU", {"score": 33.0, "metric": "acc", "config": "5"}),
        ("c/d-2b", "GSM8K", {"score": 20.0}),
    ]
    reading = read(body)
    assert [(x.value, x.reason) for x in reading.leftovers] == [("60.5 ± 1", "it is no single number")]
    assert reading.unread == {"table: Taste": 5}
    assert ("parameters", 7_000_000_000) in [(s.predicate, s.value) for s in reading.statements]


def test_names_and_values() -> None:
    body = "| Metric | Value |\n|---|---|\n| ARC (25-shot) | 61.5 |\n| Avg. | 50 |\n| Context length | 4096 |\n"
    assert scores(body) == [(MODEL, "ARC", {"score": 61.5, "config": "25-shot"})]
    assert [s.value for s in read(body).statements if s.predicate == "context_length"] == [4096]
    assert read(body).unread == {"table: Avg.": 1}
    assert scores(body, "org/Falcon-7B-Chat-GGUF") == []


def test_two_scores_on_one_benchmark_are_no_score() -> None:
    body = "| Metric | Value |\n|---|---|\n| ARC | 61.5 |\n| ARC | 60 |\n| MMLU | 3 |\n| MMLU | 3.0 |\n"
    assert scores(body) == [(MODEL, "MMLU", {"score": 3.0})]
    assert [x.reason for x in read(body).leftovers] == ["the card gives several scores"] * 2


@pytest.mark.parametrize(
    "body",
    [
        "| Model | MMLU |\n|---|---|\n| Falcon-7B | 1 |\n| Falcon-7B-Chat-v2 | 2 |\n",  # others' rows, by names alone
        "| Model | MMLU |\n|---|---|\n| [Falcon LoRA](https://huggingface.co/a/falcon) | 1 |\n",  # not its link
        "```\n| Model | MMLU |\n|---|---|\n| Falcon-7B-Chat | 1 |\n```\n",
        "| Label | Value |\n|---|---|\n| cats | 1 |\n",
        "| MMLU | GSM8K |\n|---|---|\n| 1 | 2 |\n",  # whose?
        "| Model | Average | Rank |\n|---|---|---|\n| Falcon-7B-Chat | 1 | 2 |\n",
        "| Model | MMLU |\n|---|---|\n| Falcon-7B-Chat | 55/60 |\n",
        "| Model | MMLU |\n| Falcon-7B-Chat | 1 |\n",  # no table
        "| Model | MMLU |\n|---|---|\n| Falcon-7B-Chat | 1 | 2 |\n",  # a cell too many: which is which?
        "a/b | --- | 1\n---|---\n",
    ],
)
def test_what_is_not_certainly_a_score_of_the_model_is_none(body: str) -> None:
    assert scores(body) == []


def test_a_row_too_long_for_a_quote_is_quoted_by_its_cell() -> None:
    filler = "".join(f" {'x' * 60} |" for _ in range(9))
    heads = "".join(f" h{n} |" for n in range(9))
    body = f"| Model |{heads} MMLU |\n|---|{'---|' * 10}\n| Falcon-7B-Chat |{filler} 44.4 |\n"
    reading = read(body)
    assert [s.span.cut(reading.document) for s in reading.statements if s.predicate == "EVALUATED_ON"] == ["44.4"]


SIGNS = [
    "|",
    "---",
    "\n",
    "**",
    ": ",
    "- ",
    "\\",
    "(",
    "[",
    "](",
    "\t",
    "```",
    "<!--",
    "-->",
    "#",
    " ",
    "\r\n",
    "1",
    ".",
    "%",
]
WORDS = ["Falcon-7B-Chat", "7B", "Parameters", "Paper", "GPUs", "8 x A100", "Dataset", "é", "ﬁ", "\u2028"]
PHRASES = ["| Model | MMLU |\n|---|---|\n", "https://huggingface.co/a/b)", "This model is a fine-tuned version of "]
PIECES = st.sampled_from([*SIGNS, *WORDS, *PHRASES])


@given(st.lists(PIECES, max_size=30).map("".join))
def test_anything_like_a_body(body: str) -> None:
    read(body)


@pytest.mark.parametrize(
    "piece",
    [
        "|", "|-", "\n|-", "| a ", "|---|\n", "[", "[a](", "[a](b) ", "**a", "- a: ", "a: b\n", "<!--", "\n```", "\\|",
        "\n|a|b|\n|-|-|\n|1|2|", "Fine-tuned from [b](https://huggingface.co/a/b)\n", "\n## models merged\n* [b](https://hf.co/a/b)",
        "This model is a very a a a a a a b fine-tuned version of [x](https://huggingface.co/a/x). ", "a " * 50 + "[x](https://hf.co/a/x)",
    ],
)  # fmt: skip
def test_time_is_in_proportion_to_the_body(piece: str) -> None:
    started = time.process_time()
    for text in (piece * (600_000 // len(piece)), "| Model | MMLU |\n|---|---|\n" + piece * (600_000 // len(piece))):
        assert isinstance(read_card(f"# A\n{text}".encode(), "file:///c.md", MODEL, "t"), Reading)
    assert time.process_time() - started < 8
