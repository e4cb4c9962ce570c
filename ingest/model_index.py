"""The scores of a model card: the ``model-index`` of its front matter."""

import math
import re
from collections.abc import Iterator

import yaml

from graph.record.types import Span, Value
from ingest.card_fields import Card, scalar_text, size
from ingest.frontmatter import Field
from ingest.yaml_nodes import NULL

_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?", re.ASCII)
_MAX_DIGITS = 60
_MAX_LINES = 4
_Pairs = dict[str, tuple[yaml.Node, yaml.Node]]


def parse_score(text: str) -> float | None:
    """Return the number that ``text`` writes, with or without a percent sign, or None where it is no finite one.

    ``46.3%`` is 46.3: the score stays in the unit in which the source prints it.
    """
    number = text.strip().removesuffix("%").rstrip()
    if len(number) > _MAX_DIGITS or not _NUMBER.fullmatch(number):
        return None
    score = float(number)
    return score if math.isfinite(score) else None


def read_scores(card: Card, field: Field) -> None:
    """Note every score of a ``model-index``; values that are no number, or of no named data set, are left over."""
    for entry in _mappings(card, field.key, field.value):
        pairs = _pairs(card, field.key, entry, ("name", "results"))
        if "results" in pairs:
            for result in _mappings(card, f"{field.key}.results", pairs["results"][1]):
                _read_result(card, field.key, result)


def entry_names(field: Field) -> Iterator[str]:
    """Yield the model names of a ``model-index``."""
    node = field.value
    for entry in node.value if isinstance(node, yaml.SequenceNode) else [node]:
        if isinstance(entry, yaml.MappingNode):
            for key, value in entry.value:
                if key.value == "name" and (name := scalar_text(value)):
                    yield name


def _read_result(card: Card, index: str, result: yaml.MappingNode) -> None:
    pairs = _pairs(card, f"{index}.results", result, ("dataset", "metrics"))
    benchmark, qualifiers = _benchmark(card, f"{index}.dataset", pairs)
    if "metrics" in pairs:
        for metric in _mappings(card, f"{index}.metrics", pairs["metrics"][1]):
            _read_metric(card, f"{index}.metrics", metric, benchmark, qualifiers)


def _benchmark(card: Card, field: str, pairs: _Pairs) -> tuple[str | None, dict[str, Value]]:
    """Return the name of a result's data set, else its type, and what narrows it: configuration and split."""
    if "dataset" not in pairs:
        return None, {}
    node = pairs["dataset"][1]
    if not isinstance(node, yaml.MappingNode):
        return scalar_text(node), {}
    found = _pairs(card, field, node, ("name", "type", "config", "args", "split"))
    said = {name: text for name, (_, value) in found.items() if (text := scalar_text(value))}
    narrowed = {"config": said.get("config") or said.get("args"), "split": said.get("split")}
    return said.get("name") or said.get("type"), {name: text for name, text in narrowed.items() if text}


def _read_metric(
    card: Card, field: str, metric: yaml.MappingNode, benchmark: str | None, narrowed: dict[str, Value]
) -> None:
    pairs = _pairs(card, field, metric, ("type", "name", "value"))
    if "value" not in pairs:
        span = card.notes.span(card.start(metric), card.end(metric))
        card.notes.leave(field, card.notes.text[card.start(metric) : card.end(metric)], "it has no value", span)
        return
    key, value = pairs["value"]
    score = parse_score(value.value) if isinstance(value, yaml.ScalarNode) else None
    if score is None or benchmark is None:
        written = card.notes.text[card.start(value) : card.end(value)]
        reason = "it is no number" if score is None else "no data set is named"
        card.notes.leave(f"{field}.value", written, reason, card.notes.span(card.start(key), card.end(value)))
        return
    kind = scalar_text(pairs["type"][1]) if "type" in pairs else None
    name = scalar_text(pairs["name"][1]) if "name" in pairs else None
    qualifiers: dict[str, Value] = {"score": score, **narrowed}
    if kind or name:
        qualifiers["metric"] = kind or name or ""
    if kind and name and name != kind:
        qualifiers["label"] = name
    card.notes.edge(card.subject, "EVALUATED_ON", f"Benchmark:{benchmark}", _score_span(card, pairs), qualifiers)


def _score_span(card: Card, pairs: _Pairs) -> Span:
    """Return the lines from the metric's name to its value where they are at most four, else those of the value."""
    start = min([key.start_mark.index for key, _ in pairs.values()]) + card.front.offset
    end = max([value.end_mark.index for _, value in pairs.values()]) + card.front.offset
    if card.notes.text.count("\n", start, end) >= _MAX_LINES or end - start > _MAX_LINES * 100:
        key, value = pairs["value"]
        return card.notes.span(card.start(key), card.end(value))
    return card.notes.whole_span(start, end)


def _mappings(card: Card, field: str, node: yaml.Node) -> Iterator[yaml.MappingNode]:
    """Yield the mappings of a list, or the one that stands for a list; anything else is left over."""
    for item in node.value if isinstance(node, yaml.SequenceNode) else [node]:
        if isinstance(item, yaml.MappingNode):
            yield item
        elif item.tag != NULL:
            start, end = card.start(item), card.end(item)
            card.notes.leave(field, card.notes.text[start:end], "it is no mapping", card.notes.span(start, end))


def _pairs(card: Card, field: str, node: yaml.MappingNode, wanted: tuple[str, ...]) -> _Pairs:
    """Return the wanted pairs of a mapping by key, and count the others as unread."""
    pairs: _Pairs = {}
    for key, value in node.value:
        if key.value in wanted:
            pairs[key.value] = (key, value)
        else:
            name = key.value if isinstance(key, yaml.ScalarNode) else "(a key that is no text)"
            card.notes.unread[f"{field}.{name}"] += size(value)
    return pairs
