"""Whether two names mean one thing: typed keys first, then curated aliases, then spelling, with the veto."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from graph.identity.known import NOTHING, Known
from graph.identity.reading import Name, keys_of, parsed_key, read_name
from graph.identity.steps import STEPS, Pair, company_forms, noise, scripts, spellings
from graph.identity.tokens import folded, measures_of, tokens_of
from graph.identity.veto import difference
from graph.identity.words import Words, shipped_words
from graph.ontology.naming import fold_name

LONGEST_NAME = 400
"""In characters; what is longer is a description, and the rules would take long over it."""

ONE_ON_RECORD = "one thing on record"
"""The rule for two keys that judgements, or names on record, made one thing."""

Answer = Literal["same", "different", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether two names mean one thing, and by which rule."""

    verdict: Answer
    rule: str
    """The rule in a few words: "alias", "hub id, spelling", "veto: size"; why, where it is unknown."""


def verdict(left: str, right: str, label: str | None = None, known: Known = NOTHING) -> Verdict:
    """Return whether two names (or keys) mean one thing.

    ``label`` is the type of both; without one, all rules hold. ``known`` has the names on record. The order of
    the two does not count. "same" is never said across a number, size, version or suffix unless a key or a curated
    name says so.
    """
    words = shipped_words()
    texts = sorted((left.strip(), right.strip()))
    if folded(texts[0]) == folded(texts[1]):
        return Verdict(verdict="same", rule="spelling")
    if max(map(len, texts)) > LONGEST_NAME:
        return Verdict(verdict="unknown", rule="too long for a name")
    one, other = (_Side(text, label, known, words) for text in texts)
    if one.name.label is not None and other.name.label is not None and one.name.label != other.name.label:
        return Verdict(verdict="different", rule="typed key: two types of thing")
    return (
        _as_judged(one, other, known)
        or _by_key(one, other, words)
        or _by_alias(one, other, known)
        or _by_spelling(one.name, other.name, known, words)
        or _by_record(one, other, known)
        or Verdict(verdict="unknown", rule="no rule decides")
    )


class _Side:
    """One of the two names, with what is known of it."""

    def __init__(self, text: str, label: str | None, known: Known, words: Words) -> None:
        self.text, self.name = text, read_name(text, label)
        key = parsed_key(text)
        self.own = None if key is None else known.thing_of(key.normal)
        self.keys = keys_of(text, label, words, guesses=False)
        self.things = _things(self.keys, known) or _curated(self.name, known, words)
        if not self.things:  # a curated name goes before a namespace that happens to be spelt so
            self.things = _things(keys_of(text, label, words, guesses=True), known)


def _things(keys: Iterable[str], known: Known) -> frozenset[str]:
    return frozenset(thing for key in keys if (thing := known.thing_of(key)) is not None)


def _curated(name: Name, known: Known, words: Words) -> frozenset[str]:
    """Return the things that curated names give for a name, as it stands, else in simpler and simpler words."""
    if (found := known.curated(name.label, name.text)) or name.namespace:
        return found
    for step in (scripts, spellings, company_forms, noise):
        name = step(name, words)
        if name.tokens and (found := known.curated(name.label, " ".join(name.tokens))):
            return found
    return frozenset()


def _as_judged(one: _Side, other: _Side, known: Known) -> Verdict | None:
    """Decide by what is on record of two keys, or of a key and the only thing of a name: that goes before all rules."""
    if one.own is None and other.own is None:
        return None
    mine, theirs = ({side.own} if side.own is not None else side.things for side in (one, other))
    if mine == theirs and one.own is not None and other.own is not None:
        return Verdict(verdict="same", rule=ONE_ON_RECORD)
    if len(mine) == len(theirs) == 1 and known.apart(min(mine), min(theirs)):
        return Verdict(verdict="different", rule="judged different")
    return None


def _by_key(one: _Side, other: _Side, words: Words) -> Verdict | None:
    if set(one.keys) & set(other.keys):
        return Verdict(verdict="same", rule="typed key")
    mine, theirs = ({key.partition(":")[0] for key in side.keys} for side in (one, other))
    shared = mine & theirs & words.exclusive
    if shared and not one.things & other.things:
        return Verdict(verdict="different", rule=f"typed key: two of {min(shared)}")
    return None


def _by_alias(one: _Side, other: _Side, known: Known) -> Verdict | None:
    """Decide by things on record that a key or a curated name leads to, if there is one on each side."""
    if len(one.things) != 1 or len(other.things) != 1:
        return None
    (mine,), (theirs,) = one.things, other.things
    if mine == theirs:
        return Verdict(verdict="same", rule="alias")
    if known.apart(mine, theirs):
        return Verdict(verdict="different", rule="judged different")
    if known.is_curated(mine) and known.is_curated(theirs):
        return Verdict(verdict="different", rule="alias: two things of the reference")
    return None


def _by_spelling(one: Name, other: Name, known: Known, words: Words) -> Verdict | None:
    """Say "same" where the names are one but for what the steps take away, "different" where a veto stands."""
    if one.namespace and other.namespace:
        return _two_hub_ids(one, other, known, words)
    pair, needed = (one, other), list[str]()
    for rule, step in (("spelling", _as_it_is), *STEPS):
        before, pair = pair, step(pair, words)
        if pair != before and rule not in needed:
            needed.append(rule)
        if pair[0].form and pair[0].namespace == pair[1].namespace and pair[0].form == pair[1].form:
            return _spelt_alike(pair, needed or ["spelling"], known, words)
    apart = difference(*pair, words)
    return None if apart is None else Verdict(verdict="different", rule=f"veto: {apart}")


def _as_it_is(pair: Pair, words: Words) -> Pair:
    return pair


def _spelt_alike(pair: Pair, rules: list[str], known: Known, words: Words) -> Verdict:
    if measures_of(pair[0].tokens) != measures_of(pair[1].tokens):
        return Verdict(verdict="unknown", rule="a dash that may be a dot")
    for hub in (read_name(name.text, name.label) for name in pair):
        if hub.namespace and _has_rivals(hub, known, words):
            return Verdict(verdict="unknown", rule="several repositories have this name")
        if hub.namespace and not (_is_telling(hub) or is_at_home(hub, known)):
            return Verdict(verdict="unknown", rule="a word that a repository of nobody known has too")
    return Verdict(verdict="same", rule=", ".join(rules))


def _is_telling(name: Name) -> bool:
    """Say whether a name has a number or several words: "Aurora" alone is the name of several models."""
    return len(name.tokens) > 1


def is_at_home(hub: Name, known: Known) -> bool:
    """Say whether the namespace of a hub id is that of a lab that the reference knows, or of the model's own name."""
    owner = known.thing_of(f"hf-org:{hub.namespace}")
    if owner is not None and known.is_curated(owner):
        return True
    first, space = hub.form[0] if hub.form else "", "".join(tokens_of(hub.namespace))
    return len(first) > 3 and (first in space or space in first)


def _has_rivals(name: Name, known: Known, words: Words) -> bool:
    """Say whether the bare name of a hub id is on record as that of other repositories too, copies left out.

    Where namespaces of labs that the reference knows are among them, only those count.
    """
    text, label = name.text, name.label
    spaces = {_namespace(key) for key in known.short(label, text.rsplit("/", 1)[-1])} | {name.namespace}
    owners = {space: known.thing_of(f"hf-org:{space}") for space in spaces - words.copyists}
    labs = {thing for thing in owners.values() if thing is not None and known.is_curated(thing)}
    if labs:
        return labs != {owners.get(name.namespace)}
    return len(owners) > 1


def _namespace(key: str) -> str:
    return fold_name(key.partition(":")[2].rpartition("/")[0])


def _two_hub_ids(one: Name, other: Name, known: Known, words: Words) -> Verdict:
    """Two ids of one repository: only if its namespace was renamed."""
    owners = {known.thing_of(f"hf-org:{name.namespace}") for name in (one, other)}
    alike = folded(one.text.rsplit("/", 1)[-1]) == folded(other.text.rsplit("/", 1)[-1])
    renamed = alike and not {one.namespace, other.namespace} & words.own_meanings
    if renamed and len(owners) == 1 and owners != {None}:
        return Verdict(verdict="same", rule="renamed namespace")
    if one.form == other.form:
        return Verdict(verdict="unknown", rule="one name in two repositories")
    apart = difference(one, other, words)
    return Verdict(verdict="different" if apart else "unknown", rule=f"veto: {apart}" if apart else "two repositories")


def _by_record(one: _Side, other: _Side, known: Known) -> Verdict | None:
    """Decide by the names that documents give; a veto has gone before."""
    mine, theirs = (side.things or known.stated(side.name.label, side.text) for side in (one, other))
    if len(mine) != 1 or len(theirs) != 1:
        return None
    if mine == theirs:
        return Verdict(verdict="same", rule="name on record")
    judged = known.apart(min(mine), min(theirs))
    return Verdict(verdict="different", rule="judged different") if judged else None
