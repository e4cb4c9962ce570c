"""A query that a model wrote, taken apart: its patterns, what it returns, and the same query with all it went over.

A query is taken only where each of its rows can be followed to statements: patterns of relationships with types, a
condition, one RETURN of variables, their properties, or counts and sums over them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from graph.explore.diagnose_parts import Parts, parts_of, variable_of
from graph.explore.guard_policy import shipped_policy
from graph.explore.guard_text import read_text
from graph.explore.guard_tokens import Reading
from qa.model.data import say

AGGREGATES = ("count", "sum", "avg", "min", "max")
_NOT_TAKEN = {
    "WITH", "UNION", "UNWIND", "CALL", "FOREACH", "LOAD", "EXPLAIN", "PROFILE", "SHOW", "USE", "FINISH", "LET"
}  # fmt: skip
_MEMBERS = 2000
"""Rows that a query which counts is followed by: enough for a witness of most groups."""
Kind = Literal["thing", "value", "aggregate"]


class NotTaken(Exception):
    """A query that cannot be taken; the message says why, for the model to read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of a RETURN."""

    kind: Kind
    variable: str
    """Of the thing, or of that whose property it is; of an aggregate empty."""
    key: str
    """The property; empty for a thing and an aggregate."""
    text: str
    name: str
    """The name of its column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A query taken apart."""

    reading: Reading
    parts: Parts
    items: tuple[Item, ...]
    nodes: tuple[str, ...]
    """Variables of the nodes in its patterns, made-up ones for those without."""
    links: tuple[str, ...]
    """Variables of the relationships in its patterns."""
    patterns: str
    """The query up to its RETURN, with a variable on each node and relationship."""
    ordered: bool
    limit: int | None

    @property
    def aggregates(self) -> bool:
        """Whether its rows are computed over many."""
        return any(item.kind == "aggregate" for item in self.items)

    @property
    def excludes(self) -> bool:
        """Whether it leaves things out for what is not said of them: no statement says that."""
        words = ["", *(token.upper for token in self.reading.tokens)]
        pairs = pairwise(words)
        return any(word in ("<>", "NONE") or (word == "NOT" and before != "IS") for before, word in pairs)

    @property
    def witness_text(self) -> str:
        """The same query, with all that a row went over; of one that computes over many, some of what it went over."""
        held = ", ".join([*self.nodes, *self.links])
        if self.aggregates:
            return f"{self.patterns} RETURN {held} LIMIT {_MEMBERS}"
        shown = ", ".join(f"{item.text} AS _c{n}" for n, item in enumerate(self.items))
        # Without order and limit: more on a row would make other rows the first ones.
        return f"{self.patterns} RETURN {shown}, {held}"


def read_shape(text: str) -> Shape:
    """Return a query taken apart. Raises NotTaken, and QueryError for what is no Cypher."""
    reading = read_text(text.strip().rstrip(";"), shipped_policy())
    at = _return_of(reading)
    head = _Head(reading, at)
    start = at + 2 if _upper(reading, at + 1) == "DISTINCT" else at + 1
    end = _tail_at(reading, start)
    known = (*head.nodes, *head.links)
    items = tuple(_item(reading, first, last, known) for first, last in _split(reading, start, end))
    parts = parts_of(reading, {})
    return Shape(
        reading=reading, parts=parts, items=items, nodes=tuple(head.nodes), links=tuple(head.links),
        patterns=head.text, ordered=_upper(reading, end) == "ORDER", limit=_limit(reading, end),
    )  # fmt: skip


def _upper(reading: Reading, number: int) -> str:
    return reading.tokens[number].upper if number < len(reading.tokens) else ""


def _return_of(reading: Reading) -> int:
    """Return the place of the one RETURN. Raises NotTaken."""
    depth, found = 0, []
    for number, token in enumerate(reading.tokens):
        depth += (token.text in "([{") - (token.text in ")]}") if token.kind == "sign" else 0
        bare = token.kind == "word" and depth == 0 and _upper(reading, number - 1) not in (".", ":", "AS")
        if bare and token.upper in _NOT_TAKEN and not (token.upper == "WITH" and _is_text_test(reading, number)):
            raise NotTaken(say("told_shape", word=token.upper))
        if bare and token.upper == "RETURN":
            found.append(number)
    if len(found) != 1 or _upper(reading, 0) not in ("MATCH", "OPTIONAL"):
        raise NotTaken(say("told_shape", word="second RETURN" if len(found) > 1 else "other beginning or end"))
    return found[0]


def _is_text_test(reading: Reading, number: int) -> bool:
    """Say whether WITH belongs to STARTS WITH or ENDS WITH."""
    return number > 0 and reading.tokens[number - 1].upper in ("STARTS", "ENDS")


class _Head:
    """Goes through the patterns of a query and gives each node and relationship a variable."""

    def __init__(self, reading: Reading, end: int) -> None:
        self.nodes: dict[str, None] = {}
        self.links: dict[str, None] = {}
        inserted: dict[int, str] = {}
        for number in self._brackets(reading, end):
            self._take(reading, number, inserted)
        stop = reading.tokens[end].start
        parts, done = [], 0
        for place in sorted(inserted):
            parts += [reading.text[done:place], inserted[place]]
            done = place
        self.text = "".join([*parts, reading.text[done:stop]]).strip()

    def _brackets(self, reading: Reading, end: int) -> Iterator[int]:
        """Yield the brackets of nodes and relationships of MATCH, those of conditions left out."""
        inside = False
        number = 0
        while number < end:
            word = _upper(reading, number)
            if word in ("MATCH", "WHERE"):
                inside = word == "MATCH"
            if inside and word in ("--", "-") and _is_bare_step(reading, number):
                raise NotTaken(say("told_step"))
            if inside and word in ("(", "["):
                yield number
                number = reading.partner[number]
            number += 1

    def _take(self, reading: Reading, number: int, inserted: dict[int, str]) -> None:
        token = reading.tokens[number]
        link = token.text == "["
        variable = variable_of(reading, number)
        if link and ":" not in (_upper(reading, number + 1), _upper(reading, number + 2)):
            raise NotTaken(say("told_step"))
        if variable.startswith("#"):
            variable = f"_{'e' if link else 'n'}{number}"
            inserted[token.end] = variable
        (self.links if link else self.nodes)[variable] = None


def _is_bare_step(reading: Reading, number: int) -> bool:
    """Say whether a relationship stands here without brackets: --, --> or <--."""
    return _upper(reading, number + 1) in ("-", "->", "(") and _upper(reading, number - 1) in (")", "<-", "<", "-")


def _tail_at(reading: Reading, start: int) -> int:
    depth = 0
    for number in range(start, len(reading.tokens)):
        text = reading.tokens[number].text if reading.tokens[number].kind == "sign" else ""
        depth += (text in ("(", "[", "{")) - (text in (")", "]", "}"))
        if depth == 0 and _upper(reading, number) in ("ORDER", "SKIP", "OFFSET", "LIMIT"):
            return number
    return len(reading.tokens)


def _split(reading: Reading, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield first and last token, exclusive, of each item of the RETURN."""
    depth, first = 0, start
    for number in range(start, end):
        text = reading.tokens[number].text if reading.tokens[number].kind == "sign" else ""
        depth += (text in ("(", "[", "{")) - (text in (")", "]", "}"))
        if depth == 0 and text == ",":
            yield first, number
            first = number + 1
    yield first, end


def _item(reading: Reading, first: int, last: int, known: Sequence[str]) -> Item:
    """Return an item of the RETURN. Raises NotTaken."""
    tokens = reading.tokens
    said = reading.text[tokens[first].start : tokens[last - 1].end] if last > first else "nothing"
    named = last - first > 2 and tokens[last - 2].upper == "AS"
    body = tokens[first : last - 2] if named else tokens[first:last]
    if not body:
        raise NotTaken(say("told_return", item=said))
    text = reading.text[body[0].start : body[-1].end]
    name = tokens[last - 1].text if named else text
    if body[0].text.lower() in AGGREGATES and len(body) > 2 and body[1].text == "(" and body[-1].text == ")":
        if reading.partner[first + 1] != first + len(body) - 1:
            raise NotTaken(say("told_return", item=said))
        return Item(kind="aggregate", variable="", key="", text=text, name=name)
    shape = [token.text if token.kind == "sign" else token.is_name for token in body]
    if shape not in ([True], [True, ".", True]):
        raise NotTaken(say("told_return", item=said))
    variable = body[0].text
    if variable not in known:
        raise NotTaken(say("told_scope", item=said, variable=variable))
    key = body[2].text if len(body) == 3 else ""
    return Item(kind="value" if key else "thing", variable=variable, key=key, text=text, name=name)


def _limit(reading: Reading, start: int) -> int | None:
    for number in range(start, len(reading.tokens) - 1):
        after = reading.tokens[number + 1]
        if reading.tokens[number].upper == "LIMIT" and after.kind == "number" and after.text.isdecimal():
            return int(after.text)
    return None
