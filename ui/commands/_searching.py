"""What ``sextant search`` looks through, and how it tells what was found."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ui.output import Json, note, one_line, say
from ui.settings import Settings, WrongUsage
from ui.wiring import lens_of, opened, place_of

if TYPE_CHECKING:
    from graph.engine import Graph
    from graph.explore.search.search import Searcher
    from graph.explore.search.surroundings import Neighbour, Surroundings
    from graph.explore.search.types import Embedder, Found, Searched, SearchFilters
    from graph.record.reader import RecordReader
    from graph.record.types import StoredDocument
    from graph.views.index.index import PassageIndex
    from graph.views.names import Names

SNIPPET = 280
"""Characters of a passage that are shown."""
NO_MODEL = "none"
NEIGHBOURED = 3
"""Things named whose neighbours are offered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One thing to look for."""

    id: str | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A document that was found, with the words of its passage."""

    found: "Found"
    document: "StoredDocument"
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one query found."""

    query: Query
    hits: tuple[Hit, ...]
    searched: "Searched"
    addresses: dict[int, str]
    """Of all document versions that are spoken of."""
    neighbours: "dict[str, tuple[Neighbour, ...]]"
    """What stands next to each thing named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchDesk:
    """An open home to search in."""

    searcher: "Searcher"
    reader: "RecordReader"
    names: "Names"
    surroundings: "Surroundings"

    def filters(
        self, *, kinds: Sequence[str], countries: Sequence[str], entities: Sequence[str], since: str | None,
        until: str | None, as_of: str | None, source: str | None,
    ) -> "SearchFilters":  # fmt: skip
        """Return filters, names in them looked up. Raises WrongUsage for a date that is none, SearchError for names."""
        from graph.explore.search.meant import country_meant, thing_meant
        from graph.explore.search.types import SearchFilters
        from graph.explore.session import check_source
        from graph.ontology.dates import is_date

        for name, date in (("--since", since), ("--until", until)):
            if date is not None and not is_date(date):
                raise WrongUsage(f"{name} {date}: write a year, a month or a day: 2024, 2024-05 or 2024-05-17")
        lens = lens_of(as_of, source)
        check_source(self.reader, lens)
        return SearchFilters(
            lens=lens,
            kinds=tuple(kinds),
            since=since,
            until=until,
            entities=tuple(thing_meant(name, self.names) for name in entities),
            countries=tuple(country_meant(name, self.names) for name in countries),
        )

    def look_for(self, query: Query, k: int, filters: "SearchFilters") -> Told:
        """Return what a query finds."""
        searched = self.searcher.search(query.text, k, filters)
        numbers = {n for one in searched.found for n in (one.document, *one.twins, one.twin_of) if n is not None}
        documents = {one.number: one for one in self.reader.documents(numbers=numbers)}
        hits = tuple(
            Hit(found=one, document=documents[one.document], text=self.reader.text(one.document)[one.start : one.end])
            for one in searched.found
            if one.document in documents
        )
        nodes = list(dict.fromkeys(one.node for one in searched.named))[:NEIGHBOURED]
        return Told(
            query=query,
            hits=hits,
            searched=searched,
            addresses={number: document.address for number, document in documents.items()},
            neighbours={node: self.surroundings.neighbours(node) for node in nodes},
        )


@contextmanager
def open_desk(settings: Settings) -> Iterator[SearchDesk]:
    """Open a home for searching, its index brought up to date. The graph is opened when a query names something."""
    from graph.explore.indexing import opened_index
    from graph.explore.names import fresh_names
    from graph.explore.search.search import Searcher
    from graph.explore.search.surroundings import Surroundings
    from graph.ontology import shipped_ontology
    from graph.record.reader import RecordReader
    from ui.progress import Progress
    from ui.wiring import staged

    with ExitStack() as stack:
        place = place_of(settings)
        names = stack.enter_context(fresh_names(place, shipped_ontology()))
        reader = stack.enter_context(RecordReader(place.record))
        with Progress(quiet=settings.as_json) as progress:
            index = stack.enter_context(opened_index(place, staged(progress)))

        def graph() -> "Graph":
            return stack.enter_context(opened(settings)).graph

        surroundings = Surroundings(graph, reader, names)
        embedder = _embedder(settings, index)
        searcher = Searcher(index, reader, embedder=embedder, names=names, surroundings=surroundings)
        yield SearchDesk(searcher=searcher, reader=reader, names=names, surroundings=surroundings)


def _embedder(settings: Settings, index: "PassageIndex") -> "Embedder | None":
    """Return the model that the vectors of an index are of; None, with a line that says why, where there is none."""
    from graph.errors import EmbeddingError
    from graph.views.index.embedder import open_embedder

    if settings.model == NO_MODEL or not len(index):
        return None
    if not index.manifest.vectors:
        note("no passage has a vector yet: searched by words alone (sextant rebuild index makes vectors)")
        return None
    try:
        embedder = open_embedder(settings.home, settings.model)
    except EmbeddingError as error:
        note(f"searched by words alone: {error}")
        return None
    if embedder.name != index.manifest.model:
        note(f"searched by words alone: the vectors are of {index.manifest.model}, not of {embedder.name}")
        return None
    if index.vectors_behind:
        note(f"{index.vectors_behind:,} passages have no vector yet and are found by words alone")
    return embedder


def queries_of(file: Path) -> Iterator[Query]:
    """Yield the queries of a .jsonl file; "-" is standard input. Raises WrongUsage for a line that is none."""
    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUsage(f"--file {file}: cannot be read ({error})") from error
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            held = json.loads(line)
            yield Query(id=None if held.get("id") is None else str(held["id"]), text=str(held["query"]))
        except (ValueError, KeyError, AttributeError) as error:
            raise WrongUsage(f'--file {file} line {number}: write {{"id": ..., "query": ...}} on a line') from error


def told_json(told: Told, milliseconds: float) -> dict[str, Json]:
    """Return what a query found, for JSON."""
    searched = told.searched
    return {
        "id": told.query.id,
        "query": told.query.text,
        "results": [_hit_json(hit, told.addresses) for hit in told.hits],
        "entities": [
            {
                "said": one.said, "id": one.node, "label": one.label, "name": one.name,
                "neighbours": [
                    {"id": n.id, "label": n.label, "name": n.name, "edge": n.edge, "direction": _direction(n)}
                    for n in told.neighbours.get(one.node, ())
                ],
            }
            for one in searched.named
        ],
        "searched": searched.searched,
        "by_meaning": searched.meaning,
        "vectors_behind": searched.behind,
        "ms": milliseconds,
    }  # fmt: skip


def _hit_json(hit: Hit, addresses: dict[int, str]) -> dict[str, Json]:
    from graph.record.hashing import document_key

    found, document = hit.found, hit.document
    return {
        "document": {
            "url": document.address, "title": document.title, "id": document_key(document.address),
            "kind": document.kind, "publisher": document.publisher, "published": document.published,
            "page": document.url,
        },
        "passage": hit.text,
        "heading": found.heading,
        "start": found.start,
        "end": found.end,
        "score": round(found.score, 4),
        "why": list(found.why),
        "shares": {share.evidence: round(share.part, 4) for share in found.shares},
        "twins": [addresses[number] for number in found.twins if number in addresses],
        "twin_of": None if found.twin_of is None else addresses.get(found.twin_of),
    }  # fmt: skip


def _direction(neighbour: "Neighbour") -> str:
    return "out" if neighbour.outward else "in"


def tell(told: Told) -> None:
    """Print what a query found for a person."""
    if not told.hits:
        say(f"nothing found among {told.searched.searched:,} passages")
    ranks = {hit.found.document: rank for rank, hit in enumerate(told.hits, start=1)}
    for rank, hit in enumerate(told.hits, start=1):
        _tell_hit(rank, hit, ranks)
    for named in {one.node: one for one in told.searched.named}.values():
        near = told.neighbours.get(named.node, ())
        shown = ", ".join(f"{n.name} ({n.edge}{' ->' if n.outward else ' <-'})" for n in near)
        say(f"{named.said}: {named.name} ({named.label}, {named.node})" + (f"; next to it: {shown}" if shown else ""))


def _tell_hit(rank: int, hit: Hit, ranks: dict[int, int]) -> None:
    document, found = hit.document, hit.found
    date = document.published or f"retrieved {document.retrieved[:10]}"
    twin = ranks.get(found.twin_of) if found.twin_of is not None else None
    say(f"{rank}. {document.title} ({document.publisher or document.source}, {date})" + (
        f"  twin of {twin}" if twin else ""
    ))  # fmt: skip
    if found.heading:
        say(f"   {one_line(found.heading)}")
    text = one_line(hit.text)
    say(f'   "{text[:SNIPPET]}{"..." if len(text) > SNIPPET else ""}"')
    say(f"   {'; '.join(found.why)}")
    say(f"   {document.address}\n")
