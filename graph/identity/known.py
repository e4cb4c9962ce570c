"""What is known of names beside their letters: who is curated or said to bear them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, Self

from graph.identity.tokens import Tokens, form_of, tokens_of
from graph.ontology import Ontology
from graph.ontology.naming import parse_key


class Known(Protocol):
    """Names on record. Things are told by ids, which mean nothing but that two are one or not."""

    def curated(self, label: str | None, name: str) -> frozenset[str]:
        """Return the things that a curated source calls ``name``; None stands for all labels."""

    def stated(self, label: str | None, name: str) -> frozenset[str]:
        """Return the things that anything on record calls ``name``, as a whole name."""

    def short(self, label: str | None, name: str) -> frozenset[str]:
        """Return the typed keys whose short form is ``name``: the hub ids that end in it."""

    def thing_of(self, key: str) -> str | None:
        """Return the thing with a typed key, or None."""

    def is_curated(self, thing: str) -> bool:
        """Say whether a curated source has an entry of the thing: two such are two things."""

    def apart(self, one: str, other: str) -> bool:
        """Say whether somebody judged two things to be different."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedThing:
    """A thing with its curated names and its keys."""

    thing: str
    """Its main key."""
    names: tuple[str, ...]
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Aliases:
    """Curated names held as a value."""

    things: Mapping[tuple[str | None, Tokens], frozenset[str]]
    by_key: Mapping[str, str]
    """Thing by normal form of a typed key."""

    @classmethod
    def of(cls, named: Iterable[NamedThing], ontology: Ontology) -> Self:
        """Return the names of ``named``. Raises InvalidKey for a key that the ontology does not know."""
        things: dict[tuple[str | None, Tokens], set[str]] = defaultdict(set)
        by_key: dict[str, str] = {}
        for one in named:
            label = parse_key(one.thing, ontology).label
            parts = [parse_key(key, ontology) for key in (one.thing, *one.keys)]
            by_key |= {part.normal: one.thing for part in parts if part.scheme is not None}
            for name in (*one.names, *(part.value for part in parts if part.scheme is None)):
                for wanted in (label, None):
                    things[wanted, form_of(tokens_of(name))].add(one.thing)
        return cls(things={name: frozenset(found) for name, found in things.items()}, by_key=by_key)

    def curated(self, label: str | None, name: str) -> frozenset[str]:
        """Return the things that are called ``name``."""
        return self.things.get((label, form_of(tokens_of(name))), frozenset())

    def stated(self, label: str | None, name: str) -> frozenset[str]:
        """Return the things that are called ``name``."""
        return self.curated(label, name)

    def short(self, label: str | None, name: str) -> frozenset[str]:
        """Return none: short forms are no curated names."""
        return frozenset()

    def thing_of(self, key: str) -> str | None:
        """Return the thing with a typed key, or None."""
        scheme, _, value = key.partition(":")
        return self.by_key.get(key) or self.by_key.get(f"{scheme}:{value.casefold()}")

    def is_curated(self, thing: str) -> bool:
        """Say yes: all things here are curated."""
        return True

    def apart(self, one: str, other: str) -> bool:
        """Say no: nothing is judged here."""
        return False


NOTHING = Aliases(things={}, by_key={})
"""For judging by the letters alone."""
