"""The parts of a mapping that say how a value is read, taken from YAML and checked against the ontology."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import get_args

import yaml

from graph.errors import InvalidValue
from graph.ontology import PropertyType
from graph.ontology.dates import Precision
from graph.ontology.values import check_value
from graph.record.types import Value
from ingest.tables.fields import Fields
from ingest.tables.rules import Condition, Given, Reads, Split

_LINES = {"line": "\n", "lines": "\n", "tab": "\t"}
_PRECISIONS: tuple[Precision, ...] = ("year", "month", "day")
_NUMBERS = ("integer", "number")


def column_reads(fields: Fields, name: str, node: yaml.Node, property_type: PropertyType) -> Reads:
    """Return how a value is read that is given as the name of a column, or as a mapping."""
    if isinstance(node, yaml.ScalarNode):
        return Reads(property_type=property_type, columns=(fields.scalar(name, node),))
    inner = Fields(fields.where, name, node)
    reads = reads_of(inner, property_type)
    inner.done()
    return reads


def constant_reads(fields: Fields, name: str, node: yaml.Node, property_type: PropertyType) -> Reads:
    """Return how a value is read that is given as the value itself, or as a mapping."""
    if isinstance(node, yaml.ScalarNode):
        constant = _constant(fields, name, node, property_type)
        return Reads(property_type=property_type, constant=constant)
    return column_reads(fields, name, node, property_type)


def reads_of(fields: Fields, property_type: PropertyType) -> Reads:
    """Take what says how a value is read out of ``fields``; the caller takes what else they hold."""
    value = fields.take("value")
    columns = fields.texts("column")
    given = _given(fields)
    if sum((value is not None, bool(columns), given is not None)) != 1:
        fields.fail(f"{fields.what} needs one of column, value and from")
    number = property_type.kind in _NUMBERS
    return Reads(
        property_type=property_type,
        columns=columns,
        constant=None if value is None else _constant(fields, "value", value, property_type),
        given=given,
        split=split_of(fields),
        times=fields.number("times", Decimal(1)) if number else Decimal(1),
        units=_units(fields) if number else {},
        number_in=number and fields.flag("number_in_text"),
        words=_words(fields, property_type),
        nothing=lower(fields.texts("nothing")),
        day_first=_day_first(fields) if property_type.kind == "date" else None,
        precision=_precision(fields) if property_type.kind == "date" else "day",
    )


def split_of(fields: Fields) -> Split:
    """Take how a cell of several names is taken apart."""
    marks = tuple(_LINES.get(mark, mark) for mark in fields.texts("split"))
    if "" in marks:
        fields.fail(f"split of {fields.what} is empty; leave it out where a cell holds one value")
    return Split(marks=marks, joins=tuple(join.casefold() for join in fields.texts("joins")))


def lower(texts: tuple[str, ...]) -> frozenset[str]:
    """Return texts as cells are compared with them: trimmed, without case."""
    return frozenset(fold(text) for text in texts)


def fold(text: str) -> str:
    """Return a text without case, its white space made single blanks."""
    return " ".join(text.split()).casefold()


def conditions_of(fields: Fields) -> tuple[Condition, ...]:
    """Take the conditions of a rule: one, or a list of which all must hold."""
    node = fields.take("when")
    if node is None:
        return ()
    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
    return tuple(_condition(Fields(fields.where, f"when of {fields.what}", one)) for one in nodes)


def _condition(fields: Fields) -> Condition:
    column = fields.text("column")
    is_one, is_none = fields.texts("is"), fields.texts("not")
    empty = fields.flag("empty")
    if bool(is_one) + bool(is_none) + empty > 1:
        fields.fail(f"{fields.what} has more than one of is, not and empty; write two conditions")
    fields.done()
    return Condition(column=column, values=lower(is_one or is_none), holds=not is_none and not empty)


def _given(fields: Fields) -> Given | None:
    text = fields.text("from", "")
    if not text:
        return None
    fields.choice("from", text, get_args(Given))
    return next(given for given in get_args(Given) if given == text)


def _day_first(fields: Fields) -> bool | None:
    return fields.flag("day_first") if fields.has("day_first") else None


def _precision(fields: Fields) -> Precision:
    text = fields.text("precision", "day")
    fields.choice("precision", text, _PRECISIONS)
    return next(precision for precision in _PRECISIONS if precision == text)


def _units(fields: Fields) -> Mapping[str, Decimal]:
    inner = fields.sub("units")
    return {} if inner is None else {name: inner.decimal(name, node) for name, node in inner.rest()}


def _words(fields: Fields, property_type: PropertyType) -> Mapping[str, Value]:
    inner = fields.sub("words")
    if inner is None:
        return {}
    return {fold(name): _constant(inner, name, node, property_type) for name, node in inner.rest()}


def _constant(fields: Fields, name: str, node: yaml.Node, property_type: PropertyType) -> Value:
    text = fields.scalar(name, node)
    try:
        return check_value(property_type, _TYPED[property_type.kind](text))
    except (InvalidValue, ValueError) as error:
        fields.fail(f"{name} of {fields.what}: {error}", node)


def _boolean(text: str) -> object:
    return {"true": True, "yes": True, "false": False, "no": False}.get(text.lower(), text)


_TYPED: Mapping[str, Callable[[str], object]] = {
    "text": str,
    "date": str,
    "integer": int,
    "number": float,
    "boolean": _boolean,
}
