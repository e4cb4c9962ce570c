"""Tables in the body of a card: scores and sizes of the card's own model, and of models that a table names by a link.

Of a table that compares models only the row or column counts that bears the model's own name, or a name that is a link
to its page. Of columns only those count that begin with the name of a known benchmark, or are called as a field is.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.ontology.naming import normalise_name
from graph.record.types import Span, Value
from ingest.card_benchmarks import Benchmark, benchmark_of
from ingest.card_body import TABLE, Body, Finding
from ingest.card_body_fields import plain_key, read_field
from ingest.card_body_values import Link, iterate_links, model_of, plain, property_value
from ingest.card_table_cells import Cell, Table, tables
from ingest.hub_ids import has_namespace
from ingest.model_index import parse_score
from ingest.notes import MAX_QUOTE

_TAG = re.compile(r"</?(?:sup|sub|b|strong|i|em|br|center|div|span|font|a|p|u)\b[^<>]{0,200}>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:nbsp|emsp|ensp);")
_PLAIN_SCORE = re.compile(r"[-+]?\d{1,6}(?:\.\d{1,8})?\s*%?")
_MOST_UNREAD = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A score as a table gives it."""

    subject: str
    benchmark: Benchmark
    value: float
    span: Span
    column: str


def read_body_tables(body: Body) -> list[Finding]:
    """Note the scores in the tables of a body; return the values of properties, which ``settle`` compares."""
    findings: list[Finding] = []
    scores: list[Score] = []
    for table in tables(body):
        findings += _read_table(body, table, scores)
    _note_scores(body, scores)
    return findings


def _read_table(body: Body, table: Table, scores: list[Score]) -> list[Finding]:
    words = body.card.rules.words
    heads = [_name(cell.text) for cell in table.header]
    lowered = [head.lower() for head in heads]
    models = [_subject(body, cell.text) for cell in table.header]
    if any(models):
        return _by_column(body, table, lowered, models, scores)
    if lowered[0] in words["model_columns"] or (not lowered[0] and not _benchmarks(body, table, 0)):
        return _by_row(body, table, heads, scores)
    if len(heads) == 2 and lowered[1] in words["own_values"] and not body.is_copy:
        return _of_two_columns(body, table, scores)
    if len(heads) == 2 and lowered[1] in words["own_values"]:
        return _of_two_columns(body, table, [])
    _count_unread(body, heads)
    return []


def _by_row(body: Body, table: Table, heads: Sequence[str], scores: list[Score]) -> list[Finding]:
    """Read a table whose rows are models."""
    findings: list[Finding] = []
    known = body.rules.purposes
    columns = [(column, benchmark_of(head, body.rules)) for column, head in enumerate(heads)]
    read = {column for column, benchmark in columns if benchmark}
    read |= {column for column, head in enumerate(heads) if known.get(plain_key(head)) in _SIZES}
    _count_unread(body, [head for column, head in enumerate(heads) if column and column not in read])
    for row in table.rows:
        subject = _subject(body, row[0].text) if row else None
        if subject is None or len(row) != len(heads):
            continue
        for column, benchmark in columns[1:]:
            span = _span(body, row, column)
            if benchmark is not None:
                _score(body, subject, benchmark, row[column], span, heads[column], scores)
            elif (purpose := known.get(plain_key(heads[column]))) in _SIZES:
                findings += _size(body, subject, purpose or "", row[column], span, heads[column])
    return findings


def _by_column(
    body: Body, table: Table, heads: Sequence[str], models: Sequence[str | None], scores: list[Score]
) -> list[Finding]:
    """Read a table whose columns are models."""
    words, known = body.card.rules.words, body.rules.purposes
    findings: list[Finding] = []
    named = [column for column, head in enumerate(heads) if head in words["benchmark_columns"]]
    metrics = [column for column, head in enumerate(heads) if head in words["metric_columns"]]
    # "Metric" above the names of benchmarks is no column of metrics.
    place = next((column for column in named if column not in metrics), None)
    if place is None:
        place, metrics = 0, []
    configs = [column for column, head in enumerate(heads) if head in words["config_columns"] and column != place]
    for row in table.rows:
        if len(row) != len(heads) or place >= len(row):
            continue
        label = _name(row[place].text)
        benchmark = benchmark_of(label, body.rules)
        purpose = known.get(plain_key(label))
        if benchmark is None and purpose not in _SIZES:
            _count_unread(body, [label], len(row) - 1)
            continue
        for column, subject in enumerate(models):
            if subject is None or column == place:
                continue
            span = _span(body, row, column)
            if benchmark is not None:
                narrowed = _narrowed(benchmark, row, metrics, configs)
                _score(body, subject, narrowed, row[column], span, label, scores)
            else:
                findings += _size(body, subject, purpose or "", row[column], span, label)
    return findings


def _of_two_columns(body: Body, table: Table, scores: list[Score]) -> list[Finding]:
    """Read a table of names and values: scores or fields of the card's model."""
    known = body.rules.purposes
    findings: list[Finding] = []
    for row in table.rows:
        if len(row) != 2:
            continue
        label = _name(row[0].text)
        key, span = plain_key(label), _span(body, row, 1)
        if (benchmark := benchmark_of(label, body.rules)) is not None:
            _score(body, body.card.subject, benchmark, row[1], span, label, scores)
        elif key in known and known[key] != "training data":
            findings += read_field(body, key, _name(row[1].text, links=True), span, TABLE)
        else:
            _count_unread(body, [label])
    return findings


_SIZES = frozenset(
    (
        "parameters",
        "parameters in millions",
        "parameters in billions",
        "model size",
        "active_parameters",
        "context_length",
        "training_tokens",
    )
)
"""Properties that a table of models may give."""


def _size(body: Body, subject: str, purpose: str, cell: Cell, span: Span, head: str) -> Iterator[Finding]:
    text = _name(cell.text)
    if body.is_copy and purpose == "training_tokens":
        return
    said = property_value(purpose, text)
    if said is not None:
        yield Finding(
            subject=subject, predicate=said[0], value=said[1], span=span, field=f"table: {head[:60]}", method=TABLE
        )
    elif text and text.lower() not in body.card.rules.words["no_answer"]:
        body.notes.leave(f"table: {head[:60]}", text, "it is no value that can be read", span)


def _score(
    body: Body, subject: str, benchmark: Benchmark, cell: Cell, span: Span, head: str, scores: list[Score]
) -> None:
    text = _name(cell.text)
    value = parse_score(text) if _PLAIN_SCORE.fullmatch(text) else None
    if value is not None:
        scores.append(Score(subject=subject, benchmark=benchmark, value=value, span=span, column=head))
    elif text and text.lower() not in body.card.rules.words["no_answer"]:
        body.notes.leave(f"table: {head[:60]}", text, "it is no single number", span)


def _note_scores(body: Body, scores: Sequence[Score]) -> None:
    """Note the scores; where a card gives one model two on one benchmark, which is meant is not known."""
    found: dict[tuple[str, Benchmark], list[Score]] = defaultdict(list)
    for score in scores:
        found[score.subject, score.benchmark].append(score)
    for (subject, benchmark), same in found.items():
        if len({score.value for score in same}) > 1:
            for score in same:
                reason = "the card gives several scores"
                body.notes.leave(f"table: {score.column[:60]}", f"{score.value:g}", reason, score.span)
            continue
        qualifiers: dict[str, Value] = {"score": same[0].value}
        qualifiers |= {"metric": benchmark.metric} if benchmark.metric else {}
        qualifiers |= {"config": benchmark.config} if benchmark.config else {}
        body.notes.edge(subject, "EVALUATED_ON", f"Benchmark:{benchmark.name}", same[0].span, qualifiers, TABLE)


def _benchmarks(body: Body, table: Table, column: int) -> bool:
    """Return whether a row names a benchmark in a column: then the table is no list of models."""
    labels = (_name(row[column].text) for row in table.rows[:12] if column < len(row))
    return any(benchmark_of(label, body.rules) for label in labels)


def _narrowed(benchmark: Benchmark, row: Sequence[Cell], metrics: Sequence[int], configs: Sequence[int]) -> Benchmark:
    metric = benchmark.metric or next((text for column in metrics if (text := _name(row[column].text))), None)
    said = [benchmark.config, *(_name(row[column].text) for column in configs)]
    config = ", ".join(text for text in said if text and text not in ("-", "–"))
    return Benchmark(name=benchmark.name, metric=metric, config=config or None)


def _subject(body: Body, text: str) -> str | None:
    """Return the key of the model that a row's or column's name is: the card's own, or one named by a link or an id."""
    for link in iterate_links(text, 0, len(text)):
        if (model := model_of(Link(label=link["label"], url=link["url"]))) is not None:
            own = body.card.hub_id is not None and model.lower() == body.card.hub_id.lower()
            if own or _names(link["label"], model):
                return body.card.subject if own else f"hf:{model}"
    name = _name(text)
    bare = re.sub(r"\s*\((?:this model|ours)\)\s*$", "", name, flags=re.IGNORECASE)
    if name.lower() in body.card.rules.words["own_words"][:1] or normalise_name(bare) in body.own_names:
        return body.card.subject
    return f"hf:{bare}" if has_namespace(bare) and not bare.lower().startswith("http") and _is_id(bare) else None


def _names(label: str, model: str) -> bool:
    """Return whether all that a label says is in the id that it leads to: "LLaVA lora" is not the model it leads to."""
    return set(normalise_name(plain(label)).split()) <= set(normalise_name(model).split())


def _is_id(text: str) -> bool:
    """Return whether a text is an id of the Hub and not two words with a slash between: digits and hyphens tell it."""
    return any(character.isdigit() for character in text) and "-" in text.partition("/")[2]


def _name(text: str, *, links: bool = False) -> str:
    """Return a cell's text as it is shown."""
    text = _ENTITY.sub(" ", _TAG.sub(" ", text)).replace("\\|", "|")
    return " ".join(text.split()) if links else plain(text)


def _span(body: Body, row: Sequence[Cell], column: int) -> Span:
    """Return the row, which says of what the value is; the cell alone where the row is too long for a quote."""
    start, end = row[0].start, row[-1].end
    if end - start > MAX_QUOTE:
        start, end = row[column].start, row[column].end
    return body.notes.span(start, end)


def _count_unread(body: Body, heads: Sequence[str], values: int = 1) -> None:
    for head in heads:
        name = head[:60] if any(map(str.isalpha, head)) else "(a number)"
        if head and (name in body.notes.unread or len(body.notes.unread) < _MOST_UNREAD):
            body.notes.unread[f"table: {name}"] += values
