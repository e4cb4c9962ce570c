"""Which words of a query are keywords and which are names: Cypher lets a name look like any keyword."""

from graph.explore.guard_policy import Policy
from graph.explore.guard_tokens import Reading, Token

_STARRED = ("WITH", "RETURN", "DISTINCT", "YIELD")
_BEFORE_NAMES = (".", ":", "&", "|", "!", "::")


def keywords_of(reading: Reading, policy: Policy) -> tuple[bool, ...]:
    """Return for each token whether it is a keyword.

    A word is one where a name cannot stand, or where a keyword alone makes sense: after something that is complete
    (a bracket that closes, a value, a name) only a keyword goes on, and after a sign or a keyword that wants a name or
    a value a word of the same look is that name.
    """
    keywords: list[bool] = []
    for number, token in enumerate(reading.tokens):
        keywords.append(token.kind == "word" and _is_keyword(reading, policy, keywords, number))
    return tuple(keywords)


def _is_keyword(reading: Reading, policy: Policy, keywords: list[bool], number: int) -> bool:
    word = reading.tokens[number].upper
    if word in policy.clauses:
        return _may_begin(reading, policy, keywords, number)
    return word in policy.ending | policy.leading and not _is_called_so(reading, keywords, number)


def _may_begin(reading: Reading, policy: Policy, keywords: list[bool], number: int) -> bool:
    """Say whether a clause may begin with this word."""
    if number == 0:
        return True
    before, after = reading.tokens[number - 1], sign_at(reading, number + 1)
    if before.kind != "sign":
        return not keywords[number - 1] or before.upper in policy.ending
    if before.text == "{":
        return after not in (":", ",", "}", ".")
    if before.text == "*":
        return number > 1 and keywords[number - 2] and reading.tokens[number - 2].upper in _STARRED
    return before.text in (")", "]", "}", ";")


def _is_called_so(reading: Reading, keywords: list[bool], number: int) -> bool:
    """Say whether a word that may be a keyword is a name here."""
    after = sign_at(reading, number + 1)
    if number == 0:
        return False
    before = reading.tokens[number - 1]
    if before.text in _BEFORE_NAMES and before.kind == "sign":
        return True
    if keywords[number - 1] and before.upper == "AS":
        return True
    if before.text in ("{", ",") and before.kind == "sign" and after == ":":
        return True
    wants = (before.kind == "sign" and before.text not in (")", "]", "}", ";", "*")) or keywords[number - 1]
    return (
        wants and after in (".", ",", "=", ")") and reading.tokens[number].upper not in ("NULL", "TRUE", "FALSE", "END")
    )


def sign_at(reading: Reading, number: int) -> str:
    """Return the sign at a place, or "" where there is none or a word."""
    token = token_at(reading, number)
    return token.text if token is not None and token.kind == "sign" else ""


def token_at(reading: Reading, number: int) -> Token | None:
    """Return the token at a place, or None past either end."""
    return reading.tokens[number] if 0 <= number < len(reading.tokens) else None


def dotted_name(reading: Reading, number: int) -> tuple[str, int]:
    """Return the name with its dots that begins at a place, and the number of the token after it."""
    parts: list[str] = []
    while (token := token_at(reading, number)) is not None and token.is_name:
        parts.append(token.text.replace("``", "`") if token.kind == "quoted" else token.text)
        number += 1
        if sign_at(reading, number) != ".":
            break
        number += 1
    return ".".join(parts), number


def split(reading: Reading, first: int, last: int) -> list[tuple[int, int]]:
    """Return the parts between two tokens that commas separate."""
    found, start, at = [], first, first
    while at < last:
        if reading.partner[at] > at:
            at = reading.partner[at]
        elif reading.tokens[at].upper == ",":
            found.append((start, at))
            start = at + 1
        at += 1
    return [*found, (start, last)] if start < last else found
