"""A LangChain retriever over the search, and tools for an agent of the user's own: ask, search, cypher, entity.

It needs the extra ``llm``. Each call opens the home, reads it as it then stands, and closes it: agents call tools from
threads of their own. All only read. What documents say comes back as quoted data inside JSON; it is for the agent's
maker to keep it from being taken for orders.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.tools import BaseTool, StructuredTool, ToolException

from graph.errors import SextantError
from ui.output import Json
from ui.settings import Settings, environment_settings

if TYPE_CHECKING:
    from graph.explore.thing import Saying, Thing
    from ui.commands._searching import Told

__all__ = ["SextantRetriever", "sextant_tools"]

ROWS = 100
"""Rows of a query that an agent gets."""
FOUND = 10
"""Documents that a search gives at most by the tool."""
SAYINGS = 10
WITNESSES = 2
QUOTE = 300


class SextantRetriever(BaseRetriever):
    """Finds the documents that fit a question best, each by its best passage with its source.

    ``page_content`` is the passage as it stands in the document; the metadata hold title, url, publisher, published,
    heading, start, end, score and why it ranks. Raises RecordError, ViewError and WrongUsage like ``sextant search``.
    """

    home: str | None = None
    """Folder of the home; None: as the environment says."""
    k: int = 5
    """How many documents."""
    as_of: str | None = None
    """Documents as they stood on that day, YYYY-MM-DD."""

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        told = _search(_settings(self.home), query, self.k, self.as_of)
        return [Document(page_content=_text(hit["passage"]), metadata=_without(hit, "passage")) for hit in _hits(told)]


def sextant_tools(home: str | None = None) -> list[BaseTool]:
    """Return the tools ask, search, cypher and entity on a home; None: as the environment says.

    A tool answers with JSON. What a user could mend (a wrong query, an unknown name) comes back as its error text.
    """
    settings = _settings(home)

    def ask(question: str, as_of: str | None = None) -> str:
        """Answer a question from the graph: a sentence with numbered citations, rows, and the Cypher that ran; or a
        refusal with its reason. as_of: a day, YYYY-MM-DD, as whose sources it answers."""
        return _guarded(lambda: _ask(settings, question, as_of))

    def search(words: str, k: int = 5, as_of: str | None = None) -> str:
        """Find the documents that fit some words or a question best, each by its best passage, with its source."""
        return _guarded(lambda: list(_hits(_search(settings, words, max(1, min(k, FOUND)), as_of))))

    def cypher(query: str) -> str:
        """Run a Cypher query that only reads the graph. A query that would write is refused; an empty result says what
        in the query is not in the graph."""
        return _guarded(lambda: _cypher(settings, query))

    def entity(name: str) -> str:
        """Say what is on record about one thing, by its name or id: properties and relations, each with witnesses and
        where sources disagree; or the things that the name may mean."""
        return _guarded(lambda: _entity(settings, name))

    functions: list[Callable[..., str]] = [ask, search, cypher, entity]
    return [StructuredTool.from_function(one, handle_tool_error=True) for one in functions]


def _settings(home: str | None) -> Settings:
    # An agent is a model already: its questions are not passed on to a second one.
    return replace(environment_settings(home), as_json=True, llm=None)


def _guarded(work: "Callable[[], Json]") -> str:
    try:
        return json.dumps(work(), ensure_ascii=False)
    except SextantError as error:
        raise ToolException(str(error)) from error


def _ask(settings: Settings, question: str, as_of: str | None) -> Json:
    from ui.commands._asking import asker
    from ui.wiring import lens_of

    with asker(settings, lens_of(as_of, None)) as answered:
        told = answered(question, None).as_json()
    rows = told.pop("rows")
    assert isinstance(rows, list)
    kept: dict[str, Json] = {**told, "rows": rows[:ROWS], "rows_in_all": len(rows)}
    return _without(kept, "id", "values", "ms", "entities")


def _search(settings: Settings, query: str, k: int, as_of: str | None) -> "Told":
    from graph.explore.search.types import SearchFilters
    from ui.commands._searching import Query, open_desk
    from ui.wiring import lens_of

    with open_desk(settings) as desk:
        return desk.look_for(Query(id=None, text=query), k, SearchFilters(lens=lens_of(as_of, None)))


def _hits(told: "Told") -> "Iterator[dict[str, Json]]":
    for hit in told.hits:
        document, found = hit.document, hit.found
        yield {
            "passage": hit.text, "title": document.title, "url": document.url or document.address,
            "publisher": document.publisher, "published": document.published, "heading": found.heading,
            "start": found.start, "end": found.end, "score": round(found.score, 4), "why": list(found.why),
        }  # fmt: skip


def _cypher(settings: Settings, query: str) -> Json:
    from graph.explore.guard import guarded_read
    from ui.commands.cypher import plain_cell
    from ui.wiring import opened

    with opened(settings) as session:
        outcome = guarded_read(session.graph, session.ontology, query)
    rows = outcome.result.rows
    remarks = [*outcome.warnings, *outcome.diagnosis, *([outcome.cut] if outcome.cut else [])]
    if len(rows) > ROWS:
        remarks.append(f"the first {ROWS} of {len(rows):,} rows")
    return {
        "columns": list(outcome.result.columns),
        "rows": [[plain_cell(cell) for cell in row] for row in rows[:ROWS]],
        "remarks": remarks,
    }


def _entity(settings: Settings, name: str) -> Json:
    from graph.explore.names import fresh_names
    from graph.explore.thing import look_at
    from graph.ontology import shipped_ontology
    from ui.commands.entity import bearers_of
    from ui.wiring import opened, place_of

    with fresh_names(place_of(settings), shipped_ontology()) as names:
        nodes = bearers_of(name, names)
        near = names.nearest(name) if not nodes else ()
    if not nodes:
        raise ToolException(f"{name}: nothing on record has this name; nearest: {', '.join(near) or 'none'}")
    if len(nodes) > 1:
        return {"may_be": [{"id": b.node, "label": b.label, "name": b.name} for b in nodes[: 2 * SAYINGS]]}
    with opened(settings) as session:
        thing = look_at(session, nodes[0].node)
    return _thing(thing) if thing is not None else {"id": nodes[0].node, "name": nodes[0].name, "topics": []}


def _thing(thing: "Thing") -> Json:
    topics: list[Json] = [
        {
            "predicate": topic.predicate, "direction": topic.direction, "disputed": topic.disputed,
            "in_all": len(topic.sayings), "sayings": [_saying(one) for one in topic.sayings[:SAYINGS]],
        }
        for topic in thing.topics
    ]  # fmt: skip
    return {
        "id": thing.id, "label": thing.label, "name": thing.name, "names": list(thing.names),
        "statements": thing.statements, "topics": topics,
    }  # fmt: skip


def _saying(saying: "Saying") -> Json:
    witnesses: list[Json] = [
        {
            "statement": one.statement.id, "quote": one.statement.quote[:QUOTE], "title": one.document.title,
            "url": one.document.url or one.document.address, "published": one.document.published,
        }
        for one in saying.testimonies[:WITNESSES]
    ]  # fmt: skip
    return {"said": saying.shown, "qualifiers": dict(saying.qualifiers), "witnesses": witnesses}


def _without(held: "dict[str, Json]", *names: str) -> "dict[str, Json]":
    return {name: value for name, value in held.items() if name not in names}


def _text(value: Json) -> str:
    return value if isinstance(value, str) else ""
