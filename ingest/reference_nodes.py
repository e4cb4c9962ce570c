"""YAML nodes of an entry of reference data: taken apart strictly, with errors that name file and line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from graph.errors import InvalidKey, InvalidValue, SourceError
from graph.ontology import Ontology
from graph.ontology.naming import KeyParts, parse_key
from graph.ontology.types import PropertyType
from graph.ontology.values import check_value
from graph.record.types import Value
from ingest.yaml_nodes import NULL

_BOOLEANS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A reference file, for errors."""

    file: str

    def fault(self, node: yaml.Node, message: str) -> SourceError:
        """Return the error that says ``message`` of the line of ``node``."""
        return SourceError(f"{self.file} line {node.start_mark.line + 1}: {message}")

    def fields(self, node: yaml.Node, what: str) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        """Return key and value nodes of a mapping by name. Raises SourceError for others, and for a name twice."""
        if not isinstance(node, yaml.MappingNode):
            raise self.fault(node, f"{what} is not a mapping of fields to values")
        found: dict[str, tuple[yaml.Node, yaml.Node]] = {}
        for key, value in node.value:
            name = self.text(key, "a field's name")
            if name in found:
                raise self.fault(key, f"{what} has the field {name!r} twice; keep one of them")
            found[name] = (key, value)
        return found

    def text(self, node: yaml.Node, what: str) -> str:
        """Return the text of a scalar, trimmed. Raises SourceError for another node and a blank one."""
        if not isinstance(node, yaml.ScalarNode) or node.tag == NULL or not node.value.strip():
            raise self.fault(node, f"{what} is not a text")
        return str(node.value).strip()

    def texts(self, node: yaml.Node, what: str) -> tuple[str, ...]:
        """Return the texts of a scalar or a list. Raises SourceError for others, and for one given twice."""
        found = tuple(self.text(item, what) for item in items(node))
        if len(set(found)) < len(found):
            raise self.fault(node, f"{what} has an item twice; keep one of them")
        return found

    def key(self, node: yaml.Node, ontology: Ontology) -> str:
        """Return a key as written. Raises SourceError for a text that is none of the ontology."""
        text = self.text(node, "a key")
        self.key_parts(node, text, ontology)
        return text

    def key_parts(self, node: yaml.Node, key: str, ontology: Ontology) -> KeyParts:
        """Return the parts of a key. Raises SourceError where it is none, or does not fit its scheme's pattern."""
        try:
            parts = parse_key(key, ontology)
        except InvalidKey as error:
            raise self.fault(node, str(error)) from error
        found = ontology.scheme(parts.scheme) if parts.scheme else None
        if found and found[1].pattern and not re.fullmatch(found[1].pattern, parts.value):
            raise self.fault(node, f"{key!r} is not written as keys of {parts.scheme} are: {found[1].about}")
        return parts

    def value(self, node: yaml.Node, kind: PropertyType) -> Value:
        """Return the value of a property or qualifier. Raises SourceError for one that it cannot hold."""
        text = self.text(node, kind.name)
        try:
            return check_value(kind, _typed(text, kind))
        except InvalidValue as error:
            raise self.fault(node, str(error)) from error


def items(node: yaml.Node) -> Iterator[yaml.Node]:
    """Yield the items of a list, or the node itself where it is no list."""
    if isinstance(node, yaml.SequenceNode):
        yield from node.value
    else:
        yield node


def _typed(text: str, kind: PropertyType) -> object:
    """Return a YAML text in the Python type of a kind, or as it is where it is not written so."""
    if kind.kind == "boolean":
        return _BOOLEANS.get(text, text)
    if kind.kind not in ("integer", "number"):
        return text
    try:
        return int(text)
    except ValueError:
        pass  # It may be a number with a point or an exponent.
    try:
        return float(text)
    except ValueError:
        return text
