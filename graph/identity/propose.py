"""Judgements by rule: which keys on record are one thing, for a run of ingestion to make and a person to undo.

Nothing is joined across labels, and a family or line is never its member: that is VARIANT_OF, a relation.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from graph.identity.known import NOTHING, Known
from graph.identity.reading import Name, keys_of, read_name
from graph.identity.steps import core
from graph.identity.tokens import Tokens
from graph.identity.verdict import Verdict, verdict
from graph.identity.words import Words, shipped_words
from graph.ontology import Ontology
from graph.ontology.naming import KeyParts, parse_key
from graph.record.types import AuthorKind, Judgement

RULE_AUTHOR = "rule: "
"""What the author of every judgement by rule begins with; the name of the rule follows."""

_LARGEST_BLOCK = 60
"""A name that more keys share says nothing: "model", "base"."""
_KINDS: dict[str, AuthorKind] = {"typed key": "typed key", "alias": "alias", "name on record": "alias"}

Block = tuple[str, Tokens | str]


def rule_judgements(keys: Iterable[str], ontology: Ontology, known: Known = NOTHING) -> tuple[Judgement, ...]:
    """Return judgements that join those of ``keys`` that the rules hold to be one thing, sorted by their keys.

    A key that would be joined to two that are not one themselves is joined to none of them. Raises InvalidKey for a
    key that the ontology does not know.
    """
    parts = {key: parse_key(key, ontology) for key in sorted(set(keys))}
    blocks = _blocks(parts, known, shipped_words())
    joined: dict[tuple[str, str], Verdict] = {}
    for members in blocks.values():
        if 1 < len(members) <= _LARGEST_BLOCK:
            joined |= dict(_joins(members, parts, known))
    return tuple(_judgement(left, right, found, parts) for (left, right), found in sorted(joined.items()))


def _blocks(parts: dict[str, KeyParts], known: Known, words: Words) -> dict[Block, list[str]]:
    """Return the keys that may be one thing, by what they share; the first spelling of a key stands for all."""
    blocks: dict[Block, list[str]] = defaultdict(list)
    met = set[str]()
    for key, part in parts.items():
        if part.normal in met:
            continue
        met.add(part.normal)
        name = read_name(key, part.label)
        for block in {(part.label, core(name, words).form), *_things(key, name, known, words)}:
            blocks[block].append(key)
    return blocks


def _things(key: str, name: Name, known: Known, words: Words) -> Iterator[Block]:
    """Yield the things on record, and the typed keys, that a key is another name of."""
    for typed in keys_of(key, name.label, words):
        yield (str(name.label), typed)
        if (thing := known.thing_of(typed)) is not None:
            yield (str(name.label), thing)
    for thing in known.curated(name.label, name.text):
        yield (str(name.label), thing)


def _joins(members: list[str], parts: dict[str, KeyParts], known: Known) -> Iterator[tuple[tuple[str, str], Verdict]]:
    """Yield the joins within a block that agree with all others in it."""
    found = {
        (one, other): verdict(one, other, parts[one].label, known) for one, other in combinations(sorted(members), 2)
    }
    same = {pair for pair, judged in found.items() if judged.verdict == "same"}
    partners: dict[str, set[str]] = defaultdict(set)
    for one, other in same:
        partners[one].add(other)
        partners[other].add(one)
    for pair in sorted(same):
        one, other = pair
        if partners[one] - {other} == partners[other] - {one}:
            yield pair, found[pair]


def _judgement(left: str, right: str, found: Verdict, parts: dict[str, KeyParts]) -> Judgement:
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
