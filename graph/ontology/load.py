"""Loads the types from a folder of YAML files, one file a type, and checks that they hold together."""

import re
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from graph.errors import OntologyError
from graph.ontology.fields import Fields, fault, one_of, read_fields
from graph.ontology.load_parts import Met, read_keys, read_properties, read_words
from graph.ontology.types import EdgeType, EdgeWords, NodeType, Ontology

_LABEL = re.compile(r"[A-Z][A-Za-z0-9]*")
_UPPER_SNAKE = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")
_ANY = "*"
# What the projection itself writes on nodes and relationships; a type of the same name would be overwritten.
_ON_NODES = frozenset({"id", "name", "names", "statements", "sources"})
_ON_EDGES = frozenset({"id", "statements", "sources", "source", "quote", "asserted"})


@cache
def shipped_ontology() -> Ontology:
    """Return the ontology that ships with the product, read once in a process."""
    return _build(
        (entry.name, entry.read_bytes()) for entry in files("graph.ontology").iterdir() if _is_type(entry.name)
    )


def load_ontology(folder: Path) -> Ontology:
    """Return the ontology that the ``*.yaml`` files of ``folder`` make.

    Raises OntologyError, which names file, line and the possible values, if a file cannot be read or does not
    hold, or if there is none.
    """
    try:
        contents = [(path.name, path.read_bytes()) for path in folder.iterdir() if _is_type(path.name)]
    except OSError as error:
        raise OntologyError(f"{folder}: the ontology cannot be read: {error.strerror}") from error
    if not contents:
        raise OntologyError(f"{folder}: no type is there; an ontology is a folder of files like Model.yaml")
    return _build(contents)


def _is_type(name: str) -> bool:
    if name.startswith("."):
        return False
    if name.endswith(".yml"):
        raise fault(name, 1, f"the types stand in .yaml files; call it {name.removesuffix('.yml')}.yaml")
    return name.endswith(".yaml")


def _build(contents: Iterable[tuple[str, bytes]]) -> Ontology:
    texts = [(name, _text(name, raw)) for name, raw in sorted(contents)]
    read = [(name, read_fields(name, text)) for name, text in texts]
    nodes = [_read_node(name, fields) for name, fields in read if not _is_edge(fields)]
    _check_apart(nodes)
    labels = {node.label: node for node in nodes}
    edges = [_read_edge(name, fields, labels) for name, fields in read if _is_edge(fields)]
    return Ontology(nodes=labels, edges={edge.type: edge for edge in edges}, digest=_digest(texts))


def _text(name: str, raw: bytes) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise fault(name, raw.count(b"\n", 0, error.start) + 1, "not UTF-8; save it as UTF-8") from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _digest(texts: Iterable[tuple[str, str]]) -> str:
    hashed = sha256()
    for name, text in texts:
        body = text.encode()
        hashed.update(f"{name}\0{len(body)}\0".encode())
        hashed.update(body)
    return hashed.hexdigest()


def _is_edge(fields: Fields) -> bool:
    return any(name == "type" for name, _ in fields.names())


def _named(file: str, fields: Fields, field: str, form: re.Pattern[str], shown: str) -> str:
    line = fields.line_of(field)
    name = fields.required(field)
    if not form.fullmatch(name):
        raise fault(file, line, f"{field} {name!r} is not written like {shown}")
    if file != f"{name}.yaml":
        raise fault(file, line, f"{field} {name!r} stands in a file of another name; call the file {name}.yaml")
    return name


def _read_node(file: str, fields: Fields) -> NodeType:
    label = _named(file, fields, "label", _LABEL, "Model")
    fields.what = label
    met: Met = {}
    roles = fields.part("roles")
    role_nouns = {role: _role(file, role, line, roles, met) for role, line in roles.names()}
    node = NodeType(
        label=label,
        about=fields.required("about"),
        entity=fields.flag("entity", default=True),
        roles=tuple(role_nouns),
        role_nouns=role_nouns,
        nouns=read_words(fields, "nouns", "type noun", label, met),
        generic=read_words(fields, "generic", "type noun", label, met),
        keys=read_keys(fields.part("keys")),
        properties=read_properties(fields.part("properties"), met, taken=_ON_NODES),
    )
    fields.done()
    return node


def _role(file: str, role: str, line: int, roles: Fields, met: Met) -> tuple[str, ...]:
    if not _LABEL.fullmatch(role):
        raise fault(file, line, f"role {role!r} is not written like Lab")
    return read_words(roles, role, "type noun", role, met)


def _check_apart(nodes: Iterable[NodeType]) -> None:
    owners: dict[str, str] = {}
    for node in nodes:
        own = [
            f"label {node.label}",
            *(f"label {role}" for role in node.roles),
            *(f"key scheme {key.scheme}" for key in node.keys),
        ]
        for thing in own:
            if thing in owners:
                raise fault(
                    f"{node.label}.yaml", 1, f"{thing} is declared in {owners[thing]}.yaml already; choose another name"
                )
            owners[thing] = node.label


def _read_edge(file: str, fields: Fields, labels: dict[str, NodeType]) -> EdgeType:
    kind = _named(file, fields, "type", _UPPER_SNAKE, "TRAINED_ON")
    fields.what = kind
    met: Met = {}
    source, target = _ends(fields, "source", labels), _ends(fields, "target", labels)
    symmetric = fields.flag("symmetric")
    if symmetric and set(source) != set(target):
        raise fault(file, fields.line, f"{kind} is symmetric, so source and target must be the same labels")
    edge = EdgeType(
        type=kind,
        about=fields.required("about"),
        source=source,
        target=target,
        words=_edge_words(fields.part("words"), kind, met),
        multiple=fields.flag("multiple", default=True),
        symmetric=symmetric,
        transitive=fields.flag("transitive"),
        lines=fields.flag("lines"),
        source_role=_shown_role(fields, "source_role", source, labels),
        target_role=_shown_role(fields, "target_role", target, labels),
        qualifiers=read_properties(fields.part("qualifiers"), met, taken=_ON_EDGES, qualifier=True),
    )
    fields.done()
    return edge


def _edge_words(fields: Fields, kind: str, met: Met) -> EdgeWords:
    def slot(name: str) -> tuple[str, ...]:
        return read_words(fields, name, f"{name} word", kind, met)

    words = EdgeWords(forward=slot("forward"), backward=slot("backward"), source=slot("source"), target=slot("target"))
    fields.done()
    return words


def _ends(fields: Fields, name: str, labels: dict[str, NodeType]) -> tuple[str, ...]:
    line = fields.line_of(name)
    possible = (*labels, _ANY)
    ends = tuple(one_of(fields.file, at, name, label, possible) for label, at in fields.items(name))
    if not ends:
        raise fault(fields.file, line, f"{fields.what} has no {name}; possible: {', '.join(possible)}")
    if len(set(ends)) < len(ends) or (_ANY in ends and len(ends) > 1):
        raise fault(fields.file, line, f"{name} names a label twice, or others beside *")
    for label in ends:
        if label != _ANY and not labels[label].entity:
            raise fault(
                fields.file, line, f"{name} {label!r} is no entity, so no relation between things can have it as an end"
            )
    return ends


def _shown_role(fields: Fields, name: str, ends: tuple[str, ...], labels: dict[str, NodeType]) -> str | None:
    line = fields.line_of(name)
    role = fields.text(name)
    possible = tuple(role for label in ends if label in labels for role in labels[label].roles)
    return None if role is None else one_of(fields.file, line, name, role, possible)
