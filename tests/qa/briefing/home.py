"""A home with the small world of the library on record, and briefings written from it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from graph.engine import stop_embedded
from graph.explore.names import fresh_names
from graph.explore.place import Place
from graph.explore.session import Opening, open_session
from graph.ontology import shipped_ontology
from graph.record.lens import NOW, Lens
from graph.record.store import Record
from qa.briefing import (
    Briefing,
    Figure,
    Passages,
    Refused,
    Resolved,
    Sentence,
    resolve,
    shipped_recipes,
    write_briefing,
)
from qa.briefing.numbering import sentences_of
from qa.desk import Desk
from tests.library.world import write_world

TODAY = "2025-03-01"


@contextmanager
def home_of_world(folder: Path) -> Iterator[Place]:
    """Make a home with the small world; its engine is stopped at the end."""
    place = Place(home=folder)
    folder.mkdir(parents=True, exist_ok=True)
    with Record(place.record) as record:
        write_world(record)
    try:
        yield place
    finally:
        stop_embedded(place.engine)


@contextmanager
def desk_at(place: Place, lens: Lens = NOW) -> Iterator[Desk]:
    """Open a home for a briefing."""
    ontology = shipped_ontology()
    with open_session(place, ontology, Opening(lens=lens)) as session, fresh_names(place, ontology) as names:
        yield Desk(
            ontology=ontology, names=names, graph=session.graph, record=session.reader, lens=lens, today=TODAY,
            background=("reference",),
        )  # fmt: skip


def resolved(text: str, desk: Desk) -> Resolved:
    found = resolve(text, desk, shipped_recipes())
    assert isinstance(found, Resolved), found
    return found


def refused(text: str, desk: Desk) -> Refused:
    found = resolve(text, desk, shipped_recipes())
    assert isinstance(found, Refused), found
    return found


def written(text: str, desk: Desk, passages: Passages | None = None) -> Briefing:
    found = resolved(text, desk)
    return write_briefing(found.topic, found.recipe, desk, passages)


def told(briefing: Briefing) -> list[Sentence | Figure]:
    """Return all sentences and figures of a briefing, in order."""
    inner = [one for section in briefing.sections for block in section.blocks for one in sentences_of(block)]
    return [briefing.opening, *inner]


def texts(briefing: Briefing, heading: str) -> list[str]:
    """Return the sentences under a heading, figures as "name: value"."""
    found = [section for section in briefing.sections if section.heading == heading]
    return [_text(one) for section in found for block in section.blocks for one in sentences_of(block)]


def _text(one: Sentence | Figure) -> str:
    return one.text if isinstance(one, Sentence) else f"{one.name}: {one.value.removesuffix('.')}"


def sources_of(one: Sentence | Figure, briefing: Briefing) -> Sequence[str]:
    """Return what a sentence rests on: titles of documents, names of stored queries."""
    by_number = {source.n: source for source in briefing.sources}
    return [by_number[mark.source].query or by_number[mark.source].title for mark in one.marks]
