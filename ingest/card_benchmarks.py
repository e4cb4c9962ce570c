"""Labels of rows and columns that name a benchmark, with the metric and the setting behind its name."""

import re
from dataclasses import dataclass

from ingest.card_body_rules import BodyRules, fold_label

_ARROW = re.compile(r"[↑↓⬆⬇*†‡★✓]+|\\\*")
_IN_BRACKETS = re.compile(r"[\s:,_-]*[(\[（]([^()\[\]（）]{1,40})[)\]）]\s*$")
_SHOTS = re.compile(
    r"[\s,_:-]*((?:\d{1,3}|zero|few|one|five)[\s-]?shots?(?:[\s,]*(?:cot|maj@\d+|\w{2,8}))?)$", re.IGNORECASE
)
_LONGEST_LABEL = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """What a column or row of scores is named."""

    name: str
    metric: str | None = None
    config: str | None = None


def benchmark_of(text: str, rules: BodyRules) -> Benchmark | None:
    """Return the benchmark that a label names, with the metric and the setting behind its name; None for all else."""
    if len(text) > _LONGEST_LABEL:
        return None
    label, metric = _ARROW.sub(" ", text).strip(), None
    config: list[str] = []
    known, metrics = rules.benchmarks, rules.metrics
    while label:
        if fold_label(label) in known:
            return Benchmark(name=label, metric=metric, config=", ".join(reversed(config)) or None)
        if found := _IN_BRACKETS.search(label) or _SHOTS.search(label):
            said = found[1].strip()
        else:
            separator = label.rfind(" ")
            if separator < 0 or fold_label(label[separator + 1 :]) not in metrics:
                return None
            metric, label = label[separator + 1 :], label[:separator].rstrip(" :,-/")
            continue
        if fold_label(said) in metrics:
            metric = said
        else:
            config.append(said)
        label = label[: found.start()].strip()
    return None
