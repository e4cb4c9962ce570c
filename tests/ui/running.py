"""Running the real command line in a process of its own, as a user's shell does."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left."""

    code: int
    out: str
    err: str

    def json(self) -> dict[str, object]:
        """Return its output, which must be one JSON object on one line."""
        assert self.out.count("\n") == 1, self.out
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found

    def lines(self) -> list[dict[str, object]]:
        """Return its output, which must be one JSON object a line."""
        return [json.loads(line) for line in self.out.splitlines()]


def sextant(home: Path, *arguments: str | Path, stdin: str | None = None, **environment: str) -> Ran:
    """Run a command on a home; variables of the user's own environment do not count.

    No vectors are made unless ``SEXTANT_MODEL`` is given: opening a model costs seconds in each new home.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SEXTANT_", "NEO4J_"))}
    done = subprocess.run(
        [sys.executable, "-m", "ui", "--home", str(home), *map(str, arguments)],
        cwd=ROOT,
        env={**kept, "SEXTANT_MODEL": "none", **environment},
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=240,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Ran(done.returncode, done.stdout, done.stderr)
