"""How well names are told to be one thing or two, on pairs with the answer known.

    python -m bench.identity PAIRS.jsonl [--no-reference] [--wrong]
    python -m bench.identity --home HOME

Of a home: how long the judgements of the rules on all its names take, and then those on one document more, on a copy.

Each line of a file of pairs holds left, right, label and same. Printed: false merges, recall over the pairs that are
the same, and how many of the others are told to be different, in all and by label.
"""

import argparse
import json
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.inputs import Inputs, ready_home
from bench.rows import BenchError, Figure
from graph.identity import NOTHING, verdict
from graph.identity.ruling import Ruled, judge_by_rule
from graph.ontology import shipped_ontology
from graph.record.clock import now
from graph.record.store import Record
from graph.record.types import Document, Reading, Span, Statement
from ingest.reference import SOURCE
from ui.commands._reference import shipped_aliases


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path, nargs="?")
    parser.add_argument("--home", type=Path, help="time the rules on a copy of this home's record")
    parser.add_argument("--no-reference", action="store_true", help="by the rules alone")
    parser.add_argument("--wrong", action="store_true", help="list the pairs that are missed or wrong")
    arguments = parser.parse_args()
    if arguments.home is not None:
        time_rules(arguments.home / "record.db")
    if arguments.pairs is not None:
        measure_pairs(arguments)


def time_rules(record: Path) -> None:
    """Print the best of three for all names of a copy of a record, and for one document more."""
    for what, ruled, seconds in timed_rules(record, 3):
        print(f"{what:18} {seconds:.3f} s of processor time; {ruled}")


def timed_rules(record: Path, times: int) -> Iterator[tuple[str, Ruled, float]]:
    """Yield what was judged in a copy of a record, and in how many seconds of the processor: the best of some times."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "record.db"
        # A plain copy of the file would miss what is in its log still.
        try:
            with closing(_read_only(record)) as source, closing(sqlite3.connect(copy)) as target:
                source.backup(target)
        except sqlite3.Error as error:
            raise BenchError(f"{record}: cannot be copied ({error}); stop what writes to it") from error
        with Record(copy) as held:
            for what in ("all names", "one document more"):
                ruled, seconds = min((_timed(held, number, what) for number in range(times)), key=lambda one: one[1])
                yield what, ruled, seconds


def _read_only(record: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{record.resolve().as_uri()}?mode=ro", uri=True)


def figures(given: Inputs) -> Iterator[Figure]:
    """Yield the figures of the table."""
    for what, _, seconds in timed_rules(ready_home(given) / "record.db", min(3, given.sizes.repeats)):
        yield Figure(name=f"identity: {what}", at="processor", value=seconds, unit="s")


def _timed(record: Record, number: int, what: str) -> tuple[Ruled, float]:
    index = record.path.with_name("rules.db")
    if what == "all names":
        index.unlink(missing_ok=True)
    else:
        text, span = "Qwen2.5-72B by Alibaba", Span(start=0, end=11)
        document = Document(
            address=f"file:///bench/{number}", source="bench", kind="table", title="bench", text=text, retrieved=now()
        )
        statement = Statement(
            subject="Organization:Alibaba", predicate="DEVELOPED", object="Model:Qwen2.5-72B", span=span
        )
        record.write([Reading(document=document, statements=(statement,))])
    started = time.process_time()
    ruled = judge_by_rule(record, index, shipped_ontology(), SOURCE.name)
    return ruled, time.process_time() - started


def measure_pairs(arguments: argparse.Namespace) -> None:
    """Print how well the pairs of a file are judged."""
    known = NOTHING if arguments.no_reference else shipped_aliases()
    counts: dict[str, Counter[tuple[bool, str]]] = {}
    for line in arguments.pairs.read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        found = verdict(pair["left"], pair["right"], pair.get("label"), known)
        for label in ("all", pair.get("label") or "no label"):
            counts.setdefault(label, Counter())[pair["same"], found.verdict] += 1
        if arguments.wrong and found.verdict != ("same" if pair["same"] else "different"):
            print(f"{pair['same']!s:5} {found.verdict:9} {pair['left']} | {pair['right']}  ({found.rule})")
    print(f"{'label':14} false merges  recall         told different  told different though same")
    for label, count in counts.items():
        same, others = (sum(n for (is_same, _), n in count.items() if is_same == wanted) for wanted in (True, False))
        recall = f"{count[True, 'same']}/{same}" + (f" = {count[True, 'same'] / same:.2f}" if same else "")
        different = f"{count[False, 'different']}/{others}"
        print(f"{label:14} {count[False, 'same']:<13} {recall:14} {different:15} {count[True, 'different']}")


if __name__ == "__main__":
    main()
