"""What a home knows of names, for judging whether two of them mean one thing."""

from collections import defaultdict
from functools import cache, cached_property
from importlib import resources

from graph.identity.tokens import Tokens, form_of, tokens_of
from graph.ontology import Ontology
from graph.ontology.naming import fold_name, parse_key
from graph.record.hashing import decode
from graph.record.reader import RecordReader
from graph.views.names import Bearer, Names

DECLINED = "none"
"""The choice of a home that wants no reference data."""


@cache
def _sql(name: str) -> str:
    return resources.files("graph.explore").joinpath("sql", f"{name}.sql").read_text("utf-8")


class HomeNames:
    """The names of a home as ``graph.identity.Known``; things are told by the ids of their nodes.

    ``curated_source`` is the name of the source whose names are curated by hand. Reader and names stay the caller's.
    """

    def __init__(self, reader: RecordReader, names: Names, ontology: Ontology, curated_source: str) -> None:
        self._reader, self._names, self._ontology = reader, names, ontology
        self._source = curated_source

    @property
    def has_own_reference(self) -> bool:
        """Whether the curated source is on record, or was declined."""
        return bool(self._curated) or self._reader.meta("setting reference") == DECLINED

    def curated(self, label: str | None, name: str) -> frozenset[str]:
        """Return the nodes that the curated source calls ``name``."""
        return self._curated.get((label, form_of(tokens_of(name))), frozenset())

    def stated(self, label: str | None, name: str) -> frozenset[str]:
        """Return the nodes that anything on record calls ``name``, as a whole name."""
        wanted = form_of(tokens_of(name))
        return frozenset(
            b.node for b in self._bearers(label, name) if b.whole and form_of(tokens_of(b.spelling)) == wanted
        )

    def short(self, label: str | None, name: str) -> frozenset[str]:
        """Return the typed keys whose short form is ``name``."""
        keys = (key for b in self._bearers(label, name) if not b.whole for key in self._names.keys(b.node))
        return frozenset(key for key in keys if fold_name(key.rpartition("/")[2]) == fold_name(name))

    def thing_of(self, key: str) -> str | None:
        """Return the node of a typed key, given by its normal form, or None."""
        value = key.partition(":")[2]
        for bearer in self._names.bearers(value):
            keys = self._names.keys(bearer.node)
            if any(parse_key(one, self._ontology).normal == key for one in keys):
                return bearer.node
        return None

    def is_curated(self, thing: str) -> bool:
        """Say whether the curated source names the node."""
        return thing in self._curated_nodes

    def apart(self, one: str, other: str) -> bool:
        """Say whether a judgement tells two nodes apart."""
        return frozenset((one, other)) in self._judged

    def _bearers(self, label: str | None, name: str) -> list[Bearer]:
        return [b for b in self._names.bearers(name) if label in (None, b.label)]

    @cached_property
    def _curated(self) -> dict[tuple[str | None, Tokens], frozenset[str]]:
        found: dict[tuple[str | None, Tokens], set[str]] = defaultdict(set)
        for key, name in self._reader.rows(_sql("names_of_source"), {"source": self._source}):
            node = self._names.node_of(key)
            if node is not None:
                for label in (self._names.label(node), None):
                    found[label, form_of(tokens_of(str(decode(name))))].add(node)
        return {name: frozenset(nodes) for name, nodes in found.items()}

    @cached_property
    def _curated_nodes(self) -> frozenset[str]:
        return frozenset().union(*self._curated.values())

    @cached_property
    def _judged(self) -> frozenset[frozenset[str | None]]:
        node = self._names.node_of
        return frozenset(
            frozenset((node(j.left), node(j.right or ""))) for j in self._reader.judgements() if j.kind == "different"
        )
