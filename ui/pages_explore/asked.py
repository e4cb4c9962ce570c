"""A query put to the home behind the guard, with the graph in its rows and the statements behind a part of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from graph.engine import GraphNode, GraphRelationship
from graph.errors import QueryError
from graph.explore.follow import Followed, ends_of, follow, parts_of
from graph.explore.guard import Outcome, guarded_read
from graph.record.lens import NOW, Lens
from ui.output import Json
from ui.pages_common.homes import State, tried_twice
from ui.rows_page import picture_of
from ui.wiring import opened

if TYPE_CHECKING:
    from graph.engine import Parameter
    from graph.explore.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is run."""

    text: str
    given: str = "{}"
    """The parameters as JSON."""
    columns: tuple[str, ...] = ()
    """Those of a named query, for an engine that tells none of an empty result."""
    as_of: str | None = None
    title: str = "Rows"

    @property
    def parameters(self) -> "Mapping[str, Parameter]":
        """The parameters. Raises QueryError where what is given is no JSON object."""
        try:
            held = json.loads(self.given or "{}")
        except ValueError as error:
            raise QueryError(f"the parameters are not JSON ({error}); one looks like {EXAMPLE}") from error
        if not isinstance(held, dict):
            raise QueryError(f"the parameters are no JSON object; one looks like {EXAMPLE}")
        return held


EXAMPLE = '{"name": "Qwen/Qwen2.5-7B"}'


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What came of a query."""

    outcome: Outcome
    columns: tuple[str, ...]
    picture: Mapping[str, Json]
    """Nodes and links in the rows."""
    parts: Mapping[str, GraphNode | GraphRelationship]
    """The same, by their ids, as they came."""


def run_query(state: State, query: Query) -> Found:
    """Return what comes of a query that only reads; kept until the record changes.

    Raises QueryError, WriteRefused, QueryTimeout, RecordError, EngineError.
    """
    return _run(state, query) if state.settings.graph is not None else _kept(state, query)


@lru_cache(maxsize=8)
def _kept(state: State, query: Query) -> Found:
    return _run(state, query)


def _run(state: State, query: Query) -> Found:
    def work() -> Found:
        with opened(state.settings, _lens(query)) as session:
            outcome = guarded_read(session.graph, session.ontology, query.text, query.parameters)
            return _found(session, query, outcome)

    return tried_twice(work)


def _found(session: "Session", query: Query, outcome: Outcome) -> Found:
    parts = list(parts_of(cell for row in outcome.result.rows for cell in row))
    nodes = {str(part.properties.get("id")) for part in parts if isinstance(part, GraphNode)}
    # Looking the ends of a relationship up costs a search of the graph: only where the rows do not hold them.
    alone = [p for p in parts if isinstance(p, GraphRelationship) and not {str(p.start), str(p.end)} <= nodes]
    ends = ends_of(session.graph, alone)
    picture = picture_of(parts, ends)
    known = {str(part.properties.get("id")): part for part in reversed(parts)}
    known |= {str(one.properties.get("id")): one for pair in ends.values() for one in pair}
    columns = outcome.result.columns or query.columns
    return Found(outcome=outcome, columns=tuple(columns), picture=picture, parts=known)


@lru_cache(maxsize=64)
def statements_of(state: State, query: Query, identity: str) -> Followed | None:
    """Return the statements behind a node or relationship of the rows, or None where there are none."""
    part = run_query(state, query).parts.get(identity)
    if part is None:
        return None

    def work() -> Followed | None:
        with opened(state.settings, _lens(query)) as session:
            return next(iter(follow(session, [part], 1)), None)

    return tried_twice(work)


def _lens(query: Query) -> Lens:
    return Lens(as_of=query.as_of) if query.as_of else NOW
