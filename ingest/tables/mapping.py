"""Mappings loaded from YAML and checked: every thing, property, edge and unit must be one of the ontology."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import get_args

import yaml

from graph.errors import InvalidKey
from graph.ontology import EdgeType, Ontology, PropertyType
from graph.ontology.naming import parse_key
from ingest.hub_ids import arxiv_id, hub_id
from ingest.tables.fields import Fields
from ingest.tables.mapping_values import (
    column_reads,
    conditions_of,
    constant_reads,
    fold,
    lower,
    reads_of,
    split_of,
)
from ingest.tables.rules import Edge, Fact, Measure, Others, Prose, Reads, TableRules, Thing

WRITTEN: Mapping[str, Callable[[str], str | None]] = {
    "arxiv": arxiv_id,
    "hf": hub_id,
    "hf-dataset": lambda text: hub_id(text, dataset=True),
}
"""What finds the key in another form of it, by key scheme."""
NAMING = {
    "name": PropertyType(name="name", kind="text", about="The name it is known by."),
    "names": PropertyType(name="names", kind="text", about="Another name of it.", multiple=True),
}
"""What every thing may be given beside the properties of its type."""

_SLOT = re.compile(r"\{([^{}]*)\}")
_DATE = PropertyType(name="published", kind="date", about="")
_DECIDING = ("metric", "unit", "as_of", "window", "scope", "definition")


def load_tables(where: str, node: yaml.Node | None, ontology: Ontology) -> tuple[TableRules, ...]:
    """Return the mappings in ``node``, a mapping of names to tables, as a source's file has under ``tables``.

    Raises SourceError that names file, line, field and what is possible.
    """
    fields = Fields(where, "tables", node)
    return tuple(load_table(Fields(where, f"table {name!r}", table), name, ontology) for name, table in fields.rest())


def load_table(fields: Fields, name: str, ontology: Ontology) -> TableRules:
    """Return one mapping. Raises SourceError as ``load_tables`` does."""
    things = _things(fields, ontology)
    records = fields.text("records", "")
    rules = TableRules(
        name=name,
        required=fields.texts("columns"),
        title=fields.text("title", "") or None,
        publisher=fields.text("publisher", "") or None,
        url=fields.text("url", "") or None,
        published=_published(fields),
        delimiter=fields.text("delimiter", "") or None,
        sheet=fields.text("sheet", "") or None,
        records=tuple(records.split(".")) if records else (),
        nothing=lower(fields.texts("nothing")),
        hedges=tuple(map(fold, fields.texts("hedges"))),
        hedged=fields.share("hedged", "0.6"),
        things=things,
        facts=tuple(_facts(fields, things, ontology)),
        edges=tuple(_edge(edge, things, ontology) for edge in fields.list_of("edges")),
        measures=tuple(_measure(measure, things, ontology) for measure in fields.list_of("measurements")),
        prose=tuple(_prose(fields, things)),
    )
    fields.done()
    return rules


def _published(fields: Fields) -> Reads | None:
    node = fields.take("published")
    return None if node is None else constant_reads(fields, "published", node, _DATE)


def _things(fields: Fields, ontology: Ontology) -> dict[str, Thing]:
    inner = fields.sub("things")
    if inner is None:
        fields.fail(f"{fields.what} has no things; name at least the one that a row is about")
    things = {name: _thing(inner, name, node, ontology) for name, node in inner.rest()}
    if not things:
        inner.fail(f"{fields.what} has no things; name at least the one that a row is about")
    return things


def _thing(outer: Fields, name: str, node: yaml.Node, ontology: Ontology) -> Thing:
    if isinstance(node, yaml.ScalarNode):
        fields, key = None, outer.scalar(name, node)
    else:
        fields = Fields(outer.where, f"thing {name!r}", node)
        key = fields.text("key")
    prefix, colon, template = key.partition(":")
    known = [*ontology.nodes, *ontology.roles, *ontology.schemes]
    if not colon:
        outer.fail(f"key {key!r} of thing {name!r} has no colon: write Label:{{column}} or scheme:{{column}}", node)
    outer.choice("key", prefix, known, node)
    found = ontology.scheme(prefix)
    label = found[0].label if found else ontology.label_of_role(prefix) or prefix
    pieces = tuple(_pieces(template))
    if not any(column for _, column in pieces) and not template.strip():
        outer.fail(f"key {key!r} of thing {name!r} names no column: write {prefix}:{{column}}", node)
    thing = Thing(name=name, label=label, prefix=prefix, scheme=found[1] if found else None, pieces=pieces)
    return thing if fields is None else _with_options(thing, fields, ontology)


def _with_options(thing: Thing, fields: Fields, ontology: Ontology) -> Thing:
    split, keys = split_of(fields), _whole_keys(fields, ontology)
    if split.marks and len(thing.columns) != 1:
        fields.fail(f"{fields.what} is split, so its key must be made from one column")
    others = fields.choice("others", fields.text("others", "leave" if keys else "key"), get_args(Others))
    made = replace(
        thing,
        split=split,
        nothing=lower(fields.texts("nothing")),
        keys=keys,
        others=next(one for one in get_args(Others) if one == others),
        not_names=tuple(text.casefold() for text in fields.texts("not_names")),
        written=_written(thing, fields),
        longest=int(fields.number("longest", Decimal(thing.longest))),
        longest_cell=int(fields.number("longest_cell", Decimal(0))) or None,
        placeholders=lower(fields.texts("placeholders")),
    )
    fields.done()
    return made


def _written(thing: Thing, fields: Fields) -> bool:
    written = fields.flag("written")
    if written:
        fields.choice("key with written", thing.prefix, WRITTEN)
    return written


def _whole_keys(fields: Fields, ontology: Ontology) -> dict[str, str]:
    inner = fields.sub("keys")
    keys = {} if inner is None else {fold(word): inner.scalar(word, node) for word, node in inner.rest()}
    for key in keys.values():
        try:
            parse_key(key, ontology)
        except InvalidKey as error:
            fields.fail(f"keys of {fields.what}: {error}")
    return keys


def _pieces(template: str) -> Iterator[tuple[str, str]]:
    """Yield fixed text and the column after it, of a template like ``{org}/{model}``."""
    at = 0
    for slot in _SLOT.finditer(template):
        yield template[at : slot.start()], slot[1].strip()
        at = slot.end()
    if template[at:]:
        yield template[at:], ""


def _facts(fields: Fields, things: Mapping[str, Thing], ontology: Ontology) -> Iterator[Fact]:
    properties = fields.sub("properties")
    for name, node in properties.rest() if properties else ():
        thing = things[fields.choice("properties", name, things, node)]
        node_type = ontology.nodes[thing.label]
        own = Fields(fields.where, f"properties of {name!r}", node)
        for prop, spec in own.rest():
            types = {**NAMING, **node_type.properties}
            property_type = types[own.choice("property", prop, types, spec)]
            for one in spec.value if isinstance(spec, yaml.SequenceNode) else [spec]:
                yield _fact(own, name, prop, one, property_type)


def _fact(own: Fields, thing: str, prop: str, node: yaml.Node, property_type: PropertyType) -> Fact:
    if isinstance(node, yaml.ScalarNode):
        return Fact(thing=thing, reads=column_reads(own, prop, node, property_type))
    spec = Fields(own.where, f"{prop} of {thing!r}", node)
    fact = Fact(
        thing=thing,
        reads=reads_of(spec, property_type),
        pair=spec.flag("pair"),
        when=conditions_of(spec),
        confidence=spec.share("confidence", "1"),
    )
    spec.done()
    return fact


def _edge(fields: Fields, things: Mapping[str, Thing], ontology: Ontology) -> Edge:
    name = fields.text("edge")
    edge_type = ontology.edges[fields.choice("edge", name, ontology.edges)]
    ends = [fields.choice(end, fields.text(end), things) for end in ("from", "to")]
    for end, thing, labels in zip(("from", "to"), ends, (edge_type.source, edge_type.target), strict=True):
        if labels != ("*",):
            fields.choice(f"label of {end}", things[thing].label, labels)
    edge = Edge(
        type=name,
        source=ends[0],
        target=ends[1],
        qualifiers=tuple(_qualifiers(fields, edge_type)),
        pair=fields.flag("pair"),
        when=conditions_of(fields),
        quote=fields.text("quote", "") or None,
        confidence=fields.share("confidence", "1"),
    )
    fields.done()
    return edge


def _qualifiers(fields: Fields, edge_type: EdgeType) -> Iterator[Reads]:
    inner = fields.sub("with")
    for name, node in inner.rest() if inner else ():
        property_type = edge_type.qualifiers[fields.choice("qualifier", name, edge_type.qualifiers, node)]
        if isinstance(node, yaml.ScalarNode):
            yield constant_reads(fields, name, node, property_type)
            continue
        spec = Fields(fields.where, f"{name} of {fields.what}", node)
        yield replace(reads_of(spec, property_type), alone=spec.flag("alone"))
        spec.done()


def _measure(fields: Fields, things: Mapping[str, Thing], ontology: Ontology) -> Measure:
    types = ontology.nodes["Measurement"].properties
    node = fields.take("value")
    if node is None:
        fields.fail(f"{fields.what} has no field 'value'; name the column of the figure")
    measure = Measure(
        thing=fields.choice("of", fields.text("of"), things),
        value=column_reads(fields, "value", node, types["value"]),
        decides=tuple(_decides(fields, types)),
        when=conditions_of(fields),
        confidence=fields.share("confidence", "1"),
    )
    fields.done()
    return measure


def _decides(fields: Fields, types: Mapping[str, PropertyType]) -> Iterator[Reads]:
    if not fields.has("metric"):
        fields.fail(f"{fields.what} has no field 'metric'; possible: {', '.join(types['metric'].values)}")
    for name in _DECIDING:
        node = fields.take(name)
        if node is not None:
            yield constant_reads(fields, name, node, types[name])


def _prose(fields: Fields, things: Mapping[str, Thing]) -> Iterator[Prose]:
    inner = fields.sub("passages")
    for name in list(things) if inner else ():
        columns = inner.texts(name) if inner else ()
        if columns:
            yield Prose(thing=name, columns=columns)
    if inner:
        inner.done()
