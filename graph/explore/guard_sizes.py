"""How much work one expression is, by the ranges, lists and loops that stand in its text.

No engine looks at its clock inside an expression, so what would run for minutes there is refused before it
runs. What only grows row by row is left to the time limit, save the product of literal ranges.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.engine import Parameter
from graph.explore.guard_growth import most_used, patterns_apart, replaced, uses
from graph.explore.guard_measure import Scope, measure, range_size
from graph.explore.guard_place import fault
from graph.explore.guard_policy import Policy
from graph.explore.guard_roles import sign_at, token_at
from graph.explore.guard_tokens import Reading

_LOOPS = ("ANY", "ALL", "NONE", "SINGLE", "REDUCE", "ALLREDUCE")
_ENDS = ("WITH", "RETURN", "UNWIND", "MATCH", "OPTIONAL", "CALL", "UNION", "WHERE", "ORDER", "SKIP", "LIMIT", "OFFSET")


@dataclass(slots=True)
class _Walk:
    """What is known while the query is gone through from left to right."""

    reading: Reading
    keywords: tuple[bool, ...]
    policy: Policy
    scope: Scope
    rows: float = 1.0
    """Rows that literal ranges and lists have made so far."""
    matched: float = 1.0
    """Rows that patterns which do not touch each other, and lists of unknown length, may have made so far."""
    bound: set[str] = field(default_factory=set)
    """Names of nodes and relationships so far."""
    growth: float = 1.0
    """By how much the steps so far may have multiplied a text or list."""


def check_sizes(
    reading: Reading, keywords: tuple[bool, ...], policy: Policy, parameters: Mapping[str, Parameter]
) -> None:
    """Raise QueryError, with advice, for loops over too many elements; see the module."""
    walk = _Walk(reading, keywords, policy, Scope(reading, policy, parameters))
    _clauses(walk, 0, len(reading.tokens))


def _clauses(walk: _Walk, first: int, last: int) -> None:
    """Go through the clauses between two tokens; a subquery begins with the rows of where it stands."""
    number = first
    while number < last:
        end = _clause_end(walk, number, last)
        word = walk.reading.tokens[number].upper if walk.keywords[number] else ""
        if word == "UNION":
            walk.rows, walk.matched = 1.0, 1.0
        elif word == "UNWIND":
            _unwind(walk, number + 1, end)
        else:
            if word == "MATCH" or walk.reading.tokens[number].upper == "OPTIONAL":
                apart = patterns_apart(walk.reading, number + 1, end, walk.bound)
                walk.matched *= float(walk.policy.sizes.collected) ** apart
            if word in ("WITH", "RETURN") and _is_folded(walk, number + 1, end):
                taken = min(walk.rows * walk.matched, walk.policy.sizes.most)
                walk.scope.collected = max(walk.scope.collected, taken)
            _expression(walk, number, end, walk.rows)
            if word in ("WITH", "RETURN"):
                _gathered(walk, number, end)
                _project(walk, number + 1, end)
            elif word == "LIMIT":
                walk.rows = min(walk.rows, walk.scope.number(number + 1, end) or walk.rows)
        number = end


def _clause_end(walk: _Walk, number: int, last: int) -> int:
    at = number + 1
    while at < last:
        partner = walk.reading.partner[at]
        if partner > at:
            at = partner
        elif walk.keywords[at] and walk.reading.tokens[at].upper in _ENDS and not _within(walk, at):
            return at
        at += 1
    return last


def _within(walk: _Walk, at: int) -> bool:
    """Say whether WITH belongs to STARTS or ENDS."""
    return walk.reading.tokens[at].upper == "WITH" and walk.reading.tokens[at - 1].upper in ("STARTS", "ENDS")


def _unwind(walk: _Walk, first: int, last: int) -> None:
    alias = last - 2 if last - 2 >= first and walk.reading.tokens[last - 2].upper == "AS" else last
    _expression(walk, first, alias, walk.rows, unwound=True)
    size = measure(walk.scope, first, alias)
    if alias < last:
        walk.scope.bind_each(walk.reading.tokens[last - 1].text, first, alias)
    if size.literal:
        walk.rows *= max(1.0, size.most)
        _check(walk, walk.rows, first)
    else:
        walk.matched *= size.most


def _project(walk: _Walk, first: int, last: int) -> None:
    """Take up what WITH or RETURN names, and the rows that aggregation leaves."""
    items, made = walk.scope.parts(first, last), {*walk.scope.lists, *walk.scope.numbers}
    if _is_folded(walk, first, last):
        walk.rows, walk.matched = 1.0, 1.0
    for start, end in items:
        if end - start > 2 and walk.reading.tokens[end - 2].upper == "AS" and walk.reading.tokens[end - 1].is_name:
            walk.scope.bind(walk.reading.tokens[end - 1].text, start, end - 2)
    walk.growth *= most_used(walk.reading, items, made)
    if walk.growth > walk.policy.sizes.most:
        raise fault(
            "each step doubles what the one before made: make it smaller", walk.reading.text,
            walk.reading.tokens[first - 1].start,
        )  # fmt: skip


def _gathered(walk: _Walk, number: int, last: int) -> None:
    """Refuse literal texts that are put into many rows which are held at once: to collect, sort or tell apart."""
    words = {token.upper for token in walk.reading.tokens[number:last]}
    after = token_at(walk.reading, last)
    made = walk.rows * walk.scope.text(number, last)
    if made <= walk.policy.sizes.most_gathered:
        return
    if {"COLLECT", "DISTINCT"} & words or (after is not None and after.upper == "ORDER"):
        raise fault(
            f"this gathers {made:,.0f} characters, and {walk.policy.sizes.most_gathered:,} is the most: take fewer",
            walk.reading.text, walk.reading.tokens[number].start,
        )  # fmt: skip


def _is_folded(walk: _Walk, first: int, last: int) -> bool:
    """Say whether WITH or RETURN makes one row of all: then a list that it collects takes them all up."""
    items = walk.scope.parts(first, last)
    return bool(items) and all(any(_is_aggregate(walk, n) for n in range(*item)) for item in items)


def _is_aggregate(walk: _Walk, number: int) -> bool:
    token = walk.reading.tokens[number]
    return token.text.lower() in walk.policy.aggregates and sign_at(walk.reading, number + 1) == "("


def _expression(walk: _Walk, first: int, last: int, times: float, *, unwound: bool = False) -> None:
    """Check what stands between two tokens and is worked out ``times`` times."""
    number = first
    while number < last:
        number = _step(walk, number, first, times, unwound)


def _step(walk: _Walk, number: int, first: int, times: float, unwound: bool) -> int:
    token, partner = walk.reading.tokens[number], walk.reading.partner[number]
    if token.upper == "RANGE" and sign_at(walk.reading, number + 1) == "(":
        _range(walk, number, times, alone=unwound and number == first)
    elif token.upper == "REPLACE" and sign_at(walk.reading, number + 1) == "(":
        _replaces(walk, number, times)
    elif token.upper == "IN" and times > 1:
        _search(walk, number, times)
    if token.upper in _LOOPS and sign_at(walk.reading, number + 1) == "(" and _loop(walk, number + 1, times):
        return walk.reading.partner[number + 1] + 1
    if token.upper == "[" and _loop(walk, number, times):
        return partner + 1
    if token.upper == "{" and _is_subquery(walk, number):
        rows, walk.rows = walk.rows, times
        _clauses(walk, number + 1, partner)
        walk.rows = rows
        return partner + 1
    return number + 1


def _search(walk: _Walk, number: int, times: float) -> None:
    """Refuse a search through a long list for each of many elements: IN goes through all of it every time."""
    at = number + 1
    called = sign_at(walk.reading, at + 1) == "("
    end = (walk.reading.partner[at + 1] if called else max(at, walk.reading.partner[at])) + 1
    size = measure(walk.scope, at, min(end, len(walk.reading.tokens)))
    if size.most * times > walk.policy.sizes.most_searched:
        _refuse(walk, size.most * times, walk.policy.sizes.most_searched, number)


def _is_subquery(walk: _Walk, number: int) -> bool:
    after = token_at(walk.reading, number + 1)
    return after is not None and walk.keywords[number + 1] and after.upper in (*_ENDS, "RETURN")


def _loop(walk: _Walk, bracket: int, times: float) -> bool:
    """Check a comprehension, predicate or reduce whose bracket opens here; return whether it is one."""
    tokens, close = walk.reading.tokens, walk.reading.partner[bracket]
    start = bracket + 1
    folds = sign_at(walk.reading, start + 1) == "="
    if folds:
        start = walk.scope.parts(bracket + 1, close)[0][1] + 1
        _expression(walk, bracket + 1, start, times)
    if close - start < 3 or not tokens[start].is_name or tokens[start + 1].upper != "IN":
        return False
    end = walk.scope.end_of_source(start + 2, close)
    _expression(walk, start + 2, end, times)
    size = measure(walk.scope, start + 2, end)
    _check(walk, times * size.most, start + 2)
    if folds:
        _doubling(walk, tokens[bracket + 1].text, end, close, size.most)
        _copies(walk, bracket + 1, end, close, times * size.most**2 / 2)
    _repetition(walk, end, close, times * size.most)
    hidden = walk.scope.hide(tokens[start].text)
    walk.scope.bind_each(tokens[start].text, start + 2, end)
    _expression(walk, end, close, times * max(1.0, size.most))
    walk.scope.show(hidden)
    return True


def _range(walk: _Walk, number: int, times: float, *, alone: bool) -> None:
    """Check a range; one that UNWIND takes apart row by row may end where the data says."""
    size = range_size(walk.scope, number + 1)
    if size is not None:
        _check(walk, times * size, number)
        return
    searched = walk.reading.tokens[number - 1].upper == "IN" and not _opens_loop(walk, number)
    if not alone and not searched and walk.scope.is_wild(number + 2, walk.reading.partner[number + 1]):
        raise fault(
            "this range ends where the data says, and that may be far: give it a number, or UNWIND it",
            walk.reading.text, walk.reading.tokens[number].start,
        )  # fmt: skip


def _opens_loop(walk: _Walk, number: int) -> bool:
    """Say whether the range is what a loop goes through, and not what a value is looked for in."""
    before = token_at(walk.reading, number - 3)
    return walk.reading.tokens[number - 1].upper == "IN" and before is not None and before.text in ("[", "(", ",")


def _check(walk: _Walk, size: float, number: int) -> None:
    if size > walk.policy.sizes.most:
        _refuse(walk, size, walk.policy.sizes.most, number)


def _refuse(walk: _Walk, size: float, most: int, number: int) -> None:
    raise fault(
        f"this goes through {size:,.0f} elements and {most:,} is the most, nested ones by their product: take fewer",
        walk.reading.text, walk.reading.tokens[min(number, len(walk.reading.tokens) - 1)].start,
    )  # fmt: skip


def _doubling(walk: _Walk, name: str, first: int, last: int, steps: float) -> None:
    """Refuse a reduce that puts its result together with itself: it doubles at each step."""
    replaces = (n for n in range(first, last) if walk.reading.tokens[n].upper == "REPLACE")
    longer = max((replaced(walk.reading, n, walk.policy.sizes.property) for n in replaces), default=1.0)
    if max(uses(walk.reading, name, first, last), longer) > 1 and steps > walk.policy.sizes.most_doublings:
        raise fault(
            f"{name} is put into itself more than once in each step, so it may double every time: use it once",
            walk.reading.text, walk.reading.tokens[first].start,
        )  # fmt: skip


def _copies(walk: _Walk, name: int, first: int, last: int, copied: float) -> None:
    """Refuse a reduce that makes its list or text longer in so many steps that copying it has no end."""
    begin, tokens = walk.reading.tokens[name + 2], walk.reading.tokens
    if copied <= walk.policy.sizes.most_copied or not (begin.text == "[" or begin.kind == "string"):
        return
    joins = any(t.upper in ("+", "||") for t in tokens[first:last])
    if joins and any(t.is_name and t.text == tokens[name].text for t in tokens[first:last]):
        told = (
            f"{tokens[name].text} is copied anew in each step, which is {copied:,.0f} elements in all: collect() them"
        )
        raise fault(told, walk.reading.text, tokens[name].start)


def _repetition(walk: _Walk, first: int, last: int, times: float) -> None:
    """Refuse a literal text that is made again for each of many elements."""
    made = times * walk.scope.text(first, last)
    if made > walk.policy.sizes.most_text:
        raise fault(
            f"this makes {made:,.0f} characters, and {walk.policy.sizes.most_text:,} is the most",
            walk.reading.text, walk.reading.tokens[first].start,
        )  # fmt: skip


def _replaces(walk: _Walk, number: int, times: float) -> None:
    """Refuse replacements in replacements that make a text longer each time."""
    longer = replaced(walk.reading, number, walk.policy.sizes.property)
    if longer * times > walk.policy.sizes.most:
        raise fault(
            f"these replacements make a text up to {longer:,.0f} times as long: nest fewer",
            walk.reading.text, walk.reading.tokens[number].start,
        )  # fmt: skip
