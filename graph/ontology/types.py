"""Frozen types of the ontology, as loaded from its YAML files."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

ValueKind = Literal["text", "integer", "number", "date", "boolean"]
"""What a value is. ``date`` is ISO text in the precision its source gave: 2024, 2024-05 or 2024-05-17."""

Ask = Literal["when", "where", "who", "how much", "how many", "how long", "what"]
"""A question word, or two, that a property may answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyWords:
    """Words by which people ask for a property."""

    nouns: tuple[str, ...] = ()
    """ "parameters", "parameter count": what follows "how many" or "what is the"."""
    verbs: tuple[str, ...] = ()
    """Base forms that ask for it: "release" for ``released``, "cost" for a price."""
    adjectives: tuple[str, ...] = ()
    """Adjectives formed from its values or that say it holds: "gated", "multilingual"."""
    most: tuple[str, ...] = ()
    """Superlatives and comparatives that order it downwards: "largest", "larger", "newest"."""
    least: tuple[str, ...] = ()
    """Those that order it upwards: "smallest", "smaller", "oldest"."""
    asks: tuple[Ask, ...] = ()
    """Question words that this property may answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyType:
    """A property of a node type, or a qualifier of an edge type."""

    name: str
    kind: ValueKind
    about: str
    unit: str | None = None
    """The unit of a number: "FLOP", "USD", "GB"; None for a bare count or a text."""
    multiple: bool = False
    """Whether a thing can have several values at once (languages); if not, two values are a dispute."""
    identifying: bool = False
    """For a qualifier: whether it tells two edges of one type and ends apart."""
    values: tuple[str, ...] = ()
    """The possible values where the list is closed, else empty."""
    value_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For closed values: words that mean one of them: ``{"quantized": ("quantised", "quant")}``."""
    value_verbs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For a closed value of a qualifier: verbs in base form that say the relation with this value of it:
    ``{"publisher": ("upload",)}``."""
    words: PropertyWords = PropertyWords()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyScheme:
    """A typed key that identifies nodes of one type: ``hf:Qwen/Qwen2.5-7B`` has scheme ``hf``."""

    scheme: str
    about: str
    fold_case: bool = False
    """Whether two values that differ by case alone are one key."""
    pattern: str | None = None
    """A regular expression that the whole value must match, or None."""
    url: str | None = None
    """The page of the thing, with ``{value}`` where the value goes, or None."""
    short_after: str | None = None
    """What stands before the short name in a value ("/" of a Hub id), or None where values have none. A short
    name is good for asking, and never makes two keys one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeType:
    """A type of thing: its label in the graph, its keys, properties and nouns."""

    label: str
    about: str
    entity: bool = True
    """Whether it is a thing of the world; a Document only witnesses."""
    roles: tuple[str, ...] = ()
    """Extra labels that a node may bear beside its own: Lab, Chipmaker, Agency of Organization."""
    keys: tuple[KeyScheme, ...] = ()
    properties: Mapping[str, PropertyType] = field(default_factory=dict)
    nouns: tuple[str, ...] = ()
    """Singular nouns for the type: "model", "checkpoint". Plurals are formed by rule."""
    role_nouns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Singular nouns for each role label: ``{"Lab": ("lab", "developer")}``."""
    generic: tuple[str, ...] = ()
    """Nouns that may stand for it without saying its type: "company" for any Organization."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeWords:
    """Words by which people say a relation, in both directions.

    For DEVELOPED from Organization to Model: ``forward`` "develop", "release" (the source does it to the
    target); ``backward`` "developed by", "from" (said of the target, before the source); ``source``
    "developer", "maker" (what the source is to the target); ``target`` "release" (what the target is to the
    source). Verbs stand in the base form, with their preposition if they need one ("derive from").
    """

    forward: tuple[str, ...] = ()
    backward: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeType:
    """A type of relation between things."""

    type: str
    about: str
    source: tuple[str, ...]
    """Labels it may start from; ``("*",)`` is any entity."""
    target: tuple[str, ...]
    """Labels it may end at; ``("*",)`` is any entity."""
    words: EdgeWords = EdgeWords()
    multiple: bool = True
    """Whether a source can have several targets at once. If not, targets of different documents are a dispute
    (targets that one document names together are not)."""
    symmetric: bool = False
    transitive: bool = False
    """Whether the relation chains (DERIVED_FROM, PART_OF): "descends from, directly or indirectly"."""
    lines: bool = False
    """Whether its targets are lines or families, which are none of their kind themselves."""
    source_role: str | None = None
    """Role label that the source shows by this edge: Lab for DEVELOPED."""
    target_role: str | None = None
    qualifiers: Mapping[str, PropertyType] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Ontology:
    """All types, by label and by edge type. Without slots, so that its tables can be made once, when asked."""

    nodes: Mapping[str, NodeType]
    edges: Mapping[str, EdgeType]
    digest: str
    """A hash of the files it was read from; views are stamped with it."""

    @functools.cached_property
    def schemes(self) -> Mapping[str, tuple[NodeType, KeyScheme]]:
        """Node type and key scheme by the scheme's name."""
        return {key.scheme: (node, key) for node in self.nodes.values() for key in node.keys}

    @functools.cached_property
    def roles(self) -> Mapping[str, str]:
        """Label of the node type that may bear a role, by role."""
        return {role: node.label for node in self.nodes.values() for role in node.roles}

    def scheme(self, name: str) -> tuple[NodeType, KeyScheme] | None:
        """Return the node type and key scheme called ``name``, or None."""
        return self.schemes.get(name)

    def label_of_role(self, role: str) -> str | None:
        """Return the label of the node type that may bear ``role``, or None."""
        return self.roles.get(role)
