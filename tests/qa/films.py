"""A small record about films, of the ontology in ``tests/ontology/films``: documents of lines, a statement a line."""

from dataclasses import dataclass
from pathlib import Path

from graph.ontology import Ontology, load_ontology
from graph.record.store import Record
from graph.record.types import Document, Reading, Source, Span, Statement, Value

FILMS = Path(__file__).resolve().parents[1] / "ontology" / "films"
RETRIEVED = "2026-03-01T08:00:00.000000Z"
ATALANTE, ZERO, CLEO, HIKER = "imdb:tt0024844", "imdb:tt0024803", "imdb:tt0055852", "imdb:tt0045877"
MARINER, RETURNS, FOREVER = "Film:The Mariner", "Film:The Mariner Returns", "Film:The Mariner Forever"
SOLARIS_1972, SOLARIS_2002 = "imdb:tt0069293", "imdb:tt0307479"

Fact = tuple[str, str, Value]
"""Subject, property or edge, and value or key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A document of the record."""

    address: str
    publisher: str
    published: str | None
    facts: tuple[Fact, ...]


ARCHIVE = Page(
    address="https://films.example/archive",
    publisher="The Archive",
    published="2024-05-17",
    facts=(
        (ATALANTE, "name", "L'Atalante"),
        (ZERO, "name", "Zéro de conduite"),
        (CLEO, "name", "Cléo from 5 to 7"),
        (HIKER, "name", "The Hitch-Hiker"),
        (SOLARIS_1972, "name", "Solaris"),
        (SOLARIS_2002, "name", "Solaris"),
        ("Film:Open", "HAS_GENRE", "Genre:drama"),
        ("Person:Jean Vigo", "DIRECTED", ATALANTE),
        ("Person:Jean Vigo", "DIRECTED", ZERO),
        ("Person:Agnès Varda", "DIRECTED", CLEO),
        ("Person:Ida Lupino", "DIRECTED", HIKER),
        ("Person:Andrei Tarkovsky", "DIRECTED", SOLARIS_1972),
        ("Person:Steven Soderbergh", "DIRECTED", SOLARIS_2002),
        ("Person:Ida Lupino", "ACTED_IN", "Film:Open"),
        ("Studio:Gaumont", "PRODUCED", ATALANTE),
        ("Studio:Gaumont", "PRODUCED", ZERO),
        ("Studio:Filmakers", "PRODUCED", HIKER),
        (ATALANTE, "HAS_GENRE", "Genre:drama"),
        (ZERO, "HAS_GENRE", "Genre:comedy"),
        (HIKER, "HAS_GENRE", "Genre:film noir"),
        (CLEO, "HAS_GENRE", "Genre:drama"),
        (ATALANTE, "released", "1934-04-24"),
        (HIKER, "released", "1953"),
        (ATALANTE, "runtime_min", 89),
        (CLEO, "runtime_min", 90),
        (CLEO, "languages", "French"),
        (CLEO, "languages", "Italian"),
        (HIKER, "rating", "PG"),
        (ZERO, "rating", "R"),
        (ZERO, "silent", True),
        ("Person:Agnès Varda", "born", "1928-05-30"),
        (RETURNS, "SEQUEL_OF", MARINER),
        (FOREVER, "SEQUEL_OF", RETURNS),
    ),
)
GUIDE = Page(
    address="https://films.example/guide",
    publisher="The Guide",
    published=None,
    facts=((ATALANTE, "runtime_min", 65), (CLEO, "runtime_min", 90), (FOREVER, "SEQUEL_OF", MARINER)),
)


def films() -> Ontology:
    """Return the ontology of films."""
    return load_ontology(FILMS)


def reading_of(page: Page, ontology: Ontology) -> Reading:
    """Return a page as a document of one line a fact, with the statements that its lines make."""
    text, statements = "", []
    for subject, predicate, said in page.facts:
        line = f"{subject} {predicate} {said}"
        span = Span(start=len(text), end=len(text) + len(line))
        edge = predicate in ontology.edges
        statements.append(
            Statement(
                subject=subject, predicate=predicate, span=span,
                object=str(said) if edge else None, value=None if edge else said,
            )
        )  # fmt: skip
        text += line + "\n"
    document = Document(
        address=page.address, source=page.publisher, kind="page", title=page.publisher, text=text,
        retrieved=RETRIEVED, publisher=page.publisher, published=page.published,
    )  # fmt: skip
    return Reading(document=document, statements=tuple(statements))


def write_films(path: Path) -> None:
    """Write the record to ``path``."""
    record = Record(path)
    record.put_sources([Source(name="The Archive", trust=0.9), Source(name="The Guide", trust=0.5)])
    record.write([reading_of(page, films()) for page in (ARCHIVE, GUIDE)])
    record.close()
