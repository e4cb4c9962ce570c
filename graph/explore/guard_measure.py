"""Sizes of lists and values of numbers, as far as the text of a query and its parameters tell them."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.engine import Parameter
from graph.explore.guard_arithmetic import calculate
from graph.explore.guard_policy import Policy
from graph.explore.guard_roles import sign_at, split
from graph.explore.guard_tokens import Reading, Token

_SAME_SIZE = ("TAIL", "REVERSE", "TOINTEGERLIST", "TOFLOATLIST", "TOSTRINGLIST", "TOBOOLEANLIST", "COALESCE")
_SHORT = ("KEYS", "LABELS", "NODES", "RELATIONSHIPS", "RELS", "SPLIT")


@dataclass(frozen=True, slots=True)
class Size:
    """How many elements a list may have; literal: the text says so, whatever the graph holds."""

    most: float
    literal: bool = False


class Scope:
    """What names stand for at a place of a query."""

    def __init__(self, reading: Reading, policy: Policy, parameters: Mapping[str, Parameter]) -> None:
        self.reading, self.policy, self.parameters = reading, policy, parameters
        self.lists: dict[str, Size] = {}
        self.numbers: dict[str, float] = {}
        self.growth = 1.0
        """By how much the steps so far may have multiplied a text or list."""

    def bind(self, name: str, first: int, last: int) -> None:
        """Take up that ``name`` stands for the expression between two tokens."""
        number = self.number(first, last)
        self.numbers.pop(name, None)
        self.lists[name] = measure(self, first, last)
        if number is not None:
            self.numbers[name] = number

    def hide(self, name: str) -> tuple[str, Size | None, float | None]:
        """Forget a name while a loop uses it; give the result to ``show`` afterwards."""
        return name, self.lists.pop(name, None), self.numbers.pop(name, None)

    def show(self, hidden: tuple[str, Size | None, float | None]) -> None:
        """Bring back what ``hide`` has put away."""
        name, size, number = hidden
        if size is not None:
            self.lists[name] = size
        if number is not None:
            self.numbers[name] = number

    def number(self, first: int, last: int) -> float | None:
        """Return the number between two tokens, or None where the text does not tell it."""
        return calculate(self.reading, first, last, self.numbers, self.parameters)

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

    def is_wild(self, bracket: int) -> bool:
        """Say whether the arguments in a bracket hold a value of the data, or a product, outside size()."""
        at, close = bracket + 1, self.reading.partner[bracket]
        while at < close:
            token = self.reading.tokens[at]
            if token.upper in ("SIZE", "LENGTH", "COUNT") and sign_at(self.reading, at + 1) in ("(", "{"):
                at = self.reading.partner[at + 1]
            elif token.upper in ("*", "^", "TOINTEGER") or (token.upper == "." and _is_key(self.reading, at)):
                return True
            at += 1
        return False

    def uses(self, name: str, first: int, last: int) -> int:
        """Return how often a name is put into the result between two tokens; of the ways of a CASE one counts."""
        counts, best, at = [0], [0], first
        while at < last:
            token = self.reading.tokens[at]
            word = token.upper
            if word == "CASE":
                counts.append(0)
                best.append(0)
            elif word in ("THEN", "ELSE", "WHEN", "END") and len(counts) > 1:
                best[-1] = max(best[-1], counts[-1]) if self._way_ended(first, at) else best[-1]
                counts[-1] = 0
                if word == "END":
                    way = best.pop()
                    counts.pop()
                    counts[-1] += way
            elif token.is_name and token.text == name and not self._is_aside(at):
                counts[-1] += 1
            at += 1
        return counts[0]

    def grow(self, items: Sequence[tuple[int, int]]) -> None:
        """Take up by how much the items of WITH or RETURN may multiply what they are made of."""
        self.growth *= max((self._most_used(first, last) for first, last in items), default=1)

    def replaced(self, number: int) -> float:
        """Return by how much replace() at a token, with all replacements in its first argument, lengthens a text."""
        longer = 1.0
        while self.reading.tokens[number].upper == "REPLACE" and sign_at(self.reading, number + 1) == "(":
            parts = self.parts(number + 2, self.reading.partner[number + 1])
            if len(parts) != 3:
                break
            put = self.reading.tokens[parts[2][0]]
            longer *= max(1, len(put.text) if put.kind == "string" else self.policy.sizes.property)
            number = parts[0][0]
        return longer

    def _most_used(self, first: int, last: int) -> int:
        used: Counter[str] = Counter()
        end = last - 2 if last - 2 > first and self.reading.tokens[last - 2].upper == "AS" else last
        for at in range(first, end):
            if self.reading.tokens[at].is_name and not self._is_aside(at):
                used[self.reading.tokens[at].text] += 1
        kept = [count for name, count in used.items() if name in self.lists or name in self.numbers]
        return max(kept, default=1)

    def _is_aside(self, at: int) -> bool:
        """Say whether a name is not itself put into the result: a key, a function, what is compared or measured."""
        before, after = sign_at(self.reading, at - 1), sign_at(self.reading, at + 1)
        if before in (".", ":") or after in (".", "(", ":", "[") or {before, after} & {"<", ">", "<=", ">=", "=", "<>"}:
            return True
        return before == "(" and self.reading.tokens[at - 2].upper in ("SIZE", "COUNT", "MAX", "MIN", "LENGTH")

    def _way_ended(self, first: int, at: int) -> bool:
        """Say whether what ends here is a result of the CASE and not a condition."""
        depth = 0
        for number in range(at - 1, first - 1, -1):
            word = self.reading.tokens[number].upper
            depth += (word == "END") - (word == "CASE")
            if depth == 0 and word in ("THEN", "ELSE"):
                return True
            if depth == 0 and word == "WHEN":
                return False
            if depth < 0:
                return False
        return False


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
        return Size(sizes.collected)
    if token.upper in _SAME_SIZE:
        return measure(scope, *(scope.parts(bracket + 1, close) or [(bracket, bracket)])[0])
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


def _is_key(reading: Reading, at: int) -> bool:
    """Say whether a dot comes before the key of a thing: date().year is none, and 1.5 has no dot of its own."""
    return reading.tokens[at - 1].is_name and sign_at(reading, at + 2) != "("
