"""What the commands that read documents share: what the words name, the run itself, what it says at the end."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ui.commands._rules import bring_near_copies, bring_rules
from ui.output import DONE, SET_ASIDE, Json, emit, note, say
from ui.progress import Progress
from ui.settings import Settings
from ui.wiring import Shown, opened, place_of, reach_of, staged

if TYPE_CHECKING:
    from ingest.job import Options
    from ingest.network import Asked
    from ingest.report import Report
    from ingest.starter import Part

SHOWN = 5
"""How many set-aside documents are named in full."""


def sorted_out(sources: Sequence[str]) -> "tuple[list[Path], list[Asked]]":
    """Return the paths and what on the network the words of a user name. Raises SourceError for what nothing reads."""
    from ingest.network import parse_asked
    from ingest.run import sample_folder

    paths: list[Path] = []
    asked: list[Asked] = []
    for source in sources:
        on_network = None if source == "sample" else parse_asked(source)
        if on_network is not None:
            asked.append(on_network)
        else:
            paths.append(sample_folder() if source == "sample" else Path(source).expanduser())
    return paths, asked


def read_all(
    settings: Settings,
    paths: "Sequence[Path]",
    asked: "Sequence[Asked]",
    options: "Options",
    shown: Shown | None = None,
) -> "Report":
    """Read files and what is on the network into the record; return what was done.

    ``shown`` is told of progress; without it, it is shown on standard error.
    """
    from ingest.network import without_repeats
    from ingest.report import Report
    from ingest.run import ingest_asked, ingest_paths

    report = Report()
    with Progress(quiet=settings.as_json) as progress:
        shown = shown or staged(progress)
        if paths:
            ingest_paths(paths, settings.home, options, shown, report)
        if asked:
            with reach_of(settings, options.limit) as reach:
                reach = replace(reach, on_progress=shown)
                ingest_asked(without_repeats(asked), reach, settings.home, options, shown, report)
                report.missing += reach.missing
    return report


def starter_of(settings: Settings, asked: "Sequence[Asked]") -> "tuple[Part, ...]":
    """Return the parts of the starter that are asked for. Raises SourceError where its manifest has no such part."""
    from ingest.network import starter_parts

    return starter_parts(asked, settings.starter)


def tell_parts(settings: Settings, parts: "Sequence[Part]") -> None:
    """Tell what the starter would fetch: one JSON object a part, or a few lines."""
    from ingest.starter import SHIPPED, load_manifest

    as_of = load_manifest(settings.starter or SHIPPED).as_of
    for part in parts:
        if settings.as_json:
            entries: list[Json] = [asdict(entry) for entry in part.entries]
            told: dict[str, Json] = {"part": part.name, "title": part.title, "kind": part.kind, "page": part.page}
            told |= {"licence": part.licence, "limits": part.limits, "citation": part.citation}
            emit({**told, "size": part.size, "measured": part.measured, "as_of": as_of, "entries": entries})
        else:
            _tell_part(part)
    if not settings.as_json:
        say(f"{len(parts)} parts, listed on {as_of}; sextant ingest starter:NAME fetches one, starter all")


def _tell_part(part: "Part") -> None:
    size = f"about {part.size / 1e6:,.1f} MB, measured {part.measured}" if part.size else "size not known"
    first = part.entries[0].address
    more = f" and {len(part.entries) - 1} more" if len(part.entries) > 1 else ""
    say(f"{part.name}: {part.title}")
    say(f"  page      {part.page}")
    say(f"  address   {first}{more}")
    say(f"  licence   {part.licence}" + (f" ({part.limits})" if part.limits else ""))
    say(f"  size      {size}")
    say(f"  cite as   {part.citation}")


def tell(
    settings: Settings, report: "Report", totals: Mapping[str, int | None], started: float, *, dry_run: bool = False
) -> int:
    """Tell what a run did; return the exit code."""
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


def project(
    settings: Settings, report: "Report", *, take_over: bool = False, shown: Shown | None = None
) -> dict[str, int | None]:
    """Judge the names, bring the graph up to date and count what is on record now."""
    from graph.explore.status import home_status

    started = time.perf_counter()
    bring_rules(place_of(settings))
    bring_near_copies(place_of(settings))
    report.seconds["identity"] = time.perf_counter() - started
    started = time.perf_counter()
    with opened(settings, take_over=take_over, shown=shown) as session:
        report.seconds["graph"] = time.perf_counter() - started
        entities = session.graph.read("MATCH (n) WHERE NOT n:Document AND NOT n:_Sextant RETURN count(n)").rows[0][0]
        statements = home_status(session.reader).statements
    return {"statements": statements, "entities": int(str(entities))}


def _more(report: "Report") -> dict[str, Json]:
    told: dict[str, Json] = {"reasons": dict(report.reasons.most_common()), "no_reader": dict(report.no_reader)}
    return {**told, "missing": [asdict(one) for one in report.missing]}


def _tell(report: "Report", totals: Mapping[str, int | None], seconds: float, *, dry_run: bool) -> None:
    counts = ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in report.counts().items() if count)
    say(f"{'would be: ' if dry_run else ''}{counts or 'no documents'} in {seconds:.1f} s")
    if totals:
        say(f"on record: {totals['statements']:,} statements about {totals['entities']:,} things")
    for one in report.missing:
        note(f"could not be had: {one.part}: {one.address}: {one.reason}{f' ({one.detail})' if one.detail else ''}")
    told = {one.address for one in report.missing}
    aside = [one for one in report.set_aside if one[0] not in told]
    for address, reason, detail in aside[:SHOWN]:
        note(f"set aside: {address}: {reason}{f' ({detail})' if detail else ''}")
    if len(aside) > SHOWN:
        note(f"... and {len(aside) - SHOWN} more; sextant status --set-aside lists them")
    if report.repairs:
        note(
            f"repaired {len(report.repairs)}: {report.repairs[0][0]}: {report.repairs[0][1]}"
            + (" ..." if len(report.repairs) > 1 else "")
        )
    for path, reason in report.skipped[:SHOWN]:
        note(f"passed over: {path}: {reason}")
    if report.no_reader:
        kinds = ", ".join(f"{count} {suffix or 'without ending'}" for suffix, count in report.no_reader.most_common())
        count = sum(report.no_reader.values())
        note(f"{count:,} {'file that nothing' if count == 1 else 'files that nothing'} reads: {kinds}")
    if report.unread:
        fields = ", ".join(f"{name} ({count})" for name, count in report.unread.most_common(SHOWN))
        note(f"fields that no rule reads: {fields}{' ...' if len(report.unread) > SHOWN else ''}")
