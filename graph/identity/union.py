"""Disjoint sets of normal forms of keys, with joins that are forbidden."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Self

from graph.ontology.naming import KeyParts


class Clusters:
    """Disjoint sets of normal forms; a join that would break a rule is skipped.

    Rules: keys of two labels never join; forbidden pairs never stand in one set; two typed keys of one scheme
    stand in one set only where one is recorded as a rename of the other.
    """

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
        self._label: dict[str, str] = {}
        self._scheme: dict[str, str | None] = {}
        self._different: dict[str, set[str]] = defaultdict(set)
        self._first_name: dict[str, str] = {}

    @classmethod
    def of(cls, parts: Iterable[KeyParts]) -> Self:
        """Return one set for each normal form."""
        clusters = cls()
        for one in parts:
            clusters._parent.setdefault(one.normal, one.normal)
            clusters._members.setdefault(one.normal, [one.normal])
            clusters._label[one.normal] = one.label
            clusters._scheme[one.normal] = one.scheme
        return clusters

    def find(self, normal: str) -> str:
        """Return the representative of the set that ``normal`` is in."""
        parent = self._parent
        while parent[normal] != normal:
            parent[normal] = parent[parent[normal]]
            normal = parent[normal]
        return normal

    def size(self, normal: str) -> int:
        """Return how many normal forms stand in the set of ``normal``."""
        return len(self._members[self.find(normal)])

    def forbid(self, left: str, right: str) -> None:
        """Keep two normal forms in different sets from now on."""
        self._different[left].add(right)
        self._different[right].add(left)

    def rename(self, left: str, right: str) -> None:
        """Count two ids of one scheme as one id with a former name, unless they are judged different."""
        if right not in self._different[left]:
            old, new = sorted((self._identity(left), self._identity(right)))
            if old != new:  # they are one already, by another judgement
                self._first_name[new] = old

    def _identity(self, normal: str) -> str:
        while normal in self._first_name:
            normal = self._first_name[normal]
        return normal

    def join(self, left: str, right: str) -> bool:
        """Join the sets of two normal forms if the rules allow it; return whether they are one set now."""
        one, other = self.find(left), self.find(right)
        if one == other:
            return True
        if not self._may_join(one, other):
            return False
        small, large = sorted((one, other), key=lambda root: (len(self._members[root]), root))
        self._parent[small] = large
        self._members[large] += self._members.pop(small)
        return True

    def _may_join(self, one: str, other: str) -> bool:
        if self._label[one] != self._label[other]:
            return False
        left, right = self._members[one], self._members[other]
        if any(normal in self._different.get(member, ()) for member in left for normal in right):
            return False
        return not self._two_ids(left + right)

    def _two_ids(self, members: list[str]) -> bool:
        ids: dict[str, set[str]] = defaultdict(set)
        for member in members:
            scheme = self._scheme[member]
            if scheme is not None:
                ids[scheme].add(self._identity(member))
        return any(len(found) > 1 for found in ids.values())
