"""Judgements by rule: which keys on record are one thing, for a run of ingestion to make and a person to undo.

Nothing is joined across labels, and a family or line is never its member: that is VARIANT_OF, a relation.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from graph.identity.known import NOTHING, Known
from graph.identity.reading import Name, keys_of, read_name
from graph.identity.steps import core
from graph.identity.tokens import Tokens
from graph.identity.verdict import LONGEST_NAME, Verdict, is_at_home, verdict
from graph.identity.words import Words, shipped_words
from graph.ontology import Ontology
from graph.ontology.naming import KeyParts, parse_key
from graph.record.types import AuthorKind, Judgement

RULE_AUTHOR = "rule: "
"""What the author of every judgement by rule begins with; the name of the rule follows."""

_LARGEST_BLOCK = 60
"""A name that more keys share says nothing: "model", "base"."""
_KINDS: dict[str, AuthorKind] = {
    "typed key": "typed key",
    "alias": "alias",
    "name on record": "alias",
    "renamed namespace": "alias",
}

Block = tuple[str, Tokens | str]


def rule_judgements(keys: Iterable[str], ontology: Ontology, known: Known = NOTHING) -> tuple[Judgement, ...]:
    """Return judgements that join those of ``keys`` that the rules hold to be one thing, sorted by their keys.

    A key that would be joined to two that are not one themselves is joined to none of them. Raises InvalidKey for a
    key that the ontology does not know.
    """
    parts = {key: parse_key(key, ontology) for key in sorted(set(keys))}
    words = shipped_words()
    cluster: dict[str, set[str]] = {key: {key} for key in parts}
    for members in _blocks(parts, known, words).values():
        for one, other in combinations(members if len(members) <= _LARGEST_BLOCK else (), 2):
            if cluster[one] is not cluster[other] and _joins(one, other, parts, known) is not None:
                cluster[one] |= cluster[other]
                cluster |= dict.fromkeys(cluster[other], cluster[one])
    apart = {id(found): found for found in cluster.values() if len(found) > 1}
    made = [judgement for found in apart.values() for judgement in _agreed(sorted(found), parts, known)]
    return tuple(sorted(made, key=lambda judgement: (judgement.left, judgement.right)))


def _blocks(parts: Mapping[str, KeyParts], known: Known, words: Words) -> dict[Block, list[str]]:
    """Return the keys that may be one thing, by what they share; the first spelling of a key stands for all."""
    blocks: dict[Block, list[str]] = defaultdict(list)
    met = set[str]()
    for key, part in parts.items():
        if part.normal in met or len(key) > LONGEST_NAME:
            continue
        met.add(part.normal)
        name = read_name(key, part.label)
        for block in {(part.label, core(name, words).form), *_things(key, name, known, words)}:
            blocks[block].append(key)
    return blocks


def _things(key: str, name: Name, known: Known, words: Words) -> Iterator[Block]:
    """Yield the things on record, and the typed keys, that a key is another name of."""
    for typed in keys_of(key, name.label, words, guesses=True):
        yield (str(name.label), typed)
        if (thing := known.thing_of(typed)) is not None:
            yield (str(name.label), thing)
    for thing in known.curated(name.label, name.text):
        yield (str(name.label), thing)


def _agreed(members: list[str], parts: Mapping[str, KeyParts], known: Known) -> Iterator[Judgement]:
    """Yield joins of the keys of a cluster to one of them, for each part of it in which every two are one thing."""
    found = {
        (one, other): joined
        for one, other in combinations(members, 2)
        if (joined := _joins(one, other, parts, known)) is not None
    }
    circles: dict[frozenset[str], list[str]] = defaultdict(list)
    for key in members:
        circles[frozenset({key, *(k for pair in found if key in pair for k in pair)})].append(key)
    for circle in circles.values():
        first, *rest = sorted(circle, key=lambda key: (parts[key].scheme is None, key))
        for key in rest:
            left, right = sorted((first, key))
            yield _judgement(left, right, found[left, right], parts)


def _joins(one: str, other: str, parts: Mapping[str, KeyParts], known: Known) -> Verdict | None:
    """Return the verdict where two keys are one thing for sure enough that no person need look.

    A bare name is joined to a repository only if that is the lab's own, and not to one of several versions.
    """
    found = verdict(one, other, parts[one].label, known)
    if found.verdict != "same" or "first version" in found.rule:
        return None
    hubs = [hub for key in (one, other) if (hub := read_name(key, parts[key].label)).namespace]
    bare = len(hubs) == 1 and found.rule not in _KINDS
    return None if bare and not is_at_home(hubs[0], known) else found


def _judgement(left: str, right: str, found: Verdict, parts: Mapping[str, KeyParts]) -> Judgement:
    schemes = {parts[left].scheme, parts[right].scheme}
    return Judgement(
        kind="same",
        author=f"{RULE_AUTHOR}{found.rule}",
        author_kind=_KINDS.get(found.rule, "spelling"),
        reason=f"{parts[left].value!r} and {parts[right].value!r} are one name: {found.rule}",
        left=left,
        right=right,
        renamed=len(schemes) == 1 and None not in schemes,
    )
