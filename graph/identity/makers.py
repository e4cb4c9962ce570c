"""Who is said to make what: the evidence that lets a bare name join one of several repositories, or none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import yaml

from graph.ontology.naming import fold_name


@dataclass(frozen=True, slots=True, kw_only=True)
class MakerRules:
    """What tells who makes the things of a label."""

    label: str
    makers: str
    """The label of those who make."""
    edge: str
    """The relation from a maker to what it makes."""
    accounts: Mapping[str, str]
    """The scheme of an account by the scheme of ids that have it in front: ``hf-org`` for ``hf``."""
    whole: str
    """The relation from a maker to what it is a part of."""
    own: frozenset[str]
    """Kinds of documents that speak for the account that they stand in."""

    def account(self, key: str) -> str | None:
        """Return the key of the account that an id stands in, its case folded, or None."""
        scheme, _, value = key.partition(":")
        space, slash, _ = value.partition("/")
        return f"{self.accounts[scheme]}:{fold_name(space)}" if slash and scheme in self.accounts else None


@cache
def maker_rules() -> tuple[MakerRules, ...]:
    """Return the rules that ship."""
    text = files("graph.identity").joinpath("data", "makers.yaml").read_text("utf-8")
    return tuple(
        MakerRules(
            label=label,
            makers=one["makers"],
            edge=one["edge"],
            accounts=one["accounts"],
            whole=one["whole"],
            own=frozenset(one["own"]),
        )
        for label, one in yaml.safe_load(text).items()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Makers:
    """Who makes the things of some keys. Makers are told by ids of nodes, as ``Known`` tells things."""

    said: Mapping[str, frozenset[frozenset[str]]] = field(default_factory=dict)
    """By key, for each document that names makers of it, those that it names."""
    owners: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By id with an account, whose account that is."""
    wholes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By maker, itself and all that it is a part of."""
    related: frozenset[frozenset[str]] = frozenset()
    """Pairs of keys of which a relation is said: two things, since nothing is derived from itself."""

    def agree(self, ones: Iterable[str], others: Iterable[str]) -> bool:
        """Say whether some maker is one of the others, or a part of one, or one is a part of it."""
        mine, theirs = frozenset(ones), frozenset(others)
        return any(
            one in self.wholes.get(other, (other,)) or other in self.wholes.get(one, (one,))
            for one in mine
            for other in theirs
        )

    def agreed(self, bare: str, hub: str) -> bool | None:
        """Say whether every document that names makers of a bare name names the owner of an id's account.

        None where no document names any.
        """
        told = self.said.get(bare, frozenset())
        owners = self.owners.get(hub, frozenset())
        return all(self.agree(makers, owners) for makers in told) if told else None

    def differ(self, one: str, other: str) -> bool:
        """Say whether makers of both are named, and none of the one agrees with one of the other."""
        mine, theirs = (frozenset().union(*self.said.get(key, ())) for key in (one, other))
        return bool(mine and theirs) and not self.agree(mine, theirs)


NO_MAKERS = Makers()
"""For judging by names and keys alone."""
