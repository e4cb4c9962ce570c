"""Works out numbers that a query's text holds: ``10 ^ 9``, ``1000 * $n``, ``toInteger('5000')``."""

from collections.abc import Mapping

from graph.engine import Parameter
from graph.explore.guard_tokens import Reading, Token

_POWER = {"+": 1, "-": 1, "*": 2, "/": 2, "%": 2, "^": 3}
_NUMBERS = ("TOINTEGER", "TOFLOAT", "TOINTEGERORNULL", "TOFLOATORNULL", "ABS", "FLOOR", "CEIL", "ROUND")
_BEYOND = 1e300


class _Unknown(Exception):
    """The text does not tell the number."""


def calculate(
    reading: Reading, first: int, last: int, known: Mapping[str, float], parameters: Mapping[str, Parameter]
) -> float | None:
    """Return the number that the tokens from ``first`` to before ``last`` are, or None if they do not tell it."""
    if last - first > 60:
        return None
    sum_ = _Sum(reading, first, last, known, parameters)
    try:
        value = sum_.term(0)
    except (_Unknown, ZeroDivisionError, OverflowError, ValueError):
        return None
    return value if sum_.at == last else None


class _Sum:
    """One expression, gone through once."""

    def __init__(
        self, reading: Reading, first: int, last: int, known: Mapping[str, float], parameters: Mapping[str, Parameter]
    ) -> None:
        self.reading, self.at, self.last = reading, first, last
        self.known, self.parameters = known, parameters

    def term(self, power: int) -> float:
        """Return the value of operators that bind at least as strong as ``power``."""
        value = self._one()
        while self.at < self.last and (bind := _POWER.get(self.reading.tokens[self.at].upper, -1)) >= max(power, 1):
            sign = self.reading.tokens[self.at].upper
            self.at += 1
            value = _apply(sign, value, self.term(bind + 1))
        return value

    def _one(self) -> float:
        if self.at >= self.last:
            raise _Unknown
        token = self.reading.tokens[self.at]
        self.at += 1
        if token.upper in ("-", "+"):
            return self._one() * (-1 if token.upper == "-" else 1)
        if token.upper == "(" or (token.upper in _NUMBERS and self._opens()):
            return self._bracket(token)
        return self._value(token)

    def _opens(self) -> bool:
        return self.at < self.last and self.reading.tokens[self.at].upper == "("

    def _bracket(self, token: Token) -> float:
        self.at += token.upper != "("
        inner = self.reading.tokens[self.at] if self.at < self.last else token
        held = self.parameters.get(inner.text) if inner.kind == "parameter" else None
        if inner.kind == "string" or isinstance(held, str):
            self.at += 1
            value = float(inner.text if held is None else str(held))
        else:
            value = self.term(0)
        if self.at >= self.last or self.reading.tokens[self.at].upper != ")":
            raise _Unknown
        self.at += 1
        return abs(value) if token.upper == "ABS" else value

    def _value(self, token: Token) -> float:
        if token.kind == "number":
            return _number(token.text)
        held = self.parameters.get(token.text) if token.kind == "parameter" else self.known.get(token.text)
        if token.kind not in ("parameter", "word", "quoted") or isinstance(held, bool):
            raise _Unknown
        if not isinstance(held, int | float):
            raise _Unknown
        return float(held)


def _number(text: str) -> float:
    plain = text.replace("_", "").lower()
    if plain.startswith(("0x", "0o")):
        return float(int(plain, 0))
    return float(plain)


def _apply(sign: str, left: float, right: float) -> float:
    if sign == "^":
        return left**right if abs(right) < 1000 else _BEYOND
    if sign in "*/%":
        return left * right if sign == "*" else left / right if sign == "/" else left % right
    return left + right if sign == "+" else left - right
