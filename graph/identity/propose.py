"""Judgements by rule: which keys are one thing, for a run of ingestion to make and a person to overrule.

Nothing is joined across labels, and a family or line is never its member: that is VARIANT_OF, a relation. Two keys of
which a relation is said are two things.

A bare name and a repository (``Model:Llama-2-7b``, ``hf:meta-llama/Llama-2-7b``) are spelt alike far more often than
they are one, so the name alone does not join them:

* where documents name makers of the bare name, every one of them must name the owner of the repository's account, or
  what the owner is a part of (``Model:Qwen2.5-72B`` by Alibaba, ``Qwen`` being a part of it), or a part of the owner;
  a repository of somebody else is another thing, whatever its name;
* where none does, the account must be that of a lab that the reference knows, or have the model's own name, and no
  account but those of known copyists may have a repository of this name;
* a bare name that fits two repositories which are not one themselves joins neither.

Two bare names of which makers are named that have nothing to do with each other are not joined either. Typed keys and
curated names go before all of that.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from graph.identity.forms import LARGEST_BLOCK, forms_of
from graph.identity.known import NOTHING, Known
from graph.identity.makers import NO_MAKERS, Makers
from graph.identity.pairs import KINDS, Pairs
from graph.identity.reading import Name, keys_of, read_name
from graph.identity.verdict import Verdict
from graph.identity.words import Words, shipped_words
from graph.ontology import Ontology
from graph.ontology.naming import KeyParts, normalise_name, parse_key
from graph.record.types import Judgement

RULE_AUTHOR = "rule: "
"""What the author of every judgement by rule begins with; the name of the rule follows."""


def rule_judgements(
    keys: Iterable[str], ontology: Ontology, known: Known = NOTHING, makers: Makers = NO_MAKERS
) -> tuple[Judgement, ...]:
    """Return judgements that join those of ``keys`` that the rules hold to be one thing, sorted by their keys.

    A key that would be joined to two that are not one themselves is joined to none of them. The order of ``keys`` does
    not count. Raises InvalidKey for a key that the ontology does not know.
    """
    parts = {key: parse_key(key, ontology) for key in sorted(set(keys))}
    joins = Pairs(parts, known, makers)
    cluster: dict[str, set[str]] = {key: {key} for key in parts}
    for members in _blocks(parts, known, shipped_words()).values():
        for one, other in combinations(members if len(members) <= LARGEST_BLOCK else (), 2):
            if cluster[one] is not cluster[other] and joins.of(one, other) is not None:
                cluster[one] |= cluster[other]
                cluster |= dict.fromkeys(cluster[other], cluster[one])
    apart = {id(found): found for found in cluster.values() if len(found) > 1}
    made = [judgement for found in apart.values() for judgement in _agreed(sorted(found), parts, joins)]
    return tuple(sorted(made, key=lambda judgement: (judgement.left, judgement.right)))


def rule_differences(
    keys: Iterable[str], borne: Mapping[str, Iterable[str]], ontology: Ontology, known: Known, makers: Makers
) -> tuple[Judgement, ...]:
    """Return judgements that tell bare names from repositories that are said to bear them and are somebody else's.

    ``borne``: by key, the names that it is said to bear. Without these judgements a bare name that one thing alone
    bears would be that thing.
    """
    parts = {key: parse_key(key, ontology) for key in sorted(set(keys))}
    pairs, bare = Pairs(parts, known, makers), defaultdict[str, list[str]](list)
    for key, part in parts.items():
        if part.scheme is None:
            bare[part.normal].append(key)
    found = {
        tuple(sorted((key, name)))
        for key in parts.keys() & borne.keys()
        for text in borne[key]
        for name in bare.get(f"{parts[key].label}:{normalise_name(text)}", ())
        if pairs.is_anothers(name, key)
    }
    return tuple(_difference(left, right, parts) for left, right in sorted(found))


def _difference(left: str, right: str, parts: Mapping[str, KeyParts]) -> Judgement:
    return Judgement(
        kind="different",
        author=f"{RULE_AUTHOR}developer",
        author_kind="alias",
        reason=f"{parts[left].value!r} and {parts[right].value!r} share a name, and are of two developers",
        left=left,
        right=right,
    )


def _blocks(parts: Mapping[str, KeyParts], known: Known, words: Words) -> dict[str, list[str]]:
    """Return the keys that may be one thing, by what they share; the first spelling of a key stands for all."""
    blocks: dict[str, list[str]] = defaultdict(list)
    met = set[str]()
    for key, part in parts.items():
        if part.normal in met:
            continue
        met.add(part.normal)
        forms = forms_of(key)
        for block in {*forms, *(_things(key, read_name(key, part.label), known, words) if forms else ())}:
            blocks[block].append(key)
    return blocks


def _things(key: str, name: Name, known: Known, words: Words) -> Iterator[str]:
    """Yield the things on record that a key is another name of."""
    for typed in keys_of(key, name.label, words, guesses=True):
        if (thing := known.thing_of(typed)) is not None:
            yield f"{name.label} {thing}"
    for thing in known.curated(name.label, name.text):
        yield f"{name.label} {thing}"


def _agreed(members: list[str], parts: Mapping[str, KeyParts], joins: Pairs) -> Iterator[Judgement]:
    """Yield joins of the keys of a cluster to one of them, for each part of it in which every two are one thing."""
    found = {
        (one, other): joined for one, other in combinations(members, 2) if (joined := joins.of(one, other)) is not None
    }
    circles: dict[frozenset[str], list[str]] = defaultdict(list)
    for key in members:
        circles[frozenset({key, *(k for pair in found if key in pair for k in pair)})].append(key)
    for circle in circles.values():
        first, *rest = sorted(circle, key=lambda key: (parts[key].scheme is None, key))
        for key in rest:
            left, right = sorted((first, key))
            yield _judgement(left, right, found[left, right], parts)


def _judgement(left: str, right: str, found: Verdict, parts: Mapping[str, KeyParts]) -> Judgement:
    schemes = {parts[left].scheme, parts[right].scheme}
    return Judgement(
        kind="same",
        author=f"{RULE_AUTHOR}{found.rule}",
        author_kind=KINDS.get(found.rule, "spelling"),
        reason=f"{parts[left].value!r} and {parts[right].value!r} are one name: {found.rule}",
        left=left,
        right=right,
        renamed=len(schemes) == 1 and None not in schemes,
    )
