"""What is known of names within one component: the keys that forms and judgements connect.

Judgements by rule are left out, so that what the rules say never depends on what they said before.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from graph.identity.resolve import Bearing, Identity, resolve
from graph.identity.tokens import Tokens, form_of, tokens_of
from graph.ontology import Ontology
from graph.ontology.naming import fold_name
from graph.record.reader import StoredJudgement


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounts:
    """Who has which account, for judging repositories."""

    things: Mapping[str, str] = field(default_factory=dict)
    """Thing by normal form of an account's key."""
    curated: frozenset[str] = frozenset()
    """Those of the things that a curated source names."""


@dataclass(frozen=True, kw_only=True)
class Component:
    """Keys of one label, and what is said of them."""

    keys: Sequence[str]
    names: Mapping[str, Sequence[tuple[str, bool]]]
    """By key, the names that it is said to bear, each with whether a curated source says it."""
    judged: Sequence[StoredJudgement]
    """Judgements on who is who among the keys, by others than the rules."""


class Local:
    """The names of a component as ``graph.identity.Known``; things are told by the ids of their nodes."""

    def __init__(self, component: Component, ontology: Ontology, accounts: Accounts) -> None:
        self._component, self._ontology, self._accounts = component, ontology, accounts
        self._identity = self.resolved(())

    def resolved(self, more: Iterable[StoredJudgement]) -> Identity:
        """Return who is who in the component with more judgements."""
        bearings = [Bearing(key=key, name=name) for key, told in self._component.names.items() for name, _ in told]
        return resolve(self._component.keys, [*self._component.judged, *more], bearings, self._ontology)

    def is_one(self, one: str, other: str) -> bool:
        """Say whether two keys are one thing without any judgement by rule."""
        return self._identity.node_of[one] == self._identity.node_of[other]

    def is_judged_one(self, one: str, other: str) -> bool:
        """Say whether others than the rules judged two keys to be one thing."""
        node = self._judged.node_of
        return node[one] == node[other]

    @cached_property
    def _judged(self) -> Identity:
        return resolve(self._component.keys, self._component.judged, (), self._ontology)

    def curated(self, label: str | None, name: str) -> frozenset[str]:
        """Return the things that a curated source calls ``name``."""
        return self._curated.get(form_of(tokens_of(name)), frozenset())

    def stated(self, label: str | None, name: str) -> frozenset[str]:
        """Return the things that anything on record calls ``name``."""
        return self._stated.get(form_of(tokens_of(name)), frozenset())

    def short(self, label: str | None, name: str) -> frozenset[str]:
        """Return the typed keys whose short form is ``name``."""
        return self._short.get(fold_name(name), frozenset())

    def thing_of(self, key: str) -> str | None:
        """Return the thing with a typed key, given by its normal form, or None."""
        same = self._identity.keys_of_normal.get(key)
        return self._identity.node_of[same[0]] if same else self._accounts.things.get(key)

    def is_curated(self, thing: str) -> bool:
        """Say whether a curated source names the thing."""
        return thing in self._curated_things or thing in self._accounts.curated

    def apart(self, one: str, other: str) -> bool:
        """Say whether somebody judged two things to be different."""
        return frozenset((one, other)) in self._apart

    @cached_property
    def _curated(self) -> Mapping[Tokens, frozenset[str]]:
        return self._forms((key, name) for key, told in self._component.names.items() for name, sure in told if sure)

    @cached_property
    def _stated(self) -> Mapping[Tokens, frozenset[str]]:
        named = [(key, name) for key, told in self._component.names.items() for name, _ in told]
        return self._forms([*named, *((key, self._identity.parts[key].value) for key in self._component.keys)])

    def _forms(self, named: Iterable[tuple[str, str]]) -> Mapping[Tokens, frozenset[str]]:
        found: dict[Tokens, set[str]] = defaultdict(set)
        for key, name in named:
            found[form_of(tokens_of(name))].add(self._identity.node_of[key])
        return {form: frozenset(things) for form, things in found.items()}

    @cached_property
    def _short(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for key, part in self._identity.parts.items():
            cut = self._ontology.schemes[part.scheme][1].short_after if part.scheme else None
            if cut is not None and cut in part.value:
                found[fold_name(part.value.rsplit(cut, 1)[-1])].add(key)
        return {name: frozenset(keys) for name, keys in found.items()}

    @cached_property
    def _curated_things(self) -> frozenset[str]:
        told = self._component.names.items()
        return frozenset(self._identity.node_of[key] for key, names in told if any(sure for _, sure in names))

    @cached_property
    def _apart(self) -> frozenset[frozenset[str]]:
        node = self._identity.node_of
        pairs = ((j.left, j.right or "") for j in self._component.judged if j.kind == "different")
        return frozenset(frozenset((node[left], node[right])) for left, right in pairs)
