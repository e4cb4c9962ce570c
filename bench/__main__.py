"""All measurements side by side, in one table: ``python -m bench``, or ``make bench``.

    python -m bench [--home HOME] [--only PART ...] [--data FOLDER | --generated] [--small] [--out FILE]

HOME is a home with documents and vectors, which is searched and asked; without it the sample that ships is read into a
new one. FOLDER holds real cards and laws; without it, and with --generated, others are generated or taken from the
sample. Progress goes to standard error, the table to standard output, the figures as JSON to FILE. The exit code is 1
where a part could not be measured; a promise that is not kept is marked, and changes no code, since a busy machine
breaks promises as well.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import asking, cards, embedding, identity, index, library, nearest, starting
from bench.inputs import DATA, SMALL, Inputs, Sizes, inputs_of
from bench.machine import load, machine, shown, versions
from bench.processes import REPOSITORY, sextant
from bench.rows import BenchError, Figure, Row, load_limits, rows_of, told_json
from bench.table import missed, table
from graph.errors import SextantError

Measure = Callable[[Inputs], Iterator[Figure]]
PARTS: Mapping[str, tuple[str, Measure]] = {
    "start": ("processes that do nothing", starting.figures),
    "cards": ("a folder of cards read twice", cards.figures),
    "embedding": ("passages and questions embedded, each way in a process of its own", embedding.figures),
    "index": ("an index of synthetic texts and vectors, built, changed and searched", index.figures),
    "search": ("sextant search", asking.search_figures),
    "ask": ("sextant ask", asking.ask_figures),
    "queries": ("the named queries of the library", library.figures),
    "nearest": ("the named queries nearest to questions", nearest.figures),
    "identity": ("judging names by rules", identity.figures),
}
RESULTS = REPOSITORY / "bench" / "results"


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What came of a part."""

    rows: tuple[Row, ...]
    seconds: float
    load: float | None
    failed: str | None
    """Why it could not be measured, in one line."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what is asked for, print the table, write the figures; return the exit code."""
    asked = _parser().parse_args(arguments)
    try:
        return _run(asked)
    except (BenchError, OSError) as error:
        print(f"bench: {' '.join(str(error).split())}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nbench: interrupted; nothing was written", file=sys.stderr)
        return 130


def _run(asked: argparse.Namespace) -> int:
    started, began = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), time.perf_counter()
    out: Path = asked.out or RESULTS / f"{started.replace(':', '')}.json"
    out.parent.mkdir(parents=True, exist_ok=True)  # before minutes are spent on what could not be kept
    with tempfile.TemporaryDirectory(prefix="sextant-bench-", ignore_cleanup_errors=True) as folder:
        given = _given(asked, Path(folder))
        try:
            done = measured(given, asked.only or list(PARTS))
        finally:
            if (given.made_home / "record.db").exists():
                sextant(given.made_home, "stop")
    seconds = time.perf_counter() - began
    rows = [row for one in done.values() for row in one.rows]
    failures = {name: one.failed for name, one in done.items() if one.failed is not None}
    parts = {name: {"seconds": round(one.seconds, 1), "load": one.load} for name, one in done.items()}
    about = {"started": started, "seconds": round(seconds, 1), "machine": machine(), "versions": versions()}
    out.write_text(told_json(rows, **about, inputs=given.told, parts=parts, failures=failures), encoding="utf-8")
    print(_told(rows, failures, given, seconds))
    print(f"written: {out}", file=sys.stderr)
    return 1 if failures else 0


def _given(asked: argparse.Namespace, scratch: Path) -> Inputs:
    data = None if asked.generated or asked.small else asked.data or (DATA if DATA.is_dir() else None)
    home: Path | None = asked.home
    return inputs_of(scratch, data, home and home.resolve(), SMALL if asked.small else Sizes())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--home", type=_home, metavar="HOME", help="what is searched and asked; the sample, if not given"
    )
    parser.add_argument("--only", choices=PARTS, action="append", metavar="PART", help=", ".join(PARTS))
    parser.add_argument(
        "--data", type=_folder, metavar="FOLDER", help="real data [../shared/data beside the repository]"
    )
    parser.add_argument("--generated", action="store_true", help="on generated data, whatever is there")
    parser.add_argument("--small", action="store_true", help="on very little, generated, to see that all of it runs")
    parser.add_argument("--out", type=Path, metavar="FILE", help="where the figures go [bench/results/TIME.json]")
    return parser


def _home(text: str) -> Path:
    path = Path(text)
    if not (path / "record.db").is_file():
        raise argparse.ArgumentTypeError(f"{text} is no home: make one with sextant --home {text} ingest ...")
    return path


def _folder(text: str) -> Path:
    if not Path(text).is_dir():
        raise argparse.ArgumentTypeError(f"{text} is no folder")
    return Path(text)


def measured(given: Inputs, parts: Sequence[str]) -> dict[str, Done]:
    """Measure parts one after the other, telling on standard error; one that fails does not stop the others."""
    limits, done = load_limits(), dict[str, Done]()
    for at, name in enumerate(parts, start=1):
        what, measure = PARTS[name]
        print(f"[{at}/{len(parts)}] {name}: {what} ...", end=" ", file=sys.stderr, flush=True)
        begun, rows, failed = time.perf_counter(), list[Row](), None
        try:
            for figure in measure(given):
                rows += rows_of([figure], limits)
        except (BenchError, SextantError, OSError) as error:
            failed = " ".join(str(error).split())
        done[name] = Done(rows=tuple(rows), seconds=time.perf_counter() - begun, load=load(), failed=failed)
        said = f"failed: {failed}" if failed else f"{done[name].seconds:.0f} s"
        print(f"{said} (load {done[name].load})", file=sys.stderr, flush=True)
    return done


def _told(rows: Sequence[Row], failures: Mapping[str, str], given: Inputs, seconds: float) -> str:
    """Return all that is printed."""
    lines = [f"machine: {shown(machine())}, load {load()}", f"versions: {shown(versions())}"]
    lines += [f"{what}: {told}" for what, told in given.told.items()]
    lines += ["", table(rows), ""]
    lines += [f"not measured: {name}: {why}" for name, why in failures.items()]
    promised, broken = sum(row.limit is not None for row in rows), len(missed(rows))
    lines.append(f"{len(rows)} rows in {seconds:.0f} s; {promised - broken} of {promised} promises kept")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
