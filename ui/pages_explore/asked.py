"""A query put to the home behind the guard, with the graph in its rows and the statements behind a part of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from graph.engine import GraphNode, GraphRelationship
from graph.errors import QueryError
from graph.explore.context import Context, Contexts
from graph.explore.follow import Followed, ends_of, follow, parts_of
from graph.explore.guard import Outcome, guarded_read
from graph.explore.thing import Testimony
from graph.record.lens import NOW, Lens
from qa.reply import Citation
from ui.output import Json
from ui.pages_common.homes import State
from ui.pages_common.open_homes import HOMES, OpenHome
from ui.rows_page import picture_of

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


SHOWN = 12
"""Statements behind a node or relationship that are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The statements behind a node or relationship, the best witness first."""

    shown: str
    """The name of a node; type and ends of a relationship."""
    count: int
    """How many there are; the first of them are cited."""
    citations: tuple[Citation, ...]
    contexts: Mapping[int, Context]
    """Of the citations, by their numbers."""


def run_query(state: State, query: Query) -> Found:
    """Return what comes of a query that only reads; kept until the record changes.

    Raises QueryError, WriteRefused, QueryTimeout, RecordError, EngineError.
    """
    return _run(state, query) if state.settings.graph is not None else _kept(state, query)


@lru_cache(maxsize=8)
def _kept(state: State, query: Query) -> Found:
    return _run(state, query)


def _run(state: State, query: Query) -> Found:
    def work(home: OpenHome) -> Found:
        session = home.session
        outcome = guarded_read(session.graph, session.ontology, query.text, query.parameters)
        return _found(session, query, outcome)

    return HOMES.work(state, _lens(query), work)


def _found(session: "Session", query: Query, outcome: Outcome) -> Found:
    parts = list(parts_of(cell for row in outcome.result.rows for cell in row))
    nodes = {str(part.properties.get("id")) for part in parts if isinstance(part, GraphNode)}
    # Looking the ends of a relationship up costs a search of the graph: only where the rows do not hold them.
    alone = [p for p in parts if isinstance(p, GraphRelationship) and not {str(p.start), str(p.end)} <= nodes]
    ends = ends_of(session.graph, alone)
    # Nodes first: a link is drawn between nodes that are there.
    picture = picture_of(sorted(parts, key=lambda part: isinstance(part, GraphRelationship)), ends)
    known = {str(part.properties.get("id")): part for part in reversed(parts)}
    known |= {str(one.properties.get("id")): one for pair in ends.values() for one in pair}
    columns = outcome.result.columns or query.columns
    return Found(outcome=outcome, columns=tuple(columns), picture=picture, parts=known)


def _said(followed: Followed, contexts: Contexts) -> Said:
    citations = tuple(_citation(n, one) for n, one in enumerate(followed.testimonies[:SHOWN], start=1))
    found = {c.n: contexts.of(c.quote, statement=c.statement, url=c.url) for c in citations}
    known = {n: context for n, context in found.items() if context is not None}
    return Said(shown=followed.shown, count=len(followed.testimonies), citations=citations, contexts=known)


def _citation(n: int, one: Testimony) -> Citation:
    statement, document = one.statement, one.document
    said = statement.object if statement.object is not None else statement.value
    local = document.address.startswith("file:")
    return Citation(
        n=n,
        quote=statement.quote,
        title=f"{statement.subject} {statement.predicate} {said}: {document.title}",
        url=document.address if local else document.url or document.address,
        publisher=document.publisher or document.source,
        published=document.published,
        statement=statement.id,
        place=one.place,
    )


@lru_cache(maxsize=64)
def statements_of(state: State, query: Query, identity: str) -> Said | None:
    """Return the statements behind a node or relationship of the rows, or None where there are none."""
    part = run_query(state, query).parts.get(identity)
    if part is None:
        return None

    def work(home: OpenHome) -> Said | None:
        followed = next(iter(follow(home.session, [part], 1)), None)
        return None if followed is None else _said(followed, home.contexts)

    return HOMES.work(state, _lens(query), work)


def _lens(query: Query) -> Lens:
    return Lens(as_of=query.as_of) if query.as_of else NOW
