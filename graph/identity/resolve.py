"""From keys and judgements to clusters: which keys are one thing.

Joins are tried in the order person, typed key, alias (names borne among them), spelling, then by key. A join
of keys judged different is skipped, and so is one that would put two ids of one kind into a cluster without
a recorded rename. A bare name (``Label:name``) that exactly one other cluster bears belongs to it; one that
several bear joins none of them and is ambiguous. So is a bare name that is the short form of ids of several clusters,
letter for letter, unless a judgement joins it to one: a short form alone makes nothing one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from graph.identity.union import Clusters
from graph.ontology import Ontology
from graph.ontology.naming import KeyParts, normalise_name, parse_key
from graph.record.reader import StoredJudgement

_ORDER = {"person": 0, "typed key": 1, "alias": 2, "spelling": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """A statement that the thing with ``key`` bears ``name``."""

    key: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Who is who: the node of each key, and the keys of each node."""

    node_of: Mapping[str, str]
    """Node id by key."""
    parts: Mapping[str, KeyParts]
    """Each key taken apart."""
    ambiguous: frozenset[str]
    """Nodes of bare names that several other nodes bear."""
    names_of: Mapping[str, frozenset[str]]
    """Names that the thing with a key is said to bear."""
    links: Mapping[str, frozenset[str]]
    """Normal forms that may be joined to a normal form, whether they were or not."""

    @cached_property
    def members(self) -> Mapping[str, tuple[str, ...]]:
        """The keys of each node, sorted."""
        found: dict[str, list[str]] = defaultdict(list)
        for key, node in self.node_of.items():
            found[node].append(key)
        return {node: tuple(sorted(keys)) for node, keys in found.items()}

    @cached_property
    def keys_of_normal(self) -> Mapping[str, tuple[str, ...]]:
        """The keys of each normal form."""
        found: dict[str, list[str]] = defaultdict(list)
        for key, parts in self.parts.items():
            found[parts.normal].append(key)
        return {normal: tuple(sorted(keys)) for normal, keys in found.items()}

    def label(self, node: str) -> str:
        """Return the label of a node's type."""
        return self.parts[self.members[node][0]].label

    def neighbourhood(self, keys: Iterable[str]) -> frozenset[str]:
        """Return all keys whose node could depend on ``keys``: those that chains of possible joins reach."""
        open_, seen = {self.parts[key].normal for key in keys}, set[str]()
        while open_:
            normal = open_.pop()
            seen.add(normal)
            open_ |= self.links.get(normal, frozenset()) - seen
        return frozenset(key for normal in seen for key in self.keys_of_normal.get(normal, ()))


def own_node(parts: KeyParts) -> str:
    """Return the id of the node that a key alone would have: itself if typed, else its label and normal name."""
    return f"{parts.scheme}:{parts.value}" if parts.scheme else parts.normal


def resolve(
    keys: Iterable[str], judgements: Iterable[StoredJudgement], bearings: Iterable[Bearing], ontology: Ontology
) -> Identity:
    """Return who is who.

    Raises InvalidKey for a key that the ontology does not know.
    """
    parts = {key: parse_key(key, ontology) for key in sorted(set(keys))}
    said = [j for j in judgements if j.right is not None and j.kind in ("same", "different")]
    for judgement in said:
        for side in (judgement.left, judgement.right or ""):
            if side not in parts:
                parts[side] = parse_key(side, ontology)
    bearings = list(bearings)
    bearers = _bearers(bearings, parts)
    clusters = Clusters.of(parts.values())
    shorts = _shorts(parts, ontology)
    links = _links(said, (bearers, shorts), parts)
    for judgement in said:
        if judgement.kind == "different":
            clusters.forbid(parts[judgement.left].normal, parts[judgement.right or ""].normal)
    _rename(clusters, said, parts)
    ambiguous = _join(clusters, said, bearers, parts)
    ambiguous |= {name for name, ids in shorts.items() if len({clusters.find(one) for one in ids}) > 1}
    named: dict[str, set[str]] = defaultdict(set)
    for bearing in bearings:
        named[bearing.key].add(bearing.name)
    return Identity(
        node_of=_node_ids(parts, clusters),
        parts=parts,
        ambiguous=frozenset(name for name in ambiguous if clusters.size(name) == 1),
        names_of={key: frozenset(names) for key, names in named.items()},
        links=links,
    )


def _bearers(bearings: Iterable[Bearing], parts: Mapping[str, KeyParts]) -> dict[str, set[str]]:
    """Return for each bare name on record (as a normal form) the normal forms that are said to bear it."""
    bare = {p.normal for p in parts.values() if p.scheme is None}
    found: dict[str, set[str]] = defaultdict(set)
    for bearing in bearings:
        bearer = parts.get(bearing.key)
        if bearer is None:
            continue
        normal = f"{bearer.label}:{normalise_name(bearing.name)}"
        if normal in bare and normal != bearer.normal:
            found[normal].add(bearer.normal)
    return found


def _shorts(parts: Mapping[str, KeyParts], ontology: Ontology) -> dict[str, set[str]]:
    """Return for each bare name on record (as a normal form) the normal forms of ids of which it is the short form.

    Letter for letter, because the short form of an id that is gone is looked for so.
    """
    bare = {(one.label, one.value): one.normal for one in parts.values() if one.scheme is None}
    found: dict[str, set[str]] = defaultdict(set)
    for one in parts.values():
        cut = ontology.schemes[one.scheme][1].short_after if one.scheme is not None else None
        if cut is not None and (normal := bare.get((one.label, one.value.rpartition(cut)[2]))) is not None:
            found[normal].add(one.normal)
    return found


def _links(
    said: list[StoredJudgement], named: Iterable[Mapping[str, set[str]]], parts: Mapping[str, KeyParts]
) -> dict[str, frozenset[str]]:
    pairs = [(parts[j.left].normal, parts[j.right or ""].normal) for j in said]
    pairs += [(name, bearer) for one in named for name, found in one.items() for bearer in found]
    links: dict[str, set[str]] = defaultdict(set)
    for left, right in pairs:
        links[left].add(right)
        links[right].add(left)
    return {normal: frozenset(others) for normal, others in links.items()}


def _ordered(said: list[StoredJudgement], kinds: tuple[str, ...]) -> list[StoredJudgement]:
    same = [j for j in said if j.kind == "same" and j.author_kind in kinds]
    return sorted(same, key=lambda j: (_ORDER[j.author_kind], j.left, j.right or "", j.id))


def _rename(clusters: Clusters, said: list[StoredJudgement], parts: Mapping[str, KeyParts]) -> None:
    for judgement in _ordered(said, tuple(_ORDER)):
        if judgement.renamed:
            clusters.rename(parts[judgement.left].normal, parts[judgement.right or ""].normal)


def _join(
    clusters: Clusters, said: list[StoredJudgement], bearers: Mapping[str, set[str]], parts: Mapping[str, KeyParts]
) -> set[str]:
    """Join in order; return the normal forms of bare names that are ambiguous."""
    for judgement in _ordered(said, ("person", "typed key")):
        clusters.join(parts[judgement.left].normal, parts[judgement.right or ""].normal)
    placed = {name for name in bearers if clusters.size(name) > 1}  # by a judgement
    ambiguous = set()
    for name in sorted(bearers.keys() - placed):
        owners = {clusters.find(bearer) for bearer in bearers[name]} - {clusters.find(name)}
        if len(owners) == 1:
            clusters.join(name, min(owners))
        elif owners:
            ambiguous.add(name)
    for judgement in _ordered(said, ("alias", "spelling")):
        clusters.join(parts[judgement.left].normal, parts[judgement.right or ""].normal)
    return ambiguous


def _node_ids(parts: Mapping[str, KeyParts], clusters: Clusters) -> dict[str, str]:
    """Return the node of each key: the least typed key of its cluster, else the least label and normal name."""
    groups: dict[str, list[KeyParts]] = defaultdict(list)
    for one in parts.values():
        groups[clusters.find(one.normal)].append(one)
    ids = {}
    for root, group in groups.items():
        typed = [own_node(one) for one in group if one.scheme]
        ids[root] = min(typed) if typed else min(own_node(one) for one in group)
    return {key: ids[clusters.find(one.normal)] for key, one in parts.items()}
