"""Fields taken out of a mapping of YAML, one by one, with errors that name file, line and what is possible."""

from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from typing import NoReturn

import yaml

from graph.errors import SourceError


class Fields:
    """The fields of one mapping. Each method takes a field out; ``done`` complains about what is left.

    All methods raise SourceError for a field of the wrong form.
    """

    def __init__(self, where: str, what: str, node: yaml.Node | None) -> None:
        self.where, self.what, self.node = where, what, node
        if not isinstance(node, yaml.MappingNode):
            self.fail(f"{what} is not a mapping of fields to values", node)
        self._left: dict[str, yaml.Node] = {
            str(key.value): value for key, value in node.value if isinstance(key, yaml.ScalarNode)
        }
        self._asked: list[str] = []
        if len(self._left) < len(node.value):
            self.fail(f"{what} has a field twice, or one whose name is no text; keep one of them", node)

    def fail(self, message: str, node: yaml.Node | None = None) -> NoReturn:
        """Raise SourceError with the place of ``node``, else of the mapping."""
        at = node or self.node
        place = f"{self.where} line {at.start_mark.line + 1}" if at is not None else self.where
        raise SourceError(f"{place}: {message}")

    def has(self, name: str) -> bool:
        """Say whether there is such a field, which then still has to be taken."""
        self._asked.append(name)
        return name in self._left

    def take(self, name: str) -> yaml.Node | None:
        """Return the node of a field, or None."""
        self._asked.append(name)
        return self._left.pop(name, None)

    def text(self, name: str, default: str | None = None) -> str:
        """Return a text; a missing one is an error without ``default``."""
        node = self.take(name)
        if node is None:
            if default is None:
                self.fail(f"{self.what} has no field {name!r}; add it")
            return default
        return self.scalar(name, node)

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts, or one text as a list; a missing field is an empty one."""
        node = self.take(name)
        if node is None:
            return ()
        if isinstance(node, yaml.SequenceNode):
            return tuple(self.scalar(name, item) for item in node.value)
        return (self.scalar(name, node),)

    def flag(self, name: str) -> bool:
        """Return whether a field says true; a missing one does not."""
        node = self.take(name)
        if node is None:
            return False
        return self.choice(name, self.scalar(name, node), ("true", "false"), node) == "true"

    def number(self, name: str, default: Decimal) -> Decimal:
        """Return a number, exactly as written."""
        node = self.take(name)
        return default if node is None else self.decimal(name, node)

    def share(self, name: str, default: str) -> float:
        """Return a number from 0 to 1."""
        node = self._left.get(name)
        number = self.number(name, Decimal(default))
        if not 0 <= number <= 1:
            self.fail(f"{name} {number} is not between 0 and 1", node)
        return float(number)

    def sub(self, name: str) -> "Fields | None":
        """Return the fields of a mapping in a field, or None where there is none."""
        node = self.take(name)
        return None if node is None else Fields(self.where, f"{name} of {self.what}", node)

    def names(self) -> tuple[str, ...]:
        """Return the names of the fields that are left."""
        return tuple(self._left)

    def rest(self) -> Iterator[tuple[str, yaml.Node]]:
        """Take out and yield all fields that are left, for a mapping whose names are free."""
        while self._left:
            name = next(iter(self._left))
            yield name, self._left.pop(name)

    def list_of(self, name: str) -> Iterator["Fields"]:
        """Yield the fields of each mapping in a list of them."""
        node = self.take(name)
        if node is None:
            return
        if not isinstance(node, yaml.SequenceNode):
            self.fail(f"{name} of {self.what} is not a list", node)
        for at, item in enumerate(node.value, start=1):
            yield Fields(self.where, f"entry {at} of {name}", item)

    def scalar(self, name: str, node: yaml.Node) -> str:
        """Return the text of a node."""
        if not isinstance(node, yaml.ScalarNode):
            self.fail(f"{name} of {self.what} is not a text", node)
        return str(node.value)

    def decimal(self, name: str, node: yaml.Node) -> Decimal:
        """Return the number of a node."""
        try:
            number = Decimal(self.scalar(name, node))
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            self.fail(f"{name} of {self.what} is not a number", node)
        return number

    def choice(self, name: str, value: str, possible: Iterable[str], node: yaml.Node | None = None) -> str:
        """Return ``value`` if it is possible; else fail and name those that are."""
        known = tuple(possible)
        if value not in known:
            self.fail(f"{name} {value!r} of {self.what} is unknown; possible: {', '.join(known)}", node)
        return value

    def done(self) -> None:
        """Complain about a field that nothing took."""
        for name, node in self._left.items():
            possible = ", ".join(dict.fromkeys(self._asked))
            self.fail(f"there is no field {name!r} in {self.what}; possible: {possible}", node)
