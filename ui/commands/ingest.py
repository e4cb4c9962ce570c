"""``sextant ingest``: read documents into the record and bring the graph up to date."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.output import DONE, SET_ASIDE, emit, note, say
from ui.progress import Progress
from ui.settings import Settings, WrongUsage
from ui.wiring import opened, staged

if TYPE_CHECKING:
    from ingest.report import Report

SHOWN = 5
"""How many set-aside documents are named in full."""


def ingest(
    context: typer.Context,
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE...", help="Files, folders, or: sample.")],
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

    A folder is read with all that is below it. Running it again costs little: unchanged documents are passed over,
    changed ones become new versions, those that are gone are closed. So far model cards are read (README.md below
    ORG/NAME, or markdown with a card's front matter); files of other kinds are counted and wait for their readers.
    The word "sample" is the folder of documents that ships. Exit code 3: done, with documents set aside.

    Examples:
        sextant ingest sample
        sextant ingest cards/ --json
        sextant ingest cards/ --dry-run
        sextant ingest notes/card.md --published 2024-05
    """
    from ingest.run import Options, ingest_paths, sample_folder

    settings: Settings = context.obj
    started = time.perf_counter()
    paths = [sample_folder() if source == "sample" else _path(source) for source in sources]
    with Progress(quiet=settings.as_json) as progress:
        options = Options(published=published, since=since, limit=limit, again=again, dry_run=dry_run)
        report = ingest_paths(paths, settings.home, options, staged(progress))
    totals = _project(settings, report, take_over=take_over) if not dry_run else dict[str, int | None]()
    seconds = round(time.perf_counter() - started, 3)
    if settings.as_json:
        stages = {stage: round(value, 3) for stage, value in report.seconds.items()}
        empty: dict[str, int | None] = {"statements": None, "entities": None}
        emit(
            {
                "documents": dict(report.counts()),
                **(totals or empty),
                "seconds": seconds,
                **_more(report),
                "stages": stages,
            }
        )
    else:
        _tell(report, totals, seconds, dry_run=dry_run)
    return SET_ASIDE if report.documents["set_aside"] else DONE


def _path(source: str) -> Path:
    scheme = source.partition(":")[0]
    if scheme in ("http", "https", "hf", "arxiv", "feed") or source == "starter":
        raise WrongUsage(f"{source}: this version reads files and folders; sources on the network come later")
    return Path(source).expanduser()


def _project(settings: Settings, report: "Report", *, take_over: bool) -> dict[str, int | None]:
    """Bring the graph up to date and count what is on record now."""
    from graph.explore.status import home_status

    started = time.perf_counter()
    with opened(settings, take_over=take_over) as session:
        report.seconds["graph"] = time.perf_counter() - started
        entities = session.graph.read("MATCH (n) WHERE NOT n:Document AND NOT n:_Sextant RETURN count(n)").rows[0][0]
        statements = home_status(session.reader).statements
    return {"statements": statements, "entities": int(str(entities))}


def _more(report: "Report") -> dict[str, dict[str, int]]:
    return {"reasons": dict(report.reasons.most_common()), "no_reader": dict(report.no_reader)}


def _tell(report: "Report", totals: dict[str, int | None], seconds: float, *, dry_run: bool) -> None:
    counts = ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in report.counts().items() if count)
    say(f"{'would be: ' if dry_run else ''}{counts or 'no documents'} in {seconds:.1f} s")
    if totals:
        say(f"on record: {totals['statements']:,} statements about {totals['entities']:,} things")
    for address, reason, detail in report.set_aside[:SHOWN]:
        note(f"set aside: {address}: {reason}{f' ({detail})' if detail else ''}")
    if len(report.set_aside) > SHOWN:
        note(f"... and {len(report.set_aside) - SHOWN} more; sextant status --set-aside lists them")
    if report.repairs:
        note(
            f"repaired {len(report.repairs)}: {report.repairs[0][0]}: {report.repairs[0][1]}"
            + (" ..." if len(report.repairs) > 1 else "")
        )
    for path, reason in report.skipped[:SHOWN]:
        note(f"passed over: {path}: {reason}")
    if report.no_reader:
        kinds = ", ".join(f"{count} {suffix or 'without ending'}" for suffix, count in report.no_reader.most_common())
        note(f"no reader yet for {sum(report.no_reader.values())} files: {kinds}")
    if report.unread:
        fields = ", ".join(f"{name} ({count})" for name, count in report.unread.most_common(SHOWN))
        note(f"fields that no rule reads: {fields}{' ...' if len(report.unread) > SHOWN else ''}")
