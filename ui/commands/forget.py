"""``sextant forget``: remove documents for good."""

from typing import Annotated

import typer

from ui.commands._rules import bring_rules
from ui.output import DONE, FAILED, Json, emit, note, say
from ui.settings import Settings
from ui.wiring import opened, place_of, reach_of


def forget(
    context: typer.Context,
    documents: Annotated[
        list[str], typer.Argument(metavar="DOCUMENT...", help="An address, a path, a title or the id of its node.")
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go, remove nothing.")] = False,
) -> int:
    """Remove all versions of documents for good: text, statements, their place in every graph of the
    home, their words and vectors in the index.

    A path of a folder forgets all documents below it. An entry of the reference facts that ship goes with its keys and
    stays forgotten, when Sextant is updated too, until sextant init --reference is run again.

    Examples:
        sextant forget cards/Qwen/Qwen2.5-7B/README.md
        sextant forget Qwen/Qwen2.5-7B --dry-run
    """
    from graph.errors import EngineError
    from graph.explore.forgetting import find_documents, forget_views
    from graph.explore.indexing import forget_in_index
    from graph.record.store import Record
    from ingest.reference_home import forget_documents

    settings: Settings = context.obj
    place = place_of(settings)
    addresses = find_documents(place, documents)
    if dry_run:
        emit({"would_forget": addresses}) if settings.as_json else say("\n".join(addresses))
        return DONE
    with Record(place.record) as record:
        gone = forget_documents(record, addresses)
    bring_rules(place)
    pending = [*_forget_fetched(settings, addresses), *forget_in_index(place), *forget_views(place)]
    if gone.pending:
        pending.append("the record's write-ahead log, which a reader holds (forget again when it is done)")
    try:
        with opened(settings):
            pass
    except EngineError as error:
        pending.append(f"{place.server or 'the embedded graph'} ({error})")
    told: dict[str, Json] = {
        "documents": len(addresses),
        "versions": gone.versions,
        "statements": gone.statements,
        "pending": pending,
    }
    emit(told) if settings.as_json else say(
        f"forgot {len(addresses)} documents ({gone.versions} versions, {gone.statements} statements)"
    )
    for one in pending:
        note(f"still to be forgotten when it is next opened: {one}")
    return FAILED if not addresses else DONE


def _forget_fetched(settings: Settings, addresses: list[str]) -> list[str]:
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
