"""Questions to begin with, made from the graph at hand: the forms and where their names come from are data."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from graph.errors import SextantError
from graph.record.lens import NOW
from ui.pages_common.homes import State
from ui.pages_common.open_homes import HOMES

if TYPE_CHECKING:
    from qa.desk import Desk

_SETTLED = ("answered", "disputed")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """A name of a question: a column of a named query, run with names that were found before."""

    name: str
    query: str
    column: str
    given: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """A question with gaps."""

    question: str
    steps: tuple[_Step, ...]


_LOOKING = threading.Lock()


def examples_of(state: State) -> tuple[str, ...]:
    """Return at most four questions that the home can answer. Raises RecordError, EngineError."""
    with _LOOKING:  # who comes while another looks waits for what that one finds
        return _examples(state.of_record)


@lru_cache(maxsize=4)
def _examples(state: State) -> tuple[str, ...]:
    return HOMES.work(state, NOW, lambda home: _found(home.desk))


def _found(desk: "Desk") -> tuple[str, ...]:
    from qa.answer import answer

    forms, most, tried = _forms()
    found: list[str] = []
    for form in forms:
        filled = _filled(form.question, form.steps, desk, {}, tried)
        found += [q for q in [next((q for q in filled if answer(q, desk).status in _SETTLED), None)] if q]
        if len(found) == most:
            break
    return tuple(found)


def _filled(question: str, steps: Sequence[_Step], desk: "Desk", names: Mapping[str, str], tried: int) -> Iterator[str]:
    """Yield the question with its gaps filled, the likeliest names first."""
    if not steps:
        yield question.format_map(names)
        return
    for value in _values(steps[0], desk, names)[:tried]:
        yield from _filled(question, steps[1:], desk, {**names, steps[0].name: value}, tried)


def _values(step: _Step, desk: "Desk", names: Mapping[str, str]) -> list[str]:
    """Return the values of a column of a named query; none where the graph lacks what it speaks of."""
    from graph.explore.guard import guarded_read
    from graph.explore.library import bind, find_query

    query = find_query(step.query)
    parameters = bind(query, {name: names[name] for name in step.given})
    try:
        result = guarded_read(desk.graph, desk.ontology, query.text, parameters).result
    except SextantError:
        return []  # an example that cannot be made is no fault of the user's: another one is shown
    at = list(query.returns).index(step.column)
    return [str(row[at]) for row in result.rows if row[at]]


def _forms() -> tuple[tuple[_Form, ...], int, int]:
    import yaml

    held = yaml.safe_load((resources.files("ui") / "pages_ask" / "examples.yaml").read_text(encoding="utf-8"))
    forms = tuple(
        _Form(question=one["question"], steps=tuple(_step(name) for name in one["names"])) for one in held["examples"]
    )
    return forms, int(held["most"]), int(held["values_tried"])


def _step(held: Mapping[str, object]) -> _Step:
    given = held.get("with", ())
    assert isinstance(given, list | tuple)
    return _Step(
        name=str(held["name"]), query=str(held["query"]), column=str(held["column"]), given=tuple(map(str, given))
    )
