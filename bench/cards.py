"""How long a folder of model cards takes, and how much it needs: stages, memory, sizes, a second run, an as-of view.

    python bench/cards.py FOLDER [--json]

Everything is measured from outside, on a home of its own, with the installed ``sextant``; the ratio to parsing the
YAML alone is of the same run, since machines differ and change.
"""

import argparse
import json
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml

SEXTANT = [sys.executable, "-m", "ui"]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sextant-bench-") as folder:
        home = Path(folder) / "home"
        try:
            run(home, "init", "--reference", "none")  # the cards alone are measured
            found = measure(arguments.folder, home)
        finally:
            run(home, "stop")
    print(json.dumps(found) if arguments.json else "\n".join(f"{name:32} {value}" for name, value in found.items()))


def run(home: Path, *arguments: str) -> tuple[str, float, int]:
    """Run sextant; return its output, its seconds and its peak resident bytes (0 where the system does not tell)."""
    started = time.perf_counter()
    process = subprocess.Popen([*SEXTANT, "--home", str(home), *arguments], stdout=subprocess.PIPE, text=True)
    peak = 0
    output, _ = process.communicate()
    if sys.platform != "win32":
        import resource

        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return output, time.perf_counter() - started, peak


def measure(folder: Path, home: Path) -> dict[str, object]:
    """Return the figures by name."""
    yaml_seconds = parse_yaml_alone(folder)
    output, first, peak = run(home, "ingest", str(folder), "--json")
    told = json.loads(output)
    documents = sum(told["documents"].values())
    status = json.loads(run(home, "status", "--json")[0])
    counts = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n) AS nodes, count(r) AS edges"
    graph = json.loads(run(home, "cypher", counts, "--json")[0])
    _, second, _ = run(home, "ingest", str(folder), "--json")
    day = time.strftime("%Y-%m-%d", time.gmtime())
    query = ("cypher", "MATCH (m:Model) RETURN count(m) AS n", "--as-of", day)
    as_of = [run(home, *query)[1] for _ in range(2)]
    _, warm, _ = run(home, "cypher", "RETURN 1 AS one")
    return {
        "machine": f"{platform.machine()} {platform.system()} Python {platform.python_version()}",
        "documents": documents,
        "yaml alone s": round(yaml_seconds, 2),
        "first run s": round(first, 2),
        "ratio to yaml alone": round(first / yaml_seconds, 1),
        "cards per second": round(documents / first),
        **{f"stage {name} s": seconds for name, seconds in told["stages"].items()},
        "second run s": round(second, 2),
        "second to first": round(second / first, 3),
        "as-of view first s": round(as_of[0], 2),
        "as-of view second s": round(as_of[1], 2),
        "warm cypher s": round(warm, 2),
        "client peak MB": round(peak / 1e6),
        "engine MB": round((status["engine"]["memory_bytes"] or 0) / 1e6),
        "statements": told["statements"],
        "nodes": graph["nodes"],
        "edges": graph["edges"],
        "record MB": round(status["record_bytes"] / 1e6, 1),
        "views MB": round(status["view_bytes"] / 1e6, 1),
        "set aside": told["documents"]["set_aside"],
        "reasons": told["reasons"],
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


if __name__ == "__main__":
    main()
