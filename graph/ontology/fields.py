"""Strict reading of a small YAML file: every field is taken out by name, and what is left over is an error.

Values are read as they are written, so that the words ``on``, ``no`` and ``5`` stay words. Every error names
file and line.
"""

from typing import TypeVar

import yaml

from graph.errors import OntologyError

_Choice = TypeVar("_Choice", bound=str)
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "float", "bool", "timestamp", "map", "seq"))


def fault(file: str, line: int, message: str) -> OntologyError:
    """Return the error that says ``message`` of ``file`` at ``line``, counted from 1."""
    return OntologyError(f"{file} line {line}: {message}")


def one_of(file: str, line: int, name: str, text: str, possible: tuple[_Choice, ...]) -> _Choice:
    """Return the one of ``possible`` that ``text`` is, or raise OntologyError with all of them."""
    for choice in possible:
        if choice == text:
            return choice
    raise fault(file, line, f"{name} {text!r} is not one of {', '.join(possible)}")


class Fields:
    """The fields of one mapping, taken out one by one and then closed with ``done``."""

    def __init__(self, file: str, what: str, node: yaml.Node) -> None:
        self.file = file
        self.what = what
        self.line = _line(node)
        if not isinstance(node, yaml.MappingNode):
            raise fault(file, self.line, f"{what} is not a mapping of fields to values")
        self._left: dict[str, tuple[int, yaml.Node]] = {}
        self._known: list[str] = []
        for key, value in node.value:
            name = _scalar(file, "the name of a field", key)
            if name in self._left:
                raise fault(file, _line(key), f"{what} has {name!r} twice")
            self._left[name] = (_line(key), value)

    def _take(self, name: str) -> tuple[int, yaml.Node] | None:
        self._known.append(name)
        return self._left.pop(name, None)

    def names(self) -> tuple[tuple[str, int], ...]:
        """Return name and line of each field not yet taken, for a mapping whose names are free."""
        return tuple((name, line) for name, (line, _) in self._left.items())

    def line_of(self, name: str) -> int:
        """Return the line of a field not yet taken, or of the mapping where it is not there."""
        return self._left[name][0] if name in self._left else self.line

    def text(self, name: str) -> str | None:
        """Take a text, or None where the field is not there."""
        found = self._take(name)
        return None if found is None else _scalar(self.file, name, found[1])

    def required(self, name: str) -> str:
        """Take a text that must be there."""
        text = self.text(name)
        if text is None:
            raise fault(self.file, self.line, f"{self.what} has no {name!r}; it needs one")
        return text

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Take ``true`` or ``false``."""
        line = self.line_of(name)
        text = self.text(name)
        return default if text is None else one_of(self.file, line, name, text, ("true", "false")) == "true"

    def items(self, name: str) -> tuple[tuple[str, int], ...]:
        """Take a list of texts, each with its line; empty where the field is not there."""
        found = self._take(name)
        if found is None:
            return ()
        line, node = found
        if not isinstance(node, yaml.SequenceNode):
            raise fault(self.file, line, f"{name} is not a list; write [one, two]")
        return tuple((_scalar(self.file, f"an item of {name}", item), _line(item)) for item in node.value)

    def part(self, name: str) -> "Fields":
        """Take a mapping; one without fields where it is not there."""
        found = self._take(name)
        return Fields(self.file, name, yaml.MappingNode("", [], None, None) if found is None else found[1])

    def done(self) -> None:
        """Raise OntologyError if a field is left that nothing took."""
        for name, line in self.names():
            raise fault(self.file, line, f"{self.what} has no field {name!r}; possible: {', '.join(self._known)}")


def read_fields(file: str, text: str) -> Fields:
    """Return the fields of the mapping that ``text`` is.

    Raises OntologyError for a text that is no YAML mapping, or that uses aliases or tags.
    """
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise fault(file, line, f"not YAML: {error.problem}") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise fault(file, 1, f"not YAML: {' '.join(str(error).split())}") from error
    if root is None:
        raise fault(file, 1, "the file is empty; it needs a label (a node type) or a type (an edge type)")
    _refuse_unsafe(file, root, set())
    return Fields(file, "the file", root)


def _refuse_unsafe(file: str, node: yaml.Node, met: set[int]) -> None:
    # An alias is composed as the very node it stands for: to meet a node twice is to meet an alias. Stopping at
    # the first keeps a few lines of nested aliases from being walked as millions of nodes.
    if id(node) in met:
        raise fault(file, _line(node), "an alias (*name) stands for what is here; write it out")
    met.add(id(node))
    if node.tag not in _PLAIN and not (node.tag == "tag:yaml.org,2002:null" and node.value == ""):
        raise fault(
            file, _line(node), f"{_said(node)} is not a plain value; possible: text, number, true, false, list, mapping"
        )
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _refuse_unsafe(file, item, met)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            _refuse_unsafe(file, key, met)
            _refuse_unsafe(file, value, met)


def _said(node: yaml.Node) -> str:
    name = str(node.tag).replace("tag:yaml.org,2002:", "!!")
    return repr(node.value) if name in ("!!null", "!!merge", "!!value") else f"the tag {name}"


def _line(node: yaml.Node) -> int:
    return node.start_mark.line + 1 if node.start_mark else 1


def _scalar(file: str, what: str, node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise fault(file, _line(node), f"{what} is a list or a mapping, not a text")
    text = str(node.value).strip()
    if not text:
        raise fault(file, _line(node), f"{what} is empty")
    return text
