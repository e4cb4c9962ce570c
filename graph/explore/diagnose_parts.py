"""What a query asks for by name: labels, types, properties, values, and relationships with their ends."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.engine import Parameter, Scalar
from graph.explore.guard_roles import sign_at, token_at
from graph.explore.guard_tokens import Reading, Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A property that something is asked for, with the value that it is to have."""

    variable: str
    key: str
    values: tuple[Scalar, ...] = ()
    """The values that would do; none where it is not compared with = or IN to what the text or a parameter holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A relationship of one type and direction between two nodes."""

    source: str
    type: str
    target: str


@dataclass(slots=True)
class Parts:
    """The names that a query uses."""

    labels: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Labels by variable; the number of its bracket stands for a node without one."""
    types: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    wanted: list[Wanted] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)


def parts_of(reading: Reading, parameters: Mapping[str, Parameter]) -> Parts:
    """Return the names that a query uses."""
    parts = Parts()
    for number, token in enumerate(reading.tokens):
        if token.upper == "(" and _is_node(reading, number):
            _pattern(reading, number, parts.labels, parts, parameters)
        elif token.upper == "[" and sign_at(reading, number - 1) in ("-", "<-"):
            _pattern(reading, number, parts.types, parts, parameters)
    for number, token in enumerate(reading.tokens):
        if (
            token.is_name
            and sign_at(reading, number + 1) == ":"
            and sign_at(reading, number - 1) not in ("(", "[", "{", ",")
        ):
            parts.labels[token.text] += _names(reading, number + 2)
        elif token.is_name and sign_at(reading, number + 1) == "." and token.text in parts.labels | parts.types:
            _property(reading, number, parts, parameters)
    _find_steps(reading, parts)
    return parts


def variable_of(reading: Reading, bracket: int) -> str:
    """Return the variable of the node or relationship whose bracket opens here, or a name of its own."""
    token = token_at(reading, bracket + 1)
    return token.text if token is not None and token.is_name and token.upper != "WHERE" else f"#{bracket}"


def _is_node(reading: Reading, bracket: int) -> bool:
    """Say whether a bracket holds a node and not arguments or a sum."""
    before = token_at(reading, bracket - 1)
    if before is not None and before.is_name and sign_at(reading, bracket - 2) == "=":
        return False
    at = bracket + 1
    token = token_at(reading, at)
    at += token is not None and token.is_name
    opens = token_at(reading, at)
    beside = {sign_at(reading, bracket - 1), sign_at(reading, reading.partner[bracket] + 1)}
    if opens is not None and opens.upper in (":", "IS", "{"):
        return True
    return at == reading.partner[bracket] and bool(beside & {"-", "<-", "->"} or _after_match(before))


def _after_match(before: Token | None) -> bool:
    return before is not None and before.upper in ("MATCH", ",", "=")


def _pattern(
    reading: Reading, bracket: int, names: dict[str, list[str]], parts: Parts, parameters: Mapping[str, Parameter]
) -> None:
    variable, close = variable_of(reading, bracket), reading.partner[bracket]
    names[variable] += []
    at = bracket + 1
    while at < close:
        word = reading.tokens[at].upper
        if word == "{":
            _map(reading, at, variable, parts, parameters)
            return
        if word in ("*", "WHERE"):
            at = close if word == "WHERE" else at
        elif word in (":", "IS") and not names[variable]:
            names[variable] += _names(reading, at + 1)
        at += 1


def _names(reading: Reading, number: int) -> list[str]:
    """Return the labels or types of an expression, none of those that must not be there."""
    found: list[str] = []
    while (token := token_at(reading, number)) is not None:
        if token.is_name and sign_at(reading, number - 1) not in ("!", "$"):
            found.append(token.text)
        elif token.kind != "sign" or token.text not in ("|", "&", ":", "(", ")") or _ends(reading, number, found):
            break
        number += 1
        if token.is_name and sign_at(reading, number) not in ("|", "&", ":"):
            break
    return found


def _ends(reading: Reading, number: int, found: list[str]) -> bool:
    return reading.tokens[number].text == ")" and bool(found)


def _map(reading: Reading, bracket: int, variable: str, parts: Parts, parameters: Mapping[str, Parameter]) -> None:
    at = bracket + 1
    while at < reading.partner[bracket]:
        key = reading.tokens[at]
        value = token_at(reading, at + 2)
        ends = sign_at(reading, at + 3) in (",", "}")
        if key.is_name and sign_at(reading, at + 1) == ":" and value is not None:
            held = _values(value, parameters) if ends else ()
            parts.wanted.append(Wanted(variable=variable, key=key.text, values=held))
        at = _next_comma(reading, at, reading.partner[bracket]) + 1


def _next_comma(reading: Reading, at: int, close: int) -> int:
    while at < close and reading.tokens[at].upper != ",":
        at = reading.partner[at] if reading.partner[at] > at else at + 1
    return at


def _property(reading: Reading, number: int, parts: Parts, parameters: Mapping[str, Parameter]) -> None:
    key = token_at(reading, number + 2)
    if key is None or not key.is_name or sign_at(reading, number + 3) == "(":
        return
    values: tuple[Scalar, ...] = ()
    after, value = token_at(reading, number + 3), token_at(reading, number + 4)
    before = token_at(reading, number - 2)
    if after is not None and value is not None and after.upper == "=" and _is_alone(reading, number + 5):
        values = _values(value, parameters)
    elif after is not None and value is not None and after.upper == "IN":
        values = _listed(reading, number + 4, parameters)
    elif before is not None and sign_at(reading, number - 1) == "=" and _is_alone(reading, number + 3):
        values = _values(before, parameters)
    parts.wanted.append(Wanted(variable=reading.tokens[number].text, key=key.text, values=values))


def _is_alone(reading: Reading, number: int) -> bool:
    """Say whether a value ends here and is no part of a sum."""
    return sign_at(reading, number) in ("", ")", "}", ",", "]")


def _listed(reading: Reading, number: int, parameters: Mapping[str, Parameter]) -> tuple[Scalar, ...]:
    token = reading.tokens[number]
    if token.upper == "[":
        inside = reading.tokens[number + 1 : reading.partner[number]]
        return tuple(value for one in inside for value in _values(one, parameters))
    held = parameters.get(token.text) if token.kind == "parameter" else None
    return tuple(v for v in held if isinstance(v, str | int | float)) if isinstance(held, list | tuple) else ()


def _values(token: Token, parameters: Mapping[str, Parameter]) -> tuple[Scalar, ...]:
    if token.kind == "string":
        return (token.text.replace("\\'", "'").replace('\\"', '"').replace("\\\\", "\\"),)
    if token.kind == "number" and token.text.isdecimal():
        return (int(token.text),)
    held = parameters.get(token.text) if token.kind == "parameter" else None
    return (held,) if isinstance(held, str | int | float) else ()


def _find_steps(reading: Reading, parts: Parts) -> None:
    for number, token in enumerate(reading.tokens):
        before = sign_at(reading, number - 1)
        if token.upper != "[" or before not in ("-", "<-") or reading.partner[number] < 0:
            continue
        close = reading.partner[number]
        types = parts.types[variable_of(reading, number)]
        left, right = sign_at(reading, number - 2) == ")", sign_at(reading, close + 2) == "("
        forward, backward = sign_at(reading, close + 1) == "->", before == "<-"
        if left and right and len(types) == 1 and forward != backward:
            ends = (
                variable_of(reading, reading.partner[number - 2]),
                variable_of(reading, close + 2),
            )
            source, target = ends if forward else ends[::-1]
            parts.steps.append(Step(source=source, type=types[0], target=target))
