"""Killed at any moment, ingestion loses nothing: run again, record and graph are those of an undisturbed run."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from graph.engine import status_embedded
from graph.explore.place import Place
from graph.explore.session import Opening, open_session
from graph.ontology import shipped_ontology
from tests.ui.running import ROOT, sextant

DOCUMENTS = 200
MOMENTS = 6
SEED = 20261125
DAY = "2024-12-01"
"""Given with every run: a document without a date begins when it was read, which no two runs do at once."""
NODES = (
    "MATCH (n) WHERE NOT n:_Sextant UNWIND keys(n) AS key WITH n, key WHERE key <> 'retrieved'"
    " WITH n, key ORDER BY key RETURN labels(n) AS labels, n.id AS id, collect([key, n[key]]) AS properties"
    " ORDER BY id, labels"
)
EDGES = (
    "MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS type, b.id AS b, r.id AS id, r.statements AS statements,"
    " r.quote AS quote, r.count AS count ORDER BY a, type, b, id"
)


def write_cards(folder: Path) -> Path:
    """Write cards that speak of each other: bases, data sets, licences, scores and a body each."""
    random = Random(SEED)
    licences = ("apache-2.0", "mit", "llama2", "cc-by-4.0", "gemma")
    for at in range(DOCUMENTS):
        base = f"\nbase_model: org{at % 7}/Model-{random.randrange(at)}" if at > 10 else ""
        front = f"---\nlicense: {random.choice(licences)}{base}\ndatasets:\n- data/set-{at % 13}\nlanguage: en\n---\n"
        body = "\n\n".join(f"Paragraph {n} of model {at}." * random.randrange(1, 40) for n in range(12))
        path = folder / f"org{at % 7}" / f"Model-{at}" / "README.md"
        path.parent.mkdir(parents=True)
        path.write_text(f"{front}# Model {at}\n\n{body}\n", encoding="utf-8")
    return folder


def held(home: Path, export: Path) -> tuple[list[str], str, str]:
    """Return all that a home holds: the statements of its record, the nodes and the relationships of its graph."""
    assert sextant(home, "export", "statements", export).code == 0
    with open_session(Place(home=home), shipped_ontology(), Opening()) as session:
        nodes, edges = (session.graph.read(text).rows for text in (NODES, EDGES))
    assert nodes
    assert edges
    lines = [json.loads(line) for line in export.read_text(encoding="utf-8").splitlines()]
    said = [{name: value for name, value in line.items() if name != "retrieved"} for line in lines]
    return sorted(json.dumps(line, sort_keys=True) for line in said), repr(nodes), repr(edges)


def begin(home: Path, cards: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "ui", "--home", str(home), "ingest", str(cards), "--published", DAY, "--json"]
    environment = {**os.environ, "SEXTANT_MODEL": "none"}
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def finish(home: Path, cards: Path) -> None:
    ran = sextant(home, "ingest", cards, "--published", DAY, "--json")
    assert ran.code == 0, ran.err


def kill_client(home: Path, running: subprocess.Popen[bytes], after: float) -> bool:
    """Kill the run after a share of its time."""
    alive = is_running(running, after)
    running.kill()
    return alive


def kill_engine(home: Path, running: subprocess.Popen[bytes], after: float) -> bool:
    """Kill the engine some time after it has started; it starts when the record is written."""
    while (pid := status_embedded(Place(home=home).engine).pid) is None:
        if not is_running(running, 0.01):
            return False
    alive = is_running(running, after / 4)
    os.kill(pid, signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
    return alive


def is_running(running: subprocess.Popen[bytes], after: float) -> bool:
    """Say whether a process still runs after so many seconds."""
    try:
        running.wait(timeout=after)
    except subprocess.TimeoutExpired:
        return True
    return False


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[list[str], str, str], float]:
    """The cards, what a home holds after an undisturbed run, and how many seconds that took."""
    folder = tmp_path_factory.mktemp("undisturbed")
    cards, home = write_cards(folder / "cards"), folder / "home"
    sextant(home, "init", "--reference", "none")
    begun = time.monotonic()
    finish(home, cards)
    seconds = time.monotonic() - begun
    found = held(home, folder / "statements.jsonl")
    sextant(home, "stop")
    return cards, found, seconds


@pytest.mark.slow
@pytest.mark.parametrize("kill", [kill_client, kill_engine])
def test_killed_at_random_moments_nothing_is_lost(
    undisturbed: tuple[Path, tuple[list[str], str, str], float],
    tmp_path: Path,
    kill: Callable[[Path, "subprocess.Popen[bytes]", float], bool],
    record_property: Callable[[str, object], None],
) -> None:
    cards, expected, seconds = undisturbed
    random, killed = Random(SEED), 0
    for moment in range(MOMENTS):
        home = tmp_path / f"home{moment}"
        sextant(home, "init", "--reference", "none")
        running = begin(home, cards)
        killed += kill(home, running, seconds * random.uniform(0.1, 0.95))
        running.wait(timeout=120)
        finish(home, cards)
        assert held(home, tmp_path / "statements.jsonl") == expected, f"moment {moment}"
        sextant(home, "stop")
    record_property(f"killed while it ran, {kill.__name__}", f"{killed} of {MOMENTS}")
    assert killed > 0


@pytest.mark.slow
def test_two_at_once_leave_what_one_leaves(
    undisturbed: tuple[Path, tuple[list[str], str, str], float], tmp_path: Path
) -> None:
    cards, expected, _ = undisturbed
    home = tmp_path / "home"
    sextant(home, "init", "--reference", "none")
    both = [begin(home, cards), begin(home, cards)]
    assert [one.wait(timeout=240) for one in both] == [0, 0]
    assert held(home, tmp_path / "statements.jsonl") == expected
    sextant(home, "stop")
