"""The judgements on record that hold two things together, or apart."""

from collections import defaultdict, deque
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Literal

from graph.identity.propose import RULE_AUTHOR
from graph.record.reader import RecordReader


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A judgement in force on two keys."""

    id: str
    kind: Literal["same", "different"]
    left: str
    right: str
    author: str
    author_kind: str
    reason: str

    @property
    def by_person(self) -> bool:
        """Whether a person made it, and can undo it; others are made again by who made them."""
        return self.author_kind == "person"

    @property
    def by_rule(self) -> bool:
        """Whether the rules made it."""
        return self.author.startswith(RULE_AUTHOR)


def standing(reader: RecordReader, left: Collection[str], right: Collection[str]) -> tuple[Standing, ...]:
    """Return the judgements in force between keys of two things.

    Those that a key of one and a key of the other stand in, "different" before "same", persons' first; where there is
    none, the shortest chain of "same" that leads from the one to the other. Empty where nothing was judged.
    """
    text = resources.files("graph.identity").joinpath("sql", "standing.sql").read_text("utf-8")
    fields = ("id", "kind", "left", "right", "author", "author_kind", "reason")
    found = [Standing(**dict(zip(fields, row, strict=True))) for row in reader.rows(text)]
    ones, others = set(left), set(right)
    direct = [one for one in found if _joins(one, ones, others) or _joins(one, others, ones)]
    if direct:
        return tuple(sorted(direct, key=lambda one: (one.kind != "different", not one.by_person, one.id)))
    links: dict[str, list[Standing]] = defaultdict(list)
    for one in found:
        if one.kind == "same":
            links[one.left].append(one)
            links[one.right].append(one)
    return _chain(links, ones, others)


def _joins(judgement: Standing, ones: Collection[str], others: Collection[str]) -> bool:
    return judgement.left in ones and judgement.right in others


def _chain(links: Mapping[str, list[Standing]], starts: Collection[str], ends: Collection[str]) -> tuple[Standing, ...]:
    came: dict[str, tuple[Standing, str] | None] = dict.fromkeys(sorted(starts))
    waiting = deque(came)
    while waiting:
        key = waiting.popleft()
        if key in ends and came[key] is not None:
            return _back(came, key)
        for judgement in links.get(key, ()):
            other = judgement.right if judgement.left == key else judgement.left
            if other not in came:
                came[other] = (judgement, key)
                waiting.append(other)
    return ()


def _back(came: Mapping[str, tuple[Standing, str] | None], key: str) -> tuple[Standing, ...]:
    found: list[Standing] = []
    while (step := came[key]) is not None:
        judgement, key = step
        found.append(judgement)
    return tuple(reversed(found))
