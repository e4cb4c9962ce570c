"""How long a search and an answer take: in a process that does one thing, from outside, and in one that does many.

    python -m bench.asking HOME [--cold 12]

HOME is read only, but for views that catch up with its record. What is looked for stands in ``queries.yaml``. The graph
engine is started before anything is measured, as it is by the first question of a day.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

import yaml

from bench.inputs import DATA, Inputs, Sizes, inputs_of, ready_home
from bench.processes import Ran, sextant
from bench.rows import BenchError, Figure, percentile

Command = Literal["search", "ask"]
QUERIES = Path(__file__).with_name("queries.yaml")
TEXTS: Mapping[Command, tuple[str, str]] = {"search": ("searches", "query"), "ask": ("questions", "question")}
"""Where each command's texts stand, and what its --file calls them."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("--cold", type=int, default=12)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sextant-bench-") as folder:
        given = inputs_of(Path(folder), DATA, arguments.home.resolve(), Sizes(cold=arguments.cold))
        for one in (*search_figures(given), *ask_figures(given)):
            print(f"{one.name:32} {one.at:24} {one.value:10.1f} {one.unit}")


def texts(command: Command) -> list[str]:
    """Return what is looked for, or asked."""
    return [str(one) for one in yaml.safe_load(QUERIES.read_text("utf-8"))[TEXTS[command][0]]]


def search_figures(given: Inputs) -> Iterator[Figure]:
    """Yield the figures of the table on ``sextant search``."""
    home = ready_home(given, vectors=True)
    yield from _cold(home, "search", given.sizes.cold)
    told, spent = warm(home, "search", _some("search", given), given.scratch)
    if not all(one["by_meaning"] for one in told):
        given.told["search"] = "by words alone: the home has no vectors, or not of the model in use"
    yield from _spread("search, warm process", [_ms(one) for one in told], f"{len(told)} queries")
    yield from _spent("search", spent, f"{len(told)} queries")


def ask_figures(given: Inputs) -> Iterator[Figure]:
    """Yield the figures of the table on ``sextant ask``, in all and by how the question was answered."""
    home = ready_home(given, vectors=True)
    yield from _cold(home, "ask", given.sizes.cold)
    told, spent = warm(home, "ask", _some("ask", given), given.scratch)
    yield from _spread("ask, warm process", [_ms(one) for one in told], f"{len(told)} questions")
    yield from _spent("ask", spent, f"{len(told)} questions, client")
    for status in sorted({str(one["status"]) for one in told}):
        mine = [_ms(one) for one in told if one["status"] == status]
        yield from _spread("ask, warm process", mine, f"{len(mine)} {status}")


def _some(command: Command, given: Inputs) -> list[str]:
    return texts(command)[: given.sizes.warm]


def _cold(home: Path, command: Command, many: int) -> Iterator[Figure]:
    """Yield what processes take that do one thing each, beside one that does nothing."""
    sextant(home, command, texts(command)[0], "--json")  # starts the engine, and brings the files into memory
    alone = min(sextant(home, "--version").seconds for _ in range(3))
    asked = texts(command)
    spread = asked[1 :: max(1, (len(asked) - 1) // many)][:many]
    taken = [sextant(home, command, text, "--json").seconds for text in spread]
    for name, share in (("p50", 0.5), ("p95", 0.95)):
        yield Figure(
            name=f"{command}, own process: {name}", at=f"{len(taken)} processes", value=percentile(taken, share),
            unit="s", baseline=alone,
        )  # fmt: skip


def warm(
    home: Path, command: Command, asked: Sequence[str], scratch: Path
) -> tuple[list[dict[str, object]], float | None]:
    """Return what one process says of each text but the first, which opens what is opened once.

    And the mean milliseconds of the processor for each of these; None where the system does not tell. Raises BenchError
    where it fails or says less.
    """
    first, every = (_run(home, command, some, scratch) for some in (asked[:1], asked))
    told = [json.loads(line) for line in every.out.splitlines()]
    if len(told) != len(asked):
        raise BenchError(f"{command} --file answered {len(told)} of {len(asked)}")
    if first.processor is None or every.processor is None:
        return told[1:], None
    return told[1:], 1000 * (every.processor - first.processor) / (len(asked) - 1)


def _run(home: Path, command: Command, asked: Sequence[str], scratch: Path) -> Ran:
    file, name = scratch / f"{command}.jsonl", TEXTS[command][1]
    file.write_text("".join(json.dumps({"id": at, name: text}) + "\n" for at, text in enumerate(asked)), "utf-8")
    return sextant(home, command, "--file", str(file), "--json")


def _spent(command: Command, spent: float | None, at: str) -> Iterator[Figure]:
    if spent is not None:
        yield Figure(name=f"{command}, warm process: by processor", at=at, value=max(spent, 0.1), unit="ms")


def _ms(told: Mapping[str, object]) -> float:
    return float(str(told["ms"]))


def _spread(name: str, taken: Sequence[float], at: str) -> Iterator[Figure]:
    for told, share in (("p50", 0.5), ("p95", 0.95)):
        yield Figure(name=f"{name}: {told}", at=at, value=percentile(taken, share), unit="ms")


if __name__ == "__main__":
    main()
