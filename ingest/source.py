"""A source of documents as its YAML file describes it: trust, licence, what it recognises and which fields it reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from graph.errors import SourceError
from graph.record.types import Source
from ingest.yaml_nodes import YamlProblem, compose


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """What the YAML file of a source says."""

    name: str
    kind: str
    """The kind of its documents: card, paper, table ..."""
    about: str
    trust: float
    """From 0 to 1, as in ``graph.record.types.Source``."""
    trust_in: Mapping[str, float]
    licence: str
    citation: str
    recognise: Mapping[str, tuple[str, ...]]
    """By what a document of it is known: ``names`` of files, ``fields`` of a front matter."""
    expect: Mapping[str, float]
    """What it should yield: ``statements``, the least mean number a document; ``set_aside``, the largest share."""
    reads: Mapping[str, tuple[str, ...]]
    """The fields that are read for each property, edge or other purpose; all others are counted as unread."""
    words: Mapping[str, tuple[str, ...]]
    """Named lists of words that its reader goes by."""
    tables: yaml.Node | None = None
    """How its tables are read, for ``ingest.tables``; None for a source of other documents."""

    def to_record_source(self) -> Source:
        """Return the source as the record keeps it."""
        return Source(
            name=self.name, trust=self.trust, trust_in=self.trust_in, licence=self.licence, citation=self.citation
        )


def load_source(path: Path) -> SourceFile:
    """Return the source that the YAML file at ``path`` describes.

    Raises SourceError, naming file, line and field, where the file cannot be read, a field is missing or has the
    wrong form, or one is left that nothing reads.
    """
    try:
        root = compose(path.read_text(encoding="utf-8")).root
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{path}: the source's file cannot be read: {error}") from error
    except YamlProblem as problem:
        raise SourceError(f"{path} line {problem.line + 1}: {problem}; mend the YAML") from problem
    left = _mapping(path, "the file", root)
    tables = left.pop("tables", None)
    source = SourceFile(
        name=_text(path, left, "name"),
        kind=_text(path, left, "kind"),
        about=_text(path, left, "about"),
        trust=_share(path, "trust", _take(path, left, "trust")),
        trust_in=_numbers(path, left, "trust_in"),
        licence=_text(path, left, "licence"),
        citation=_text(path, left, "citation"),
        recognise=_lists(path, left, "recognise"),
        expect=_numbers(path, left, "expect"),
        reads=_lists(path, left, "reads"),
        words=_lists(path, left, "words"),
        tables=tables,
    )
    for name, node in left.items():
        possible = ", ".join(SourceFile.__dataclass_fields__)
        raise SourceError(f"{_at(path, node)}: there is no field {name!r} in a source; possible: {possible}")
    return source


def _at(path: Path, node: yaml.Node | None) -> str:
    return f"{path} line {node.start_mark.line + 1}" if node is not None else str(path)


def _mapping(path: Path, what: str, node: yaml.Node | None) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        raise SourceError(f"{_at(path, node)}: {what} is not a mapping of fields to values")
    fields = {key.value: value for key, value in node.value}
    if len(fields) < len(node.value):
        raise SourceError(f"{_at(path, node)}: {what} has a field twice; keep one of them")
    return fields


def _take(path: Path, left: dict[str, yaml.Node], name: str) -> yaml.Node:
    if name not in left:
        raise SourceError(f"{path}: the source has no field {name!r}; add it")
    return left.pop(name)


def _text(path: Path, left: dict[str, yaml.Node], name: str) -> str:
    node = _take(path, left, name)
    if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
        raise SourceError(f"{_at(path, node)}: {name} is not a text")
    return str(node.value).strip()


def _number(path: Path, what: str, node: yaml.Node) -> float:
    try:
        return float(node.value)
    except (TypeError, ValueError) as error:
        raise SourceError(f"{_at(path, node)}: {what} is not a number") from error


def _share(path: Path, what: str, node: yaml.Node) -> float:
    number = _number(path, what, node)
    if not 0 <= number <= 1:
        raise SourceError(f"{_at(path, node)}: {what} {number} is not between 0 and 1")
    return number


def _numbers(path: Path, left: dict[str, yaml.Node], name: str) -> dict[str, float]:
    read = _share if name == "trust_in" else _number
    fields = _mapping(path, name, _take(path, left, name))
    return {key: read(path, f"{name}.{key}", node) for key, node in fields.items()}


def _lists(path: Path, left: dict[str, yaml.Node], name: str) -> dict[str, tuple[str, ...]]:
    lists = {}
    for key, node in _mapping(path, name, _take(path, left, name)).items():
        if not isinstance(node, yaml.SequenceNode) or not all(isinstance(n, yaml.ScalarNode) for n in node.value):
            raise SourceError(f"{_at(path, node)}: {name}.{key} is not a list of texts: write [one, two]")
        lists[key] = tuple(str(n.value) for n in node.value)
    return lists
