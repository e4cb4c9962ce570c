"""How long a folder of model cards takes, and how much it needs: stages, memory, sizes, a second run, an as-of view.

    python -m bench.cards FOLDER [--json]

Everything is measured from outside, on a home of its own, with the installed ``sextant`` and without vectors; the ratio
to parsing the YAML alone is of the same run, since machines differ and change.
"""

import argparse
import hashlib
import json
import platform
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from bench.inputs import Inputs
from bench.processes import Ran, sextant
from bench.rows import BenchError, Figure

COUNTS = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n) AS nodes, count(r) AS edges"
STAGES = ("walk", "parse", "record", "identity", "graph", "index")
INGEST = ("ingest", "--no-embed", "--json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A folder of cards read twice into a new home; times in seconds."""

    documents: int
    yaml_alone: float
    bytes_alone: float
    """Reading and hashing the files."""
    first: Ran
    second: Ran
    stages: Mapping[str, float]
    told: Mapping[str, object]
    """What else the first run said."""

    @property
    def times_faster(self) -> float:
        """How many times faster the second run is."""
        return self.first.seconds / self.second.seconds


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sextant-bench-") as folder, new_home(Path(folder)) as home:
        found = measure(arguments.folder, home)
    print(json.dumps(found) if arguments.json else "\n".join(f"{name:32} {value}" for name, value in found.items()))


class new_home:
    """A home without reference facts for the length of a block: the cards alone are measured."""

    def __init__(self, folder: Path) -> None:
        self._home = folder / "cards-home"

    def __enter__(self) -> Path:
        sextant(self._home, "init", "--reference", "none")
        return self._home

    def __exit__(self, *_: object) -> None:
        sextant(self._home, "stop")


def read_twice(folder: Path, home: Path) -> Read:
    """Read a folder into a home, and again. Raises BenchError where that fails."""
    alone, hashed = parse_yaml_alone(folder), read_bytes_alone(folder)
    first = sextant(home, *INGEST, str(folder))
    second = sextant(home, *INGEST, str(folder))
    told = json.loads(first.out)
    if not any(told["documents"].values()):
        raise BenchError(f"{folder}: no card is there; name another folder with --data, or measure with --generated")
    return Read(
        documents=sum(told["documents"].values()), yaml_alone=alone, bytes_alone=hashed, first=first, second=second,
        stages=told["stages"], told=told,
    )  # fmt: skip


def figures(given: Inputs) -> Iterator[Figure]:
    """Yield the figures of the table."""
    with new_home(given.scratch) as home:
        read = read_twice(given.cards, home)
    many, unit = read.documents, "cards/s"
    for stage in STAGES:
        beside = many / read.yaml_alone if stage == "parse" else None
        yield Figure(name=f"cards: {stage}", value=many / max(read.stages[stage], 1e-3), unit=unit, baseline=beside)
    alone = many / read.yaml_alone
    yield Figure(name="cards: whole run", at="outside", value=many / read.first.seconds, unit=unit, baseline=alone)
    if read.first.processor and read.second.processor:
        spent = many / read.first.processor
        yield Figure(name="cards: by processor seconds", at="client", value=spent, unit=unit, baseline=alone)
    if read.first.peak is not None:
        yield Figure(name="cards: peak memory", at="client", value=read.first.peak / 1e6, unit="MB")
    yield Figure(
        name="unchanged run", at="outside", value=read.times_faster, unit="times faster",
        baseline=read.first.seconds / read.bytes_alone,
    )  # fmt: skip


def measure(folder: Path, home: Path) -> dict[str, object]:
    """Return the figures of one folder, and more than the table has, by name."""
    read = read_twice(folder, home)
    status = json.loads(sextant(home, "status", "--json").out)
    graph = json.loads(sextant(home, "cypher", COUNTS, "--json").out)
    day = time.strftime("%Y-%m-%d", time.gmtime())
    query = ("cypher", "MATCH (m:Model) RETURN count(m) AS n", "--as-of", day)
    as_of = [sextant(home, *query).seconds for _ in range(2)]
    warm = sextant(home, "cypher", "RETURN 1 AS one").seconds
    return {
        "machine": f"{platform.machine()} {platform.system()} Python {platform.python_version()}",
        "documents": read.documents,
        "yaml alone s": round(read.yaml_alone, 2),
        "first run s": round(read.first.seconds, 2),
        "ratio to yaml alone": round(read.first.seconds / read.yaml_alone, 1),
        "cards per second": round(read.documents / read.first.seconds),
        **{f"stage {name} s": seconds for name, seconds in read.stages.items()},
        "second run s": round(read.second.seconds, 2),
        "second to first": round(1 / read.times_faster, 3),
        "as-of view first s": round(as_of[0], 2),
        "as-of view second s": round(as_of[1], 2),
        "warm cypher s": round(warm, 2),
        "client peak MB": round((read.first.peak or 0) / 1e6),
        "engine MB": round((status["engine"]["memory_bytes"] or 0) / 1e6),
        "statements": read.told["statements"],
        "nodes": graph["nodes"],
        "edges": graph["edges"],
        "record MB": round(status["record_bytes"] / 1e6, 1),
        "views MB": round(status["view_bytes"] / 1e6, 1),
        "set aside": dict(read.told)["documents"]["set_aside"],  # type: ignore[index]
        "reasons": read.told["reasons"],
    }


def parse_yaml_alone(folder: Path) -> float:
    """Return the seconds that the C loader takes for the front matter of all cards, and nothing else."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    parts = []
    for path in sorted(folder.rglob("README.md")):
        text = path.read_text("utf-8", errors="replace")
        if text.startswith("---"):
            parts.append(text.split("\n---", 1)[0][3:])
    started = time.perf_counter()
    for part in parts:
        try:
            yaml.load(part, Loader=loader)
        except yaml.YAMLError:
            continue
    return time.perf_counter() - started


def read_bytes_alone(folder: Path) -> float:
    """Return the seconds that finding, reading and hashing all cards takes, and nothing else."""
    started = time.perf_counter()
    for path in sorted(folder.rglob("README.md")):
        hashlib.sha256(path.read_bytes()).digest()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
