"""Removing documents for good, from everything that a home keeps of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from ui.commands._rules import bring_rules
from ui.settings import Settings
from ui.wiring import Shown, opened, place_of, reach_of

UPLOADS = "uploads"
"""The folder of the home with the files that were handed in on a page: copies, which go with their documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What went."""

    documents: int
    versions: int
    statements: int
    pending: tuple[str, ...]
    """What still holds something of it, and loses it when it is next opened."""


def forget_found(settings: Settings, addresses: Sequence[str], shown: Shown | None = None) -> Forgotten:
    """Remove the documents at addresses with their text, statements, cache and views; return what went.

    ``shown`` is told of progress. Raises RecordError.
    """
    from graph.errors import EngineError
    from graph.explore.forgetting import forget_views
    from graph.explore.indexing import forget_in_index
    from graph.record.store import Record
    from ingest.reference_home import forget_documents

    place = place_of(settings)
    with Record(place.record) as record:
        gone = forget_documents(record, addresses)
    bring_rules(place)
    pending = [*_forget_fetched(settings, addresses), *_forget_uploads(settings, addresses)]
    pending += [*forget_in_index(place), *forget_views(place)]
    if gone.pending:
        pending.append("the record's write-ahead log, which a reader holds (forget again when it is done)")
    try:
        with opened(settings, shown=shown):
            pass
    except EngineError as error:
        pending.append(f"{place.server or 'the embedded graph'} ({error})")
    return Forgotten(
        documents=len(addresses), versions=gone.versions, statements=gone.statements, pending=tuple(pending)
    )


def _forget_uploads(settings: Settings, addresses: Sequence[str]) -> Iterator[str]:
    """Remove the copies of files that were handed in and hold nothing else; yield what could not be removed."""
    from urllib.request import url2pathname  # its module loads TLS, which --help has no need of

    from graph.record.reader import RecordReader

    folder = (settings.home / UPLOADS).resolve()
    pages = {address.partition("#")[0] for address in addresses if address.startswith("file:")}
    with RecordReader(settings.home / "record.db") as reader:
        held = {document.address.partition("#")[0] for document in reader.documents()} if pages else set()
    for page in sorted(pages - held):
        path = Path(url2pathname(urlsplit(page).path))
        if path.is_relative_to(folder):
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                yield f"{path} ({error.strerror or error})"


def _forget_fetched(settings: Settings, addresses: Sequence[str]) -> list[str]:
    """Remove what was fetched of documents from the cache; return what could not be removed."""
    pages = sorted({address.partition("#")[0] for address in addresses if address.startswith(("http:", "https:"))})
    if not pages:
        return []
    pending = []
    from ingest.starter_items import forget_archive

    with reach_of(settings) as reach:
        for page in pages:
            try:
                reach.fetcher.forget(page)
                forget_archive(reach.fetcher, page)
            except OSError as error:
                pending.append(f"{page} in the cache ({error.strerror or error})")
    return pending
