"""Warnings on queries of a kind that an engine is known to answer wrongly; the kinds are in ``known_wrong.yaml``."""

import functools
import itertools
from collections.abc import Callable, Iterator, Mapping
from importlib import resources

import yaml

from graph.explore.diagnose_clauses import clause_starts
from graph.explore.guard_roles import sign_at, token_at
from graph.explore.guard_tokens import Reading

_PREDICATES = ("ANY", "ALL", "NONE", "SINGLE")
_COMPARED = ("=", "<>", "<", ">", "<=", ">=")


def warnings_of(engine: str, reading: Reading, keywords: tuple[bool, ...]) -> tuple[str, ...]:
    """Return a line for each kind of query, wrong on this engine, that this one is of."""
    return tuple(line for kind, line in _known_wrong().get(engine, {}).items() if _KINDS[kind](reading, keywords))


@functools.cache
def _known_wrong() -> Mapping[str, Mapping[str, str]]:
    text = resources.files("graph.explore").joinpath("known_wrong.yaml").read_text(encoding="utf-8")
    told: Mapping[str, Mapping[str, str]] = yaml.safe_load(text)
    return told


def _clauses(reading: Reading, keywords: tuple[bool, ...]) -> Iterator[tuple[str, str, int, int]]:
    """Yield each clause: its word, that of the clause before, its first token and the one after its last."""
    starts = [*clause_starts(reading, keywords), len(reading.tokens)]
    before = ""
    for first, last in itertools.pairwise(starts):
        word = reading.tokens[first].upper
        yield word, before, first, last
        before = word


def _conditions_with_or(reading: Reading, keywords: tuple[bool, ...]) -> Iterator[tuple[int, int]]:
    """Yield the WHERE of each MATCH of several nodes that has an OR."""
    several = False
    for word, before, first, last in _clauses(reading, keywords):
        if word in ("MATCH", "OPTIONAL"):
            several = any(t.upper in ("-", "<-", "->", ",") for t in reading.tokens[first:last])
        held = {token.upper for token in reading.tokens[first:last]}
        if word == "WHERE" and before in ("MATCH", "OPTIONAL") and several and held & {"OR", "XOR"}:
            yield first, last


def _predicate_in_or(reading: Reading, keywords: tuple[bool, ...]) -> bool:
    return any(
        reading.tokens[at].upper in _PREDICATES and sign_at(reading, at + 1) == "("
        for first, last in _conditions_with_or(reading, keywords)
        for at in range(first, last)
    )


def _bare_in_or(reading: Reading, keywords: tuple[bool, ...]) -> bool:
    return any(
        _is_bare(reading, at) for first, last in _conditions_with_or(reading, keywords) for at in range(first, last)
    )


def _is_bare(reading: Reading, at: int) -> bool:
    """Say whether ``a.b`` stands here as a condition by itself."""
    token, before, after = reading.tokens[at], token_at(reading, at - 1), token_at(reading, at + 3)
    if not token.is_name or sign_at(reading, at + 1) != "." or before is None:
        return False
    begins = before.upper in ("WHERE", "OR", "AND", "NOT", "XOR", "(")
    ends = after is None or after.upper in ("OR", "AND", "XOR", ")", "RETURN", "WITH", "MATCH", "OPTIONAL", "ORDER")
    in_call = before.upper == "(" and (call := token_at(reading, at - 2)) is not None and call.is_name
    return begins and ends and not in_call


def _comes_back(reading: Reading, keywords: tuple[bool, ...]) -> bool:
    """Say whether a pattern ends at a node that only an OPTIONAL MATCH before has bound."""
    bound: set[str] = set()
    maybe: set[str] = set()
    for word, _, first, last in _clauses(reading, keywords):
        names = _nodes(reading, first, last)
        if word == "OPTIONAL":
            if maybe & set(names[1:]) or (names and names[0] in maybe and len(names) > 1 and names[-1] in bound):
                return True
            maybe |= set(names) - bound
        elif word in ("MATCH", "WITH", "RETURN", "WHERE"):
            inner = [
                n
                for at in range(first, last)
                if _is_subquery(reading, at)
                for n in _nodes(reading, at, reading.partner[at + 1])[1:]
            ]
            if maybe & set(inner):
                return True
            if word == "MATCH":
                bound |= set(names) - maybe
            elif word == "WITH":
                bound, maybe = bound | maybe, set()
    return False


def _is_subquery(reading: Reading, at: int) -> bool:
    return reading.tokens[at].upper in ("EXISTS", "COUNT", "COLLECT") and sign_at(reading, at + 1) == "{"


def _nodes(reading: Reading, first: int, last: int) -> list[str]:
    """Return the variables of the nodes in patterns between two tokens, in order."""
    found = []
    for at in range(first, last):
        token = token_at(reading, at + 1)
        if reading.tokens[at].upper != "(" or token is None or not token.is_name:
            continue
        beside = {sign_at(reading, at - 1), sign_at(reading, reading.partner[at] + 1)}
        if beside & {"-", "<-", "->"} or sign_at(reading, at + 2) == ":":
            found.append(token.text)
    return found


def _count_in_optional(reading: Reading, keywords: tuple[bool, ...]) -> bool:
    for word, before, first, last in _clauses(reading, keywords):
        if word == "WHERE" and before == "OPTIONAL":
            for at in range(first, last):
                if reading.tokens[at].upper == "COUNT" and sign_at(reading, at + 1) == "{":
                    around = {sign_at(reading, at - 1), sign_at(reading, reading.partner[at + 1] + 1)}
                    if around & set(_COMPARED):
                        return True
    return False


_KINDS: Mapping[str, Callable[[Reading, tuple[bool, ...]], bool]] = {
    "predicate_in_or": _predicate_in_or,
    "bare_in_or": _bare_in_or,
    "comes_back": _comes_back,
    "count_in_optional": _count_in_optional,
}
