"""The policy of reading, as ``policy.yaml`` has it: what a query may hold, and how much it may take."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

import yaml

from graph.errors import OntologyError


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long a query may run, and how much may come back; what is beyond is cut and said so."""

    seconds: float
    rows: int
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """Numbers of elements that one expression may go through, and what is taken for lists whose length is unknown."""

    most: int
    collected: int
    property: int
    unknown: int
    most_searched: int
    most_text: int
    most_gathered: int
    most_copied: int
    most_doublings: int
    most_regex_loops: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What a query that only reads may be."""

    most_bytes: int
    most_tokens: int
    most_nested: int
    most_operators: int
    most_clauses: int
    most_steps: int
    most_subqueries: int
    most_keys: int
    most_cases: int
    most_hops: int
    most_parameter_bytes: int
    most_parameter_nested: int
    limits: Limits
    sizes: Sizes
    clauses: Mapping[str, str]
    """Words in capitals that begin what does more than read, with what it does."""
    steps: tuple[str, ...]
    """Beginnings of steps that no plan may have, in lower case."""
    procedures: Mapping[str, str]
    """Procedures that may be called: the name by its lower case."""
    functions: Mapping[str, str]
    aggregates: frozenset[str]
    ending: frozenset[str]
    leading: frozenset[str]
    other: frozenset[str]
    look_alikes: Mapping[int, str]
    """For ``str.translate``: letters of other scripts, and the Latin ones they look like."""

    @property
    def reserved(self) -> frozenset[str]:
        """All words, in capitals, that mean something by themselves."""
        return (
            self.ending
            | self.leading
            | self.other
            | frozenset(self.clauses)
            | {name.upper() for name in self.functions}
        )


@functools.cache
def shipped_policy() -> Policy:
    """Return the policy that ships. Raises OntologyError where its file does not hold."""
    text = resources.files("graph.explore").joinpath("policy.yaml").read_text(encoding="utf-8")
    told = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    try:
        return _policy(told)
    except (KeyError, TypeError, ValueError) as error:
        raise OntologyError(f"graph/explore/policy.yaml does not hold: {error!r}") from error


def _policy(told: dict[str, dict[str, dict[str, str]]]) -> Policy:
    words, parameters = told["keywords"], told["parameters"]
    return Policy(
        **{name: int(str(number)) for name, number in told["text"].items()},
        **{name: int(str(number)) for name, number in [*told["shape"].items(), *told["paths"].items()]},
        most_parameter_bytes=int(str(parameters["most_bytes"])),
        most_parameter_nested=int(str(parameters["most_nested"])),
        limits=Limits(**{name: int(str(number)) for name, number in told["limits"].items()}),
        sizes=Sizes(**{name: int(str(number)) for name, number in told["sizes"].items()}),
        clauses={word: str(does) for word, does in told["clauses"].items()},
        steps=tuple(told["steps"]),
        procedures={name.lower(): name for name in told["procedures"]},
        functions={name.lower(): name for name in str(told["functions"]).split()},
        aggregates=frozenset(str(told["aggregates"]).lower().split()),
        ending=frozenset(str(words["ending"]).split()),
        leading=frozenset(str(words["leading"]).split()),
        other=frozenset(str(words["other"]).split()),
        look_alikes={ord(c): latin for latin, alike in told["look_alikes"].items() for c in str(alike)},
    )
