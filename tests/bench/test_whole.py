"""The bench on very little, real parts throughout: what is printed, what is written, what is said of what fails."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from bench.inputs import SMALL
from bench.rows import load_limits

ROOT = Path(__file__).parents[2]
QUICK = ("start", "cards", "index", "queries", "identity")
BY_MODEL = ("embedding", "search", "ask", "nearest")
EXTRA = {"embedding: mean cosine, 16 bits", "embedding: worst cosine, 16 bits"}
"""Figures of parts that are not installed everywhere."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a bench left."""

    code: int
    out: str
    err: str
    told: dict[str, object]

    @property
    def rows(self) -> list[dict[str, object]]:
        """The rows that were written."""
        rows = self.told["rows"]
        assert isinstance(rows, list)
        return rows


def bench(out: Path, *arguments: str) -> Ran:
    """Run the bench as its user does."""
    done = subprocess.run(
        [sys.executable, "-m", "bench", "--out", str(out), *arguments],
        cwd=ROOT, env=os.environ, capture_output=True, text=True, encoding="utf-8", timeout=600, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    told = json.loads(out.read_text("utf-8")) if out.is_file() else {}
    return Ran(done.returncode, done.stdout, done.stderr, told)


def only(*parts: str) -> list[str]:
    return [word for part in parts for word in ("--only", part)]


@pytest.fixture(scope="module")
def quick(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """The parts that need no embedding model."""
    return bench(tmp_path_factory.mktemp("bench") / "new" / "quick.json", "--small", *only(*QUICK))


def test_all_parts_are_measured_and_shown(quick: Ran) -> None:
    assert quick.code == 0, quick.err
    assert quick.told["failures"] == {}
    assert list(quick.told["parts"]) == list(QUICK)  # type: ignore[call-overload]
    for at, part in enumerate(QUICK, start=1):
        assert f"[{at}/{len(QUICK)}] {part}:" in quick.err
    for row in quick.rows:
        assert f"{row['name']} ({row['at']})" in quick.out or str(row["name"]) in quick.out
        assert isinstance(row["value"], float | int)
        # Zero where the work is over before the clock of the processor ticks.
        assert row["value"] >= 0
    assert f"{len(quick.rows)} rows in" in quick.out


def test_ratios_and_margins_are_computed_from_this_run(quick: Ran) -> None:
    assert any(row["ratio"] for row in quick.rows)
    for row in quick.rows:
        value, baseline, limit = (float(str(row[name] or 0)) for name in ("value", "baseline", "limit"))
        if row["baseline"] is not None:
            assert float(str(row["ratio"])) == pytest.approx(value / baseline)
        if row["limit"] is not None:
            assert row["kept"] == (value >= limit if row["better"] == "more" else value <= limit)


def test_machine_versions_and_inputs_are_told(quick: Ran) -> None:
    machine, versions, inputs = (quick.told[name] for name in ("machine", "versions", "inputs"))
    assert isinstance(machine, dict)
    assert machine["cores"] >= 1
    assert machine["processor"]
    assert isinstance(versions, dict)
    assert versions["python"] == sys.version.split()[0]
    assert isinstance(inputs, dict)
    assert inputs["cards"] == f"{SMALL.cards} generated cards"
    for told in (*inputs.values(), str(machine["processor"]), versions["faiss-cpu"]):
        assert told in quick.out


def test_what_cannot_be_measured_is_said_and_stops_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "data" / "cards").mkdir(parents=True)
    ran = bench(tmp_path / "out.json", "--data", str(tmp_path / "data"), *only("cards", "start"))
    assert ran.code == 1
    assert "no card is there" in str(ran.told["failures"])
    assert "not measured: cards: " in ran.out
    assert {"sextant --help", "sextant --version"} == {row["name"] for row in ran.rows}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["--home", "nowhere"], "is no home"), (["--data", "nowhere"], "is no folder"), (["--only", "all"], "embedding")],
)
def test_what_is_not_there_is_wrong_usage(arguments: list[str], said: str, tmp_path: Path) -> None:
    ran = bench(tmp_path / "out.json", *arguments)
    assert ran.code == 2
    assert said in ran.err
    assert ran.told == {}


def test_a_file_that_cannot_be_written_is_said_before_anything_is_measured(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    ran = bench(tmp_path / "file" / "out.json", "--small")
    assert ran.code == 1
    assert len(ran.err.splitlines()) == 1
    assert str(tmp_path / "file") in ran.err


@pytest.mark.slow
def test_with_the_model_every_figure_of_which_something_is_known_is_measured(quick: Ran, tmp_path: Path) -> None:
    ran = bench(tmp_path / "out.json", "--small", *only(*BY_MODEL))
    assert ran.code == 0, ran.err
    names = {str(row["name"]) for row in (*quick.rows, *ran.rows)}
    assert set(load_limits()) - names <= EXTRA
    ways = {str(row["at"]).partition(":")[0] for row in ran.rows if row["name"] == "embedding"}
    assert {"sextant", "onnxruntime"} <= ways
    cosines = [row for row in ran.rows if "cosine" in str(row["name"])]
    assert all(row["kept"] for row in cosines)
    warm = {str(row["name"]): row["value"] for row in ran.rows if str(row["name"]).startswith("search, warm")}
    assert float(str(warm["search, warm process: p50"])) <= float(str(warm["search, warm process: p95"]))
