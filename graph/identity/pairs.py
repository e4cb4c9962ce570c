"""Whether two keys are one thing for sure enough that no person need look: by their names and by their makers."""

from collections.abc import Mapping

from graph.identity.known import Known
from graph.identity.makers import Makers
from graph.identity.reading import Name, read_name
from graph.identity.verdict import Verdict, is_at_home, verdict
from graph.identity.words import shipped_words
from graph.ontology.naming import KeyParts
from graph.record.types import AuthorKind

KINDS: dict[str, AuthorKind] = {
    "typed key": "typed key",
    "alias": "alias",
    "name on record": "alias",
    "renamed namespace": "alias",
}
"""Rules that need nothing beside the two names, and what they rest on."""


class Pairs:
    """Which two keys are one thing for sure enough that no person need look."""

    def __init__(self, parts: Mapping[str, KeyParts], known: Known, makers: Makers) -> None:
        self._parts, self._known, self._makers = parts, known, makers

    def of(self, one: str, other: str) -> Verdict | None:
        """Return the verdict where two keys are one thing, else None."""
        label = self._parts[one].label
        found = verdict(one, other, label, self._known)
        if found.verdict == "same" and found.rule in KINDS:
            return found
        hubs = [key for key in (one, other) if read_name(key, label).namespace]
        if len(hubs) == 1:
            (bare,) = {one, other} - set(hubs)
            found = self._with_hub(bare, hubs[0], found)
        elif self._makers.differ(one, other):
            return None
        if found.verdict != "same" or "first version" in found.rule or frozenset((one, other)) in self._makers.related:
            return None
        return found

    def _with_hub(self, bare: str, hub: str, found: Verdict) -> Verdict:
        """Return the verdict on a bare name and a repository, given the one on the names."""
        label = self._parts[bare].label
        agreed = self._makers.agreed(bare, hub)
        if agreed:
            found = verdict(bare, hub, label, _Unrivalled(self._known))
            return Verdict(verdict=found.verdict, rule=f"{found.rule}, developer")
        name = read_name(hub, label)
        if agreed is None and is_at_home(name, self._known) and not self._is_shared(hub, name):
            return found
        return Verdict(verdict="unknown", rule="a repository of somebody else")

    def _is_shared(self, hub: str, name: Name) -> bool:
        """Say whether several accounts have a repository of this name, copyists left out."""
        label = self._parts[hub].label
        found = (read_name(key, label).namespace for key in self._known.short(label, hub.rpartition("/")[2]))
        return bool(set(found) - {name.namespace} - shipped_words().copyists)


class _Unrivalled:
    """Names on record without those of other repositories: for a pair that its maker tells from all of them."""

    def __init__(self, known: Known) -> None:
        self.curated, self.stated, self.thing_of = known.curated, known.stated, known.thing_of
        self.is_curated, self.apart = known.is_curated, known.apart

    def short(self, label: str | None, name: str) -> frozenset[str]:
        """Return none."""
        return frozenset()
