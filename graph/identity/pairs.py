"""Whether two keys are one thing for sure enough that no person need look: by their names and by their makers."""

from collections.abc import Mapping

from graph.identity.known import Known
from graph.identity.makers import Makers, maker_rules
from graph.identity.reading import Name, read_name
from graph.identity.tokens import tokens_of
from graph.identity.verdict import ONE_ON_RECORD, Verdict, is_at_home, verdict
from graph.identity.words import shipped_words
from graph.ontology.naming import KeyParts
from graph.record.types import AuthorKind

BORNE = "name on record"
"""The rule by which a name that a thing is said to bear means this thing."""
KINDS: dict[str, AuthorKind] = {
    "typed key": "typed key",
    "alias": "alias",
    BORNE: "alias",
    ONE_ON_RECORD: "alias",
    "renamed namespace": "alias",
}
"""Rules that need nothing beside the two names, and what they rest on."""


_ACCOUNTS = frozenset(scheme for rules in maker_rules() for scheme in rules.accounts.values())


class Pairs:
    """Which two keys are one thing for sure enough that no person need look."""

    def __init__(self, parts: Mapping[str, KeyParts], known: Known, makers: Makers) -> None:
        self._parts, self._known, self._makers = parts, known, makers

    def of(self, one: str, other: str) -> Verdict | None:
        """Return the verdict where two keys are one thing, else None."""
        label = self._parts[one].label
        found, hubs = verdict(one, other, label, self._known), self._hubs(one, other)
        stated = found.rule in (BORNE, ONE_ON_RECORD) and self.disowned(one, other)
        guessed = found.rule == "alias" and not self._is_telling(one, other)
        if found.verdict == "same" and found.rule in KINDS and not stated and not guessed:
            return found
        if len(hubs) == 1:
            (bare,) = {one, other} - set(hubs)
            found = self._with_hub(bare, hubs[0], found)
        elif (found.verdict == "same" and not self._is_telling(one, other)) or self._makers.differ(one, other):
            return None
        if found.verdict != "same" or "first version" in found.rule or frozenset((one, other)) in self._makers.related:
            return None
        return found

    def disowned(self, one: str, other: str) -> bool:
        """Say whether of a bare name and a repository a document says that somebody else made what the name means."""
        return self._agreed(one, other) is False

    def is_anothers(self, bare: str, hub: str) -> bool:
        """Say whether a repository that is disowned is a copyist's, or another repository is what the bare name means.

        A document that names other developers is not enough to tell two things apart: of a joint work it may name some.
        """
        if not self.disowned(bare, hub):
            return False
        space = read_name(hub, self._parts[hub].label).namespace
        return space in shipped_words().copyists or any(self._agreed(bare, key) for key in self._parts)

    def _agreed(self, one: str, other: str) -> bool | None:
        hubs = self._hubs(one, other)
        return self._makers.agreed(*({one, other} - set(hubs)), *hubs) if len(hubs) == 1 else None

    def _hubs(self, one: str, other: str) -> list[str]:
        return [key for key in (one, other) if read_name(key, self._parts[key].label).namespace]

    def _is_telling(self, one: str, other: str) -> bool:
        """Say whether a name and an account spelt like it are one: not by a single word, of which anybody may have made
        an account, unless the reference knows the word as a name, or the account."""
        accounts = [key for key in (one, other) if self._parts[key].scheme in _ACCOUNTS]
        if len(accounts) != 1:
            return True
        (name,) = {one, other} - set(accounts)
        text, owner = self._parts[name].value, self._known.thing_of(self._parts[accounts[0]].normal)
        if len(tokens_of(text)) > 1 or self._known.curated(self._parts[name].label, text):
            return True
        return owner is not None and self._known.is_curated(owner)

    def _with_hub(self, bare: str, hub: str, found: Verdict) -> Verdict:
        """Return the verdict on a bare name and a repository, given the one on the names."""
        label = self._parts[bare].label
        agreed = self._agreed(bare, hub)
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
