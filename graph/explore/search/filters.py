"""Which documents a search may find."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from graph.errors import SearchError
from graph.explore.search.surroundings import Surroundings
from graph.explore.search.types import SearchFilters
from graph.ontology.dates import first_day, last_day
from graph.record.reader import RecordReader
from graph.record.types import StoredDocument

if TYPE_CHECKING:
    from graph.explore.search.types import Mask
    from graph.views.index.index import PassageIndex


def allowed_passages(
    filters: SearchFilters, index: "PassageIndex", reader: RecordReader, surroundings: Surroundings | None
) -> "Mask":
    """Return which passages of an index are within filters.

    Raises SearchError for a kind of documents that is not on record, InvalidValue for a date that is none.
    """
    mask = index.allowed(filters.lens)
    numbers = _narrowed(filters, reader, surroundings)
    return mask if numbers is None else mask & index.of_documents(numbers)


def _narrowed(
    filters: SearchFilters, reader: RecordReader, surroundings: Surroundings | None
) -> Collection[int] | None:
    """Return the document versions that are left; None for all within the lens."""
    kept: set[int] | None = None
    if filters.kinds or filters.since or filters.until:
        documents = list(reader.documents(filters.lens))
        _check_kinds(filters.kinds, documents)
        kept = {one.number for one in documents if _is_meant(one, filters)}
    for numbers in _about(filters, surroundings):
        kept = set(numbers) if kept is None else kept & numbers
    return kept


def _about(filters: SearchFilters, surroundings: Surroundings | None) -> Iterable[frozenset[int]]:
    if not (filters.entities or filters.countries):
        return
    if surroundings is None:
        raise SearchError("--entity and --country need the graph, which is not open")
    yield from surroundings.documents_of(filters.entities).values()
    if filters.countries:
        yield frozenset().union(*map(surroundings.documents_of_country, filters.countries))


def _check_kinds(kinds: Iterable[str], documents: Iterable[StoredDocument]) -> None:
    held = sorted({one.kind for one in documents})
    for kind in kinds:
        if kind.casefold() not in {one.casefold() for one in held}:
            raise SearchError(f"--kind {kind}: no document on record is of it; there are {', '.join(held) or 'none'}")


def _is_meant(document: StoredDocument, filters: SearchFilters) -> bool:
    if filters.kinds and document.kind.casefold() not in {kind.casefold() for kind in filters.kinds}:
        return False
    # A date that is less precise than a day may be any of its days: a document stays unless none of them fits.
    dated = document.published or document.retrieved[:10]
    if filters.since and last_day(dated) < first_day(filters.since):
        return False
    return not (filters.until and first_day(dated) > last_day(filters.until))
