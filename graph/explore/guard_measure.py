"""Sizes of lists and values of numbers, as far as the text of a query and its parameters tell them."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.engine import Parameter
from graph.explore.guard_arithmetic import calculate
from graph.explore.guard_growth import text_size
from graph.explore.guard_policy import Policy
from graph.explore.guard_roles import sign_at, split
from graph.explore.guard_tokens import Reading, Token

_SAME_SIZE = ("TAIL", "REVERSE", "TOINTEGERLIST", "TOFLOATLIST", "TOSTRINGLIST", "TOBOOLEANLIST", "COALESCE")
_TAME = ("SIZE", "LENGTH", "COUNT", "LEFT", "RIGHT", "SUBSTRING", "DATE", "DATETIME", "LOCALDATETIME", "ID", "DURATION")
"""Functions that give small numbers, or what has small numbers as keys, whatever the data is."""
_SHORT = ("KEYS", "LABELS", "NODES", "RELATIONSHIPS", "RELS")


@dataclass(frozen=True, slots=True)
class Size:
    """How many elements a list may have; literal: the text says so, whatever the graph holds."""

    most: float
    literal: bool = False


class Scope:
    """What names stand for at a place of a query."""

    def __init__(self, reading: Reading, policy: Policy, parameters: Mapping[str, Parameter]) -> None:
        self.reading, self.policy, self.parameters = reading, policy, parameters
        self.collected: float = policy.sizes.collected
        """Elements that collect() may find."""
        self.lists: dict[str, Size] = {}
        self.numbers: dict[str, float] = {}
        self.peaks: dict[str, float] = {}
        """The largest number of a list, by its name."""
        self.texts: dict[str, float] = {}
        """Characters of literals that went into a value, by its name."""
        self.wild: set[str] = set()
        """Names of values that the data says."""

    def bind(self, name: str, first: int, last: int) -> None:
        """Take up that ``name`` stands for the expression between two tokens."""
        number, peak = self.number(first, last), self._peak(first, last)
        wild = number is None and peak is None and self.is_wild(first, last)
        self.numbers.pop(name, None)
        self.peaks.pop(name, None)
        self.wild.discard(name)
        self.lists[name], self.texts[name] = measure(self, first, last), self.text(first, last)
        if number is not None:
            self.numbers[name] = number
        if peak is not None:
            self.peaks[name] = peak
        if wild:
            self.wild.add(name)

    def hide(self, name: str) -> tuple[str, Size | None, float | None, bool]:
        """Forget a name while a loop uses it; give the result to ``show`` afterwards."""
        hidden = name, self.lists.pop(name, None), self.numbers.pop(name, None), name in self.wild
        self.wild.discard(name)
        return hidden

    def show(self, hidden: tuple[str, Size | None, float | None, bool]) -> None:
        """Bring back what ``hide`` has put away."""
        name, size, number, wild = hidden
        self.numbers.pop(name, None)
        self.wild.discard(name)
        if size is not None:
            self.lists[name] = size
        if number is not None:
            self.numbers[name] = number
        if wild:
            self.wild.add(name)

    def number(self, first: int, last: int) -> float | None:
        """Return the number between two tokens, or None where the text does not tell it."""
        return calculate(self.reading, first, last, self.numbers, self.parameters)

    def text(self, first: int, last: int) -> float:
        """Return how many characters of literals the expression between two tokens puts together at most."""
        return text_size(self.reading, first, last, self.texts, self.parameters)

    def parts(self, first: int, last: int) -> list[tuple[int, int]]:
        """Return the parts between two tokens that commas separate."""
        return split(self.reading, first, last)

    def end_of_source(self, first: int, last: int) -> int:
        """Return where the list that a loop goes through ends: at WHERE, | or the closing bracket."""
        at = first
        while at < last:
            if self.reading.partner[at] > at:
                at = self.reading.partner[at]
            elif self.reading.tokens[at].upper in ("WHERE", "|"):
                return at
            at += 1
        return last

    def is_wild(self, first: int, last: int) -> bool:
        """Say whether a value between two tokens is as large as the data says: no size, date or piece of text."""
        at = first
        while at < last:
            token = self.reading.tokens[at]
            if self._function(at) in _TAME and sign_at(self.reading, at + 1) in ("(", "{"):
                at = self._after_keys(self.reading.partner[at + 1])
                continue
            if token.upper in ("*", "^", ".") or (token.is_name and token.text in self.wild):
                return True
            if token.upper == "[" and (at > first and self._ends_value(at - 1)):
                return True
            at += 1
        return False

    def _function(self, at: int) -> str:
        """Return the first name of the function whose bracket comes next: DURATION of duration.inDays()."""
        if sign_at(self.reading, at - 1) == "." and self.reading.tokens[at - 2].is_name:
            return self.reading.tokens[at - 2].upper
        return self.reading.tokens[at].upper

    def _after_keys(self, close: int) -> int:
        """Return the token after a bracket that closes, and after a key that is asked of what it gives."""
        return close + 3 if sign_at(self.reading, close + 1) == "." else close + 1

    def _ends_value(self, at: int) -> bool:
        token = self.reading.tokens[at]
        return token.is_name or token.kind == "parameter" or token.text in (")", "]")

    def bind_each(self, name: str, first: int, last: int) -> None:
        """Take up that ``name`` stands for one element after the other of the list between two tokens."""
        self.numbers.pop(name, None)
        self.lists.pop(name, None)
        self.wild.discard(name)
        peak = self._peak(first, last)
        if peak is not None:
            self.numbers[name] = peak
        elif self.is_wild(first, last):
            self.wild.add(name)

    def _peak(self, first: int, last: int) -> float | None:
        """Return the largest number of a list that the text or a parameter holds, or None."""
        token, close = self.reading.tokens[first], self.reading.partner[first]
        found: list[float | None] = []
        if token.upper == "[" and close == last - 1:
            found = [self.number(*part) for part in self.parts(first + 1, close)]
        elif token.upper == "RANGE" and self.reading.partner[first + 1] == last - 1:
            found = [self.number(*part) for part in self.parts(first + 2, last - 1)[:2]]
        elif token.kind == "parameter" and isinstance(held := self.parameters.get(token.text), list | tuple):
            found = [float(n) for n in held if isinstance(n, int | float)]
        elif last - first == 1 and token.is_name:
            found = [self.peaks.get(token.text)]
        return max((abs(n) for n in found if n is not None), default=None)


def measure(scope: Scope, first: int, last: int) -> Size:
    """Return the size of the list between two tokens."""
    parts = _summands(scope, first, last)
    if len(parts) > 1:
        sizes = [measure(scope, *part) for part in parts]
        return Size(sum(size.most for size in sizes), any(size.literal for size in sizes))
    if first >= last:
        return Size(0)
    token = scope.reading.tokens[first]
    close = scope.reading.partner[first]
    if token.upper == "(" and close == last - 1:
        return measure(scope, first + 1, close)
    if token.upper == "[" and close == last - 1:
        return _literal(scope, first, close)
    if sign_at(scope.reading, first + 1) == "(" and scope.reading.partner[first + 1] == last - 1:
        return _called(scope, token, first + 1)
    return _named(scope, token, first, last)


def range_size(scope: Scope, bracket: int) -> float | None:
    """Return how many elements a range has whose arguments open here, or None where the text does not tell."""
    parts = scope.parts(bracket + 1, scope.reading.partner[bracket])
    numbers = [scope.number(*part) for part in parts]
    if len(numbers) not in (2, 3) or any(number is None for number in numbers):
        return None
    low, high, step = [*(n or 0.0 for n in numbers), 1.0][:3]
    if any(token.is_name for token in scope.reading.tokens[slice(*parts[0])]):
        low = min(low, 0.0)  # the largest of what the name may stand for is known, and this end may be the least
    return max(0.0, math.floor((high - low) / (step or 1.0)) + 1) if math.isfinite(high - low) else math.inf


def _literal(scope: Scope, bracket: int, close: int) -> Size:
    tokens = scope.reading.tokens
    if close - bracket > 3 and tokens[bracket + 1].is_name and tokens[bracket + 2].upper == "IN":
        return measure(scope, bracket + 3, scope.end_of_source(bracket + 3, close))
    return Size(len(scope.parts(bracket + 1, close)), True)


def _called(scope: Scope, token: Token, bracket: int) -> Size:
    sizes, close = scope.policy.sizes, scope.reading.partner[bracket]
    if token.upper == "RANGE":
        size = range_size(scope, bracket)
        return Size(sizes.unknown) if size is None else Size(size, True)
    if token.upper == "COLLECT":
        # Distinct names or properties are as many as there are things, whatever multiplies their rows.
        plain = scope.reading.tokens[bracket + 1].upper == "DISTINCT" and close - bracket <= 5
        return Size(sizes.collected if plain else scope.collected)
    if token.upper in _SAME_SIZE:
        return measure(scope, *(scope.parts(bracket + 1, close) or [(bracket, bracket)])[0])
    if token.upper == "SPLIT":
        letters = scope.text(bracket + 1, close)
        return Size(letters, True) if letters > sizes.property else Size(sizes.property)
    return Size(sizes.property if token.upper in _SHORT else sizes.unknown)


def _named(scope: Scope, token: Token, first: int, last: int) -> Size:
    sizes = scope.policy.sizes
    if token.kind == "parameter" and last - first == 1:
        value = scope.parameters.get(token.text)
        return Size(len(value), True) if isinstance(value, Sequence) and not isinstance(value, str) else Size(1)
    if token.is_name and last - first == 1:
        return scope.lists.get(token.text, Size(sizes.unknown))
    if scope.reading.tokens[last - 1].upper == "]" and scope.reading.partner[last - 1] > first:
        return measure(scope, first, scope.reading.partner[last - 1])
    if token.upper == "CASE" or token.upper == "COLLECT":
        held = [scope.lists[t.text].most for t in scope.reading.tokens[first:last] if t.text in scope.lists]
        return Size(max([*held, sizes.unknown]))
    return Size(sizes.property)


def _summands(scope: Scope, first: int, last: int) -> list[tuple[int, int]]:
    found, start, at = [], first, first
    while at < last:
        if scope.reading.partner[at] > at:
            at = scope.reading.partner[at]
        elif scope.reading.tokens[at].upper in ("+", "||"):
            found.append((start, at))
            start = at + 1
        at += 1
    return [*found, (start, last)]
