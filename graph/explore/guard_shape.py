"""The shape of a query: paths of any length, chains and nests that keep a planner busy, regular expressions."""

from collections.abc import Mapping

from graph.engine import Parameter
from graph.explore.guard_place import fault
from graph.explore.guard_policy import Policy
from graph.explore.guard_regex import check_regex
from graph.explore.guard_roles import sign_at, token_at
from graph.explore.guard_tokens import Reading

_OPERATORS = frozenset(
    [
        "AND",
        "OR",
        "XOR",
        "NOT",
        "+",
        "-",
        "*",
        "/",
        "%",
        "^",
        "=",
        "<>",
        "<",
        ">",
        "<=",
        ">=",
        "=~",
        "||",
        "|",
        "&",
        "!",
        ":",
        "IN",
        "CONTAINS",
        "STARTS",
        "ENDS",
        "IS",
    ]
)
_CLAUSES = frozenset(["MATCH", "WITH", "RETURN", "UNWIND", "CALL", "UNION"])
_SUBQUERIES = frozenset(["MATCH", "WITH", "RETURN", "UNWIND", "CALL", "OPTIONAL"])
_SHORTEST = ("SHORTESTPATH", "ALLSHORTESTPATHS")


def check_shape(
    reading: Reading, keywords: tuple[bool, ...], policy: Policy, parameters: Mapping[str, Parameter]
) -> None:
    """Raise QueryError, with advice, for what the module names."""
    _check_counts(reading, keywords, policy)
    for number, token in enumerate(reading.tokens):
        if token.text == "[" and sign_at(reading, number - 1) in ("-", "<-"):
            _check_hops(reading, policy, number)
        elif token.upper in ("+", "*", "{"):
            _check_quantified(reading, policy, number)
        elif token.upper == "=~":
            check_regex(reading, policy, parameters, number)


def _check_counts(reading: Reading, keywords: tuple[bool, ...], policy: Policy) -> None:
    operators, open_at, clauses, steps, subqueries, keys, cases = 0, [0], 0, 0, [-1], [0], 0
    for number, token in enumerate(reading.tokens):
        word = token.upper
        if word == "." or (word == "[" and sign_at(reading, number - 1) in ("]", ")")):
            keys[-1] += 1
        elif not token.is_name and word not in ("(", "[", "{", ")", "]", "}"):
            keys[-1] = 0
        cases += (word == "CASE" and keywords[number]) - (word == "END" and keywords[number])
        if word in ("(", "[", "{"):
            open_at.append(operators)
            keys.append(0)
            operators = 0
            after = token_at(reading, number + 1)
            if word == "{" and after is not None and keywords[number + 1] and after.upper in _SUBQUERIES:
                subqueries.append(reading.partner[number])
        elif word in (")", "]", "}"):
            operators = open_at.pop()
            keys.pop()
            subqueries = [end for end in subqueries if end > number or end < 0]
        elif word == "," or (keywords[number] and word in _CLAUSES):
            operators = 0
        operators += word in _OPERATORS and not (word == "-" and _is_arrow(reading, number))
        if keywords[number] and word in _CLAUSES and reading.tokens[number - 1].upper not in ("STARTS", "ENDS"):
            clauses, steps = clauses + 1, 0
        steps += word in ("-", "<-") and sign_at(reading, number - 1) in (")", "]", "+")
        for what, count, most in (
            ("operators in one expression", operators, policy.most_operators),
            ("clauses", clauses, policy.most_clauses),
            ("steps in one pattern", steps // 2, policy.most_steps),
            ("subqueries in each other", len(subqueries) - 1, policy.most_subqueries),
            ("keys in a row", keys[-1], policy.most_keys),
            ("CASE in each other", cases, policy.most_cases),
        ):
            if count > most:
                advice = "give long lists as a parameter and write IN" if what.startswith("operators") else "use fewer"
                raise fault(f"more than {most} {what}: {advice}", reading.text, token.start)


def _is_arrow(reading: Reading, number: int) -> bool:
    beside = {sign_at(reading, number - 1), sign_at(reading, number + 1)}
    if sign_at(reading, number - 1) == sign_at(reading, number - 2) == "-":
        return False  # three in a row are in no pattern
    return bool(beside & {"[", "]", "-", "->", ">"})


def _check_hops(reading: Reading, policy: Policy, bracket: int) -> None:
    """Check the length of ``-[...]-``: the star stands before any map or WHERE."""
    typed = False
    for number in range(bracket + 1, reading.partner[bracket]):
        word = reading.tokens[number].upper
        if word in ("{", "WHERE"):
            return
        typed = typed or word == ":" or word == "IS"
        if word == "*":
            _judge(reading, policy, number, _upper_bound(reading, number), typed)
            return


def _upper_bound(reading: Reading, star: int) -> float:
    """Return the most hops that ``*``, ``*3``, ``*..3`` or ``*1..3`` allow."""
    first, second = token_at(reading, star + 1), token_at(reading, star + 2)
    if sign_at(reading, star + 1) == "..":
        return _count(reading, star + 2)
    if first is not None and first.kind == "number":
        return _count(reading, star + 3) if second is not None and second.text == ".." else _count(reading, star + 1)
    return float("inf")


def _check_quantified(reading: Reading, policy: Policy, number: int) -> None:
    """Check ``((a)-[]->(b))+``, ``-[]->{1,}`` and the like."""
    before = sign_at(reading, number - 1)
    if before in ("->", "-"):
        start, end = _left_of(reading, number - 1)
    elif before == ")" and sign_at(reading, reading.partner[number - 1] + 1) == "(":
        start, end = reading.partner[number - 1], number - 1
    else:
        return
    inside = reading.tokens[start:end]
    if start < 0 or not any(token.upper in ("-", "<-", "->") for token in reading.tokens[start : end + 1]):
        return
    most = float("inf")
    if reading.tokens[number].upper == "{":
        close = reading.partner[number]
        if not all(token.kind == "number" or token.text == "," for token in reading.tokens[number + 1 : close]):
            return
        most = _count(reading, close - 1)
    typed = any(t.upper == "[" and _is_typed(reading, start + n) for n, t in enumerate(inside))
    _judge(reading, policy, number, most, typed)


def _left_of(reading: Reading, end: int) -> tuple[int, int]:
    """Return the tokens of the relationship whose arrow ends at ``end``: from ``-[`` or ``--``."""
    if sign_at(reading, end - 1) == "]":
        return reading.partner[end - 1] - 1, end
    return end - 1, end


def _is_typed(reading: Reading, bracket: int) -> bool:
    return any(t.upper in (":", "IS") for t in reading.tokens[bracket + 1 : reading.partner[bracket]])


def _count(reading: Reading, number: int) -> float:
    token = token_at(reading, number)
    return float(token.text.replace("_", "")) if token is not None and token.text.isdecimal() else float("inf")


def _judge(reading: Reading, policy: Policy, number: int, most: float, typed: bool) -> None:
    if most <= policy.most_hops or typed or _in_shortest(reading, number):
        return
    length = "without an end" if most == float("inf") else f"of up to {most:.0f} hops"
    raise fault(
        f"a path {length} over relationships of any type visits almost everything: "
        f"write *..{min(5, policy.most_hops)}, or the types it may take",
        reading.text, reading.tokens[number].start,
    )  # fmt: skip


def _in_shortest(reading: Reading, number: int) -> bool:
    """Say whether a place is within shortestPath( ), or after SHORTEST in its pattern."""
    for at in range(number, -1, -1):
        word = reading.tokens[at].upper
        if (word in _SHORTEST and reading.partner[at + 1] > number) or word == "SHORTEST":
            return True
        if word in ("MATCH", "WHERE"):
            return False
    return False
