"""The scores of a card: benchmark, metric, configuration, split, and the quote that shows them."""

import pytest

from graph.record.types import Leftover, Reading, Statement
from ingest.model_index import parse_score
from ingest.sources.model_cards import read_card


def read(index: str, key: str = "model-index") -> Reading:
    found = read_card(f"---\n{key}:\n{index}\n---\n# M\n".encode(), "a", "org/model", "t")
    assert isinstance(found, Reading), found
    return found


def scores(reading: Reading) -> list[Statement]:
    return [s for s in reading.statements if s.predicate == "EVALUATED_ON"]


INDEX = """- name: another name
  results:
  - task:
      type: text-generation
    dataset:
      name: MMLU  (5-Shot)
      type: cais/mmlu
      config: all
      split: test
      args:
        num_few_shot: 5
    metrics:
    - type: acc
      value: 64.15
      name: accuracy
    - type: f1
      value: 0.5
      name: f1
      verified: false
    source:
      url: https://example.org"""


def test_a_score_with_all_that_narrows_it() -> None:
    reading = read(INDEX)
    first, second = scores(reading)
    assert (first.subject, first.object) == ("hf:org/model", "Benchmark:MMLU (5-Shot)")
    assert first.qualifiers == {"score": 64.15, "metric": "acc", "label": "accuracy", "config": "all", "split": "test"}
    assert first.span.cut(reading.document) == "type: acc\n      value: 64.15\n      name: accuracy"
    assert second.qualifiers == {"score": 0.5, "metric": "f1", "config": "all", "split": "test"}
    assert reading.unread == {
        "model-index.results.task": 1,
        "model-index.results.source": 1,
        "model-index.metrics.verified": 1,
    }


def test_a_far_away_value_is_quoted_alone() -> None:
    metric = "- type: acc\n      a: 1\n      b: 1\n      c: 1\n      value: 7"
    far = f"- results:\n  - dataset: {{type: glue}}\n    metrics:\n    {metric}"
    (score,) = scores(reading := read(far))
    assert score.span.cut(reading.document) == "value: 7"
    assert score.object == "Benchmark:glue"


def test_one_mapping_may_stand_for_a_list() -> None:
    (score,) = scores(read("  results:\n    dataset: glue\n    metrics: {name: acc, value: '7%'}", "model_index"))
    assert (score.object, score.qualifiers) == ("Benchmark:glue", {"score": 7.0, "metric": "acc"})


@pytest.mark.parametrize(
    ("value", "reason"),
    [("nan", "it is no number"), (".inf", "it is no number"), ("[1, 2]", "it is no number"), ("", "it is no number")],
)
def test_what_is_no_number_is_left_over(value: str, reason: str) -> None:
    reading = read(f"- results:\n  - dataset: {{name: glue}}\n    metrics:\n    - type: acc\n      value: {value}")
    assert scores(reading) == []
    (leftover,) = reading.leftovers
    assert (leftover.field, leftover.value, leftover.reason) == ("model-index.metrics.value", value, reason)


@pytest.mark.parametrize(
    ("index", "reason"),
    [
        ("- results:\n  - metrics:\n    - {type: acc, value: 1}", "no data set is named"),
        ("- results:\n  - dataset: {name: a}\n    metrics:\n    - {type: acc}", "it has no value"),
        ("- results:\n  - dataset: {name: a}\n    metrics:\n    - acc", "it is no mapping"),
        ("- results: all", "it is no mapping"),
        ("- a name", "it is no mapping"),
    ],
)
def test_nothing_is_lost_in_silence(index: str, reason: str) -> None:
    reading = read(index)
    assert scores(reading) == []
    assert [leftover.reason for leftover in reading.leftovers] == [reason]
    assert all(isinstance(x, Leftover) and x.span.cut(reading.document) for x in reading.leftovers)


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("46.3", 46.3),
        (" 46.3 % ", 46.3),
        ("-1", -1.0),
        ("+.5", 0.5),
        ("1e-3", 0.001),
        ("1e999", None),
        ("nan", None),
        ("inf", None),
        ("1_000", None),
        ("1,5", None),
        ("88 ± 1", None),
        ("", None),
        ("٣", None),
    ],
)
def test_numbers(text: str, score: float | None) -> None:
    assert parse_score(text) == score
