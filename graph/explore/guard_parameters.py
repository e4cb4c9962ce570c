"""The parameters of a query: data, whatever they say, and not too much of it."""

from collections.abc import Mapping, Sequence

from graph.engine import Parameter
from graph.errors import QueryError
from graph.explore.guard_place import fault
from graph.explore.guard_policy import Policy
from graph.explore.guard_tokens import Reading


def check_parameters(parameters: Mapping[str, Parameter], policy: Policy) -> None:
    """Raise QueryError for parameters that are too large or nested too deep; they are data, whatever they say."""
    left = policy.most_parameter_bytes
    stack: list[tuple[object, int]] = [(value, 1) for value in parameters.values()]
    while stack:
        value, depth = stack.pop()
        if depth > policy.most_parameter_nested:
            raise QueryError(f"a parameter is nested more than {policy.most_parameter_nested} deep: make it flatter")
        left -= len(value) if isinstance(value, str | bytes) else 8
        if isinstance(value, Mapping):
            left -= sum(len(str(key)) for key in value)
            stack += [(part, depth + 1) for part in value.values()]
        elif isinstance(value, Sequence) and not isinstance(value, str | bytes):
            stack += [(part, depth + 1) for part in value]
        if left < 0:
            raise QueryError(f"the parameters have more than {policy.most_parameter_bytes:,} bytes: give fewer")


def check_given(reading: Reading, parameters: Mapping[str, Parameter]) -> None:
    """Raise QueryError, with the place, for a parameter of the query that has no value."""
    for token in reading.tokens:
        if token.kind == "parameter" and token.text not in parameters:
            given = ", ".join(f"${name}" for name in parameters) or "none"
            raise fault(f"no value is given for ${token.text}; given: {given}", reading.text, token.start)
