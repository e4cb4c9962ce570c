"""``sextant forget``: remove documents for good."""

from typing import Annotated

import typer

from ui.commands._forgetting import forget_found
from ui.output import DONE, FAILED, Json, emit, note, say
from ui.settings import Settings
from ui.wiring import place_of


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
    from graph.explore.forgetting import find_documents

    settings: Settings = context.obj
    addresses = find_documents(place_of(settings), documents)
    if dry_run:
        emit({"would_forget": addresses}) if settings.as_json else say("\n".join(addresses))
        return DONE
    gone = forget_found(settings, addresses)
    told: dict[str, Json] = {
        "documents": gone.documents,
        "versions": gone.versions,
        "statements": gone.statements,
        "pending": list(gone.pending),
    }
    emit(told) if settings.as_json else say(
        f"forgot {gone.documents} documents ({gone.versions} versions, {gone.statements} statements)"
    )
    for one in gone.pending:
        note(f"still to be forgotten when it is next opened: {one}")
    return FAILED if not addresses else DONE
