"""``sextant ingest``: read documents into the record and bring the graph up to date."""

import time
from typing import Annotated

import typer

from ui.commands._indexing import bring_index
from ui.commands._ingesting import project, read_all, sorted_out, starter_of, tell, tell_parts
from ui.output import DONE
from ui.settings import Settings
from ui.wiring import ready_home


def ingest(
    context: typer.Context,
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE...", help="Files, folders, addresses, hf:, arxiv:, feed:, starter, sample."),
    ],
    published: Annotated[
        str | None, typer.Option("--published", metavar="DATE", help="The date of files that carry none.")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="Pass over documents dated before this day.")
    ] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", metavar="N", min=1, help="Stop when N documents are new or changed.")
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Read files that did not change as well.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read everything, write nothing.")] = False,
    no_embed: Annotated[bool, typer.Option("--no-embed", help="Leave the vectors for later.")] = False,
    take_over: Annotated[
        bool, typer.Option("--take-over", help="Empty and take a server's graph that another home stamped.")
    ] = False,
) -> int:
    """Read documents into the record, then bring the graph up to date.

    SOURCE is a file or a folder with all that is below it; https://... (a page, a feed, a table); feed:URL;
    hf:ORG/NAME (a model: its card and what the Hub counts of it) or hf:ORG (all its models); arxiv:ID or arxiv:SEARCH;
    starter (the public data sets an analyst begins with) or starter:NAME (one of them); or the word sample, the
    documents that ship. What a file is, is told by its form: model cards, papers, news and
    blogs, laws and policies, tables known by their columns, other tables by a mapping file. What nothing reads is
    counted and said.

    Running it again costs little: unchanged documents are passed over, changed ones become new versions, those that
    are gone are closed. What came from the network is fetched again by sextant update. Exit code 3: done, with
    documents set aside (sextant status --set-aside).

    At last every new passage gets its vector, by which sextant search finds what is said in other words: some 20 to
    100 a second. What is cut off there goes on with the next run. With --no-embed it is left for later, and search goes
    by words alone. SEXTANT_MODEL names another embedding model, or none.

    Hosts that are private or local are not fetched from unless SEXTANT_ALLOW_HOSTS names them. SEXTANT_CONTACT is
    told to the servers that are asked. SEXTANT_STARTER names another manifest of the starter; with --dry-run it is
    listed, with addresses, licences, sizes and citations, and nothing of it is fetched.

    Examples:
        sextant ingest sample
        sextant ingest cards/ tables/models.csv --json
        sextant ingest hf:Qwen arxiv:2501.12948 --limit 50
        sextant ingest starter --dry-run
        sextant ingest starter:epoch
        sextant ingest feed:https://example.org/news.xml --since 2025-01-01
        sextant ingest notes/card.md --published 2024-05
    """
    from ingest.folder import check_paths
    from ingest.job import Options

    settings: Settings = context.obj
    started = time.perf_counter()
    paths, asked = sorted_out(sources)
    parts = starter_of(settings, asked)
    if dry_run and parts:
        tell_parts(settings, parts)
        asked = [one for one in asked if one.kind != "starter"]
        if not paths and not asked:
            return DONE
    options = Options(published=published, since=since, limit=limit, again=again, dry_run=dry_run)
    if not dry_run:
        check_paths(paths)  # a home is not made for a path that is mistyped
        ready_home(settings)
    report = read_all(settings, paths, asked, options)
    totals = project(settings, report, take_over=take_over) if not dry_run else dict[str, int | None]()
    if not dry_run:
        report.seconds.update(bring_index(settings, embed=not no_embed))
    return tell(settings, report, totals, started, dry_run=dry_run)
