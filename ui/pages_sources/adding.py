"""Adding documents: files that are handed in, addresses and ids, the sample; by the same run as the command line's."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import SourceError
from ui.commands._forgetting import UPLOADS
from ui.commands._ingesting import SHOWN as MOST_LINES
from ui.commands._ingesting import project, read_all, sorted_out
from ui.settings import Settings
from ui.wiring import Shown, ready_home

if TYPE_CHECKING:
    from ingest.report import Report

_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')
"""What no file name may hold on one system or another."""
LONGEST_NAME = 180


def wanted(text: str) -> list[str]:
    """Return the addresses and ids in a text, one a line. Raises SourceError for a line that is neither.

    Paths of this machine are refused: a page hands files in by uploading them.
    """
    from ingest.network import parse_asked

    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for line in lines:
        if parse_asked(line) is None:
            raise SourceError(f"{line}: neither an address (https://...) nor an id (hf:ORG/NAME, arxiv:ID, feed:URL)")
    return lines


def keep_files(settings: Settings, files: Iterable[tuple[str, bytes]]) -> list[Path]:
    """Put files that were handed in into the home, and return where: what they say is cited from there.

    A file of the same name is a new version of the one before. Raises SourceError for a name that cannot be, and
    where the disk is full or read-only.
    """
    kept = []
    for name, content in files:
        path = settings.home / UPLOADS / safe_name(name)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        except OSError as error:
            raise SourceError(f"{path}: cannot be written ({error.strerror or error})") from error
        kept.append(path)
    return kept


def safe_name(name: str) -> str:
    """Return the name of a file below the uploads, whatever a browser says: folders in it stay, none leads out.

    Raises SourceError where nothing of it is left.
    """
    parts = [_UNSAFE.sub("_", part).strip(" .") for part in re.split(r"[/\\]", name)]
    parts = [part[-LONGEST_NAME:] for part in parts if part]
    if not parts:
        raise SourceError(f"{name!r}: not a name of a file; rename it")
    return "/".join(parts)


def add(settings: Settings, sources: Sequence[str], files: Sequence[Path], shown: Shown) -> list[str]:
    """Read what the words name, and files, into the record; bring the graph up to date; return what was done.

    Raises SourceError, RecordError, EngineError.
    """
    from ingest.job import Options

    paths, asked = sorted_out(sources)
    ready_home(settings)
    report = read_all(settings, [*paths, *files], asked, Options(), shown)
    totals = project(settings, report, shown=shown)
    return [*_told(report), f"On record now: {totals['statements']:,} statements about {totals['entities']:,} things."]


def _told(report: "Report") -> list[str]:
    counts = [f"{count:,} {name.replace('_', ' ')}" for name, count in report.counts().items() if count]
    lines = [f"Documents: {', '.join(counts) or 'none'}."]
    aside = [f"Set aside: {where}: {why}{f' ({more})' if more else ''}" for where, why, more in report.set_aside]
    lines += aside[:MOST_LINES]
    if len(aside) > MOST_LINES:
        lines.append(f"... and {len(aside) - MOST_LINES:,} more were set aside; they are listed below.")
    lines += [f"Passed over: {path}: {why}" for path, why in report.skipped[:MOST_LINES]]
    if report.no_reader:
        kinds = ", ".join(f"{n} {suffix or 'without ending'}" for suffix, n in report.no_reader.most_common())
        lines.append(f"Files that nothing reads: {kinds}.")
    return lines
