"""Reads the parts that a type is made of: its words, its keys and its properties."""

import re
from typing import get_args

from graph.ontology.fields import Fields, fault, one_of
from graph.ontology.types import Ask, KeyScheme, PropertyType, PropertyWords, ValueKind

Met = dict[tuple[str, str], str]
"""The words met so far in one type: (slot, word without case) to what bears it."""

_KINDS: tuple[ValueKind, ...] = get_args(ValueKind)
_ASKS: tuple[Ask, ...] = get_args(Ask)
_SNAKE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_SCHEME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def read_words(fields: Fields, name: str, slot: str, bearer: str, met: Met) -> tuple[str, ...]:
    """Take the list of words ``name`` of ``bearer``.

    Raises OntologyError for a word that another bearer of the same ``slot``, or the same one, has already: the
    reader of a question could not tell which of the two is meant.
    """
    items = fields.items(name)
    for word, line in items:
        key = (slot, word.casefold())
        if key in met:
            raise fault(
                fields.file, line, f"{slot} {word!r} of {bearer} stands with {met[key]} already; keep it at one of them"
            )
        met[key] = bearer
    return tuple(word for word, _ in items)


def read_keys(fields: Fields) -> tuple[KeyScheme, ...]:
    """Take all key schemes of a type."""
    return tuple(_read_key(fields.file, scheme, line, fields.part(scheme)) for scheme, line in fields.names())


def _read_key(file: str, scheme: str, line: int, fields: Fields) -> KeyScheme:
    if not _SCHEME.fullmatch(scheme):
        raise fault(file, line, f"key scheme {scheme!r} is not written in lower case, like hf-org")
    key = KeyScheme(
        scheme=scheme,
        about=fields.required("about"),
        fold_case=fields.flag("fold_case"),
        pattern=_pattern(fields),
        url=_url(fields),
        short_after=fields.text("short_after"),
    )
    fields.done()
    return key


def _pattern(fields: Fields) -> str | None:
    line = fields.line_of("pattern")
    pattern = fields.text("pattern")
    try:
        re.compile(pattern or "")
    except re.error as error:
        raise fault(fields.file, line, f"pattern {pattern!r} is no regular expression: {error}") from error
    return pattern


def _url(fields: Fields) -> str | None:
    line = fields.line_of("url")
    url = fields.text("url")
    if url is not None and (not url.startswith("https://") or url.count("{value}") != 1):
        raise fault(fields.file, line, f"url {url!r} is not an https:// address with {{value}} in it once")
    return url


def read_properties(
    fields: Fields, met: Met, *, taken: frozenset[str], qualifier: bool = False
) -> dict[str, PropertyType]:
    """Take all properties of a node type, or all qualifiers of an edge type.

    ``taken`` are the names that the graph uses for itself. Only a qualifier may be ``identifying``.
    """
    properties = {}
    for name, line in fields.names():
        if not _SNAKE.fullmatch(name):
            raise fault(fields.file, line, f"property {name!r} is not written in lower case, like memory_gb")
        if name in taken:
            raise fault(
                fields.file, line, f"the graph keeps {name!r} for itself; others so kept: {', '.join(sorted(taken))}"
            )
        properties[name] = _read_property(name, fields.part(name), met, qualifier=qualifier)
    return properties


def _read_property(name: str, fields: Fields, met: Met, *, qualifier: bool) -> PropertyType:
    kind = one_of(fields.file, fields.line_of("kind"), "kind", fields.required("kind"), _KINDS)
    line = fields.line_of("values")
    values = tuple(value for value, _ in fields.items("values"))
    if values and kind != "text":
        raise fault(
            fields.file, line, f"values are listed for {name}, which is a {kind}; only a text has a closed list"
        )
    if len(set(values)) < len(values):
        raise fault(fields.file, line, f"{name} has one of its values twice")
    read = PropertyType(
        name=name,
        kind=kind,
        about=fields.required("about"),
        unit=fields.text("unit"),
        multiple=fields.flag("multiple"),
        identifying=qualifier and fields.flag("identifying"),
        values=values,
        value_words=_value_words(name, fields.part("value_words"), values, "value word"),
        value_verbs=_value_words(name, fields.part("value_verbs"), values, "value verb") if qualifier else {},
        words=_property_words(name, fields.part("words"), met),
    )
    fields.done()
    return read


def _value_words(name: str, fields: Fields, values: tuple[str, ...], slot: str) -> dict[str, tuple[str, ...]]:
    # One word may stand with several values ("open-weight" for three kinds of open weights) and then means any.
    words = {}
    for value, line in fields.names():
        one_of(fields.file, line, f"value of {name}", value, values)
        words[value] = read_words(fields, value, slot, value, {})
    return words


def _property_words(name: str, fields: Fields, met: Met) -> PropertyWords:
    def slot(field: str, called: str) -> tuple[str, ...]:
        return read_words(fields, field, called, name, met)

    words = PropertyWords(
        nouns=slot("nouns", "noun"),
        verbs=slot("verbs", "verb"),
        adjectives=slot("adjectives", "adjective"),
        most=slot("most", "word for most"),
        least=slot("least", "word for least"),
        asks=tuple(one_of(fields.file, line, "asks", word, _ASKS) for word, line in fields.items("asks")),
    )
    fields.done()
    return words
