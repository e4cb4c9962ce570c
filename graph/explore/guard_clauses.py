"""What a query does, by its words: clauses that do more than read, procedures and functions that are not allowed."""

import difflib
from collections.abc import Mapping

from graph.errors import QueryError, WriteRefused
from graph.explore.guard_place import fault
from graph.explore.guard_policy import Policy
from graph.explore.guard_roles import dotted_name, keywords_of, sign_at, token_at
from graph.explore.guard_tokens import Reading

_FOLLOWERS = {"LOAD": "CSV", "START": "", "STOP": "DATABASE", "ENABLE": "SERVER", "DRYRUN": "REALLOCATE"}
"""Words that begin a clause only together with the next one; "" is any but a sign that goes on with a name."""


def check_clauses(reading: Reading, policy: Policy) -> tuple[bool, ...]:
    """Return for each token whether it is a keyword (see ``keywords_of``).

    Raises WriteRefused for what does more than read, QueryError for several statements and unknown functions.
    """
    keywords = keywords_of(reading, policy)
    _check_statements(reading)
    for number, token in enumerate(reading.tokens):
        if keywords[number] and token.upper in policy.clauses:
            _check_clause(reading, policy, number)
        elif keywords[number] and token.upper == "CALL":
            _check_call(reading, policy, number)
        elif token.is_name and not keywords[number]:
            _check_function(reading, policy, keywords, number)
        elif token.upper == "IN":
            _check_batches(reading, number)
    return keywords


def _check_statements(reading: Reading) -> None:
    last = len(reading.tokens) - 1
    for number, token in enumerate(reading.tokens):
        if token.upper == ";" and any(after.text != ";" for after in reading.tokens[number:]):
            raise fault("only one statement at a time: run what comes after ; by itself", reading.text, token.start)
    if sign_at(reading, 0) == ":" and last > 0:
        raise fault("this is an order to a browser and no Cypher: leave it out", reading.text, 0)


def _check_clause(reading: Reading, policy: Policy, number: int) -> None:
    token, after = reading.tokens[number], token_at(reading, number + 1)
    wanted = _FOLLOWERS.get(token.upper)
    if wanted and (after is None or after.upper != wanted):
        return
    does = policy.clauses[token.upper]
    raise fault(f"{token.upper} {does}, and only reading is allowed here", reading.text, token.start, WriteRefused)


def _check_call(reading: Reading, policy: Policy, number: int) -> None:
    """Check the procedure that is called; a subquery has brackets in its place."""
    token = token_at(reading, number + 1)
    if token is None or not token.is_name:
        return
    name, _ = dotted_name(reading, number + 1)
    if name.lower() not in policy.procedures:
        known = ", ".join(_near(name, policy.procedures) or list(policy.procedures.values())[:3])
        told = f"the procedure {name} is not allowed here; allowed are such as {known}"
        raise fault(told, reading.text, token.start, WriteRefused)


def _check_function(reading: Reading, policy: Policy, keywords: tuple[bool, ...], number: int) -> None:
    """Check a name that is followed by its arguments, unless it is a label, a key or a name of something else."""
    if number and sign_at(reading, number - 1) in (".", ":", "|", "&", "!", "::"):
        return
    if number and keywords[number - 1] and reading.tokens[number - 1].upper in ("CALL", "AS", "IS", "INDEX"):
        return
    name, end = dotted_name(reading, number)
    if sign_at(reading, end) != "(" or _is_pattern(reading, end):
        return
    token = reading.tokens[number]
    if any(one.kind == "quoted" for one in reading.tokens[number:end]):
        # What is measured is known by its plain name: `range`(1, 1000000000) would go unseen.
        raise fault("a function is written without backticks", reading.text, token.start)
    if name.lower() in policy.functions:
        return
    if "." not in name and not _wants_value(reading, keywords, number):
        return
    if "." in name:
        told = f"the function {name} is not allowed here: only functions of Cypher itself are"
        raise fault(told, reading.text, token.start, WriteRefused)
    near = _near(name, policy.functions)
    raise fault(
        f"there is no function {name}" + (f"; nearest: {', '.join(near)}" if near else ""), reading.text, token.start
    )


def _wants_value(reading: Reading, keywords: tuple[bool, ...], number: int) -> bool:
    """Say whether a value is to come here; else the word is a misspelt keyword, which the engine says better."""
    if number == 0:
        return False
    before = reading.tokens[number - 1]
    if before.kind == "sign":
        return before.text not in (")", "]", "}", ";")
    return keywords[number - 1]


def _is_pattern(reading: Reading, number: int) -> bool:
    """Say whether brackets that open here hold a node and not arguments: a word before them is misspelt or new."""
    close = reading.partner[number]
    return sign_at(reading, close + 1) in ("-", "<-") and sign_at(reading, close + 2) in ("[", "-", "->", ">")


def _check_batches(reading: Reading, number: int) -> None:
    """Refuse ``CALL { } IN TRANSACTIONS``, which commits by itself."""
    if sign_at(reading, number - 1) != "}":
        return
    after = [token_at(reading, number + step) for step in (1, 2, 3)]
    words = [token.upper for token in after if token is not None]
    kinds = [token.kind for token in after if token is not None]
    while words and (words[0] == "CONCURRENT" or kinds[0] in ("number", "parameter")):
        words, kinds = words[1:], kinds[1:]
    if words and words[0] in ("TRANSACTIONS", "TRANSACTION"):
        told = "IN TRANSACTIONS is for writing, and only reading is allowed here"
        raise fault(told, reading.text, reading.tokens[number].start, WriteRefused)


def _near(name: str, known: Mapping[str, str]) -> list[str]:
    return [known[one] for one in difflib.get_close_matches(name.lower(), known, n=3, cutoff=0.6)]


def split_prefix(reading: Reading) -> tuple[bool, Reading]:
    """Return whether the query asks for its plan, and the query without EXPLAIN, ``CYPHER 5 key=value`` and ``;``.

    What is taken off the beginning is blanked, so that all places stay. Raises QueryError where nothing is left.
    """
    first, last, explains = 0, len(reading.tokens), False
    while (token := token_at(reading, first)) is not None and token.upper in ("EXPLAIN", "CYPHER"):
        explains = explains or token.upper == "EXPLAIN"
        first = first + 1 if token.upper == "EXPLAIN" else _after_options(reading, first + 1)
    while last > first and reading.tokens[last - 1].upper == ";":
        last -= 1
    if first >= last:
        raise QueryError("there is no query here: write one, such as MATCH (n) RETURN n LIMIT 10")
    start, end = reading.tokens[first].start, reading.tokens[last - 1].end
    text = "".join(c if c.isspace() else " " for c in reading.text[:start]) + reading.text[start:end]
    partner = tuple(one - first if one >= 0 else -1 for one in reading.partner[first:last])
    return explains, Reading(text=text, tokens=reading.tokens[first:last], partner=partner)


def _after_options(reading: Reading, number: int) -> int:
    """Return the number of the token after a version and ``key=value`` pairs."""
    token = token_at(reading, number)
    if token is not None and token.kind == "number":
        number += 1
    while sign_at(reading, number + 1) == "=" and token_at(reading, number + 2) is not None:
        number += 3
    return number
