"""Regular expressions that may take years: repetitions of repetitions, with no sign between that tells them apart."""

import re
from collections.abc import Iterator, Mapping

from graph.engine import Parameter
from graph.explore.guard_place import fault
from graph.explore.guard_policy import Policy
from graph.explore.guard_roles import sign_at
from graph.explore.guard_tokens import Reading

_LOOP_ONLY = re.compile(r"[*+]+|\{\d+,\d*\}")
_PIECE = re.compile(
    r"\\Q.*?(?:\\E|$)|\\.|\[(?:\\.|[^\]\\])*\]|(?P<open>\((?:\?(?:[:=!>]|<[=!]|<\w+>|[a-z-]+:))?)|(?P<close>\))"
    r"|(?P<loop>[*+]|\{\d+(?:,\d*)?\})|(?P<either>\|)|(?P<maybe>\?)|(?P<other>.)",
    re.DOTALL,
)


_JOINS = ("+", "||", ".")


def check_regex(reading: Reading, policy: Policy, parameters: Mapping[str, Parameter], number: int) -> None:
    """Raise QueryError for a regular expression after ``=~`` that may take years: engines look at no clock meanwhile.

    Where it is not written out there, but named, it may be any text of the query, or all of them together.
    """
    tokens = reading.tokens
    end = _operand_end(reading, number + 1)
    plain = all(t.kind in ("string", "parameter") or t.text in ("+", "(", ")", "||") for t in tokens[number + 1 : end])
    plain = plain and not any(sign_at(reading, n) in (".", "[") for n in range(number + 1, end + 1))
    texts = list(_texts(reading, parameters, number + 1 if plain else 0, end if plain else len(tokens)))
    most, together = policy.sizes.most_regex_loops, "".join(texts)
    words = set() if plain else {token.upper for token in tokens}
    made = [together, *(texts if not plain else ()), *([together[::-1]] if "REVERSE" in words else ())]
    swaps = "REPLACE" in words and any(_LOOP_ONLY.fullmatch(text) for text in texts)
    if swaps or any(may_take_years(one, most if plain or one in texts else len(one)) for one in made):
        raise fault(
            "this regular expression repeats repetitions, which may take years: use CONTAINS, or fewer of * and +",
            reading.text, tokens[number].start,
        )  # fmt: skip


def _operand_end(reading: Reading, first: int) -> int:
    """Return the token after the value that begins at ``first``: brackets, names, texts and what joins them."""
    at = first
    while at < len(reading.tokens):
        token = reading.tokens[at]
        if reading.partner[at] > at:
            at = reading.partner[at]
        else:
            joined = at == first or sign_at(reading, at - 1) in _JOINS
            if token.text not in _JOINS if token.kind == "sign" else not joined:
                break
        at += 1
    return at


def _texts(reading: Reading, parameters: Mapping[str, Parameter], first: int, last: int) -> Iterator[str]:
    """Yield the texts that stand between two tokens or in a parameter named there."""
    for token in reading.tokens[first:last]:
        if token.kind == "string":
            yield token.text
        elif token.kind == "parameter":
            yield from _held(parameters.get(token.text))


def _held(value: Parameter) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _held(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _held(part)


def may_take_years(pattern: str, most_loops: int) -> bool:
    """Say whether a pattern may try ways without end: a loop in a loop, or more than ``most_loops`` loops in all."""
    groups: list[list[str]] = [[]]
    loops = 0
    for found in _PIECE.finditer(pattern):
        kind = found.lastgroup or "literal"
        if kind == "open":
            groups.append([])
        elif kind == "close" and len(groups) > 1:
            inner = groups.pop()
            groups[-1].append("ambiguous" if _is_ambiguous(inner) else "group")
        elif kind == "loop":
            loops += 1
            if groups[-1] and groups[-1][-1] == "ambiguous":
                return True
            groups[-1].append("loop")
        else:
            groups[-1].append(_kind(found[0], kind))
    return loops > most_loops


def _kind(text: str, kind: str) -> str:
    if kind != "other":
        return "class" if text.startswith("[") or (len(text) == 2 and text[1] in "dswDSWhv") else kind
    return "class" if text == "." else "literal"


def _is_ambiguous(pieces: list[str]) -> bool:
    """Say whether a group, repeated, can match one text in many ways: it holds a loop or a choice, and no fixed sign
    stands at its beginning that tells where each turn begins."""
    if not {"loop", "either", "ambiguous"} & set(pieces):
        return False
    fixed = pieces[0] == "literal" and (len(pieces) == 1 or pieces[1] not in ("loop", "maybe"))
    return not fixed or "either" in pieces
