"""Errors of an engine in a user's query: where it is wrong and what may be meant, without the engine's noise."""

import difflib
import re

from graph.errors import EngineError, QueryError, WriteRefused
from graph.explore.guard_place import fault, offset_of
from graph.explore.guard_policy import Policy
from graph.explore.guard_tokens import Reading, Token

_PLACE = re.compile(r"\s*\(?(?:at )?line \d+(?:, column \d+|:\d+)\)?(?: - )?")
_EXPECTED = re.compile(r",? expected:? .*$", re.IGNORECASE | re.DOTALL)
_UNEXPECTED = re.compile(
    r"(?:Invalid input|Unexpected input|extraneous input|mismatched input|no viable alternative at input) "
    r"'(.*?)'(?=,|:|$| )"
)
_QUOTED = re.compile(r"[`'\"]([^`'\"]+)[`'\"]")
_HEAD = re.compile(r"^(?:Syntax error|[A-Z]\w+(?:Error|Exception|Type|Variable|Function)?)\s*(?:-|:)\s+(?=\S)")
_HELD = re.compile(r"allowed elements .* exceeded \((\d+)\)")
_CAUSE = re.compile(r"Caused by: (?:[\w.$]+: )?|\b[a-z]+(?:\.[a-z]\w*){2,}\.[A-Z]\w*(?:Exception|Error): ")


def pointed(error: QueryError, reading: Reading, policy: Policy) -> QueryError:
    """Return an engine's error as one that points at its place in the query and says what may be meant."""
    message = str(error)
    if isinstance(error, WriteRefused):
        return error
    token = _token_meant(error, message, reading)
    told = _said(message, token, reading, policy)
    if error.line is None and token is None:
        return QueryError(told)
    offset = token.start if token is not None else offset_of(reading.text, error.line or 1, error.column or 1)
    return fault(told, reading.text, offset)


def tidy(error: EngineError) -> str:
    """Return what an engine's error says, without places and names of classes."""
    if "/ by zero" in str(error):
        return "the query divides by zero: leave out what is 0, or use toFloat()"
    held = _HELD.search(str(error))
    if held is not None:
        return f"the query gathers more than {int(held[1]):,} elements at once: take fewer, or add LIMIT before"
    return _CAUSE.sub("", _HEAD.sub("", _PLACE.sub(" ", str(error)).strip())).strip() or "the engine refuses the query"


def _token_meant(error: QueryError, message: str, reading: Reading) -> Token | None:
    """Return the token that an error is about: the one at its place, else the first of the name that it quotes."""
    if error.line is not None and error.column is not None:
        offset = offset_of(reading.text, error.line, error.column)
        at = next((token for token in reading.tokens if token.start <= offset < token.end), None)
        wrong = _UNEXPECTED.search(message)
        # One engine names the whole phrase that it could not read, and the place of its beginning.
        if at is not None and wrong and wrong[1].split(" ")[-1] != at.text:
            last = wrong[1].split(" ")[-1]
            return next((t for t in reading.tokens if t.start >= at.start and t.text == last), at)
        return at
    for name in _QUOTED.findall(message):
        for token in reading.tokens:
            if token.text == name and token.kind != "string":
                return token
    return None


def _said(message: str, token: Token | None, reading: Reading, policy: Policy) -> str:
    wrong = _UNEXPECTED.search(message)
    if wrong is None:
        return tidy(QueryError(message))
    if token is None or wrong[1] in ("", "<EOF>"):
        return "the query ends too early here"
    near, here = _keyword_near(token, policy), reading.text[token.start : token.end]
    if near is None and token is reading.tokens[0]:
        return f"{here} begins no query; MATCH, UNWIND, WITH, CALL and RETURN do"
    return f"{here} is not expected here" + (f"; is {near} meant?" if near else _wanted(message))


def _keyword_near(token: Token, policy: Policy) -> str | None:
    if token.kind != "word" or len(token.text) < 3:
        return None
    known = [word for word in policy.ending | policy.leading if len(word) > 2 and word != token.upper]
    near = difflib.get_close_matches(token.upper, sorted(known), n=1, cutoff=0.7)
    return near[0] if near else None


def _wanted(message: str) -> str:
    """Return what was expected, where that is one or a few things."""
    found = _EXPECTED.search(message)
    told = found[0].lstrip(", ").removeprefix("expected").lstrip(": ").rstrip(" .…") if found else ""
    told = _PLACE.sub("", told)
    return f": {told} is" if told and len(told) < 60 and "DECIMAL" not in told else ""
