"""Documents of the shapes that tables and cards have, written by hand, and what the rules make of them."""

from collections.abc import Sequence
from pathlib import Path

from graph.identity import RULE_AUTHOR
from graph.identity.ruling import Ruled, judge_by_rule
from graph.ontology import shipped_ontology
from graph.record.reader import RecordReader
from graph.record.store import Record
from graph.record.types import Document, Reading, Span, Statement
from graph.views.gather import who_is_who

ONTOLOGY = shipped_ontology()
REFERENCE = "reference"
"""The source whose names are curated."""

Said = tuple[str, str, str]
"""Subject, predicate, and the key or the value that is said."""


def document(name: str, said: Sequence[Said], *, source: str = "table", kind: str = "table") -> Reading:
    """Return a document that says so; what is a key of the ontology is the end of an edge."""
    text, statements = "", []
    for subject, predicate, value in said:
        start = len(text)
        text += f"{subject} {predicate} {value}\n"
        edge = predicate.isupper()
        statements.append(
            Statement(
                subject=subject,
                predicate=predicate,
                object=value if edge else None,
                value=None if edge else value,
                span=Span(start=start, end=len(text) - 1),
            )
        )
    return Reading(
        document=Document(
            address=f"file:///{name}",
            source=source,
            kind=kind,
            title=name,
            text=text,
            retrieved="2026-11-25T08:00:00.000000Z",
        ),
        statements=tuple(statements),
    )


def epoch(name: str, *models: tuple[str, str]) -> Reading:
    """Return a table of models by name, each with its organizations, joined by commas."""
    said: list[Said] = []
    for model, organizations in models:
        said.append((f"Model:{model}", "released", "2024"))
        said += [(f"Organization:{one}", "DEVELOPED", f"Model:{model}") for one in organizations.split(",") if one]
    return document(name, said)


def atom(name: str, *models: tuple[str, str]) -> Reading:
    """Return a list of repositories, each with the organization that the list names."""
    return document(name, [(f"Organization:{org}", "DEVELOPED", f"hf:{model}") for org, model in models])


def card(model: str, base: str | None = None) -> Reading:
    """Return a card as its account publishes it."""
    said: list[Said] = [
        (f"hf-org:{model.partition('/')[0]}", "DEVELOPED", f"hf:{model}"),
        (f"hf:{model}", "hub_id", model),
    ]
    if base is not None:
        said.append((f"hf:{model}", "DERIVED_FROM", base))
    return document(model, said, source="model cards", kind="card")


def labs() -> list[Reading]:
    """Return curated labs with names and accounts."""
    known: list[list[Said]] = [
        [("hf-org:meta-llama", "name", "Meta"), ("hf-org:meta-llama", "names", "Meta AI")],
        [("hf-org:NousResearch", "name", "Nous Research")],
        [("hf-org:Qwen", "name", "Qwen"), ("hf-org:Qwen", "PART_OF", "Lab:Alibaba Cloud")],
        [("Lab:Alibaba Cloud", "name", "Alibaba Cloud"), ("Lab:Alibaba Cloud", "PART_OF", "Lab:Alibaba")],
        [("Lab:Alibaba", "name", "Alibaba"), ("Lab:Alibaba", "names", "阿里巴巴")],
        [("hf-org:microsoft", "name", "Microsoft")],
    ]
    return [document(f"lab {at}", said, source=REFERENCE, kind=REFERENCE) for at, said in enumerate(known)]


def rule(record: Record) -> Ruled:
    """Bring the judgements of the rules of a record up to date."""
    return judge_by_rule(record, record.path.with_name("rules.db"), ONTOLOGY, REFERENCE)


def ruled(path: Path) -> set[tuple[str, ...]]:
    """Return the judgements by rule that stand: kind, keys, author and reason."""
    with RecordReader(path) as reader:
        rows = reader.rows(
            "SELECT kind, a.text, b.text, author, reason FROM judgement"
            " JOIN key AS a ON a.number = subject JOIN key AS b ON b.number = object"
            " WHERE undone IS NULL AND substr(author, 1, length(:rule)) = :rule",
            {"rule": RULE_AUTHOR},
        )
        return set(rows.fetchall())


def nodes(path: Path) -> dict[str, set[str]]:
    """Return the keys of each node of a record."""
    with RecordReader(path) as reader:
        return {node: set(keys) for node, keys in who_is_who(reader, ONTOLOGY).members.items()}


def ambiguous(path: Path) -> frozenset[str]:
    """Return the nodes of a record that are ambiguous."""
    with RecordReader(path) as reader:
        return who_is_who(reader, ONTOLOGY).ambiguous
