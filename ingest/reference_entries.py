"""Entries of reference data: the YAML of one file to statements, each quoted from its entry's own lines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import yaml

from graph.errors import SourceError
from graph.ontology import EdgeType, NodeType, Ontology
from graph.ontology.dates import is_date
from graph.ontology.naming import parse_key
from graph.record.types import Span, Statement, Value
from ingest.notes import Notes
from ingest.reference_nodes import Place, items
from ingest.yaml_nodes import YamlProblem, compose, scalars

METHOD = "reference"
"""How the statements of an entry are read."""

_OWN = ("thing", "name", "names", "keys", "former", "source", "as_of", "from")
"""Fields of an entry beside the properties and edges of the ontology."""
_COMMENT = re.compile(r"[ \t]+#[^\n]*")
_DASH = re.compile(r"[ \t]*(-)[ \t]+")
Fields = dict[str, tuple[yaml.Node, yaml.Node]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a reference file says of one thing."""

    file: str
    line: int
    """Where it begins in the file, from 1."""
    thing: str
    """The main key."""
    name: str
    """The curated name."""
    names: tuple[str, ...]
    keys: tuple[str, ...]
    """Other keys of the same thing."""
    former: tuple[str, ...]
    """Ids it had before it was renamed."""
    source: str
    """The official address, or that of the data set that it rests on."""
    as_of: str | None
    """The day, month or year that it is good for, or None."""
    text: str
    """Its lines as they stand in the file; the spans of its statements count from their beginning."""
    statements: tuple[Statement, ...]


def read_entries(file: str, text: str, ontology: Ontology) -> tuple[Entry, ...]:
    """Return the entries of a reference file called ``file``.

    Raises SourceError, naming file, line and what is possible, where the text is no list of entries, or an entry has
    a field, key, value or end of an edge that the ontology does not know, or lacks thing, name or source.
    """
    try:
        tree = compose(text)
    except YamlProblem as problem:
        raise SourceError(f"{file} line {problem.line + 1}: {problem}; mend the YAML") from problem
    if tree.repairs:
        what, line = tree.repairs[0]
        raise SourceError(f"{file} line {line + 1}: {what}; mend the YAML")
    if not isinstance(tree.root, yaml.SequenceNode) or tree.repeats:
        raise SourceError(f"{file} line 1: the file is not a list of entries without anchors: write '- thing: ...'")
    return tuple(_Entry(file, text, node, ontology).read() for node in tree.root.value)


class _Entry:
    """Reads one entry."""

    def __init__(self, file: str, text: str, node: yaml.Node, ontology: Ontology) -> None:
        self._place, self._ontology, self._node = Place(file=file), ontology, node
        self._fields = self._place.fields(node, "an entry")
        self._start = text.rfind("\n", 0, node.start_mark.index) + 1
        last = max((scalar.end_mark.index for scalar in scalars(node)), default=self._start)
        # A block of text ends, for the loader, where the next line begins: here, before its line break.
        last = self._start + len(text[self._start : last].rstrip())
        end = text.find("\n", last)
        self._notes = Notes(text[self._start : end if end >= 0 else len(text)].rstrip(), "")
        self._statements: list[Statement] = []

    def read(self) -> Entry:
        place = self._place
        thing = place.key(self._take("thing"), self._ontology)
        label = parse_key(thing, self._ontology).label
        name = place.text(self._take("name"), "name")
        names = place.texts(self._fields["names"][1], "names") if "names" in self._fields else ()
        if name in names:
            raise place.fault(self._fields["names"][0], f"{name!r} stands in names too; it is the name already")
        self._names(thing)
        self._facts(thing, self._ontology.nodes[label])
        return Entry(
            file=place.file,
            line=self._node.start_mark.line + 1,
            thing=thing,
            name=name,
            names=names,
            keys=self._keys("keys", label),
            former=self._keys("former", label),
            source=self._source(),
            as_of=self._as_of(),
            text=self._notes.text,
            statements=tuple(self._statements),
        )

    def _take(self, field: str) -> yaml.Node:
        if field not in self._fields:
            raise self._place.fault(self._node, f"the entry has no {field}; add it")
        return self._fields[field][1]

    def _keys(self, field: str, label: str) -> tuple[str, ...]:
        if field not in self._fields:
            return ()
        node = self._fields[field][1]
        found = tuple(self._place.key(item, self._ontology) for item in items(node))
        for key in found:
            other = parse_key(key, self._ontology).label
            if other != label:
                raise self._place.fault(node, f"{key} is a key of {other}, and the entry is of {label}")
        return found

    def _source(self) -> str:
        node = self._take("source")
        source = self._place.text(node, "source")
        parts = urlsplit(source)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise self._place.fault(node, f"source {source!r} is no address; write https://...")
        return source

    def _as_of(self) -> str | None:
        if "as_of" not in self._fields:
            return None
        node = self._fields["as_of"][1]
        day = self._place.text(node, "as_of")
        if not is_date(day):
            raise self._place.fault(node, f"as_of {day!r} is not a date like 2024, 2024-05 or 2024-05-17")
        return day

    def _names(self, thing: str) -> None:
        for field in ("name", "names"):
            if field in self._fields:
                key, node = self._fields[field]
                for item in items(node):
                    text = self._place.text(item, field)
                    self._state(thing, field, self._span(key, item), value=text)

    def _facts(self, thing: str, node_type: NodeType) -> None:
        for field, (key, node) in self._fields.items():
            if field in node_type.properties:
                self._values(thing, node_type, field)
            elif field in self._ontology.edges:
                self._edges(thing, field, key, node, outward=True)
            elif field == "from":
                for name, (inner, ends) in self._place.fields(node, "from").items():
                    self._edges(thing, self._known_edge(inner, name), inner, ends, outward=False)
            elif field not in _OWN:
                possible = ", ".join((*_OWN, *node_type.properties, *self._ontology.edges))
                raise self._place.fault(key, f"{node_type.label} has no field {field!r}; possible: {possible}")

    def _values(self, thing: str, node_type: NodeType, field: str) -> None:
        key, node = self._fields[field]
        kind = node_type.properties[field]
        if isinstance(node, yaml.SequenceNode) and not kind.multiple:
            raise self._place.fault(node, f"{node_type.label} has one {field}, not a list")
        for item in items(node):
            self._state(thing, field, self._span(key, item), value=self._place.value(item, kind))

    def _known_edge(self, node: yaml.Node, name: str) -> str:
        if name not in self._ontology.edges:
            raise self._place.fault(node, f"there is no edge {name!r}; possible: {', '.join(self._ontology.edges)}")
        return name

    def _edges(self, thing: str, name: str, key: yaml.Node, node: yaml.Node, *, outward: bool) -> None:
        edge = self._ontology.edges[name]
        for item in items(node):
            other, qualifiers = self._end(edge, item)
            source, target = (thing, other) if outward else (other, thing)
            self._check_end(edge, item, source, edge.source, "starts from")
            self._check_end(edge, item, target, edge.target, "ends at")
            self._state(source, name, self._span(key, item), to=target, qualifiers=qualifiers)

    def _end(self, edge: EdgeType, item: yaml.Node) -> tuple[str, dict[str, Value]]:
        """Return the other end and the qualifiers of an edge written as a key or as {to: key, qualifier: value}."""
        if not isinstance(item, yaml.MappingNode):
            return self._place.key(item, self._ontology), {}
        fields = self._place.fields(item, edge.type)
        if "to" not in fields:
            raise self._place.fault(item, f"{edge.type} has no 'to': write {{to: key, ...}}")
        return self._place.key(fields.pop("to")[1], self._ontology), dict(self._qualifiers(edge, fields))

    def _qualifiers(self, edge: EdgeType, fields: Fields) -> Iterator[tuple[str, Value]]:
        for name, (key, value) in fields.items():
            if name not in edge.qualifiers:
                possible = ", ".join(edge.qualifiers) or "none"
                raise self._place.fault(key, f"{edge.type} has no qualifier {name!r}; possible: {possible}")
            yield name, self._place.value(value, edge.qualifiers[name])

    def _check_end(self, edge: EdgeType, item: yaml.Node, key: str, labels: tuple[str, ...], verb: str) -> None:
        label = parse_key(key, self._ontology).label
        if label not in labels and "*" not in labels:
            raise self._place.fault(item, f"{edge.type} {verb} {' or '.join(labels)}, and {key} is of {label}")

    def _span(self, key: yaml.Node, item: yaml.Node) -> Span:
        """Return the quote for an item of a field: its own line in a list of lines, else from the field's name on.

        A comment that ends the item's line belongs to it: it says in words which thing a code means.
        """
        start, end = item.start_mark.index - self._start, item.end_mark.index - self._start
        text = self._notes.text
        end = start + len(text[start:end].rstrip())
        comment = _COMMENT.match(text, end)
        end = comment.end() if comment else end
        dash = _DASH.fullmatch(text, text.rfind("\n", 0, start) + 1, start)
        if dash is not None:
            return self._notes.whole_span(dash.start(1), end)
        return self._notes.item_span(key.start_mark.index - self._start, start, end)

    def _state(
        self,
        subject: str,
        predicate: str,
        span: Span,
        *,
        value: Value | None = None,
        to: str | None = None,
        qualifiers: dict[str, Value] | None = None,
    ) -> None:
        self._statements.append(
            Statement(
                subject=subject,
                predicate=predicate,
                span=span,
                object=to,
                value=value,
                qualifiers=qualifiers or {},
                method=METHOD,
            )
        )
